#pragma once
// Which classes were taken for which.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ice::metric {

/// Counts of samples, or sums of their weights (Count: double), by their true and their predicted
/// class, both from 0. Takes its memory when it is made.
template <class Count>
class ConfusionTable {
 public:
  ConfusionTable() = default;
  explicit ConfusionTable(std::size_t classes) : classes_(classes), counts_(classes * classes) {}

  [[nodiscard]] std::size_t classes() const { return classes_; }

  [[nodiscard]] Count operator()(std::size_t truth, std::size_t predicted) const {
    return counts_[truth * classes_ + predicted];
  }

  /// How many samples are of a class.
  [[nodiscard]] Count samples_of(std::size_t truth) const {
    Count samples = 0;
    for (std::size_t predicted = 0; predicted < classes_; ++predicted)
      samples += (*this)(truth, predicted);
    return samples;
  }

  /// How many samples were called a class.
  [[nodiscard]] Count called(std::size_t predicted) const {
    Count samples = 0;
    for (std::size_t truth = 0; truth < classes_; ++truth) samples += (*this)(truth, predicted);
    return samples;
  }

  /// How many samples there are. Never less than right(), also in rounded numbers.
  [[nodiscard]] Count total() const {
    Count samples = 0;
    for (const Count count : counts_) samples += count;
    return samples;
  }

  /// How many samples were called what they are.
  [[nodiscard]] Count right() const {
    Count samples = 0;
    for (std::size_t c = 0; c < classes_; ++c) samples += (*this)(c, c);
    return samples;
  }

  void add(std::size_t truth, std::size_t predicted, Count count = 1) {
    counts_[truth * classes_ + predicted] += count;
  }

  void clear() { std::fill(counts_.begin(), counts_.end(), 0); }

 private:
  std::size_t classes_ = 0;
  std::vector<Count> counts_;  ///< a row for each true class
};

using Confusion = ConfusionTable<std::uint64_t>;

}  // namespace ice::metric
