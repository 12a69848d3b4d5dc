// check() finds every flipped value, and no damage to a file crashes who reads or writes it.
#include "store/check.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>

#include "base/error.hpp"
#include "base/text.hpp"
#include "samples.hpp"

using namespace ice::store;

namespace {

using Strings = std::vector<std::string>;

Strings first_column(SQLite::Database& db, const std::string& sql) {
  SQLite::Statement rows(db, sql);
  Strings texts;
  while (rows.executeStep()) texts.emplace_back(rows.getColumn(0).getString());
  return texts;
}

Strings tables_of(SQLite::Database& db) {
  return first_column(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
}

// "name = 'dev.cost' AND run_id = 1", which finds one row, for each row of a table.
Strings rows_of(SQLite::Database& db, const std::string& table) {
  const Strings keys =
      first_column(db, "SELECT name || ' = ' FROM pragma_table_info('" + table + "') WHERE pk > 0");
  Strings terms;
  for (const std::string& key : keys)
    terms.push_back("'" + key + "' || quote(" + key.substr(0, key.find(' ')) + ")");
  return first_column(db, "SELECT " + ice::base::join(terms, " || ' AND ' || ") + " FROM " + table);
}

// Every way to change one value: "UPDATE params SET value = value || 'x' WHERE ...".
Strings flips_of(const std::filesystem::path& file) {
  constexpr const char* kChanges = R"sql(
      SELECT name || ' = CASE typeof(' || name || ') WHEN ''text'' THEN ' || name || ' || ''x'''
             || ' WHEN ''null'' THEN ' || iif(type = 'TEXT', '''x''', '7')
             || ' ELSE ' || name || ' + 1000 END' FROM pragma_table_info('{0}')
      UNION ALL
      SELECT name || ' = NULL' FROM pragma_table_info('{0}') WHERE NOT "notnull" AND pk = 0)sql";
  SQLite::Database db(file.string());
  Strings flips;
  for (const std::string& table : tables_of(db)) {
    const Strings changes = first_column(db, fmt::format(kChanges, table));
    for (const std::string& row : rows_of(db, table)) {
      for (const std::string& change : changes)
        flips.push_back(fmt::format("UPDATE {} SET {} WHERE {}", table, change, row));
    }
  }
  return flips;
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

// All values of all tables with their types, or what SQLite says of the file.
std::string dump(const std::filesystem::path& file) {
  std::string text;
  try {
    SQLite::Database db(file.string());
    for (const std::string& table : tables_of(db)) {
      SQLite::Statement rows(db, "SELECT * FROM " + table);
      while (rows.executeStep()) {
        for (int i = 0; i < rows.getColumnCount(); ++i)
          text += fmt::format("{}:{}|", rows.getColumn(i).getType(), rows.getColumn(i).getString());
      }
    }
  } catch (const SQLite::Exception& e) {
    text = e.what();
  }
  return text;
}

bool is_found(const std::filesystem::path& file) {
  try {
    return !check(file).empty();
  } catch (const ice::base::StoreError&) {
    return true;
  }
}

template <class Call>
void may_refuse(Call&& call) {
  try {
    std::forward<Call>(call)();
  } catch (const ice::base::Error&) {  // anything else is a crash of the program
  }
}

void read_all(const std::filesystem::path& file) {
  may_refuse([&] {
    Reader reader(file);
    may_refuse([&] { (void)reader.studies(); });
    may_refuse([&] { (void)reader.runs({}); });
    may_refuse([&] { (void)reader.runs({"planar", "dev_cost < 0.5", "-learning_rate", 5}); });
    may_refuse([&] { (void)reader.sql("SELECT * FROM curves ORDER BY value"); });
    for (std::uint64_t n = 0; n < 5; ++n) may_refuse([&] { (void)reader.run(key_of(n)); });
  });
}

}  // namespace

TEST_CASE("check: a store as it was written is well") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 20);
  CHECK(check(folder / "s.db").empty());
}

TEST_CASE("check: a change of any value in any column of any table is found") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 2);
  {
    Writer writer(file);
    writer.mark_study("planar", {{"keep"}, "a note"});
    writer.mark_run(key_of(0), {{"keep"}, "a note"});
    writer.put_told({{"planar",
                      key_of(9),
                      3,
                      1,
                      {{"rate", 0.1}},
                      ice::store::ToldStatus::kFinished,
                      {{"dev.cost", 0.5}},
                      "2026-11-28T01:00:00.000Z",
                      "2026-11-28T01:01:00.000Z"}});
  }
  const std::string sound = bytes_of(file);
  const std::string values = dump(file);
  const Strings flips = flips_of(file);
  CHECK(flips.size() > 200);
  for (const std::string& flip : flips) {
    INFO(flip);
    raw_sql(file, flip);
    if (dump(file) != values) CHECK_FALSE(check(file).empty());  // NULL made NULL is no change
    write_bytes(file, sound);
  }
}

TEST_CASE("check: says what is damaged") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  const std::string run = "run " + key_of(0).substr(0, 12);
  std::string damage, finding;
  std::tie(damage, finding) = GENERATE_COPY(table<std::string, std::string>(
      {{"UPDATE metric_values SET final = 0.125",
        run + ": its values are not those that were recorded"},
       {"UPDATE curve_data SET points = '{\"1\":2}'",
        run + ": its values are not those that were recorded"},
       {"UPDATE runs SET seconds = 1",
        run + ": its record (times, cell, study, machine) is not the one made"},
       {"UPDATE revisions SET title = 'x'",
        "study planar, revision 1: it or its claims are not those that were recorded"},
       {"UPDATE declarations SET declared_at = '2020'",
        "study planar, revision 1: it or its claims are not those that were recorded"},
       {"UPDATE environments SET cpu = 'x'",
        "environment of host lab: it is not the one that was recorded"},
       {"UPDATE revision_runs SET cell = 5",
        run + " in study planar: its cell is not the one that was recorded"},
       {"UPDATE cell_params SET value = 'x' WHERE number IS NULL AND json IS NULL",
        "cell " + example_cell(0).key.substr(0, 12) + ": it is not the one that was recorded"},
       {"UPDATE study_cells SET parameters = '{}'",
        "study planar: its cell 0 is not the one that was recorded"},
       {"UPDATE looks SET verdict = 'refuted'",
        "study planar: look 1 at claim H1 is not the one recorded"},
       {"DROP INDEX cell_params_by_name", "schema: there is no index cell_params_by_name"},
       {"DROP VIEW params", "schema: there is no view params"}}));
  raw_sql(file, damage);
  CHECK(check(file) == Strings{finding});
}

TEST_CASE("check: a reference that leads nowhere is named by its tables") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 1);
  raw_sql(folder / "s.db", "DELETE FROM environments");
  CHECK(check(folder / "s.db") ==
        Strings{"table runs: a row refers to a row of environments that is not there",
                "run " + key_of(0).substr(0, 12) +
                    ": its record (times, cell, study, machine) is not the one made"});
}

TEST_CASE("check: a study that is planned again is sealed anew") {
  const TemporaryFolder folder;
  fill_store(folder / "s.db", 1);
  Writer(folder / "s.db").add_study(example_study());
  CHECK(check(folder / "s.db").empty());
}

TEST_CASE("check: flipped bytes of the file are found where they change a value, and never crash") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 12);
  const std::string sound = bytes_of(file);
  const std::string values = dump(file);
  std::mt19937 random(3);
  int changed = 0;
  for (int i = 0; i < 400; ++i) {
    std::string bytes = sound;
    for (auto n = 1 + random() % 4; n > 0; --n)
      bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
    write_bytes(file, bytes);
    INFO("mutation " << i);
    if (dump(file) != values) {
      ++changed;
      CHECK(is_found(file));
    }
    read_all(file);
    if (i % 8 == 0) may_refuse([&] { fill_store(file, 3); });
    for (const char* const beside : {"-wal", "-shm"})
      std::filesystem::remove(file.string() + beside);
  }
  CHECK(changed > 50);
}

TEST_CASE("check: a file cut off anywhere is refused or found") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 12);
  const std::string sound = bytes_of(file);
  for (std::size_t size = 1; size < sound.size(); size += 1999) {
    write_bytes(file, sound.substr(0, size));
    INFO(size);
    CHECK(is_found(file));
    read_all(file);
    for (const char* const beside : {"-wal", "-shm"})
      std::filesystem::remove(file.string() + beside);
  }
}
