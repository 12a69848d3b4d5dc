// Settings of the host that are off unless asked for: optimizer.schedule, training.early_stopping,
// clipping, save.
#include <catch2/catch.hpp>

#include "studies.hpp"
#include "study/check.hpp"
#include "study/forms.hpp"
#include "study/names.hpp"
#include "support/trials.hpp"

using namespace ice::study;
using ice::base::Value;

namespace {

// The checked value of a key as JSON, or the faults.
std::string checked_setting(const std::string& key, const std::string& yaml) {
  Faults faults;
  const auto value = check_value(*find_key(key), parse_yaml(yaml, "f"), "p", faults);
  return value ? value->dump() : text_of(faults);
}

std::string schedule(const std::string& yaml) {
  return checked_setting("code.optimizer.schedule", yaml);
}
std::string stopping(const std::string& yaml) {
  return checked_setting("code.training.early_stopping", yaml);
}

Value code_of(const std::vector<std::string>& overrides) { return study_of(kCode, overrides).code; }

}  // namespace

TEST_CASE("settings: a schedule is a name, or a map") {
  CHECK(schedule("cosine") == R"("cosine")");
  CHECK(schedule("{name: cosine}") == R"("cosine")");
  CHECK(schedule("{name: step, every: 10, factor: 0.5}") ==
        R"({"every":10,"factor":0.5,"name":"step"})");
  CHECK(schedule("{warmup: 3}") == R"({"warmup":3})");
}

TEST_CASE("settings: what a schedule may not be") {
  const std::string names =
      "expected one of constant, step, exponential, inverse_time, cosine, got ";
  CHECK(schedule("cosin") == "f:1:1: p: " + names + "'cosin'. Did you mean 'cosine'?");
  CHECK(schedule("3") == "f:1:1: p: " + names + "3");
  CHECK(schedule("[cosine]") ==
        "f:1:1: p: expected a map, got a list. Its keys: name, every, factor, decay, floor, "
        "warmup");
  CHECK(schedule("{name: cosine, warm_up: 3}") ==
        "f:1:16: p.warm_up: unknown key. Did you mean 'warmup'?");
  CHECK(schedule("{every: 0, factor: 0, decay: -1, floor: 2, warmup: 1.5}") ==
        "f:1:9: p.every: expected a whole number >= 1, got 0\n"
        "f:1:20: p.factor: expected a number in (0, 1], got 0\n"
        "f:1:30: p.decay: expected a number >= 0, got -1\n"
        "f:1:41: p.floor: expected a number in [0, 1], got 2\n"
        "f:1:52: p.warmup: expected a whole number >= 0, got 1.5");
}

TEST_CASE("settings: early stopping is a map") {
  CHECK(stopping("{metric: dev.f1, patience: 5, min_delta: 0.001, restore_best: true}") ==
        R"({"metric":"dev.f1","min_delta":0.001,"patience":5,"restore_best":true})");
  CHECK(stopping("{patience: 5}") == R"({"patience":5})");
  CHECK(stopping("10") ==
        "f:1:1: p: expected a map, got 10. Its keys: metric, patience, min_delta, restore_best");
  CHECK(stopping("{patence: 5}") == "f:1:2: p.patence: unknown key. Did you mean 'patience'?");
  CHECK(stopping("{metric: cost, patience: -1}") ==
        "f:1:10: p.metric: expected train, dev or test and a measure, as in dev.cost, got 'cost'. "
        "Write dev.cost or train.cost\n"
        "f:1:26: p.patience: expected a whole number >= 0, got -1");
}

TEST_CASE("settings: clipping and save have their bounds and words") {
  CHECK(checked_setting("code.training.clip_norm", "0") == "0");
  CHECK(checked_setting("code.training.clip_norm", "-1") ==
        "f:1:1: p: expected a number >= 0, got -1");
  CHECK(checked_setting("code.training.clip_value", "no") ==
        "f:1:1: p: expected a number >= 0, got 'no'");
  CHECK(checked_setting("code.training.save", "last") == R"("final")");
  CHECK(checked_setting("code.training.save", "bset") ==
        "f:1:1: p: expected one of none, final, best, got 'bset'. Did you mean 'best'?");
}

TEST_CASE("settings: a study that says nothing of them has none") {
  CHECK_FALSE(code_of({})["optimizer"].contains("schedule"));
  for (const char* key : {"clip_value", "clip_norm", "label_smoothing", "early_stopping", "save"})
    CHECK_FALSE(code_of({})["training"].contains(key));
}

TEST_CASE("settings: the code has a schedule in its long form, its text the short one") {
  const Study study = study_of(kCode, {"optimizer.schedule=cosine"});
  CHECK(study.code["optimizer"]["schedule"] == Value{{"name", "cosine"}});
  CHECK(short_code(study.code)["optimizer"]["schedule"] == "cosine");
  CHECK_THAT(study.text, Catch::Contains("schedule: cosine"));
}

TEST_CASE("settings: an override replaces a schedule whole, or one setting of it") {
  const std::vector<std::string> step{"optimizer.schedule={name: step, every: 4}"};
  const auto with = [&](const std::string& more) {
    return code_of({step[0], more})["optimizer"]["schedule"];
  };
  CHECK(with("optimizer.schedule=cosine") == Value{{"name", "cosine"}});
  CHECK(with("optimizer.schedule.every=5") == Value{{"name", "step"}, {"every", 5}});
  CHECK(with("every=5") == Value{{"name", "step"}, {"every", 5}});
  CHECK(with("optimizer=adam") == Value{{"name", "step"}, {"every", 4}});
}

TEST_CASE("settings: each is a path that a study can vary") {
  const std::string experiment =
      "  parameters:\n"
      "    optimizer.schedule: {values: [{name: step, every: 4}, cosine]}\n"
      "    optimizer.schedule.warmup: {values: [0, 3]}\n"
      "    training.early_stopping.patience: {values: [5]}\n"
      "    clip_norm: {values: [0, 1]}\n";
  const Study study = study_of(kCode + "experiment:\n  metric: {name: train.cost}\n" + experiment);
  REQUIRE(ice::test::slot_count(study) == 8);
  const auto trial = [&](std::uint64_t i) { return ice::test::trial_in(study, i).code; };
  CHECK(trial(0)["optimizer"]["schedule"] == Value{{"name", "step"}, {"every", 4}, {"warmup", 0}});
  CHECK(trial(7)["optimizer"]["schedule"] == Value{{"name", "cosine"}, {"warmup", 3}});
  CHECK(trial(7)["training"]["early_stopping"] == Value{{"patience", 5}});
  CHECK(trial(7)["training"]["clip_norm"] == 1);
}

TEST_CASE("settings: varied optimizers keep the schedule beside them, or bring their own") {
  const std::string experiment =
      "experiment:\n  metric: {name: train.cost}\n  parameters:\n"
      "    optimizer: {values: [adam, {name: momentum, schedule: cosine}]}\n";
  const Study study = study_of(kCode + "  optimizer: {schedule: exponential}\n" + experiment);
  const auto schedule_in = [&](std::uint64_t i) {
    return ice::test::trial_in(study, i).code["optimizer"]["schedule"];
  };
  CHECK(schedule_in(0) == Value{{"name", "exponential"}});
  CHECK(schedule_in(1) == Value{{"name", "cosine"}});
}

TEST_CASE("settings: a schedule's name is no parameter of its own, nor makes `name` ambiguous") {
  const ParameterNames names(parse_yaml("code: {data: {name: planar}}", "f"));
  CHECK(names.resolve("optimizer.schedule.name").hint == "Vary optimizer.schedule itself");
  CHECK(names.resolve("name").path == "data.name");
  CHECK(names.resolve("patience").path == "training.early_stopping.patience");
  CHECK(names.resolve("warmup").path == "optimizer.schedule.warmup");
}
