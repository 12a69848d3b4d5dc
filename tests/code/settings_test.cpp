#include "code/settings.hpp"

#include <catch2/catch.hpp>

#include "support/studies.hpp"

using namespace ice;
using namespace ice::code;
using ice::base::Value;
using test::Bench;
using test::small_study;
using ScheduleKind = ice::nn::ScheduleOptions::Kind;

namespace {

Code code_of(const std::vector<std::string>& overrides) {
  return Bench(small_study(overrides)).resolve().code;
}

std::string key_with(const std::vector<std::string>& overrides) {
  Bench bench(small_study(overrides));
  return code::unpack_key(bench.plan().trials.at(0).key);
}

std::map<std::string, Value> flat(const std::vector<std::string>& overrides) {
  const auto pairs = flatten(Bench(small_study(overrides)).resolve());
  return {pairs.begin(), pairs.end()};
}

std::string planning_error(const std::vector<std::string>& overrides) {
  return test::error_of([&] { (void)Bench(small_study(overrides)).plan(); });
}

}  // namespace

TEST_CASE("settings: a schedule named has all of its settings") {
  const auto schedule = [](const std::string& given) {
    return code_of({"optimizer.schedule=" + given}).resolved["optimizer"]["schedule"];
  };
  CHECK(schedule("constant") == Value{{"name", "constant"}, {"warmup", 0}});
  CHECK(schedule("{warmup: 2}") == Value{{"name", "constant"}, {"warmup", 2}});
  CHECK(schedule("step") == Value{{"name", "step"}, {"every", 10}, {"factor", 0.5}, {"warmup", 0}});
  CHECK(schedule("{name: exponential, factor: 0.9}") ==
        Value{{"name", "exponential"}, {"factor", 0.9}, {"warmup", 0}});
  CHECK(schedule("inverse_time") == Value{{"name", "inverse_time"}, {"decay", 1}, {"warmup", 0}});
  CHECK(schedule("cosine") == Value{{"name", "cosine"}, {"floor", 0}, {"warmup", 0}});
}

TEST_CASE("settings: what a schedule does not have is refused where it stands") {
  CHECK(planning_error({"optimizer.schedule={name: cosine, every: 3}"}) ==
        "command line: optimizer.schedule: cosine has no setting 'every'. Known: floor, warmup");
  CHECK(planning_error({"optimizer.schedule=step", "optimizer.schedule.factor=0.5,0.1",
                        "optimizer.schedule.floor=0.1"}) ==
        "command line: optimizer.schedule: step has no setting 'floor'. Known: every, factor, "
        "warmup");
}

TEST_CASE("settings: training is told of them") {
  const ice::nn::ScheduleOptions schedule =
      code_of({"optimizer.schedule={name: step, every: 4, factor: 0.1, warmup: 2}"}).schedule;
  CHECK(schedule.kind == ScheduleKind::kStep);
  CHECK(schedule.every == 4);
  CHECK(schedule.factor == 0.1);
  CHECK(schedule.warmup == 2);
  CHECK(code_of({"optimizer.schedule={name: cosine, floor: 0.2}"}).schedule.floor == 0.2);
  CHECK(code_of({"optimizer.schedule={name: inverse_time, decay: 3}"}).schedule.decay == 3);
  CHECK(code_of({}).schedule.kind == ScheduleKind::kConstant);

  const auto watch = code_of({"training.early_stopping={metric: train.cost}"}).early_stopping;
  REQUIRE(watch);
  CHECK(watch->metric == "train.cost");
  CHECK(watch->patience == 10);
  CHECK(watch->min_delta == 0);
  CHECK_FALSE(watch->restores_best);
  CHECK_FALSE(code_of({}).early_stopping);
  CHECK_FALSE(code_of({"training.early_stopping.patience=0"}).early_stopping);
  CHECK(code_of({"training.early_stopping={patience: 0, restore_best: true}"}).early_stopping);

  CHECK(code_of({"training.clip_norm=2.5"}).clip_norm == 2.5);
  CHECK(code_of({}).clip_norm == 0);
}

TEST_CASE("settings: what is off, and what is saved, is no part of a run's identity") {
  const std::string key = key_with({});
  CHECK(key_with({"optimizer.schedule=constant"}) == key);
  CHECK(key_with({"optimizer.schedule.warmup=0"}) == key);
  CHECK(key_with({"training.clip_norm=0", "training.clip_value=0"}) == key);
  CHECK(key_with({"training.label_smoothing=0"}) == key);
  CHECK(key_with({"training.early_stopping={metric: train.cost, patience: 0}"}) == key);
  CHECK(key_with({"training.save=best"}) == key);
  CHECK(key_with({"optimizer.schedule=step"}) ==
        key_with({"optimizer.schedule={name: step, every: 10, factor: 0.5, warmup: 0}"}));
}

TEST_CASE("settings: what is on is part of it") {
  const std::set<std::string> keys{
      key_with({}),
      key_with({"optimizer.schedule=cosine"}),
      key_with({"optimizer.schedule=step"}),
      key_with({"optimizer.schedule.warmup=1"}),
      key_with({"training.clip_norm=1"}),
      key_with({"training.clip_value=1"}),
      key_with({"training.label_smoothing=0.1"}),
      key_with({"training.early_stopping={metric: train.cost, patience: 5}"}),
      key_with({"training.early_stopping={metric: train.cost, patience: 5, min_delta: 0.1}"}),
      key_with({"training.early_stopping={metric: train.cost, patience: 5, restore_best: true}"})};
  CHECK(keys.size() == 10);
}

TEST_CASE("settings: runs keep them under the paths by which they are varied") {
  const auto params = flat({"optimizer.schedule={name: step, every: 4}", "training.clip_norm=1",
                            "training.early_stopping={metric: train.cost}"});
  CHECK(params.at("optimizer.schedule") == "step");
  CHECK(params.at("optimizer.schedule.every") == 4);
  CHECK(params.at("optimizer.schedule.factor") == 0.5);
  CHECK(params.at("training.clip_norm") == 1);
  CHECK(params.at("training.early_stopping.patience") == 10);
  CHECK(flat({"optimizer.schedule=constant"}).at("optimizer.schedule") == "constant");
  CHECK_FALSE(flat({}).contains("optimizer.schedule"));
}

TEST_CASE("settings: those that do not fit the training or its data are found before it") {
  const std::string warmup = "optimizer.schedule.warmup=";
  CHECK(planning_error({warmup + "5"}) ==
        "command line: a warm-up of 5 epochs takes all of the 5 epochs. Shorten it, or raise "
        "training.epochs");
  CHECK(planning_error({warmup + "4"}).empty());
  CHECK(planning_error({"training.early_stopping={patience: 3}"}) ==
        "command line: metric dev.cost: data 'planar' has no dev part. Add to code.data:  split: "
        "{train: 0.8, dev: 0.2}");
  CHECK(planning_error({"training.early_stopping={metric: test.cost}"}) ==
        "command line: metric test.cost is measured once, at the end: it picks no epoch. Use a "
        "metric of dev or train");
  CHECK(planning_error(
            {"training.save=best", "experiment.metric.name=test.cost", "data.split.test=0.5"}) ==
        "f.yaml:10:11: metric test.cost is measured once, at the end: it picks no epoch. Use a "
        "metric of dev or train");
}
