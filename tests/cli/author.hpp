#pragma once
// What an author of plugins does: installs ice, makes a plugin, builds it outside of the project.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cli/ice.hpp"

namespace ice::cli {

/// A shell in whose folder a prefix P holds ice, installed from the build tree.
class Author {
 public:
  Author() {
    REQUIRE(shell.run({"cmake", "--install", ICE_BUILD, "--prefix", prefix()}).code == 0);
  }

  [[nodiscard]] std::string prefix() const { return (shell.folder() / "P").string(); }

  /// The installed `ice`.
  [[nodiscard]] Result ice(const std::vector<std::string>& arguments,
                           const std::vector<std::string>& environment = {}) const {
    std::vector<std::string> line{prefix() + "/bin/ice"};
    line.insert(line.end(), arguments.begin(), arguments.end());
    return shell.run(line, environment);
  }

  /// Lines of a shell, as an author types them: the first that fails ends them. `ice` is the
  /// installed one, and CMake finds it through PATH. ccache spares the compiler what it has
  /// compiled in an earlier test.
  [[nodiscard]] Result type(const std::string& lines) const {
    const char *path = std::getenv("PATH"), *home = std::getenv("HOME");
    const auto line = shell.in_folder(
        {"bash", "-e", "-c", lines},
        {"PATH=" + prefix() + "/bin:" + (path == nullptr ? "" : path),
         "CMAKE_CXX_COMPILER_LAUNCHER=ccache", "CCACHE_NOHASHDIR=1",
         "CCACHE_BASEDIR=" + shell.folder().string(),
         "CCACHE_DIR=" + std::string(home == nullptr ? "" : home) + "/.cache/ccache"});
    const base::Completed ended = base::run_to_end(line, kLimit);
    REQUIRE_FALSE(ended.timed_out);
    return {ended.status.code, ended.out, ended.err};
  }

  Shell shell;

 private:
  static constexpr std::chrono::seconds kLimit{110};  // compilers on a busy machine; below ctest's
};

}  // namespace ice::cli
