// The writer: what is recorded, when it may be reported, and what stands in the way.
#include "store/store.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "base/error.hpp"
#include "samples.hpp"
#include "store/check.hpp"

using namespace ice::store;
using namespace std::chrono_literals;
using ice::base::StoreError;

namespace {

/// A writer with its study and environment, and how many runs it has reported.
struct Desk {
  explicit Desk(const std::filesystem::path& file, std::chrono::milliseconds busy_limit = 30s)
      : writer(file, busy_limit),
        study(writer.add_study(example_study())),
        environment(writer.add_environment(example_environment())) {}

  void add(const Run& run) {
    writer.add(study, environment, run, [this] { ++done; });
  }

  Writer writer;
  std::int64_t study, environment;
  int done = 0;
};

std::int64_t count(const std::filesystem::path& file, const std::string& table) {
  return Reader(file).sql("SELECT count(*) FROM " + table).rows.at(0).at(0).get<std::int64_t>();
}

Run run_of_rows(std::uint64_t n, std::uint64_t rows) {
  Run run;
  run.key = key_of(n);
  run.identity = example_cell(n);
  for (std::uint64_t i = 1; i < rows; ++i)  // the run's own row is one
    run.metrics.push_back({fmt::format("train.metric_{}", i), 1, 1, 1});
  return run;
}

}  // namespace

TEST_CASE("store: a run is neither seen nor reported before its commit") {
  const TemporaryFolder folder;
  Desk desk(folder / "s.db");
  desk.add(example_run(1));
  CHECK(desk.done == 0);
  CHECK(count(folder / "s.db", "runs") == 0);
  desk.writer.commit(true);
  CHECK(desk.done == 1);
  CHECK(count(folder / "s.db", "runs") == 1);
  desk.writer.commit(true);  // nothing is queued
  CHECK(desk.done == 1);
}

TEST_CASE("store: when a run is reported, every reader finds it") {
  const TemporaryFolder folder;
  Desk desk(folder / "s.db");
  std::string status;
  desk.writer.add(desk.study, desk.environment, example_run(1),
                  [&] { status = to_string(Reader(folder / "s.db").run(key_of(1)).run.status); });
  desk.writer.commit(true);
  CHECK(status == "finished");
}

TEST_CASE("store: a group is due 200 ms after its first run") {
  const TemporaryFolder folder;
  Desk desk(folder / "s.db");
  CHECK_FALSE(desk.writer.next_commit());
  const auto before = std::chrono::steady_clock::now();
  desk.add(example_run(1));
  const auto due = desk.writer.next_commit().value();
  CHECK(due >= before + 200ms);
  CHECK(due <= std::chrono::steady_clock::now() + 200ms);
  desk.add(example_run(2));
  CHECK(desk.writer.next_commit() == due);
  desk.writer.commit(false);
  CHECK(desk.done == 0);
  std::this_thread::sleep_until(due);
  desk.writer.commit(false);
  CHECK(desk.done == 2);
  CHECK_FALSE(desk.writer.next_commit());
}

TEST_CASE("store: a group of 1000 rows is committed at once") {
  const TemporaryFolder folder;
  Desk desk(folder / "s.db");
  desk.add(run_of_rows(1, 600));
  desk.add(run_of_rows(2, 399));
  CHECK(desk.done == 0);
  desk.add(run_of_rows(3, 1));
  CHECK(desk.done == 3);
  desk.add(run_of_rows(4, 1));  // the count starts anew
  CHECK(desk.done == 3);
}

TEST_CASE("store: what is not committed is abandoned with the writer") {
  const TemporaryFolder folder;
  {
    Desk desk(folder / "s.db");
    desk.add(example_run(1));
  }
  CHECK(count(folder / "s.db", "runs") == 0);
}

TEST_CASE("store: a run of the same key replaces the earlier one whole") {
  const TemporaryFolder folder;
  Desk desk(folder / "s.db");
  desk.add(example_run(1));
  Run again = example_run(1);
  again.status = Status::kDiverged;
  again.metrics.resize(1);
  again.curves.clear();
  desk.add(again);
  desk.writer.commit(true);
  CHECK(desk.done == 2);
  const Run run = Reader(folder / "s.db").run(key_of(1)).run;
  CHECK(run.status == Status::kDiverged);
  CHECK(run.metrics.size() == 1);
  CHECK(run.curves.empty());
  CHECK(run.params.size() == 4);  // the cell's
  CHECK(check(folder / "s.db").empty());
}

TEST_CASE("store: statuses are found by key, few of many and many of few") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 30);
  Writer writer(folder / "s.db");
  const std::vector<std::string> few{key_of(29), key_of(99)};
  CHECK(writer.statuses(few) == std::vector<std::optional<Status>>{Status::kFinished, {}});
  std::vector<std::string> many;
  for (std::uint64_t n = 0; n < 60; ++n) many.push_back(key_of(n));
  const auto statuses = writer.statuses(many);
  for (std::size_t n = 0; n < 60; ++n) CHECK(statuses[n].has_value() == (n < 30));
  CHECK(Reader(folder / "s.db").statuses(many) == statuses);
}

TEST_CASE("store: a run belongs to every study whose plan holds it, in each as its own cell") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 2);
  {
    Writer writer(folder / "s.db");
    const auto other = writer.add_study(example_study("wider"));
    writer.link(other, std::vector<Link>{{key_of(1), 70}, {key_of(99), 71}});  // 99: not recorded
  }
  Reader reader(folder / "s.db");
  CHECK(reader.run(key_of(1)).studies == std::vector<std::string>{"planar", "wider"});
  const Table runs = reader.runs({"wider", "", "", 0});
  REQUIRE(runs.rows.size() == 1);
  CHECK(runs.rows[0][1] == "wider");
  CHECK(runs.rows[0][2] == 70);
  CHECK(check(folder / "s.db").empty());
}

TEST_CASE("store: a study is recorded once per text, an environment once per content") {
  const TemporaryFolder folder;
  Writer writer(folder / "s.db");
  ice::study::Study study = example_study();
  const auto first = writer.add_study(study);
  study.text += "# another text\n";
  const auto second = writer.add_study(study);
  CHECK(first != second);
  CHECK(writer.add_study(example_study()) == first);

  Environment environment = example_environment();
  const auto here = writer.add_environment(environment);
  environment.host = "elsewhere";
  CHECK(writer.add_environment(environment) != here);
  CHECK(writer.add_environment(example_environment()) == here);
  CHECK(check(folder / "s.db").empty());
}

TEST_CASE("store: the text that was planned last is the newest of its name") {
  const TemporaryFolder folder;
  Writer writer(folder / "s.db");
  ice::study::Study study = example_study();
  writer.add_study(study);
  study.text = "name: planar  # 2\n";
  writer.add_study(study);
  CHECK(Reader(folder / "s.db").study("planar").spec == "name: planar  # 2\n");
  writer.add_study(example_study());
  CHECK(Reader(folder / "s.db").study("planar").spec == "name: planar\n");
}

TEST_CASE("store: a claim keeps the time of its first declaration in the same words") {
  const TemporaryFolder folder;
  Writer writer(folder / "s.db");
  ice::study::Study study = example_study();
  writer.add_study(study);
  std::this_thread::sleep_for(2ms);
  study.text += "# another text\n";
  writer.add_study(study);
  std::this_thread::sleep_for(2ms);
  study.text += "# and another claim\n";
  study.idea.claims[0].by = 0.2;
  writer.add_study(study);
  const Table times =
      Reader(folder / "s.db").sql("SELECT declared_at FROM declarations ORDER BY revision_id");
  REQUIRE(times.rows.size() == 3);
  CHECK(times.rows[0] == times.rows[1]);
  CHECK(times.rows[1] < times.rows[2]);
}

TEST_CASE("store: a run that is not well formed is our bug, and leaves nothing behind") {
  const TemporaryFolder folder;
  Desk desk(folder / "s.db");
  Run twice = example_run(1);
  twice.metrics.push_back(twice.metrics[0]);
  CHECK_THROWS_WITH(desk.add(twice), "run " + key_of(1) + ": a name stands twice");
  Run falling = example_run(1);
  falling.curves[0].epochs = {2, 1};
  CHECK_THROWS_WITH(desk.add(falling), "run " + key_of(1) + ": malformed curve of dev.cost");
  Run short_of_values = example_run(1);
  short_of_values.curves[1].values.pop_back();
  CHECK_THROWS_WITH(desk.add(short_of_values),
                    "run " + key_of(1) + ": malformed curve of train.cost");
  desk.writer.commit(true);
  CHECK(count(folder / "s.db", "runs") == 0);
}

TEST_CASE("store: while another program holds the database nothing is lost, and nothing reported") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  Desk desk(file, 50ms);
  desk.add(example_run(1));
  SQLite::Database other(file.string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  CHECK_THROWS_WITH(desk.writer.commit(true),
                    file.string() +
                        ": is locked by another program for too long. Close what has it open "
                        "(sqlite3, a notebook) and run the same command again");
  CHECK(desk.done == 0);
  CHECK(desk.writer.next_commit());
  other.exec("COMMIT");
  desk.writer.commit(true);
  CHECK(desk.done == 1);
  CHECK(check(file).empty());
}

TEST_CASE("store: another program that ends in time is waited for") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  Desk desk(file);
  desk.add(example_run(1));
  SQLite::Database other(file.string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  std::thread ends([&] {
    std::this_thread::sleep_for(100ms);
    other.exec("COMMIT");
  });
  desk.writer.commit(true);
  ends.join();
  CHECK(desk.done == 1);
}

TEST_CASE("store: readers never wait for the writer") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 1);
  SQLite::Database writing((folder / "s.db").string(), SQLite::OPEN_READWRITE);
  writing.exec("BEGIN IMMEDIATE; UPDATE runs SET status = 'failed'");
  CHECK(Reader(folder / "s.db").run(key_of(0)).run.status == Status::kFinished);
}

TEST_CASE("store: a file that was deleted or replaced is noticed before the next report") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  const std::string text =
      file.string() +
      ": was deleted or replaced while it was in use: what was recorded in it is "
      "lost. Run the same command again to record what is missing";
  Desk desk(file);
  desk.add(example_run(1));
  SECTION("deleted") { std::filesystem::remove(file); }
  SECTION("replaced") {
    fill_store(folder / "other.db", 0);
    std::filesystem::rename(folder / "other.db", file);
  }
  CHECK_THROWS_WITH(desk.writer.commit(true), text);
  CHECK(desk.done == 0);
}

TEST_CASE("store: a write that fails loses nothing that was reported, and can be tried again") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  Desk desk(file);
  desk.add(example_run(1));
  desk.writer.commit(true);
  desk.add(run_of_rows(2, 900));

  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit tight{std::filesystem::file_size(file.string() + "-wal"), before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &tight);
  std::string error;
  try {
    desk.writer.commit(true);
  } catch (const StoreError& e) {
    error = e.what();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);

  CHECK(error == file.string() +
                     ": cannot be read or written: disk I/O error. Mend that and run the same "
                     "command again: what was reported done is kept");
  CHECK(desk.done == 1);
  CHECK(count(file, "runs") == 1);
  desk.writer.commit(true);
  CHECK(desk.done == 2);
  CHECK(check(file).empty());
}

TEST_CASE("store: the path is the one given, else $ICE_DB, else results/ice.db") {
  const char* const before = std::getenv("ICE_DB");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("ICE_DB", "/data/lab.db", 1);
  CHECK(store_path("mine.db") == "mine.db");
  CHECK(store_path("") == "/data/lab.db");
  const TemporaryFolder nowhere;  // no folder above it has a store
  const auto folder = std::filesystem::current_path();
  std::filesystem::current_path(nowhere.path());
  ::setenv("ICE_DB", "", 1);
  CHECK(store_path("") == "results/ice.db");
  ::unsetenv("ICE_DB");
  CHECK(store_path("") == "results/ice.db");
  std::filesystem::current_path(folder);
  if (before != nullptr) ::setenv("ICE_DB", kept.c_str(), 1);
}

TEST_CASE("store: a folder named results is made") {
  const TemporaryFolder folder;
  fill_store(folder / "results/s.db", 1);
  CHECK(count(folder / "results/s.db", "runs") == 1);
}
