#include "report/board_groups.hpp"

#include <catch2/catch.hpp>

#include "report/board_baseline.hpp"

using namespace ice;
using namespace ice::report;
using ice::store::Score;
using ice::store::Status;
using ice::store::Table;
using ice::study::Goal;

namespace {

// tanh at two rates, relu at one; two seeds each, one of which diverged.
std::vector<Score> grouped_scores() {
  return {{0, "a", 1, Status::kFinished, 0.4}, {0, "b", 2, Status::kFinished, 0.6},
          {1, "c", 1, Status::kFinished, 0.8}, {1, "d", 2, Status::kDiverged, std::nullopt},
          {2, "e", 1, Status::kFinished, 0.1}, {2, "f", 2, Status::kFinished, 0.3}};
}

Leaderboard described() {
  Leaderboard board = rank_cells(grouped_scores(), "dev.cost", Goal::kMinimize);
  board.parameters = {"network.activation", "rate"};
  for (RankedCell& cell : board.cells)
    cell.parameters = {cell.cell == 2 ? "relu" : "tanh", cell.cell == 1 ? 0.1 : 0.01};
  return board;
}

}  // namespace

// By hand: tanh is 0.6 at seed 1, the mean of 0.4 and 0.8, and 0.6 at seed 2, of one run.
TEST_CASE("groups: a seed's cells are averaged first, then the seeds") {
  const Table table =
      group_cells(described(), grouped_scores(), {"network.activation"}, Goal::kMinimize);
  CHECK(table.columns == std::vector<std::string>{"rank", "network.activation", "dev.cost",
                                                  "deviation", "low", "high", "n", "cells", "runs",
                                                  "failed"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][1] == "relu");
  CHECK(table.rows[0][2].get<double>() == Approx(0.2));
  CHECK(table.rows[1][2].get<double>() == Approx(0.6));
  CHECK(table.rows[1][3].get<double>() == Approx(0).margin(1e-15));
  CHECK(std::vector(table.rows[1].begin() + 6, table.rows[1].end()) ==
        std::vector<store::Field>{2, 2, 4, 1});
}

TEST_CASE("groups: by what does not differ is refused with what does") {
  CHECK_THROWS_WITH(
      group_cells(described(), grouped_scores(), {"loss"}, Goal::kMinimize),
      "--group-by: the cells do not differ in loss. They differ in network.activation, rate");
}

// By hand: to cell 2 over both seeds 0.3 and 0.3; over seed 1 alone, where cell 1 finished, 0.7.
TEST_CASE("baseline: differences over the seeds that both cells finished") {
  const Leaderboard board = described();
  Table table = to_table(board);
  insert_differences(board, grouped_scores(), 2, table);
  const std::size_t at = table.columns.size() - 4;
  CHECK(table.columns[at] == "difference");
  CHECK(table.rows[0][at].is_null());  // the baseline itself is the best
  CHECK(table.rows[1][at].get<double>() == Approx(0.3));
  CHECK(table.rows[1][at + 3] == 2);
  CHECK(table.rows[2][at].get<double>() == Approx(0.7));
  CHECK(table.rows[2][at + 1].is_null());
  CHECK(table.rows[2][at + 3] == 1);
}
