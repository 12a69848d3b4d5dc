// A Shape on its way to the workers and back.
#include "data/dataset.hpp"

namespace ice::data {
namespace {

using base::Value;

Value part_to_value(const PartShape& part) { return {part.first, part.m}; }

PartShape part_from(const Value& value) {
  return {value.at(0).get<std::uint64_t>(), value.at(1).get<std::uint64_t>()};
}

}  // namespace

Value to_value(const Shape& shape) {
  return {{"name", shape.name},
          {"digest", shape.digest},
          {"n_x", shape.n_x},
          {"n_y", shape.n_y},
          {"task", shape.task},
          {"precision", shape.precision},
          {"train", part_to_value(shape.train)},
          {"dev", part_to_value(shape.dev)},
          {"test", part_to_value(shape.test)},
          {"left_over", shape.left_over},
          {"classes", shape.classes},
          {"features", shape.features},
          {"mean", shape.mean},
          {"deviation", shape.deviation},
          {"fill", shape.fill}};
}

Shape shape_from(const Value& value) {
  Shape shape;
  value.at("name").get_to(shape.name);
  value.at("digest").get_to(shape.digest);
  value.at("n_x").get_to(shape.n_x);
  value.at("n_y").get_to(shape.n_y);
  value.at("task").get_to(shape.task);
  value.at("precision").get_to(shape.precision);
  shape.train = part_from(value.at("train"));
  shape.dev = part_from(value.at("dev"));
  shape.test = part_from(value.at("test"));
  shape.left_over = value.value("left_over", std::uint64_t{0});
  value.at("classes").get_to(shape.classes);
  value.at("features").get_to(shape.features);
  value.at("mean").get_to(shape.mean);
  value.at("deviation").get_to(shape.deviation);
  shape.fill = value.value("fill", shape.fill);  // networks saved before have none
  return shape;
}

}  // namespace ice::data
