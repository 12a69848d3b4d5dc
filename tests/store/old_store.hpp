#pragma once
// The store that an ice of schema 1 wrote (tests/assets/stores), and what tests look at in it.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "samples.hpp"
#include "store/upgrade/upgrade.hpp"

using namespace ice::store;
using ice::base::StoreError;
using ice::base::Value;

inline constexpr std::uint64_t kRuns = 28, kSuperseded = 7;  // of the asset

struct OldStore {
  OldStore() { std::filesystem::copy_file(ICE_TEST_ASSETS "/stores/schema1.db", file); }

  [[nodiscard]] std::filesystem::path backup() const { return file.string() + ".schema1.bak"; }

  TemporaryFolder folder;
  std::filesystem::path file = folder / "s.db";
};

struct UpgradedStore : OldStore {
  UpgradedStore() { done = upgrade(file).value(); }
  Upgrade done;
};

// Rows of a query without the program's reader, values joined by |.
inline std::vector<std::string> rows(const std::filesystem::path& file, const std::string& query) {
  SQLite::Database db(file.string(), SQLite::OPEN_READONLY);
  SQLite::Statement statement(db, query);
  std::vector<std::string> texts;
  while (statement.executeStep()) {
    std::string& text = texts.emplace_back(statement.getColumn(0).getString());
    for (int i = 1; i < statement.getColumnCount(); ++i) {
      text += '|';
      text += statement.getColumn(i).getString();
    }
  }
  return texts;
}

inline std::string value(const std::filesystem::path& file, const std::string& query) {
  return rows(file, query).at(0);
}

// The files beside a store, without those that SQLite has while it is open.
inline std::vector<std::string> files_of(const std::filesystem::path& file) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(file.parent_path())) {
    const std::string name = entry.path().filename();
    if (!name.ends_with("-wal") && !name.ends_with("-shm")) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

inline std::vector<StoredRun> all_runs(const std::filesystem::path& file) {
  Reader reader(file);
  std::vector<StoredRun> runs;
  for (const std::string& key : rows(file, "SELECT key FROM runs ORDER BY key"))
    runs.push_back(reader.run(key));
  return runs;
}
