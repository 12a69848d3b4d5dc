#include "run/outcome.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ice::run;
using ice::store::Status;

namespace {

const double kNan = std::nan("");

ice::nn::Result trained(const std::vector<double>& costs, const std::vector<double>& accuracies) {
  ice::nn::Result result;
  result.names = {"train.cost", "dev.accuracy", "test.cost"};
  for (std::size_t i = 0; i < costs.size(); ++i)
    result.curve.push_back({10 * i + 1, {costs[i], accuracies[i]}});
  result.epochs = result.curve.back().epoch;
  result.final = {0.125, 0.75, 0.5};
  return result;
}

}  // namespace

TEST_CASE("outcome: the best of a cost is its least, of a score its largest, the first of equals") {
  const Outcome outcome = outcome_of(trained({0.5, 0.25, 0.25, 0.375}, {0.5, 0.875, 0.5, 0.875}));
  CHECK(outcome.status == Status::kFinished);
  CHECK(outcome.error.empty());
  CHECK(outcome.epochs == 31);
  REQUIRE(outcome.metrics.size() == 3);
  CHECK(outcome.metrics[0].name == "train.cost");
  CHECK(outcome.metrics[0].final == 0.125);
  CHECK(outcome.metrics[0].best == 0.25);
  CHECK(outcome.metrics[0].best_epoch == 11);
  CHECK(outcome.metrics[1].name == "dev.accuracy");
  CHECK(outcome.metrics[1].best == 0.875);
  CHECK(outcome.metrics[1].best_epoch == 11);
}

TEST_CASE("outcome: a curve for each metric that is recorded on the way") {
  const Outcome outcome = outcome_of(trained({0.5, 0.25}, {0.5, 0.875}));
  REQUIRE(outcome.curves.size() == 2);
  CHECK(outcome.curves[0].metric == "train.cost");
  CHECK(outcome.curves[0].epochs == std::vector<std::uint64_t>{1, 11});
  CHECK(outcome.curves[0].values == std::vector<double>{0.5, 0.25});
  CHECK(outcome.curves[1].metric == "dev.accuracy");
  CHECK(outcome.curves[1].values == std::vector<double>{0.5, 0.875});
}

TEST_CASE("outcome: what is measured at the end alone is best there") {
  const Outcome outcome = outcome_of(trained({0.5, 0.25}, {0.5, 0.875}));
  CHECK(outcome.metrics[2].name == "test.cost");
  CHECK(outcome.metrics[2].final == 0.5);
  CHECK(outcome.metrics[2].best == 0.5);
  CHECK(outcome.metrics[2].best_epoch == 11);
}

TEST_CASE("outcome: one that diverged says when, and its best is a number") {
  ice::nn::Result result = trained({kNan, 0.5, kNan}, {0.5, 0.5, 0.5});
  result.diverged = true;
  const Outcome outcome = outcome_of(result);
  CHECK(outcome.status == Status::kDiverged);
  CHECK(outcome.error == "the cost or a parameter was not finite at epoch 21");
  CHECK(outcome.metrics[0].best == 0.5);
  CHECK(outcome.metrics[0].best_epoch == 11);
}

TEST_CASE("outcome: errors are best where they are least, r2 where it is largest") {
  for (const auto& [metric, best] : {std::pair("train.rmse", 1.0), std::pair("train.mae", 1.0),
                                     std::pair("train.objective", 1.0), std::pair("train.r2", 2.0),
                                     std::pair("train.f1", 2.0)}) {
    ice::nn::Result result;
    result.names = {metric};
    result.curve = {{1, {1.0}}, {2, {2.0}}};
    result.final = {2.0};
    CHECK(outcome_of(result).metrics[0].best == best);
  }
}
