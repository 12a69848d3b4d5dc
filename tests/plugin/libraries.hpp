#pragma once
// The libraries that are built for the tests (tests/plugin/libraries, tests/faulty/load), and
// damaged copies of them.
#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

namespace ice::plugin::test {

namespace fs = std::filesystem;

using ice::test::bytes_of;

inline fs::path sound(const std::string& name) {
  return ICE_BUILD "/tests/libraries/" + name + ".ice.so";
}
inline fs::path faulty(const std::string& name) {
  return ICE_BUILD "/tests/faulty/load/" + name + ".ice.so";
}

/// A folder for libraries.
struct LibraryFolder : ice::test::TemporaryFolder {
  /// Copies a library here.
  fs::path take(const fs::path& file, const std::string& name = "") const {
    fs::path to = *this / (name.empty() ? file.filename().string() : name);
    fs::copy_file(file, to);
    return to;
  }
};

/// What a call throws as UserError, or "" when it does not throw.
template <class Call>
std::string error_of(Call&& call) {
  try {
    call();
    return "";
  } catch (const base::Error& error) {
    return error.what();
  }
}

}  // namespace ice::plugin::test
