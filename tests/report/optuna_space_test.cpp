// Parameters in Optuna's terms. The texts are what Optuna 3.1.0 itself writes for such
// distributions (distribution_to_json).
#include "report/optuna_space.hpp"

#include <catch2/catch.hpp>

using namespace ice::report;
using ice::study::Distribution;
using ice::study::Parameter;
using Value = ice::base::Value;

namespace {

Parameter range(Distribution distribution, double min, double max, double step = 0) {
  Parameter parameter;
  parameter.name = "optimizer.learning_rate";
  parameter.distribution = distribution;
  parameter.min = min;
  parameter.max = max;
  parameter.quantum = step;
  return parameter;
}

ice::store::OptunaTrial::Parameter at(const Parameter& parameter, const std::vector<Value>& all,
                                      const Value& value) {
  return OptunaParameter(parameter.name, &parameter, all).at(value);
}

std::string of_float(const char* step, const char* low, const char* high, const char* log) {
  return std::string(R"({"name": "FloatDistribution", "attributes": {"step": )") + step +
         R"(, "low": )" + low + R"(, "high": )" + high + R"(, "log": )" + log + "}}";
}

}  // namespace

TEST_CASE("optuna space: ranges keep their ends, log and step") {
  const auto log = at(range(Distribution::kLogUniform, 0.001, 1), {0.5}, 0.5);
  CHECK(log.name == "optimizer.learning_rate");
  CHECK(log.value == 0.5);
  CHECK(log.distribution == of_float("null", "0.001", "1.0", "true"));
  CHECK(at(range(Distribution::kUniform, 0, 1, 0.25), {0.75}, 0.75).distribution ==
        of_float("0.25", "0.0", "1.0", "false"));
  CHECK(
      at(range(Distribution::kIntUniform, 1, 9, 2), {3}, 3).distribution ==
      R"({"name": "IntDistribution", "attributes": {"log": false, "step": 2, "low": 1, "high": 9}})");
  CHECK(
      at(range(Distribution::kIntUniform, 1, 9), {3}, 3).distribution ==
      R"({"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1, "high": 9}})");
}

TEST_CASE("optuna space: a range holds all values that occur, also of older revisions") {
  CHECK(at(range(Distribution::kUniform, 0, 1, 0.25), {0.75, 2.5}, 2.5).distribution ==
        of_float("0.25", "0.0", "2.5", "false"));
  CHECK(at(range(Distribution::kUniform, 0, 1, 0.25), {0.75, 0.3}, 0.3).distribution ==
        of_float("null", "0.0", "1.0", "false"));
  CHECK(at(range(Distribution::kNormal, 0, 0), {-1.5, 2, nullptr}, 2).distribution ==
        of_float("null", "-1.5", "2.0", "false"));
  CHECK(at(range(Distribution::kLogNormal, 0, 0), {0.5, 2}, 2).distribution ==
        of_float("null", "0.5", "2.0", "true"));
  const auto text = at(range(Distribution::kUniform, 0, 1), {0.5, "auto"}, "auto");
  CHECK(text.distribution ==
        R"({"name": "CategoricalDistribution", "attributes": {"choices": [0.5, "auto"]}})");
  CHECK(text.value == 1);
}

TEST_CASE("optuna space: listed values are choices; lists and maps among them are texts") {
  Parameter listed;
  listed.name = "network.hidden";
  listed.values = {"t\"\xC3\xBC", 1, true, Value{20, 7}};
  const Value other{{"name", "leaky_relu"}, {"slope", 0.1}};
  const auto last = at(listed, {1, other, nullptr}, other);
  CHECK(last.value == 4);
  CHECK(last.distribution ==
        R"({"name": "CategoricalDistribution", "attributes": {"choices": ["t\"\u00fc", 1, true, )"
        R"("[20, 7]", "{name: leaky_relu, slope: 0.1}"]}})");
  CHECK(at(listed, {1}, Value{20, 7}).value == 3);
}
