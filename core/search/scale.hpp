#pragma once
// The coordinate of a numeric dimension in which a search sees it: the value, or its logarithm.
#include "search/space.hpp"

namespace ice::search {

/// Between the values of a range and their coordinates. Of a range with steps each value owns the
/// coordinates nearest to it: the ends lie half a step outside the range, so that all values own
/// equally much (of a logarithm: what its interval has). REQUIRES: the dimension is no category; a
/// logarithmic range with steps has low > step / 2.
class Scale {
 public:
  explicit Scale(const Dimension& dimension);

  [[nodiscard]] double lower() const { return lower_; }
  [[nodiscard]] double upper() const { return upper_; }
  [[nodiscard]] bool has_steps() const { return step_ > 0; }
  [[nodiscard]] double coordinate(double value) const;
  /// The value nearest to a coordinate, within the range.
  [[nodiscard]] double value(double coordinate) const;
  /// The coordinates that a value of a range with steps owns.
  [[nodiscard]] double left_of(double value) const;
  [[nodiscard]] double right_of(double value) const;

 private:
  double low_, high_, step_;
  bool is_log_;
  double lower_, upper_;
};

/// The value at a share u of a dimension, 0 <= u < 1, so that uniform shares give uniform values,
/// or uniform logarithms: floor(u choices) of a category, low + step floor(u (high - low + step) /
/// step) of a range with steps.
[[nodiscard]] double value_at_share(const Dimension& dimension, double u);

}  // namespace ice::search
