// What `ice` prints on a terminal, which script(1) plays: colours, and progress that is redrawn.
#include <catch2/catch.hpp>

#include "cli/ice.hpp"
#include "cli/studies.hpp"
#include "support/skip.hpp"

using Catch::Matchers::Contains;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

const std::string kIceProgram = ICE_BUILD "/bin/ice ";

std::string on_terminal(const Shell& shell, int columns, const std::string& line,
                        const std::vector<std::string>& environment = {"TERM=xterm"}) {
  const std::string sized = "stty cols " + std::to_string(columns) + "; " + line;
  return shell.run({"script", "-qec", sized, "/dev/null"}, environment).out;
}

// A machine in a box may have no terminals to give.
void require_terminals() {
  if (!std::filesystem::exists("/dev/pts/ptmx")) skip("/dev/pts is not mounted");
}

}  // namespace

TEST_CASE("terminal: colours, unless --no-color, NO_COLOR or a dumb terminal") {
  require_terminals();
  const RecordedShell shell;
  const std::string best = kIceProgram + "best flat";
  CHECK_THAT(on_terminal(shell, 80, best), Contains("\x1b["));
  CHECK_THAT(on_terminal(shell, 80, best + " --no-color"), !Contains("\x1b["));
  CHECK_THAT(on_terminal(shell, 80, best, {"TERM=xterm", "NO_COLOR=1"}), !Contains("\x1b["));
  CHECK_THAT(on_terminal(shell, 80, best, {"TERM=dumb"}), !Contains("\x1b["));
}

TEST_CASE("terminal: a line for the sweep and one for each worker, taken away at the end") {
  require_terminals();
  const RecordedShell shell;
  const std::string out =
      on_terminal(shell, 80, kIceProgram + "run flat.yaml epochs=100000 -j 2 --no-color");
  CHECK_THAT(out, Contains("flat ─") && Contains("/4 runs") && Contains("  1  tanh · seed 1") &&
                      Contains("/100000  cost 0.6931"));
  const auto last_erasure = out.rfind("\x1b[2K");
  REQUIRE(last_erasure != std::string::npos);
  CHECK_THAT(out.substr(last_erasure), Contains("4 runs in ") && !Contains("seed 1"));
}
