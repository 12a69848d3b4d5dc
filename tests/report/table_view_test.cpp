#include "report/table_view.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "report/table.hpp"

using namespace ice::report;
using ice::store::Field;
using ice::store::Table;

namespace {

Table some_runs() {
  return {{"id", "status", "network.activation", "dev.cost"},
          {{"a", "finished", "tanh", 0.5},
           {"b", "finished", "relu", 0.25},
           {"c", "diverged", "relu", std::nan("")},
           {"d", "finished", "relu", 0.75},
           {"e", "crashed", nullptr, nullptr}}};
}

std::string ids(const Table& table) {
  std::string text;
  for (const auto& row : table.rows) text += row[0].get<std::string>();
  return text;
}

}  // namespace

TEST_CASE("table view: rows by a column, values that have no order last in both directions") {
  Table table = some_runs();
  sort_rows(table, "dev_cost");
  CHECK(ids(table) == "badce");
  sort_rows(table, "-dev.cost");
  CHECK(ids(table) == "dabce");
  sort_rows(table, "activation");
  CHECK(ids(table) == "dbcae");
  CHECK_THROWS_WITH(
      sort_rows(table, "-activatoin"),
      "--sort: no column 'activatoin'. Known: id, status, network.activation, dev.cost");
}

TEST_CASE("table view: columns by short, full and underscored names, in the order of the names") {
  const Table table = select_columns(some_runs(), {"dev_cost", "id", "activation"});
  CHECK(table.columns == std::vector<std::string>{"dev.cost", "id", "network.activation"});
  CHECK(table.rows[1] == std::vector<Field>{0.25, "b", "relu"});
}

TEST_CASE("table view: columns in which all rows agree are left out, of one row none is") {
  Table table{{"a", "b"}, {{1, 2}, {1, 3}}};
  keep_changed(table);
  CHECK(table.columns == std::vector<std::string>{"b"});
  Table one{{"a", "b"}, {{1, 2}}};
  keep_changed(one);
  CHECK(one.columns.size() == 2);
}

TEST_CASE(
    "table view: groups count runs and average the finished ones, groups without value last") {
  const Table groups = group_runs(some_runs(), {"network.activation"});
  CHECK(groups.columns ==
        std::vector<std::string>{"network.activation", "runs", "finished", "dev.cost"});
  REQUIRE(groups.rows.size() == 3);
  CHECK(groups.rows[0] == std::vector<Field>{"relu", 3, 2, 0.5});
  CHECK(groups.rows[1] == std::vector<Field>{"tanh", 1, 1, 0.5});
  CHECK(groups.rows[2] == std::vector<Field>{nullptr, 1, 0, nullptr});
}

TEST_CASE(
    "table: what is to be spared leaves first, then from the right, what is to be kept last") {
  const Table table{{"id", "status", "seed", "rate", "cost"},
                    {{"1a2b3c", "finished", 123456789012, 0.5, 0.25}}};
  TableStyle style;
  style.keep = {"cost", "rate"};
  style.spare = {"seed"};
  const auto head = [&](std::size_t width) {
    style.width = width;
    const std::string text = render(table, style);
    return text.substr(0, text.find('\n'));
  };
  CHECK(head(60) == "id      status            seed  rate  cost");
  CHECK(head(40) == "id      status    rate  cost");
  CHECK(head(20) == "id      rate  cost");
  CHECK(head(15) == "id      cost");
}
