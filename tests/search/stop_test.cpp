#include "search/stop.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "search/oracle.hpp"

namespace {

using namespace ice::search;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t kEpochs = 27;

using Curves = std::vector<std::vector<double>>;

Curves curves_from(const nlohmann::json& figures) {
  Curves curves;
  for (const auto& row : figures) {
    std::vector<double>& curve = curves.emplace_back();
    for (const auto& value : row) curve.push_back(value.is_null() ? kNaN : value.get<double>());
  }
  return curves;
}

// One run after the other: the epoch at which each of them is stopped. Unlike a study, Optuna also
// asks at the last epoch.
std::vector<std::optional<std::int64_t>> stops(const StopRule& rule, const Curves& curves) {
  std::map<std::int64_t, std::vector<double>> at_rung;
  std::vector<std::vector<double>> finished;
  std::vector<std::optional<std::int64_t>> result;
  for (const std::vector<double>& curve : curves) {
    std::optional<std::int64_t>& stopped = result.emplace_back();
    for (const std::int64_t epoch : decision_epochs(rule, kEpochs + 1)) {
      const std::span<const double> so_far = std::span(curve).first(epoch);
      std::vector<double> others = at_rung[epoch];
      if (rule.type == StopRule::Type::kMedian) {
        others.clear();
        for (const auto& other : finished) others.push_back(other[epoch - 1]);
      }
      at_rung[epoch].push_back(so_far.back());
      if (decide(rule, so_far, others).goes_on) continue;
      stopped = epoch;
      break;
    }
    if (!stopped && !std::isnan(curve.back())) finished.push_back(curve);
  }
  return result;
}

// The same rule in our words; nothing for settings that we do not have.
std::optional<StopRule> rule_from(const nlohmann::json& figures) {
  const auto& settings = figures["settings"];
  if (figures["pruner"] == "median")
    return StopRule{.type = StopRule::Type::kMedian,
                    // All of Optuna's finished trials have a value at every step here.
                    .startup = settings.value("n_min_trials", 5U),
                    .warmup = settings.value("n_warmup_steps", 0),
                    .interval = settings.value("interval_steps", 1)};
  if (figures["pruner"] != "successive_halving" || settings.contains("bootstrap_count"))
    return std::nullopt;
  return StopRule{.type = StopRule::Type::kAsha,
                  .min_iter = settings["min_resource"],
                  .eta = settings["reduction_factor"]};
}

}  // namespace

TEST_CASE("stop: one run after the other, median and asha stop where Optuna does") {
  const nlohmann::json figures = oracle("pruners.json");
  const Curves curves = curves_from(figures["curves"]);
  int compared = 0;
  for (const auto& expected : figures["cases"]) {
    const std::optional<StopRule> rule = rule_from(expected);
    if (!rule) continue;
    ++compared;
    CAPTURE(expected["pruner"], expected["settings"]);
    std::vector<std::optional<std::int64_t>> stopped;
    for (const auto& epoch : expected["stopped"])
      stopped.push_back(epoch.is_null() ? std::nullopt : std::optional<std::int64_t>(epoch));
    CHECK(stops(*rule, curves) == stopped);
  }
  CHECK(compared == 7);
}

TEST_CASE("stop: rungs lie before the last epoch") {
  using Epochs = std::vector<std::int64_t>;
  CHECK(decision_epochs({.min_iter = 3}, 81) == Epochs{3, 9, 27});
  CHECK(decision_epochs({.min_iter = 3}, 82) == Epochs{3, 9, 27, 81});
  CHECK(decision_epochs({.max_iter = 27, .s = 2}, 27) == Epochs{3, 9});
  CHECK(decision_epochs({.max_iter = 27, .s = 9}, 100) == Epochs{1, 3, 9});
  CHECK(decision_epochs({.max_iter = 30, .s = 2, .eta = 2.5}, 100) == Epochs{4, 12});
  CHECK(decision_epochs({.min_iter = 100}, 100).empty());
  CHECK(decision_epochs({.min_iter = 2, .eta = 1.2}, 5) == Epochs{2, 3, 4});
  const StopRule asha{.type = StopRule::Type::kAsha, .eta = 4, .rungs = 2};
  CHECK(decision_epochs(asha, 1000) == Epochs{1, 4});
  const StopRule median{.type = StopRule::Type::kMedian, .warmup = 5, .interval = 3};
  CHECK(decision_epochs(median, 12) == Epochs{5, 8, 11});
  CHECK(decision_epochs({.type = StopRule::Type::kMedian, .interval = 2}, 6) == Epochs{1, 2, 4});
}

// By hand.
TEST_CASE("stop: hyperband keeps values up to the one at a share of 1 / eta") {
  const StopRule rule{.eta = 3};
  const std::vector<double> others{5, 1, 4, 2, 3};  // with 2.5: sorted()[2] is 2.5
  const Decision kept = decide(rule, std::vector{9.0, 2.5}, others);
  CHECK(kept.goes_on);
  CHECK(kept.threshold == 2.5);
  const Decision stopped = decide(rule, std::vector{0.0, 3.5}, others);
  CHECK_FALSE(stopped.goes_on);
  CHECK(stopped.value == 3.5);
  CHECK(stopped.threshold == 3);
  CHECK(stopped.rank == 4);
  CHECK(stopped.of == 6);
  CHECK(stopped.kept == 3);
}

TEST_CASE("stop: hyperband that is not strict waits for eta runs") {
  const std::vector<double> one{1};
  CHECK_FALSE(decide({.eta = 3}, std::vector{2.0}, one).goes_on);
  const Decision waiting = decide({.eta = 3, .is_strict = false}, std::vector{2.0}, one);
  CHECK(waiting.goes_on);
  CHECK(waiting.threshold == kInfinity);
  CHECK(waiting.kept == 2);
  CHECK_FALSE(
      decide({.eta = 3, .is_strict = false}, std::vector{3.0}, std::vector{1.0, 2.0}).goes_on);
}

TEST_CASE("stop: the first run goes on, and a value equal to the threshold does") {
  for (const StopRule::Type type :
       {StopRule::Type::kHyperband, StopRule::Type::kAsha, StopRule::Type::kMedian}) {
    const StopRule rule{.type = type, .startup = 1};
    CHECK(decide(rule, std::vector{7.0}, {}).goes_on);
    CHECK(decide(rule, std::vector{7.0}, std::vector{7.0, 7.0, 7.0}).goes_on);
  }
}

TEST_CASE("stop: NaN stops a run, but not in others") {
  for (const StopRule::Type type :
       {StopRule::Type::kHyperband, StopRule::Type::kAsha, StopRule::Type::kMedian}) {
    const StopRule rule{.type = type, .startup = 1};
    CHECK_FALSE(decide(rule, std::vector{kNaN}, {}).goes_on);
    CHECK_FALSE(decide(rule, std::vector{kNaN}, std::vector{1.0}).goes_on);
    CHECK(decide(rule, std::vector{7.0}, std::vector{kNaN, kNaN}).goes_on);
    CHECK(decide(rule, std::vector{7.0}, std::vector{kNaN, kInfinity}).of == 2);
  }
}

TEST_CASE("stop: the median counts the best value so far, and waits for runs that finish") {
  const StopRule rule{.type = StopRule::Type::kMedian, .startup = 4};
  const std::vector<double> others{1, 2, 3, 4};
  CHECK(decide(rule, std::vector{2.5, 9.0}, others).goes_on);
  CHECK_FALSE(decide(rule, std::vector{2.6, 9.0}, others).goes_on);
  CHECK(decide(rule, std::vector{2.6, 9.0}, std::span(others).first(3)).goes_on);
  const Decision decision = decide(rule, std::vector{2.6, 9.0}, others);
  CHECK(decision.threshold == 2.5);
  CHECK(decision.rank == 3);
  CHECK(decision.of == 5);
  CHECK(decision.kept == 2);
}
