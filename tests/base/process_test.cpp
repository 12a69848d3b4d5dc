#include "base/process.hpp"

#include <signal.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

using namespace ice::base;
using namespace std::chrono_literals;

namespace {

Completed shell(const std::string& command, std::chrono::milliseconds limit = 10s) {
  return run_to_end({"/bin/sh", "-c", command}, limit);
}

}  // namespace

TEST_CASE("process: output, errors and exit code come back") {
  const Completed done = shell("echo out; echo err >&2; exit 3");
  CHECK(done.out == "out\n");
  CHECK(done.err == "err\n");
  CHECK(done.status.code == 3);
  CHECK(done.status.describe() == "exit code 3");
  CHECK_FALSE(done.status.ok());
}

TEST_CASE("process: a signal is named") {
  const Completed done = shell("kill -SEGV $$");
  CHECK(done.status.signal == SIGSEGV);
  CHECK(done.status.describe() == "SIGSEGV (segmentation fault)");
}

TEST_CASE("process: a child past its limit is killed with its children") {
  const Completed done = shell("sleep 100 & sleep 100", 100ms);
  CHECK(done.timed_out);
  CHECK(done.status.signal == SIGKILL);
}

TEST_CASE("process: only the last 16 KiB of standard error are kept, all of standard output") {
  const Completed done =
      shell("head -c 100000 /dev/zero | tr '\\0' e >&2; head -c 100000 /dev/zero | tr '\\0' o");
  CHECK(done.err.size() == 16 * 1024);
  CHECK(done.out.size() == 100000);
}

TEST_CASE("process: one that cannot be started says why") {
  CHECK_THROWS_WITH(run_to_end({"/nowhere/program"}, 1s),
                    "cannot start /nowhere/program: No such file or directory");
}

TEST_CASE("process: dropping a running child kills and reaps it") {
  pid_t pid = 0;
  {
    const Process child({{"/bin/sleep", "100"}, {}, {}});
    pid = child.pid();
    CHECK(::kill(pid, 0) == 0);
  }
  CHECK(::kill(pid, 0) != 0);
}

TEST_CASE("process: variables given to a child replace our own") {
  const Completed done = [] {
    ::setenv("ICE_PROCESS_TEST", "ours", 1);
    return shell("echo $ICE_PROCESS_TEST");
  }();
  CHECK(done.out == "ours\n");
}

TEST_CASE("process: a child that closes its output and goes on meets its limit") {
  const Completed done = shell("exec >&- 2>&-; sleep 100", 100ms);
  CHECK(done.timed_out);
  CHECK(done.status.signal == SIGKILL);
}

TEST_CASE("process: a child's end is noticed though another holds its output") {
  const Completed done = shell("echo said; sleep 100 & exit 4");
  CHECK(done.out == "said\n");
  CHECK_FALSE(done.timed_out);
  CHECK(done.status.code == 4);
}

TEST_CASE("process: a child that left its group is killed too") {
  const Completed done =
      run_to_end({"/usr/bin/perl", "-e", "setpgrp(0, getppid()); sleep 100"}, 100ms);
  CHECK(done.status.signal == SIGKILL);
}

TEST_CASE("process: closed standard streams are taken by /dev/null") {
  const Completed done =
      run_to_end({"/bin/sh", "-c", "exec \"$0\" __open_streams 0<&- 1>&-", self_program()}, 10s);
  CHECK(done.err == "0 /dev/null\n1 /dev/null\n");
}

TEST_CASE("process: a program whose file was removed starts itself all the same") {
  const ice::test::TemporaryFolder folder;
  const auto copy = folder / "copy";
  std::filesystem::copy_file(self_program(), copy);
  const Completed done = run_to_end({copy.string(), "__restart"}, 10s);
  CHECK(done.status.describe() == "exit code 0");
  CHECK(done.out == "started again\n");
  CHECK_FALSE(std::filesystem::exists(copy));
}
