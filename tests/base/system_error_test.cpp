#include "base/system_error.hpp"

#include <catch2/catch.hpp>
#include <cerrno>

#include "base/error.hpp"

using namespace ice::base;

TEST_CASE("system error: a limit that was met is the user's to raise") {
  CHECK_THROWS_AS(throw_system_error("cannot make a pipe", EMFILE), UserError);
  CHECK_THROWS_WITH(throw_system_error("cannot make a pipe", EMFILE),
                    "cannot make a pipe: Too many open files. Allow more open files ('ulimit -n'), "
                    "or use fewer workers (-j)");
  CHECK_THROWS_WITH(throw_system_error("cannot make a pipe", ENFILE),
                    "cannot make a pipe: Too many open files in system. The whole system has too "
                    "many open files: end other programs");
  CHECK_THROWS_WITH(throw_system_error("cannot start x", EAGAIN),
                    "cannot start x: Resource temporarily unavailable. Allow more processes "
                    "('ulimit -u'), or end other programs");
  CHECK_THROWS_WITH(throw_system_error("cannot start x", ENOMEM),
                    "cannot start x: Cannot allocate memory. End other programs, or allow more "
                    "memory ('ulimit -v')");
}

TEST_CASE("system error: any other reason is named, without a hint") {
  CHECK_THROWS_WITH(throw_system_error("cannot start x", ENOENT),
                    "cannot start x: No such file or directory");
}
