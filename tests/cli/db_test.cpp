// `ice db`: check, backup, upgrade and info; and a store of schema 1 under every other command.
#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <regex>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/mounts.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// Its store is the one that an ice of schema 1 left (tests/assets/stores).
struct OldShell : Shell {
  OldShell() { std::filesystem::copy_file(ICE_TEST_ASSETS "/stores/schema1.db", store()); }

  // A study as the store has it, as a file of the folder; its plugins' folder was another's.
  void write_study(const std::string& name) const {
    SQLite::Database db(store().string(), SQLite::OPEN_READONLY);
    SQLite::Statement text(db, "SELECT spec FROM studies WHERE name = ? ORDER BY id");
    text.bind(1, name);
    text.executeStep();
    const std::string spec = text.getColumn(0).getString();
    write(name + ".yaml", spec.substr(0, spec.find("plugin_path:")));
  }

  [[nodiscard]] int schema() const {
    SQLite::Database db(store().string(), SQLite::OPEN_READONLY);
    return db.execAndGet("PRAGMA user_version").getInt();
  }

  [[nodiscard]] std::string upgraded_line() const {
    return store().string() +
           ": upgraded from schema version 1 to 2: 28 runs of 7 studies (7 of them superseded: a "
           "plugin, data or numerics had changed); the store as it was is in " +
           store().string() + ".schema1.bak\n";
  }
};

void change(const Shell& shell, const std::string& script) {
  SQLite::Database(shell.store().string(), SQLite::OPEN_READWRITE).exec(script);
}

}  // namespace

TEST_CASE("db: a sound store has no findings; a changed value is found, with exit code 1") {
  const RecordedShell shell;
  const Result sound = shell.ice({"db", "check"});
  CHECK(sound.code == 0);
  CHECK(sound.out == shell.store().string() + ": nothing is wrong with it\n");
  CHECK(Value::parse(shell.ice({"db", "check", "--json"}).out)["findings"].empty());

  change(shell, "UPDATE metric_values SET final = 0 WHERE run_id = 1");
  const Result damaged = shell.ice({"db", "check"});
  CHECK(damaged.code == 1);
  CHECK_THAT(damaged.out,
             StartsWith("run ") && EndsWith(": its values are not those that were recorded\n"));
  CHECK(damaged.err == shell.store().string() + ": 1 finding\n");
  const Result json = shell.ice({"db", "check", "--json"});
  CHECK(json.code == 1);
  CHECK(Value::parse(json.out)["findings"].size() == 1);
}

TEST_CASE("db: every command names a store that is not there") {
  const Shell shell;
  for (const char* command : {"check", "backup", "upgrade", "info"}) {
    const Result result = shell.ice({"db", command});
    CAPTURE(command);
    CHECK(result.code == 3);
    CHECK_THAT(result.err, Contains(shell.store().string() + ": there is no store."));
    CHECK_FALSE(std::filesystem::exists(shell.store()));
  }
}

TEST_CASE("db: a backup is a whole store, under the name given or one with the time") {
  const RecordedShell shell;
  const Result named = shell.ice({"db", "backup", "copy.db"});
  CHECK(named.code == 0);
  CHECK_THAT(named.out, StartsWith("copy.db (") && EndsWith(" KiB)\n"));
  CHECK(shell.ice({"db", "check", "--db", "copy.db"}).code == 0);
  CHECK(shell.ice({"best", "flat", "--db", "copy.db", "-f", "csv"}).out ==
        shell.ice({"best", "flat", "-f", "csv"}).out);

  const Result again = shell.ice({"db", "backup", "copy.db"});
  CHECK(again.code == 3);
  CHECK(again.err == "ice: copy.db: is there already. Name a new file, or remove this one\n");

  const std::string dated = Value::parse(shell.ice({"db", "backup", "--json"}).out)["backup"];
  CHECK(std::regex_match(dated, std::regex(shell.store().string() + R"(\.\d{8}-\d{6}\.bak)")));
  CHECK(shell.ice({"db", "check", "--db", dated}).code == 0);
}

TEST_CASE("db: info counts what is there") {
  const RecordedShell shell;
  const Value info = Value::parse(shell.ice({"db", "info", "--json"}).out);
  CHECK(info["store"] == shell.store().string());
  CHECK(info["schema"] == 2);
  CHECK(info["studies"] == 1);
  CHECK(info["revisions"] == 1);
  CHECK(info["runs"] == 4);
  CHECK(info["cells"] == 2);
  CHECK(info["superseded_cells"] == 0);
  CHECK(info["environments"] == 1);
  CHECK(info["writer"] == nullptr);
  CHECK(info["bytes"] > 10'000);
  CHECK_THAT(shell.ice({"db", "info"}).out,
             Contains("\nruns          4\n") && Contains("\nwriter        nobody\n"));
}

TEST_CASE("db: info says who writes to the store") {
  const RecordedShell shell;
  shell.write("endless.yaml", ice::cli::kEndless);
  ice::base::Process first(
      {.argv = shell.in_folder({ICE_BUILD "/bin/ice", "run", "endless.yaml", "-q"}),
       .descriptors = {},
       .environment = {}});
  const std::string pid = std::to_string(first.pid());
  while (!shell.read("s.db.lock").starts_with(pid + " ") &&
         !first.ends_within(std::chrono::milliseconds(20))) {
  }
  CHECK_THAT(shell.ice({"db", "info"}).out, Contains("\nwriter        process " + pid + " on "));
  CHECK(shell.ice({"db", "check"}).code == 0);
  CHECK(shell.ice({"db", "backup", "copy.db"}).code == 0);
}

TEST_CASE("db: an old store: reading commands name the one command to type, and change nothing") {
  const OldShell shell;
  const std::string before = shell.read("s.db");
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{{"studies"},
                                             {"runs"},
                                             {"best", "swish"},
                                             {"claims", "swish"},
                                             {"show", "swish"},
                                             {"plot", "swish", "curves"},
                                             {"sql", "SELECT 1"}}) {
    const Result result = shell.ice(line);
    CAPTURE(line);
    CHECK(result.code == 3);
    CHECK(result.out.empty());
    CHECK(result.err == "ice: " + shell.store().string() +
                            ": was written by an older ice (schema version 1, this ice has 2). "
                            "'ice db upgrade --db " +
                            shell.store().string() + "' brings it up to date; a backup is kept\n");
  }
  CHECK(shell.ice({"db", "check"}).code == 0);
  CHECK_THAT(shell.ice({"db", "info"}).out,
             Contains("\nschema        1 ('ice db upgrade' makes it 2)\nstudies       7\n"
                      "revisions     9\nruns          28\n"));
  CHECK(shell.read("s.db") == before);
}

TEST_CASE("db: upgrade says what it did, and the second time that there is nothing to do") {
  const OldShell shell;
  const Result first = shell.ice({"db", "upgrade"});
  CHECK(first.code == 0);
  CHECK(first.out == shell.upgraded_line());
  const Result second = shell.ice({"db", "upgrade"});
  CHECK(second.code == 0);
  CHECK(second.out == shell.store().string() + ": is up to date (schema version 2)\n");
  CHECK(shell.ice({"db", "check"}).code == 0);
  CHECK_THAT(shell.ice({"studies", "-f", "csv"}).out, Contains("\nswish,"));
  CHECK(shell.ice({"runs", "swish", "--columns", "seed", "-f", "csv"}).out ==
        "seed\n1\n2\n3\n1\n2\n3\n");
}

TEST_CASE("db: upgrade tells damage that was there, and ends with 1") {
  const OldShell shell;
  change(shell, "UPDATE runs SET seconds = 99 WHERE id = 1");
  const Result result = shell.ice({"db", "upgrade"});
  CHECK(result.code == 1);
  CHECK_THAT(result.out,
             Contains("\n  run b5f364f810d7: its record (times, cell, study, machine) is not the "
                      "one made\nThis damage was there before. It was carried over as it is, and "
                      "'ice db check' goes on to report it.\n"));
  CHECK(shell.ice({"db", "check"}).code == 1);
}

TEST_CASE("db: ice run upgrades an old store by itself, says so, and trains nothing again") {
  const OldShell shell;
  shell.write_study("rates");
  shell.write_study("again");
  const Result result = shell.ice({"run", "rates.yaml", "-q"});
  CHECK(result.code == 0);
  CHECK(result.err == shell.upgraded_line());
  CHECK(shell.schema() == 2);
  const Result second = shell.ice({"run", "again.yaml"});
  CHECK(second.err.find("upgraded") == std::string::npos);
  const Value info = Value::parse(shell.ice({"db", "info", "--json"}).out);
  CHECK(info["runs"] == 28);
  CHECK(info["superseded_runs"] == 7);
  CHECK(shell.ice({"db", "check"}).code == 0);
  CHECK(shell.ice({"runs", "rates", "--columns", "seed", "-f", "csv"}).out ==
        "seed\n1\n2\n1\n2\n1\n2\n");
}

TEST_CASE("db: an upgrade where nothing can be written says so") {
  const OldShell shell;
  const Result result = ice::cli::on_read_only_folder(shell, "db upgrade");
  CHECK(result.code == 3);
  CHECK_THAT(result.err, Contains(": cannot be written: the file, its folder or its file system "
                                  "is read-only."));
  CHECK(shell.schema() == 1);
}
