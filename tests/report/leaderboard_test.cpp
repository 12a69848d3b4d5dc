#include "report/leaderboard.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ice;
using namespace ice::report;
using ice::store::Score;
using ice::store::Status;
using ice::store::Table;
using ice::study::Goal;

namespace {

using Names = std::vector<std::string>;

// Three cells: 0 has two finished runs, 1 has a finished and a diverged one, 2 has none finished.
std::vector<Score> scores() {
  return {{0, "a", 1, Status::kFinished, 0.4},
          {0, "b", 2, Status::kFinished, 0.6},
          {1, "c", 1, Status::kFinished, 0.3},
          {1, "d", 2, Status::kDiverged, std::nan("")},
          {2, "e", 1, Status::kCrashed, std::nullopt}};
}

// Described as a store would.
Leaderboard board() {
  Leaderboard board = rank_cells(scores(), "dev.cost", Goal::kMinimize);
  board.parameters = {"network.activation", "initializer"};
  const char* const activations[] = {"tanh", "relu", nullptr};
  for (RankedCell& cell : board.cells) {
    const char* const activation = activations[cell.cell];
    cell.parameters = {activation == nullptr ? ice::store::Field() : activation, "zeros"};
  }
  return board;
}

}  // namespace

TEST_CASE("leaderboard: cells in the order of their mean over finished runs, the rest last") {
  const Leaderboard board = rank_cells(scores(), "dev.cost", Goal::kMinimize);
  REQUIRE(board.cells.size() == 3);
  CHECK(board.cells[0].cell == 1);
  CHECK(board.cells[0].failed == 1);
  CHECK(board.cells[0].metric.n == 1);
  CHECK(board.cells[1].cell == 0);
  CHECK(board.cells[1].metric.mean == Approx(0.5));
  CHECK(board.cells[2].cell == 2);
  CHECK(board.cells[2].metric.n == 0);
  CHECK(rank_cells(scores(), "dev.cost", Goal::kMaximize).cells[0].cell == 0);
}

TEST_CASE("leaderboard: as a table, what n does not allow is a gap") {
  const Table table = to_table(board(), 2);
  CHECK(table.columns == Names{"rank", "cell", "network.activation", "initializer", "dev.cost",
                               "deviation", "low", "high", "n", "failed"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][4] == 0.3);
  CHECK(table.rows[0][5].is_null());
  CHECK(table.rows[1][5].get<double>() == Approx(0.1414213562));
  CHECK(table.rows[0][8] == 1);
}

TEST_CASE("leaderboard: intervals stay within the bounds of the metric, and take three seeds") {
  const std::vector<Score> scores{{0, "a", 0, Status::kFinished, 0.99},
                                  {0, "b", 1, Status::kFinished, 1.0},
                                  {0, "c", 2, Status::kFinished, 0.9},
                                  {1, "d", 1, Status::kFinished, 0.8},
                                  {1, "e", 2, Status::kFinished, 0.8}};
  const Table board = to_table(rank_cells(scores, "dev.accuracy", Goal::kMaximize));
  REQUIRE(board.columns == std::vector<std::string>{"rank", "cell", "dev.accuracy", "deviation",
                                                    "low", "high", "n", "failed"});
  CHECK(board.rows[0][4].get<double>() < 0.97);
  CHECK(board.rows[0][5] == 1);
  CHECK(board.rows[1][3] == 0);
  CHECK(board.rows[1][4].is_null());
  CHECK(board.rows[1][5].is_null());
}

TEST_CASE("leaderboard: a metric that no run has leaves every place without a mean") {
  std::vector<Score> none = scores();
  for (Score& score : none) score.value.reset();
  const Leaderboard board = rank_cells(none, "test.f1", Goal::kMaximize);
  REQUIRE(board.cells.size() == 3);
  CHECK(std::isnan(board.cells[0].metric.mean));
}

TEST_CASE("leaderboard: a cell in words") {
  const Leaderboard described = board();
  CHECK(describe(described, described.cells[0]) == "activation = relu, initializer = zeros");
  CHECK(describe(described, described.cells[2]) == "initializer = zeros");
  const Leaderboard one =
      rank_cells({{0, "a", 1, Status::kFinished, 1.0}}, "dev.cost", Goal::kMinimize);
  CHECK(describe(one, one.cells[0]) == "the only cell");
}
