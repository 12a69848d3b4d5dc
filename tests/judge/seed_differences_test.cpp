#include "judge/seed_differences.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "numbers.hpp"

using namespace ice;
using namespace ice::judge;
using ice::study::Goal;

namespace {

using SeedPairs = std::vector<PairOfRuns>;

constexpr std::nullopt_t kBad = std::nullopt;

SeedDifferences more_is_better(const SeedPairs& pairs, double by = 0) {
  return differences_by_seed(pairs, Goal::kMaximize, by);
}

// The only seed of these pairs.
SeedDifference of_one_seed(
    const std::vector<std::pair<std::optional<double>, std::optional<double>>>& runs,
    double by = 0) {
  SeedPairs pairs;
  for (const auto& [better, than] : runs) pairs.push_back({pairs.size(), 7, better, than});
  return more_is_better(pairs, by).seeds.at(0);
}

}  // namespace

TEST_CASE("seed differences: four pairs of two seeds are two differences") {
  const SeedDifferences found =
      more_is_better({{0, 5, 8.0, 4.0}, {0, 3, 2.0, 1.0}, {1, 3, 5.0, 2.0}, {1, 5, 1.0, 3.0}});
  REQUIRE(found.seeds.size() == 2);
  CHECK(found.pairs == 4);
  CHECK(found.left_out == 0);
  CHECK(found.seeds[0].seed == 3);
  CHECK(found.seeds[0].mean == 2);
  CHECK(found.seeds[1].seed == 5);
  CHECK(found.seeds[1].mean == 1);
  CHECK(differences_by_seed(SeedPairs{{0, 1, 1.0, 3.0}}, Goal::kMinimize, 0).seeds[0].mean == 2);
}

TEST_CASE("seed differences: the excess is what is beyond 'by'") {
  const SeedDifference seed = of_one_seed({{0.75, 0.25}, {0.5, 0.25}}, 0.125);
  CHECK(seed.mean == 0.375);
  CHECK(seed.excess == 0.25);
}

TEST_CASE("seed differences: rounding is no difference") {
  REQUIRE(0.52 - 0.5 > 0.02);
  CHECK(of_one_seed({{0.52, 0.5}}, 0.02).excess == 0);
  REQUIRE(0.1 + 0.2 != 0.3);
  CHECK(of_one_seed({{0.1 + 0.2, 0.3}}).mean == 0);
  CHECK(of_one_seed({{1e6 + 0.3, 1e6 + 0.1}, {1e6, 1e6 + 0.2}}).mean == 0);
  CHECK(of_one_seed({{1e-9, 0.0}}).mean == 1e-9);
}

TEST_CASE("seed differences: a run without a value makes its seed infinite") {
  CHECK(of_one_seed({{kBad, 0.5}}).mean == -kInfinity);
  CHECK(of_one_seed({{0.5, kBad}}).mean == kInfinity);
  CHECK(of_one_seed({{kBad, 0.5}, {0.9, 0.1}, {0.9, 0.1}}).mean == -kInfinity);
  CHECK(of_one_seed({{kBad, 0.5}, {0.9, kBad}, {0.9, kBad}}).excess == kInfinity);
}

TEST_CASE("seed differences: as many bad runs on each side of a seed cancel each other") {
  CHECK(of_one_seed({{kBad, 0.5}, {0.5, kBad}, {0.875, 0.125}}).mean == 0.25);
  CHECK(of_one_seed({{kBad, 0.5}, {0.5, kBad}}).mean == 0);
}

TEST_CASE("seed differences: two bad runs are equal, whatever 'by' is") {
  const SeedDifference seed = of_one_seed({{kBad, kBad}}, 0.5);
  CHECK(seed.mean == 0);
  CHECK(seed.excess == 0);
}

TEST_CASE("seed differences: exchanging the sides changes the sign and nothing else") {
  const SeedPairs pairs{{0, 1, 0.5, kBad}, {1, 1, 0.25, 0.5}, {0, 2, kBad, kBad},
                        {1, 2, 0.75, 0.5}, {0, 3, kBad, 0.1}, {1, 3, 0.9, kBad}};
  SeedPairs exchanged = pairs;
  for (PairOfRuns& pair : exchanged) std::swap(pair.better, pair.than);
  const SeedDifferences one = more_is_better(pairs);
  const SeedDifferences other = more_is_better(exchanged);
  REQUIRE(one.seeds.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(one.seeds[i].mean == -other.seeds[i].mean);
  CHECK(one.bad_better == other.bad_than);
}

TEST_CASE("seed differences: runs without a value are counted on each side") {
  const SeedDifferences found =
      more_is_better({{0, 1, kBad, 0.5}, {0, 2, kBad, kBad}, {0, 3, 0.5, 0.5}});
  CHECK(found.bad_better == 2);
  CHECK(found.bad_than == 1);
}

TEST_CASE("seed differences: a seed that lacks a pair of most is left out") {
  const SeedDifferences found = more_is_better(
      {{0, 1, 1.0, 0.0}, {1, 1, 3.0, 0.0}, {0, 2, 1.0, 0.0}, {1, 2, 3.0, 0.0}, {0, 3, 9.0, 0.0}});
  REQUIRE(found.seeds.size() == 2);
  CHECK(found.seeds[1].seed == 2);
  CHECK(found.pairs == 4);
  CHECK(found.left_out == 1);
}

TEST_CASE(
    "seed differences: pairs of cells that few seeds have are left out, not the other seeds") {
  const SeedDifferences found =
      more_is_better({{0, 1, 1.0, 0.0}, {0, 2, 1.0, 0.0}, {0, 3, 1.0, 0.0}, {1, 1, 9.0, 0.0}});
  REQUIRE(found.seeds.size() == 3);
  CHECK(found.seeds[0].mean == 1);
  CHECK(found.left_out == 1);
}

TEST_CASE("seed differences: without pairs there are none") {
  const SeedDifferences found = more_is_better({});
  CHECK(found.seeds.empty());
  CHECK(found.pairs == 0);
  CHECK(found.left_out == 0);
}
