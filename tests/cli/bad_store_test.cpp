// Stores that cannot be used: exit code 3, a text that says what to do, and nothing is lost.
#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "base/process.hpp"
#include "cli/ice.hpp"
#include "cli/mounts.hpp"
#include "cli/studies.hpp"

using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using ice::cli::FlatShell;
using ice::cli::on_read_only_folder;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

constexpr const char* kReadOnly =
    ": cannot be written: the file, its folder or its file system is read-only. Make it writable, "
    "or "
    "use another store with --db FILE\n";

const std::vector<std::vector<std::string>> kReading{
    {"studies"}, {"runs"}, {"best", "flat"}, {"plot", "flat", "curves"}, {"sql", "SELECT 1"}};

void check_unusable(const Result& result, const Shell& shell, const std::string& text) {
  CHECK(result.code == 3);
  CHECK(result.out.empty());
  CHECK(result.err == "ice: " + shell.store().string() + ": " + text + "\n");
}

// What is recorded, whatever the program thinks of it.
std::int64_t runs_in(const Shell& shell) {
  SQLite::Database db(shell.store().string(), SQLite::OPEN_READONLY);
  return db.execAndGet("SELECT count(*) FROM runs").getInt64();
}

}  // namespace

TEST_CASE("bad store: a file that is no database is left as it is") {
  const FlatShell shell;
  const std::string text(200, 'x');
  shell.write("s.db", text);
  const std::string expected = "is not a database. Name another store with --db FILE";
  check_unusable(shell.ice({"run", "flat.yaml"}), shell, expected);
  for (const auto& line : kReading) check_unusable(shell.ice(line), shell, expected);
  CHECK(shell.read("s.db") == text);
}

TEST_CASE("bad store: a database of something else is left as it is") {
  const FlatShell shell;
  SQLite::Database(shell.store().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE runs (mine)");
  const std::string before = shell.read("s.db");
  const std::string expected =
      "is a database, but not a store of ice. Name another store with --db FILE";
  check_unusable(shell.ice({"run", "flat.yaml"}), shell, expected);
  for (const auto& line : kReading) check_unusable(shell.ice(line), shell, expected);
  CHECK(shell.read("s.db") == before);
}

TEST_CASE("bad store: a newer schema is refused with both versions") {
  const RecordedShell shell;
  SQLite::Database(shell.store().string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 9");
  const std::string expected =
      "has schema version 9, this ice knows versions up to 2. Use the newer ice that wrote it, or "
      "another store with --db FILE";
  check_unusable(shell.ice({"run", "flat.yaml", "--force"}), shell, expected);
  for (const auto& line : kReading) check_unusable(shell.ice(line), shell, expected);
  CHECK(runs_in(shell) == 4);
}

TEST_CASE("bad store: a folder in its place, or a file in its folder's") {
  const FlatShell shell;
  std::filesystem::create_directory(shell.store());
  check_unusable(shell.ice({"run", "flat.yaml"}), shell,
                 "cannot be opened: it is not a file. Name another store with --db FILE");
  const Result result = shell.ice({"run", "flat.yaml", "--db", "flat.yaml/s.db"});
  CHECK(result.code == 3);
  CHECK(result.err ==
        "ice: flat.yaml/s.db: cannot be opened: Not a directory. Name another store with --db "
        "FILE\n");
}

TEST_CASE("bad store: a folder named results is made, no other") {
  const FlatShell shell;
  CHECK(shell.ice({"run", "flat.yaml", "-q", "--db", "results/s.db"}).code == 0);
  CHECK(std::filesystem::exists(shell.folder() / "results/s.db"));
  const Result misspelt = shell.ice({"run", "flat.yaml", "-q", "--db", "reslts/s.db"});
  CHECK(misspelt.code == 3);
  CHECK(misspelt.err ==
        "ice: reslts/s.db: there is no folder reslts. 'mkdir -p reslts' makes it, if it is the one "
        "you mean\n");
}

TEST_CASE("bad store: one that is read-only can be read, not written") {
  const RecordedShell shell;
  const auto run = on_read_only_folder(shell, "run flat.yaml --force");
  CHECK(run.code == 3);
  CHECK(run.err == "ice: " + shell.store().string() + kReadOnly);
  const auto created = on_read_only_folder(shell, "run flat.yaml --db results/s.db");
  CHECK(created.code == 3);
  CHECK(created.err == std::string("ice: results/s.db") + kReadOnly);
  const auto read = on_read_only_folder(shell, "runs --columns status,seed --sort seed -f csv");
  CHECK(read.code == 0);
  CHECK(read.out == "status,seed\nfinished,1\nfinished,1\nfinished,2\nfinished,2\n");
  CHECK(runs_in(shell) == 4);
}

TEST_CASE("bad store: a second writer is told who the first is, readers are let in") {
  const RecordedShell shell;
  shell.write("endless.yaml", ice::cli::kEndless);
  ice::base::Process first(
      {.argv = shell.in_folder({ICE_BUILD "/bin/ice", "run", "endless.yaml", "-q"}),
       .descriptors = {},
       .environment = {}});
  const std::string first_pid = std::to_string(first.pid());
  while (!shell.read("s.db.lock").starts_with(first_pid + " ") && !first.ends_within(20ms)) {
  }
  const Result second = shell.ice({"run", "flat.yaml", "--force"});  // the first never ends
  CHECK(second.code == 3);
  CHECK_THAT(second.err,
             Contains(shell.store().string() + ": process " + first_pid + " on ") &&
                 Contains(" is writing to it. Wait until it has ended, or use another store with "
                          "--db FILE\n"));
  CHECK(shell.ice({"best", "flat"}).code == 0);
}

TEST_CASE("bad store: one that another program keeps locked is waited for, then told", "[.slow]") {
  const RecordedShell shell;
  SQLite::Database db(shell.store().string(), SQLite::OPEN_READWRITE);
  db.exec("BEGIN EXCLUSIVE");
  const Result result = shell.ice({"run", "flat.yaml", "--force"});
  CHECK(result.code == 3);
  CHECK_THAT(
      result.err,
      EndsWith(shell.store().string() +
               ": is locked by another program for too long. Close what has it open (sqlite3, a "
               "notebook) and run the same command again\n"));
  db.exec("ROLLBACK");
  CHECK(runs_in(shell) == 4);
}

TEST_CASE("bad store: one that is cut short is told to be damaged") {
  const RecordedShell shell;
  SQLite::Database(shell.store().string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA wal_checkpoint(TRUNCATE)");
  std::filesystem::resize_file(shell.store(), 5000);
  const Result result = shell.ice({"run", "flat.yaml"});
  CHECK(result.code == 3);
  CHECK(result.err == "ice: " + shell.store().string() +
                          ": is damaged: database disk image is malformed. Put a backup in its "
                          "place, or use another store with --db FILE\n");
}
