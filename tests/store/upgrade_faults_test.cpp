// Upgrading a store, and copying one, where something goes wrong meanwhile.
#include <fmt/format.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "old_store.hpp"
#include "roles.hpp"
#include "store/check.hpp"
#include "store/upgrade/backup.hpp"

namespace {

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("upgrade: damaged values are told, carried over, and still found") {
  const OldStore store;
  std::string damage, finding, later;
  const std::string run =
      "run " + value(store.file, "SELECT substr(key, 1, 12) FROM runs WHERE id = 1");
  const std::string host = value(store.file, "SELECT host FROM environments");
  std::tie(damage, finding, later) = GENERATE_COPY(table<std::string, std::string, std::string>(
      {{"UPDATE metrics SET final = 0.125 WHERE run_id = 1 AND name = 'dev.cost'",
        run + ": its values are not those that were recorded",
        run + ": its values are not those that were recorded"},
       {"UPDATE runs SET seconds = 99 WHERE id = 1",
        run + ": its record (times, cell, study, machine) is not the one made",
        run + ": its values are not those that were recorded"},
       {"UPDATE studies SET why = 'x' WHERE id = 1",
        "study swish: it or its claims are not those that were recorded",
        "study swish, revision 1: it or its claims are not those that were recorded"},
       {"UPDATE environments SET cpu = 'x' WHERE id = 1",
        "environment of host " + host + ": it is not the one that was recorded",
        "environment of host " + host + ": it is not the one that was recorded"},
       {"UPDATE study_runs SET cell = 5 WHERE study_id = 1 AND run_id = 1",
        run + " in study 1: its cell is not the one that was recorded",
        run + " in study swish: its cell is not the one that was recorded"}}));
  raw_sql(store.file, damage);
  CHECK(check(store.file) == Strings{finding});
  CHECK(upgrade(store.file)->damage == Strings{finding});
  CHECK(check(store.file) == Strings{later});
}

TEST_CASE("upgrade: a store whose references are broken is refused and stays as it is") {
  const OldStore store;
  raw_sql(store.file, "PRAGMA foreign_keys = OFF; DELETE FROM environments");
  CHECK_THROWS_WITH(upgrade(store.file),
                    store.file.string() +
                        ": is damaged, and stays as it is: table runs: a row refers to a row of "
                        "environments that is not there, and 27 more faults. 'ice db check --db " +
                        store.file.string() +
                        "' lists all; put a backup in its place, or use another store with --db "
                        "FILE");
  CHECK(value(store.file, "PRAGMA user_version") == "1");
  CHECK(value(store.file, "SELECT count(*) FROM runs") == std::to_string(kRuns));
}

TEST_CASE("upgrade: two at once: the second is told who upgrades") {
  const OldStore store;
  const Writer writer(store.file);
  CHECK_THROWS_WITH(upgrade(store.file), Catch::Contains(" is writing to it"));
}

TEST_CASE("upgrade: without room it leaves the old store, and no half of a backup") {
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  int refused = 0, upgraded = 0;
  for (rlim_t limit = 1 << 14; upgraded == 0; limit += 1 << 14) {
    const OldStore store;
    const std::string bytes = bytes_of(store.file);
    const rlimit tight{limit, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    std::string error;
    try {
      (void)upgrade(store.file);
    } catch (const StoreError& e) {
      error = e.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    INFO(limit << ": " << error);
    REQUIRE(check(store.file) == Strings{});
    if (error.empty()) {
      ++upgraded;
      continue;
    }
    ++refused;
    REQUIRE(value(store.file, "PRAGMA user_version") == "1");
    REQUIRE(bytes_of(store.file) == bytes);
    REQUIRE_FALSE(std::filesystem::exists(store.file.string() + ".schema1.bak.part"));
    REQUIRE(upgrade(store.file)->runs == kRuns);  // with room again
    REQUIRE(check(store.file) == Strings{});
  }
  CHECK(refused > 5);
}

TEST_CASE("upgrade: killed at any moment it leaves the old store or the new one, and its backup") {
  std::mt19937 random(7);
  int old_ones = 0, new_ones = 0;
  auto longest = std::chrono::microseconds(1);
  for (int round = 0; round < 40; ++round) {
    const OldStore store;
    {
      const auto start = std::chrono::steady_clock::now();
      Actor upgrading(kUpgradeRole, store.file);
      REQUIRE(upgrading.read_line() == "started");
      if (round == 0) {  // as long as it takes: the others are killed within that time
        REQUIRE(upgrading.read_line() == "upgraded");
        longest = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - start);
      } else {
        std::this_thread::sleep_for(longest * (random() % 1000) / 1000);
      }
      upgrading.kill();
    }
    REQUIRE(check(store.file) == Strings{});
    if (value(store.file, "PRAGMA user_version") == "1") {
      ++old_ones;
      REQUIRE(upgrade(store.file)->runs == kRuns);
      REQUIRE(check(store.file) == Strings{});
    } else {
      ++new_ones;
    }
    REQUIRE(value(store.backup(), "PRAGMA user_version") == "1");
    REQUIRE(check(store.backup()) == Strings{});
    REQUIRE(value(store.file, "SELECT count(*) FROM runs") == std::to_string(kRuns));
    REQUIRE_FALSE(upgrade(store.file));
  }
  CHECK(old_ones > 0);
  CHECK(new_ones > 0);
}

TEST_CASE("backup: a copy of any store while it is in use, and never over another file") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 3);
  const Writer writer(folder / "s.db");
  back_up(folder / "s.db", folder / "copy.db");
  CHECK(check(folder / "copy.db") == Strings{});
  CHECK(Reader(folder / "copy.db").runs({}).rows.size() == 3);
  CHECK_THROWS_WITH(
      back_up(folder / "s.db", folder / "copy.db"),
      (folder / "copy.db").string() + ": is there already. Name a new file, or remove this one");
  CHECK_THROWS_WITH(back_up(folder / "none.db", folder / "other.db"),
                    Catch::Contains("there is no store"));
  CHECK_THROWS_AS(back_up(folder / "s.db", folder / "no/such/folder.db"), StoreError);
  const OldStore old;
  back_up(old.file, folder / "old.db");
  CHECK(check(folder / "old.db") == Strings{});
  CHECK_FALSE(std::filesystem::exists((folder / "copy.db").string() + ".part"));
}
