#include "base/system_error.hpp"

#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace ice::base {
namespace {

// What to do about a limit that was met; null for other errors.
const char* way_out(int error) {
  switch (error) {
    case EMFILE:
      return "Allow more open files ('ulimit -n'), or use fewer workers (-j)";
    case ENFILE:
      return "The whole system has too many open files: end other programs";
    case EAGAIN:
      return "Allow more processes ('ulimit -u'), or end other programs";
    case ENOMEM:
      return "End other programs, or allow more memory ('ulimit -v')";
    default:
      return nullptr;
  }
}

}  // namespace

void throw_system_error(const std::string& what, int error) {
  const std::string found = what + ": " + std::strerror(error);
  if (const char* hint = way_out(error)) throw UserError("", found, hint);
  throw Error(found);
}

}  // namespace ice::base
