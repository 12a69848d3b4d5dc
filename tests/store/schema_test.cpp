// What makes a file a store, and a connection the store's.
#include "store/schema.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/error.hpp"
#include "samples.hpp"

using namespace ice::store;
using namespace std::chrono_literals;

namespace {

using Rows = std::vector<std::vector<Field>>;

// The error of opening a file, which is the same to read and to write.
std::string refusal(const std::filesystem::path& file) {
  const auto error_of = [](auto open) -> std::string {
    try {
      open();
    } catch (const ice::base::StoreError& e) {
      return e.what();
    }
    return "";
  };
  std::string to_read = error_of([&] { Reader{file}; });
  CHECK(error_of([&] { Writer{file}; }) == to_read);
  return to_read;
}

std::string columns_of(const std::filesystem::path& file, const std::string& table) {
  SQLite::Database db(file.string());
  SQLite::Statement rows(db, "SELECT group_concat(name, ' ') FROM pragma_table_info(?)");
  rows.bind(1, table);
  rows.executeStep();
  return rows.getColumn(0);
}

}  // namespace

TEST_CASE("schema: the tables that anyone's SQL may rely on") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  const std::pair<const char*, const char*> promised[] = {
      {"studies", "id name title why follows tags spec spec_sha256 created_at"},
      {"runs",
       "id key study_id cell cell_id cell_key seed status error epochs seconds started_at "
       "finished_at "
       "first_started_at environment_id checksum"},
      {"params", "run_id name value number"},
      {"metrics", "run_id name final best best_epoch"},
      {"curves", "run_id metric epoch value"},
      {"plugins", "run_id kind id version sha256 path"},
      {"environments", "id host cpu os compiler blas armadillo ice_version git_commit git_dirty"},
      {"claims", "study_id name declared_at definition verdict p effect low high pairs judged_at"},
      {"study_runs", "study_id run_id cell"},
      {"short_id", "run_id key id"},
      {"curve_points", "study cell seed run_id key metric epoch value"},
      {"cells", "study cell parameters n mean sd failed cell_key data_sha256 numerics superseded"}};
  for (const auto& [table, columns] : promised)
    CHECK_THAT(columns_of(file, table), Catch::StartsWith(columns));
}

TEST_CASE("schema: what is in the tables of a small store") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  Reader reader(file);
  CHECK(reader.sql("SELECT name, title, why, follows, tags, spec, spec_sha256 FROM studies").rows ==
        Rows{{"planar", "Tanh learns planar faster", "It is zero-mean.\nRelu is not.", "logistic",
              R"(["course-1","week 3"])", "name: planar\n",
              ice::base::sha256_hex("name: planar\n")}});
  CHECK(reader
            .sql("SELECT key, study_id, cell, seed, status, error, epochs, seconds, started_at,"
                 " finished_at, environment_id FROM runs")
            .rows == Rows{{key_of(0), 1, 0, 0, "finished", "", 2, 0.5, "2026-11-24T10:00:00.000Z",
                           "2026-11-24T10:00:00.500Z", 1}});
  CHECK(reader.sql("SELECT run_id, name, value, number FROM params").rows ==
        Rows{{1, "network.activation", "tanh", nullptr},
             {1, "network.hidden", "[20, 7]", nullptr},
             {1, "optimizer.learning_rate", "0", 0.0},
             {1, "training.batch_size", "64", 64.0}});
  CHECK(reader.sql("SELECT run_id, name, final, best, best_epoch FROM metrics").rows ==
        Rows{{1, "dev.cost", 1.0, 1.0, 2}, {1, "train.cost", 0.5, 0.5, 2}});
  CHECK(reader.sql("SELECT run_id, metric, epoch, value FROM curves").rows ==
        Rows{{1, "dev.cost", 1, 2.0},
             {1, "dev.cost", 2, 1.0},
             {1, "train.cost", 1, 1.0},
             {1, "train.cost", 2, 0.5}});
  CHECK(reader.sql("SELECT name, definition, verdict FROM claims").rows ==
        Rows{{"H1",
              R"({"alpha":0.05,"better":{"network.activation":"tanh"},"by":0.1,)"
              R"("metric":"dev.cost","than":{}})",
              "supported"}});
}

TEST_CASE("schema: a connection has the store's settings") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 0);
  for (const Access access : {Access::kRead, Access::kWrite}) {
    Connection db(file, access, 30s);
    Statement mode = db.prepare("PRAGMA journal_mode");
    mode.step();
    CHECK(mode.text(0) == "wal");
    CHECK(db.integer("PRAGMA synchronous") == 2);  // FULL
    CHECK(db.integer("PRAGMA foreign_keys") == 1);
    CHECK(db.integer("PRAGMA trusted_schema") == 0);
    CHECK(db.integer("PRAGMA busy_timeout") == 30'000);
    CHECK(db.integer("PRAGMA application_id") == 0x6963655f);
    CHECK(db.integer("PRAGMA user_version") == 2);
  }
  Connection db(file, Access::kWrite, 30s);
  // Defensive: its own tables are not written, whatever writable_schema says.
  db.execute("PRAGMA writable_schema=ON");
  CHECK_THROWS_WITH(db.execute("DELETE FROM sqlite_schema"),
                    "table sqlite_master may not be modified");
  CHECK_THROWS_WITH(db.execute("INSERT INTO run_plugins VALUES(99, 99)"),
                    "FOREIGN KEY constraint failed");
  CHECK_THROWS_WITH(db.prepare("SELECT \"no such name\""), "no such column: no such name");
  CHECK_THROWS_WITH(db.prepare("SELECT load_extension('x.so')").step(), "not authorized");
}

TEST_CASE("schema: what is no database is refused, and left as it was") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  std::ofstream(file) << std::string(5000, 'x');
  CHECK(refusal(file) == file.string() + ": is not a database. Name another store with --db FILE");
  CHECK(std::filesystem::file_size(file) == 5000);
}

TEST_CASE("schema: another program's database is refused, and left as it was") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  raw_sql(file, "CREATE TABLE photos(id)");
  CHECK(refusal(file) == file.string() +
                             ": is a database, but not a store of ice. Name another "
                             "store with --db FILE");
  CHECK(columns_of(file, "runs").empty());
}

TEST_CASE("schema: a newer one is refused with both versions") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  raw_sql(file, "PRAGMA user_version = 7");
  CHECK(refusal(file) ==
        file.string() +
            ": has schema version 7, this ice knows versions up to 2. Use the newer "
            "ice that wrote it, or another store with --db FILE");
}

TEST_CASE("schema: an empty file becomes a store when it is written, and is none before") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  std::ofstream(file) << "";
  CHECK_THROWS_WITH(Reader(file), file.string() +
                                      ": nothing is recorded in it yet. 'ice run FILE' records a "
                                      "study");
  fill_store(file, 1);
  CHECK(Reader(file).run(key_of(0)).run.cell == 0);
}

TEST_CASE("schema: differences are told table by table") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 0);
  {
    Connection db(file, Access::kRead, 1s);
    CHECK(schema_differences(db).empty());
  }
  raw_sql(file,
          "DROP INDEX metric_values_by_name; ALTER TABLE plugin_files ADD COLUMN colour TEXT;"
          "CREATE TABLE notes(text)");  // a table more does no harm
  Connection db(file, Access::kRead, 1s);
  CHECK(schema_differences(db) ==
        std::vector<std::string>{"schema: there is no index metric_values_by_name",
                                 "schema: table plugin_files is not as it should be"});
}
