#include "search/scale.hpp"

#include <algorithm>
#include <cmath>

namespace ice::search {
namespace {

double step_of(const Dimension& dimension) {
  return dimension.kind == Dimension::Kind::kInteger ? std::max(1.0, dimension.step)
                                                     : dimension.step;
}

}  // namespace

Scale::Scale(const Dimension& dimension)
    : low_(dimension.low),
      high_(dimension.high),
      step_(step_of(dimension)),
      is_log_(dimension.is_log),
      lower_(left_of(low_)),
      upper_(right_of(high_)) {}

double Scale::coordinate(double value) const { return is_log_ ? std::log(value) : value; }

double Scale::left_of(double value) const { return coordinate(value - step_ / 2); }

double Scale::right_of(double value) const { return coordinate(value + step_ / 2); }

double Scale::value(double coordinate) const {
  double x = is_log_ ? std::exp(coordinate) : coordinate;
  if (has_steps()) x = low_ + step_ * std::floor((x - low_) / step_ + 0.5);
  return std::clamp(x, low_, high_);
}

double value_at_share(const Dimension& dimension, double u) {
  if (dimension.kind == Dimension::Kind::kCategory)
    return std::floor(u * static_cast<double>(dimension.choices));
  const Scale scale(dimension);
  return scale.value(scale.lower() + u * (scale.upper() - scale.lower()));
}

}  // namespace ice::search
