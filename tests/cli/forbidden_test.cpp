// Places that may not be entered, and output that cannot be written.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"
#include "support/skip.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::FlatShell;
using ice::cli::Result;

namespace {

// A shell whose folder secret/ nobody but root may enter, and commands of a user who is not root.
struct ForbiddenShell : FlatShell {
  ForbiddenShell() {
    if (::geteuid() != 0) skip("only root can become another user");
    namespace fs = std::filesystem;
    fs::permissions(folder(), fs::perms::all);
    fs::create_directory(folder() / "secret");
    fs::permissions(folder() / "secret", fs::perms::owner_all);
    fs::create_directory(folder() / "locked");
    fs::permissions(folder() / "locked", fs::perms(0555));
  }

  [[nodiscard]] std::string secret() const { return (folder() / "secret").string(); }

  [[nodiscard]] Result as_user(const std::vector<std::string>& arguments,
                               const std::vector<std::string>& environment = {}) const {
    std::vector<std::string> line{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
                                  (ICE_BUILD "/bin/ice")};
    line.insert(line.end(), arguments.begin(), arguments.end());
    return run(line, environment);
  }
};

}  // namespace

TEST_CASE(
    "forbidden: a plugin folder that may not be entered counts as absent, doctor reports it") {
  const ForbiddenShell shell;
  for (const std::string variable : {"HOME", "XDG_DATA_HOME", "ICE_PLUGIN_PATH"}) {
    INFO(variable);
    const std::vector<std::string> environment{variable + "=" + shell.secret() + "/x"};
    CHECK(shell.as_user({"run", "flat.yaml", "-q"}, environment).code == 0);
    const Result doctor = shell.as_user({"doctor"}, environment);
    CHECK(doctor.code == 0);
    CHECK_THAT(doctor.out, Contains("hint  plugins   " + shell.secret()) &&
                               Contains(" is passed over: Permission denied"));
  }
}

TEST_CASE("forbidden: a store, data or study that may not be reached says which and why") {
  const ForbiddenShell shell;
  const std::string store = shell.secret() + "/s.db";
  const Result run = shell.as_user({"run", "flat.yaml", "--db", store});
  CHECK(run.code == 3);
  CHECK_THAT(run.err, Contains(store + ": cannot be opened: Permission denied"));
  const Result doctor = shell.as_user({"doctor", "--db", store});
  CHECK(doctor.code == 1);
  CHECK_THAT(doctor.out, Contains("BAD   store     " + store + ": Permission denied"));
  CHECK_THAT(shell.as_user({"doctor", "--db", "locked/s.db"}).out,
             Contains("BAD   store     locked/s.db cannot be made: ") && Contains("is read-only"));
  const Result study = shell.as_user({"plan", "secret/f.yaml"});
  CHECK(study.code == 2);
  CHECK(study.err == "ice: secret/f.yaml: cannot be read: Permission denied\n");
  shell.write("csv.yaml",
              "include: flat.yaml\ncode: {data: {name: csv, file: a.csv, target: y}}\n");
  const Result data = shell.as_user({"plan", "csv.yaml"}, {"ICE_DATA=" + shell.secret()});
  CHECK(data.code == 2);
  CHECK_THAT(data.err,
             Contains("no file 'a.csv'. Looked in " + shell.secret() + " (Permission denied), "));
}

TEST_CASE("forbidden: a study that is not there names the nearest file") {
  const FlatShell shell;
  CHECK(shell.ice({"plan", "falt.yaml"}).err ==
        "ice: falt.yaml: no such file. Did you mean 'flat.yaml'?\n");
}

TEST_CASE("forbidden: output that cannot be written ends no sweep") {
  const FlatShell shell;
  const auto typed = [&](const std::string& line) {
    return shell.run({"sh", "-c", ICE_BUILD "/bin/ice " + line}).code;
  };
  CHECK(typed("run flat.yaml -v > /dev/full 2> /dev/full") == 2);
  CHECK(typed("run flat.yaml seeds=[1,2,3] --json > /dev/full") == 2);
  CHECK(Value::parse(shell.ice({"runs", "--json"}).out).size() == 6);
  CHECK(typed("studies > /dev/full") == 2);
}
