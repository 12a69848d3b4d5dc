// `ice` without a command: its version, its help, and what it says to a slip of the hand.
#include <catch2/catch.hpp>

#include "cli/ice.hpp"

using ice::cli::Result;
using ice::cli::Shell;

TEST_CASE("ice: --version names the version alone") {
  const Shell shell;
  const Result result = shell.ice({"--version"});
  CHECK(result.code == 0);
  CHECK(result.out == "ice 0.1.0\n");
  CHECK(result.err.empty());
}
