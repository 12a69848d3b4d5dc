#include "report/run_differences.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <utility>

using namespace ice;
using namespace ice::report;
using ice::store::Field;
using ice::store::StoredRun;

namespace {

using Row = std::vector<Field>;

StoredRun stored(const std::string& id) {
  StoredRun stored;
  stored.id = id;
  stored.run.key = id;
  stored.run.seed = 1;
  stored.run.epochs = 20;
  stored.run.identity.data_sha256 = std::string(64, 'd');
  stored.run.identity.numerics = 1;
  stored.run.params = {{"network.hidden", Field{20, 7}}, {"optimizer.learning_rate", 0.1}};
  stored.run.plugins = {{"activation", "acme/swish", "1.0.0", std::string(64, 'a'), "/a.ice.so"}};
  stored.run.metrics = {{"dev.cost", 0.5, 0.5, 20}};
  stored.environment.host = "lab";
  return stored;
}

// The rows of one kind, without it.
std::vector<Row> rows_of(const ice::store::Table& table, const std::string& kind) {
  std::vector<Row> rows;
  for (const Row& row : table.rows)
    if (row[0] == kind) rows.emplace_back(row.begin() + 1, row.end());
  return rows;
}

}  // namespace

TEST_CASE("run differences: of equal runs only the metrics are there") {
  const auto table = run_differences(stored("111111"), stored("222222"));
  CHECK(table.columns ==
        std::vector<std::string>{"kind", "name", "111111", "222222", "difference"});
  CHECK(table.rows == std::vector<Row>{{"metric", "dev.cost", 0.5, 0.5, 0.0}});
}

TEST_CASE("run differences: what differs has both values, what one has not is null") {
  StoredRun b = stored("222222");
  b.run.seed = 2;
  b.run.params = {{"network.hidden", Field{20, 8}},
                  {"optimizer.learning_rate", 0.1},
                  {"training.clip_norm", 1}};
  b.run.plugins[0].sha256 = std::string(64, 'b');
  b.run.identity.data_sha256.clear();
  b.run.identity.numerics = 2;
  b.run.metrics = {{"dev.cost", 0.25, 0.25, 20}, {"train.cost", 0.125, 0.125, 20}};
  b.environment.host = "node7";
  const auto table = run_differences(stored("111111"), b);
  CHECK(rows_of(table, "run") == std::vector<Row>{{"seed", 1, 2, nullptr}});
  CHECK(rows_of(table, "parameter") ==
        std::vector<Row>{{"network.hidden", Field{20, 7}, Field{20, 8}, nullptr},
                         {"training.clip_norm", nullptr, 1, nullptr}});
  CHECK(rows_of(table, "plugin") ==
        std::vector<Row>{{"activation acme/swish", "1.0.0 aaaaaaaa", "1.0.0 bbbbbbbb", nullptr}});
  CHECK(rows_of(table, "data") == std::vector<Row>{{"digest", "dddddddd", "not known", nullptr}});
  CHECK(rows_of(table, "numerics") == std::vector<Row>{{"version", 1, 2, nullptr}});
  CHECK(rows_of(table, "environment") == std::vector<Row>{{"host", "lab", "node7", nullptr}});
  CHECK(rows_of(table, "metric") ==
        std::vector<Row>{{"dev.cost", 0.5, 0.25, -0.25}, {"train.cost", nullptr, 0.125, nullptr}});
}
