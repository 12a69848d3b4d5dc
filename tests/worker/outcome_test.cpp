#include "worker/outcome.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ice;
using namespace ice::worker;
using ice::store::Status;

namespace {

ice::nn::Result trained_result() {
  ice::nn::Result result;
  result.names = {"train.cost", "dev.accuracy", "test.cost"};
  result.curve = {{1, {0.5, 0.5}}, {11, {0.25, 0.875}}};
  result.epochs = result.final_epoch = 11;
  result.final = {0.25, 0.75, 0.5};
  result.best = {{0.125, 7}, {0.875, 9}, {0.5, 11}};
  return result;
}

}  // namespace

TEST_CASE("outcome: each metric has its final value, its best and that one's epoch") {
  const Outcome outcome = outcome_of(trained_result());
  CHECK(outcome.status == Status::kFinished);
  CHECK(outcome.error.empty());
  CHECK(outcome.epochs == 11);
  REQUIRE(outcome.metrics.size() == 3);
  CHECK(outcome.metrics[0].name == "train.cost");
  CHECK(outcome.metrics[0].final == 0.25);
  CHECK(outcome.metrics[0].best == 0.125);  // of an epoch that is not recorded
  CHECK(outcome.metrics[0].best_epoch == 7);
  CHECK(outcome.metrics[2].name == "test.cost");
  CHECK(outcome.metrics[2].final == 0.5);
  CHECK(outcome.metrics[2].best == 0.5);
  CHECK(outcome.metrics[2].best_epoch == 11);
}

TEST_CASE("outcome: a curve for each metric that is recorded on the way") {
  const Outcome outcome = outcome_of(trained_result());
  REQUIRE(outcome.curves.size() == 2);
  CHECK(outcome.curves[0].metric == "train.cost");
  CHECK(outcome.curves[0].epochs == std::vector<std::uint64_t>{1, 11});
  CHECK(outcome.curves[0].values == std::vector<double>{0.5, 0.25});
  CHECK(outcome.curves[1].metric == "dev.accuracy");
  CHECK(outcome.curves[1].values == std::vector<double>{0.5, 0.875});
}

TEST_CASE("outcome: one that diverged says when") {
  ice::nn::Result result = trained_result();
  result.diverged = true;
  const Outcome outcome = outcome_of(result);
  CHECK(outcome.status == Status::kDiverged);
  CHECK(outcome.error == "the cost or a parameter was not finite at epoch 11");
}

TEST_CASE("outcome: what never was a number has no best and no epoch of it") {
  ice::nn::Result result = trained_result();
  result.best[1] = {};
  const Outcome outcome = outcome_of(result);
  CHECK(std::isnan(outcome.metrics[1].best));
  CHECK(outcome.metrics[1].best_epoch == 0);
}
