// `ice doctor`: each line is OK, or says what to do.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

TEST_CASE("doctor: all is well with a store, and without one yet") {
  const Shell fresh;
  const Result before = fresh.ice({"doctor"});
  CHECK(before.code == 0);
  CHECK(before.err.empty());
  CHECK_THAT(before.out, StartsWith("OK    ice       0.1.0, compiled by GCC ") &&
                             Contains("\nOK    kernels   ") &&
                             Contains(" ($OPENBLAS_CORETYPE)\n") &&
                             Contains("\nOK    plugins   ") &&
                             EndsWith("\nOK    store     " + fresh.store().string() +
                                      " is not there yet: the first 'ice run' makes it\n"));
  CHECK_FALSE(std::filesystem::exists(fresh.store()));

  const RecordedShell recorded;
  CHECK_THAT(recorded.ice({"doctor"}).out,
             Contains("\nOK    store     " + recorded.store().string() + ": 4 runs, 1 study, "));
}

TEST_CASE("doctor: what is wrong is BAD and exit code 1, what is only missing a hint") {
  const Shell shell;
  shell.write("s.db", "not a database at all, but text that is long enough to be looked at");
  shell.write("text.ice.so", "not a plugin");
  const Result result =
      shell.ice({"doctor"}, {"ICE_DATA=" + (shell.folder() / "nowhere").string(),
                             "ICE_PLUGIN_PATH=" + shell.folder().string(), "PATH=/nowhere"});
  CHECK(result.code == 1);
  const std::string folder = shell.folder().string();
  CHECK_THAT(
      result.out,
      Contains("\nBAD   store     " + folder +
               "/s.db: is not a database. Name another store with --db FILE\n") &&
          Contains("\nBAD   plugins   refused " + folder + "/text.ice.so: ") &&
          Contains("\nBAD   data      $ICE_DATA is '" + folder +
                   "/nowhere': No such file or directory\n") &&
          Contains("\nhint  gnuplot   not found: plots go to the terminal only. apt install "
                   "gnuplot-nox\n") &&
          Contains("\nhint  slurm     not found: 'ice submit --on slurm' needs its commands. "
                   "apt install slurm-client\n") &&
          Contains("\nhint  ssh       'ice submit --on ssh' needs GNU parallel and ssh: apt "
                   "install parallel openssh-client\n"));
}
