#include "worker/run_result.hpp"

#include "nn/train.hpp"

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

TEST_CASE("run result: each metric has its final value, its best and that one's epoch") {
  const RunResult result = result_of(trained_result());
  CHECK(result.status == Status::kFinished);
  CHECK(result.error.empty());
  CHECK(result.epochs == 11);
  REQUIRE(result.metrics.size() == 3);
  CHECK(result.metrics[0].name == "train.cost");
  CHECK(result.metrics[0].final == 0.25);
  CHECK(result.metrics[0].best == 0.125);  // of an epoch that is not recorded
  CHECK(result.metrics[0].best_epoch == 7);
  CHECK(result.metrics[2].name == "test.cost");
  CHECK(result.metrics[2].final == 0.5);
  CHECK(result.metrics[2].best == 0.5);
  CHECK(result.metrics[2].best_epoch == 11);
}

TEST_CASE("run result: a curve for each metric that is recorded on the way") {
  const RunResult result = result_of(trained_result());
  REQUIRE(result.curves.size() == 2);
  CHECK(result.curves[0].metric == "train.cost");
  CHECK(result.curves[0].epochs == std::vector<std::uint64_t>{1, 11});
  CHECK(result.curves[0].values == std::vector<double>{0.5, 0.25});
  CHECK(result.curves[1].metric == "dev.accuracy");
  CHECK(result.curves[1].values == std::vector<double>{0.5, 0.875});
}

TEST_CASE("run result: one that diverged says when") {
  ice::nn::Result trained = trained_result();
  trained.diverged = true;
  const RunResult result = result_of(trained);
  CHECK(result.status == Status::kDiverged);
  CHECK(result.error == "the cost or a parameter was not finite at epoch 11");
}

TEST_CASE("run result: what never was a number has no best and no epoch of it") {
  ice::nn::Result trained = trained_result();
  trained.best[1] = {};
  const RunResult result = result_of(trained);
  CHECK(std::isnan(result.metrics[1].best));
  CHECK(result.metrics[1].best_epoch == 0);
}

// The text of a plugin's exception was stored as it was: Python's sqlite3 could not read the table.
TEST_CASE("run result: an error is text, whatever bytes a plugin throws") {
  CHECK(ice::worker::result_without_numbers(ice::store::Status::kFailed, "\xffzero\xc3").error ==
        "\uFFFDzero\uFFFD");
}
