#include "judge/cell_pairs.hpp"

#include <catch2/catch.hpp>

#include "pairs_study.hpp"

using namespace ice;
using namespace ice::judge;
using ice::study::Study;

namespace {

using Cells = std::vector<std::uint64_t>;
using Pairs = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

}  // namespace

TEST_CASE("cell pairs: two cells differ in what both sides name and in nothing else") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu, sigmoid]}, "
      "optimizer.learning_rate: {values: [0.1, 1]}");
  const CellPairs cells = pair_cells(study, tanh_wins(), planned_cells(study));
  CHECK(cells.pairs == Pairs{{0, 2}, {1, 3}});  // 4 and 5, sigmoid, are on no side
  CHECK(cells.alone.empty());
}

TEST_CASE("cell pairs: a parameter that one side names is equal on the other") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, optimizer.learning_rate: {values: [0.1, 1]}");
  const CellPairs cells =
      pair_cells(study, claim_of({{kActivation, "tanh"}, {kRate, 1}}, {{kActivation, "relu"}}),
                 planned_cells(study));
  CHECK(cells.pairs == Pairs{{1, 3}});
  CHECK(cells.alone == Cells{2});  // relu with 0.1
}

TEST_CASE("cell pairs: a parameter that one side names may be absent on the other") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, "
      "optimizer.learning_rate: {values: [0.1, 1], when: {network.activation: tanh}}");
  const CellPairs named =
      pair_cells(study, claim_of({{kActivation, "tanh"}, {kRate, 1}}, {{kActivation, "relu"}}),
                 planned_cells(study));
  REQUIRE(named.pairs.size() == 1);
  CHECK(named.pairs[0].first == 1);
  CHECK(named.alone.empty());
  const CellPairs unnamed = pair_cells(study, tanh_wins(), planned_cells(study));
  CHECK(unnamed.pairs.empty());
  CHECK(unnamed.alone.size() == 3);
}

TEST_CASE("cell pairs: a cell whose partner is excluded is alone") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, optimizer.learning_rate: {values: [0.1, 1]}",
      "  exclude: [{network.activation: relu, optimizer.learning_rate: 1}]\n");
  const CellPairs cells = pair_cells(study, tanh_wins(), planned_cells(study));
  CHECK(cells.pairs == Pairs{{0, 2}});
  CHECK(cells.alone == Cells{1});
}

TEST_CASE("cell pairs: sides that no two cells can be on give no pair") {
  const Study study = study_of(
      "network.activation: {values: [tanh, relu]}, optimizer.learning_rate: {values: [0.1, 1]}");
  const CellPairs cells =
      pair_cells(study, claim_of({{kActivation, "tanh"}}, {{kRate, 1}}), planned_cells(study));
  CHECK(cells.pairs.empty());
  CHECK(cells.alone == Cells{0, 3});  // 1 is on both sides
}
