#pragma once
// A study's parameters as core/search sees them: numbers in ranges and indices of choices.
#include <cstddef>
#include <optional>
#include <vector>

#include "search/space.hpp"
#include "study/axes.hpp"
#include "study/study.hpp"

namespace ice::study {

/// The space of a study and the way to its points and back. An axis with several values is a
/// dimension: a list of values and a zip group are categories, a range is a range. An axis with one
/// value is no dimension. Borrows the experiment, which must outlive it and must not change.
/// Immutable after construction: any number of threads may use it. REQUIRES: no parameter is
/// normal or log_normal.
class SearchSpace {
 public:
  explicit SearchSpace(const Experiment& experiment);

  [[nodiscard]] const search::Space& space() const { return space_; }
  /// The index of the parameter (of a zip group its first) that a dimension stands for.
  [[nodiscard]] std::size_t parameter_of(std::size_t dimension) const;

  /// The values of all parameters at a point, in short form; null where it has none. A parameter
  /// whose `when` does not hold may have a value all the same.
  [[nodiscard]] std::vector<base::Value> values(const search::Point& point) const;
  /// The way back: NaN for an axis whose parameters are all null.
  [[nodiscard]] search::Point point(const std::vector<base::Value>& values) const;

 private:
  [[nodiscard]] std::optional<std::vector<search::Presence>> presence_of(std::size_t axis) const;
  [[nodiscard]] base::Value value_at(std::size_t parameter, double x) const;

  const Experiment& experiment_;
  std::vector<Axis> axes_;
  std::vector<std::optional<std::size_t>> dimension_of_;  // by axis; nothing: it has one value
  std::vector<std::size_t> axis_of_;                      // by dimension
  search::Space space_;
};

}  // namespace ice::study
