#include "judge/replay.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using ice::judge::compare_replay;
using ice::judge::Replay;
using ice::store::Run;
using ice::store::Status;

namespace {

Run recorded_run() {
  Run run;
  run.epochs = 4;
  run.metrics = {{"dev.cost", 0.5, 0.4, 3}, {"train.cost", 0.3, 0.3, 4}};
  run.curves = {{"dev.cost", {1, 3, 4}, {0.9, 0.4, 0.5}},
                {"train.cost", {1, 3, 4}, {0.8, std::nan(""), 0.3}}};
  return run;
}

// The same run with all its epochs recorded.
Run again_run() {
  Run run = recorded_run();
  run.curves = {{"dev.cost", {1, 2, 3, 4}, {0.9, 0.7, 0.4, 0.5}},
                {"train.cost", {1, 2, 3, 4}, {0.8, 0.6, -std::nan(""), 0.3}}};
  return run;
}

}  // namespace

TEST_CASE("replay: a run with the same bits is equal, whatever else the second one recorded") {
  Run again = again_run();
  again.metrics.push_back({"train.f1", 1, 1, 1});
  const Replay replay = compare_replay(recorded_run(), again);
  CHECK(replay.is_equal());
  CHECK(replay.values == 8);
}

TEST_CASE("replay: the first other value is that of the smallest epoch, by its last bit") {
  Run again = again_run();
  again.curves[0].values[3] = 7;
  again.curves[1].values[0] = std::nextafter(0.8, 1);
  const Replay replay = compare_replay(recorded_run(), again);
  REQUIRE(replay.departure);
  CHECK(replay.departure->metric == "train.cost");
  CHECK(replay.departure->epoch == 1);
  CHECK(replay.departure->recorded == 0.8);
  CHECK(replay.departure->again == std::nextafter(0.8, 1));
  CHECK_FALSE(replay.is_equal());
}

TEST_CASE("replay: zeros of two signs are two values") {
  Run recorded = recorded_run(), again = again_run();
  recorded.curves[0].values[1] = 0.0;
  again.curves[0].values[2] = -0.0;
  CHECK(compare_replay(recorded, again).departure->epoch == 3);
}

TEST_CASE("replay: other metrics, another end, and what is not measured any more are no equality") {
  Run again = again_run();
  again.metrics[0].best_epoch = 2;
  CHECK(compare_replay(recorded_run(), again).metrics == std::vector<std::string>{"dev.cost"});

  again = again_run();
  again.status = Status::kDiverged;
  CHECK(compare_replay(recorded_run(), again).has_other_end);
  CHECK_FALSE(compare_replay(recorded_run(), again).is_equal());

  again = again_run();
  again.metrics.pop_back();
  again.curves[0].epochs[2] = 9;
  again.curves.pop_back();
  CHECK(compare_replay(recorded_run(), again).missing ==
        std::vector<std::string>{"dev.cost at epoch 3", "the curve of train.cost", "train.cost"});
}
