// Shapes as JSON: in messages to the workers and in network files.
#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/whole_number.hpp"
#include "data/dataset.hpp"

namespace ice::data {
namespace {

using base::Value;

Value part_to_value(const PartShape& part) { return {part.first, part.m}; }

// Enumerations are written as names, so that files stay readable when values are added. The index
// of a name is the number that network files contained before they had a format number.
constexpr std::array<std::string_view, 3> kTasks{"binary", "multiclass", "regression"};
constexpr std::array<std::string_view, 2> kPrecisions{"float32", "float64"};
static_assert(static_cast<int>(Task::kBinary) == 0 && static_cast<int>(Task::kMulticlass) == 1 &&
              static_cast<int>(Task::kRegression) == 2);
static_assert(static_cast<int>(Precision::kFloat32) == 0 &&
              static_cast<int>(Precision::kFloat64) == 1);

template <class Enum, std::size_t n>
Enum read_enum(const Value& value, const std::array<std::string_view, n>& names) {
  const std::size_t number =
      value.is_number()
          ? base::whole_number(value)
          : static_cast<std::size_t>(std::ranges::find(names, value.get_ref<const std::string&>()) -
                                     names.begin());
  if (number >= n) throw base::Error("a shape of data has an unknown " + value.dump());
  return static_cast<Enum>(number);
}

PartShape part_from(const Value& value) {
  return {base::whole_number(value.at(0)), base::whole_number(value.at(1))};
}

}  // namespace

Value to_value(const Shape& shape) {
  return {{"name", shape.name},
          {"digest", shape.digest},
          {"n_x", shape.n_x},
          {"n_y", shape.n_y},
          {"task", kTasks.at(static_cast<std::size_t>(shape.task))},
          {"precision", kPrecisions.at(static_cast<std::size_t>(shape.precision))},
          {"train", part_to_value(shape.train)},
          {"dev", part_to_value(shape.dev)},
          {"test", part_to_value(shape.test)},
          {"left_over", shape.left_over},
          {"classes", shape.classes},
          {"features", shape.features},
          {"mean", shape.mean},
          {"deviation", shape.deviation},
          {"fill", shape.fill},
          {"target_mean", shape.target_mean},
          {"target_deviation", shape.target_deviation},
          {"weights", shape.weights}};
}

Shape shape_from(const Value& value) {
  Shape shape;
  value.at("name").get_to(shape.name);
  value.at("digest").get_to(shape.digest);
  shape.n_x = base::whole_number(value.at("n_x"));
  shape.n_y = base::whole_number(value.at("n_y"));
  shape.task = read_enum<Task>(value.at("task"), kTasks);
  shape.precision = read_enum<Precision>(value.at("precision"), kPrecisions);
  shape.train = part_from(value.at("train"));
  shape.dev = part_from(value.at("dev"));
  shape.test = part_from(value.at("test"));
  if (value.contains("left_over")) shape.left_over = base::whole_number(value["left_over"]);
  value.at("classes").get_to(shape.classes);
  value.at("features").get_to(shape.features);
  value.at("mean").get_to(shape.mean);
  value.at("deviation").get_to(shape.deviation);
  shape.fill = value.value("fill", shape.fill);  // older network files have none, nor what follows
  shape.target_mean = value.value("target_mean", shape.target_mean);
  shape.target_deviation = value.value("target_deviation", shape.target_deviation);
  shape.weights = value.value("weights", shape.weights);
  return shape;
}

}  // namespace ice::data
