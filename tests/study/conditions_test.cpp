// Conditions over parameters: reading, holding, and their texts.
#include "study/conditions.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "studies.hpp"

using ice::base::Value;
using ice::study::Condition;
using ice::study::ConditionReader;
using ice::study::Faults;
using ice::study::holds;
using ice::study::ParameterNames;
using ice::study::parse_yaml;
using Op = Condition::Op;

namespace {

const std::vector<std::string> kVaried{"network.activation", "optimizer.learning_rate",
                                       "network.hidden"};

struct Read {
  std::vector<Condition> conditions;
  std::string faults;
};

Read read(const std::string& yaml) {
  const ParameterNames names(parse_yaml(kCode, "f"));
  Faults faults;
  auto conditions = ConditionReader{names, kVaried, faults}.conditions(parse_yaml(yaml, "f"), "x");
  return {std::move(conditions), text_of(faults)};
}

bool holds_for(Op op, const Value& operand, const Value& value) {
  return holds(Condition{"p", op, operand}, value);
}

}  // namespace

TEST_CASE("conditions: a value, or operators") {
  const Read found = read("{activation: relu, learning_rate: {gt: 0.5, le: 1.0}}");
  CHECK(found.faults == "accepted");
  CHECK(to_text(found.conditions) ==
        "network.activation = relu and optimizer.learning_rate > 0.5 and "
        "optimizer.learning_rate <= 1");
  CHECK(to_text(read("{activation: {in: [relu, {name: leaky_relu, slope: 0.1}]}}").conditions) ==
        "network.activation in [relu, {name: leaky_relu, slope: 0.1}]");
  CHECK(to_text(read("{hidden: {ne: [4]}}").conditions) == "network.hidden != [4]");
  CHECK(to_text(read("{learning_rate: {lt: 1}}").conditions) == "optimizer.learning_rate < 1");
  CHECK(to_text(read("{learning_rate: {ge: 1}}").conditions) == "optimizer.learning_rate >= 1");
  CHECK(to_text(read("{activation: {eq: tanh}}").conditions) == "network.activation = tanh");
}

TEST_CASE("conditions: they are written as they are read") {
  const std::string yaml = "{network.activation: {in: [relu, tanh]}, network.hidden: {ne: [4]}}";
  const Read found = read(yaml);
  CHECK(to_value(to_node(found.conditions)) == to_value(parse_yaml(yaml, "f")));
}

TEST_CASE("conditions: all faults are reported with their places") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"relu",
       "f:1:1: x: expected conditions on parameters, got 'relu'. For example "
       "{network.activation: relu}"},
      {"{}",
       "f:1:1: x: expected conditions on parameters, got a map. For example "
       "{network.activation: relu}"},
      {"{epochs: 3}",
       "f:1:2: x.training.epochs: is not varied in experiment.parameters. Varied: "
       "network.activation, optimizer.learning_rate, network.hidden"},
      {"{activaton: relu}", "f:1:2: x.activaton: unknown parameter. Did you mean 'activation'?"},
      {"{activation: 3}",
       "f:1:14: x.network.activation: expected a plugin's name, as in relu or acme/swish, got 3"},
      {"{activation: relu, network.activation: tanh}",
       "f:1:20: x.network.activation: a second condition on network.activation"},
      {"{learning_rate: {gte: 3, lt: big}}",
       "f:1:18: x.optimizer.learning_rate.gte: unknown operator. Known: lt, le, gt, ge, eq, ne, "
       "in\n"
       "f:1:30: x.optimizer.learning_rate.lt: expected a number, got 'big'"},
      {"{learning_rate: {gt: .nan}}",
       "f:1:22: x.optimizer.learning_rate.gt: expected a finite number, got nan"},
      {"{learning_rate: {}}", "f:1:17: x.optimizer.learning_rate: no condition in the map"},
      {"{learning_rate: {in: 3}}",
       "f:1:22: x.optimizer.learning_rate.in: expected a list of values, got 3"},
      {"{learning_rate: {in: []}}",
       "f:1:22: x.optimizer.learning_rate.in: expected a list of values, got an empty one"},
      {"{learning_rate: {in: [-1, a]}}",
       "f:1:23: x.optimizer.learning_rate.in[0]: expected a number >= 0, got -1\n"
       "f:1:27: x.optimizer.learning_rate.in[1]: expected a number >= 0, got 'a'"}};
  for (const auto& [yaml, message] : cases) {
    INFO(yaml);
    CHECK(read(yaml).faults == message);
  }
}

TEST_CASE("conditions: the sides of a claim are values alone") {
  const ParameterNames names(parse_yaml(kCode, "f"));
  Faults faults;
  const ConditionReader reader{names, kVaried, faults};
  CHECK(reader.equalities(parse_yaml("{activation: relu, hidden: [4.0]}", "f"), "x") ==
        std::map<std::string, Value>{{"network.activation", "relu"}, {"network.hidden", {4}}});
  CHECK(reader.equalities(parse_yaml("{learning_rate: {gt: 1}}", "f"), "x").empty());
  CHECK(text_of(faults) == "f:1:17: x.optimizer.learning_rate: expected a number >= 0, got a map");
}

TEST_CASE("conditions: each operator holds where it should") {
  const std::vector<std::tuple<Op, bool, bool, bool>> at_one_two_three{
      {Op::kLt, true, false, false}, {Op::kLe, true, true, false},  {Op::kGt, false, false, true},
      {Op::kGe, false, true, true},  {Op::kEq, false, true, false}, {Op::kNe, true, false, true}};
  for (const auto& [op, one, two, three] : at_one_two_three) {
    CHECK(holds_for(op, 2, 1) == one);
    CHECK(holds_for(op, 2, 2.0) == two);
    CHECK(holds_for(op, 2, 3) == three);
  }
  CHECK(holds_for(Op::kIn, {1, 2}, 2));
  CHECK_FALSE(holds_for(Op::kIn, {1, 2}, 3));
  CHECK_FALSE(holds_for(Op::kLt, 2, "relu"));
  CHECK_FALSE(holds_for(Op::kEq, {4}, {4, 5}));
  CHECK(holds_for(Op::kEq, {4, 5}, {4, 5}));
}

TEST_CASE("conditions: a parameter that does not exist fulfils none but ne") {
  for (const Op op : {Op::kLt, Op::kLe, Op::kGt, Op::kGe, Op::kEq})
    CHECK_FALSE(holds_for(op, 2, nullptr));
  CHECK_FALSE(holds_for(Op::kIn, {2}, nullptr));
  CHECK(holds_for(Op::kNe, 2, nullptr));
}

TEST_CASE("conditions: a plugin equals itself with more parameters set") {
  const Value slope_1{{"name", "leaky_relu"}, {"slope", 0.1}};
  const Value slope_2{{"name", "leaky_relu"}, {"slope", 0.2}};
  CHECK(holds_for(Op::kEq, "leaky_relu", slope_1));
  CHECK(holds_for(Op::kEq, "core/leaky_relu", slope_1));
  CHECK(holds_for(Op::kEq, "leaky_relu", "core/leaky_relu"));
  CHECK(holds_for(Op::kEq, slope_1, slope_1));
  CHECK_FALSE(holds_for(Op::kEq, slope_1, slope_2));
  CHECK_FALSE(holds_for(Op::kEq, slope_1, "leaky_relu"));
  CHECK_FALSE(holds_for(Op::kEq, "acme/leaky_relu", slope_1));
  CHECK(holds_for(Op::kNe, "relu", slope_1));
  CHECK(holds_for(Op::kIn, {"relu", slope_1}, slope_1));
}
