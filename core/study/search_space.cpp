#include "study/search_space.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "study/conditions.hpp"
#include "study/distribution.hpp"

namespace ice::study {
namespace {

using base::Value;
using search::Dimension;

Dimension dimension_of(const Parameter& parameter, std::uint64_t size) {
  Dimension dimension;
  if (!parameter.values.empty()) {
    dimension.kind = Dimension::Kind::kCategory;
    dimension.choices = size;
    return dimension;
  }
  dimension.is_log = parameter.distribution == Distribution::kLogUniform;
  dimension.low = parameter.min;
  dimension.high = parameter.max;
  if (size == 0) return dimension;
  if (parameter.distribution == Distribution::kIntUniform)
    dimension.kind = Dimension::Kind::kInteger;
  dimension.step = parameter.quantum > 0 ? parameter.quantum : 1;
  dimension.low = space_value(parameter, 0).get<double>();
  dimension.high = space_value(parameter, size - 1).get<double>();
  return dimension;
}

}  // namespace

SearchSpace::SearchSpace(const Experiment& experiment)
    : experiment_(experiment), axes_(axes_of(experiment)), dimension_of_(axes_.size()) {
  for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
    if (axes_[axis].size == 1 || !presence_of(axis)) continue;
    dimension_of_[axis] = space_.dimensions.size();
    axis_of_.push_back(axis);
    space_.dimensions.push_back(
        dimension_of(experiment.parameters[axes_[axis].members[0]], axes_[axis].size));
  }
  for (std::size_t i = 0; i < axis_of_.size(); ++i)
    space_.dimensions[i].when = *presence_of(axis_of_[i]);
}

std::size_t SearchSpace::parameter_of(std::size_t dimension) const {
  return axes_[axis_of_[dimension]].members[0];
}

// The conditions under which an axis exists; nothing when it never does. A condition on a parameter
// with one value is decided here. Left out, so that the search gives the axis a value in more cells
// than have it: the conditions of zipped parameters, and `ne` on a parameter that may be absent,
// which holds where it is.
std::optional<std::vector<search::Presence>> SearchSpace::presence_of(std::size_t axis) const {
  std::vector<search::Presence> presence;
  if (axes_[axis].members.size() > 1) return presence;
  for (const Condition& condition : experiment_.parameters[axes_[axis].members[0]].when) {
    const std::size_t parameter = parameter_index(experiment_.parameters, condition.parameter);
    const bool may_be_absent = !experiment_.parameters[parameter].when.empty();
    if (condition.op == Condition::Op::kNe && may_be_absent) continue;
    const auto other = static_cast<std::size_t>(
        std::ranges::find_if(axes_,
                             [&](const Axis& of) {
                               return std::ranges::find(of.members, parameter) != of.members.end();
                             }) -
        axes_.begin());
    if (axes_[other].size != 1) {
      // An axis that never exists is no dimension, and no condition on it holds.
      if (axes_[other].members.size() == 1 && !presence_of(other)) return std::nullopt;
      presence.push_back(
          {dimension_of_[other].value_or(0), [this, parameter, &condition](double x) {
             return holds(condition, value_at(parameter, x));
           }});
    } else {
      const auto inherited = presence_of(other);
      if (!inherited || !holds(condition, value_at(parameter, 0))) return std::nullopt;
      presence.insert(presence.end(), inherited->begin(), inherited->end());
    }
  }
  return presence;
}

// `x` is an index of a choice, or a number of the range.
Value SearchSpace::value_at(std::size_t parameter, double x) const {
  const Parameter& of = experiment_.parameters[parameter];
  if (std::isnan(x)) return nullptr;
  if (!of.values.empty()) return of.values[static_cast<std::size_t>(x)];
  const std::uint64_t size = space_size(of);
  if (size == 0) return base::normalized(std::clamp(x, of.min, of.max));
  const double step = of.quantum > 0 ? of.quantum : 1;
  const double last = static_cast<double>(size - 1);
  const double i = std::round((x - space_value(of, 0).get<double>()) / step);
  return space_value(of, static_cast<std::uint64_t>(std::clamp(i, 0.0, last)));
}

std::vector<Value> SearchSpace::values(const search::Point& point) const {
  std::vector<Value> values(experiment_.parameters.size());
  for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
    if (axes_[axis].size != 1 && !dimension_of_[axis]) continue;
    for (const std::size_t member : axes_[axis].members) {
      if (dimension_of_[axis])
        values[member] = value_at(member, point[*dimension_of_[axis]]);
      else
        values[member] = experiment_.parameters[member].values.empty()
                             ? space_value(experiment_.parameters[member], 0)
                             : experiment_.parameters[member].values[0];
    }
  }
  return values;
}

search::Point SearchSpace::point(const std::vector<Value>& values) const {
  search::Point point(space_.dimensions.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < point.size(); ++i) {
    for (const std::size_t member : axes_[axis_of_[i]].members) {
      const std::vector<Value>& listed = experiment_.parameters[member].values;
      if (values[member].is_null()) continue;
      point[i] =
          listed.empty()
              ? values[member].get<double>()
              : static_cast<double>(std::ranges::find(listed, values[member]) - listed.begin());
      break;
    }
  }
  return point;
}

}  // namespace ice::study
