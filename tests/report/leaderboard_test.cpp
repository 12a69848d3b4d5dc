#include "report/leaderboard.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ice::report;
using ice::spec::Goal;
using ice::store::Table;

namespace {

// Three cells: 0 has two finished runs, 1 has a finished and a diverged one, 2 has none finished.
Table runs() {
  return {{"id", "study", "cell", "seed", "status", "epochs", "seconds", "network.activation",
           "initializer", "dev.cost"},
          {{"a", "s", 0, 1, "finished", 5, 0.1, "tanh", "zeros", 0.4},
           {"b", "s", 0, 2, "finished", 5, 0.1, "tanh", "zeros", 0.6},
           {"c", "s", 1, 1, "finished", 5, 0.1, "relu", "zeros", 0.3},
           {"d", "s", 1, 2, "diverged", 2, 0.1, "relu", "zeros", std::nan("")},
           {"e", "s", 2, 1, "crashed", 0, 0.1, nullptr, "zeros", nullptr}}};
}

}  // namespace

TEST_CASE("leaderboard: cells in the order of their mean over finished runs, the rest last") {
  const Leaderboard board = rank_cells(runs(), "dev.cost", Goal::kMinimize);
  CHECK(board.parameters == std::vector<std::string>{"network.activation", "initializer"});
  REQUIRE(board.places.size() == 3);
  CHECK(board.places[0].cell == 1);
  CHECK(board.places[0].failed == 1);
  CHECK(board.places[0].metric.n == 1);
  CHECK(board.places[1].cell == 0);
  CHECK(board.places[1].metric.mean == Approx(0.5));
  CHECK(board.places[2].cell == 2);
  CHECK(board.places[2].metric.n == 0);
  CHECK(rank_cells(runs(), "dev.cost", Goal::kMaximize).places[0].cell == 0);
}

TEST_CASE("leaderboard: as a table, what n does not allow is a gap") {
  const Table table = to_table(rank_cells(runs(), "dev.cost", Goal::kMinimize), 2);
  CHECK(table.columns == std::vector<std::string>{"rank", "network.activation", "initializer",
                                                  "dev.cost", "deviation", "low", "high", "n",
                                                  "failed"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][3] == 0.3);
  CHECK(table.rows[0][4].is_null());
  CHECK(table.rows[1][4].get<double>() == Approx(0.1414213562));
  CHECK(table.rows[0][8] == 1);
}

TEST_CASE("leaderboard: intervals stay within the bounds of the metric, and take three seeds") {
  Table table{{"cell", "seed", "status", "dev.accuracy"}, {}};
  for (const double accuracy : {0.99, 1.0, 0.9})
    table.rows.push_back({0, table.rows.size(), "finished", accuracy});
  for (const double accuracy : {0.8, 0.8}) table.rows.push_back({1, 1, "finished", accuracy});
  const Table board = to_table(rank_cells(table, "dev.accuracy", Goal::kMaximize));
  REQUIRE(board.columns == std::vector<std::string>{"rank", "dev.accuracy", "deviation", "low",
                                                    "high", "n", "failed"});
  CHECK(board.rows[0][3].get<double>() < 0.97);
  CHECK(board.rows[0][4] == 1);
  CHECK(board.rows[1][2] == 0);
  CHECK(board.rows[1][3].is_null());
  CHECK(board.rows[1][4].is_null());
}

TEST_CASE("leaderboard: a metric that no run has leaves every place without a mean") {
  const Leaderboard board = rank_cells(runs(), "test.f1", Goal::kMaximize);
  REQUIRE(board.places.size() == 3);
  CHECK(std::isnan(board.places[0].metric.mean));
}

TEST_CASE("leaderboard: a cell in words") {
  const Leaderboard board = rank_cells(runs(), "dev.cost", Goal::kMinimize);
  CHECK(describe(board, board.places[0]) == "activation = relu, initializer = zeros");
  CHECK(describe(board, board.places[2]) == "initializer = zeros");
  const Leaderboard one =
      rank_cells({{"cell", "status"}, {{0, "finished"}}}, "dev.cost", Goal::kMinimize);
  CHECK(describe(one, one.places[0]) == "the only cell");
}
