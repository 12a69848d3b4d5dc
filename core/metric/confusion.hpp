#pragma once
// Which classes were taken for which.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ice::metric {

/// Counts of samples by their true and their predicted class, both from 0. Takes its memory when it
/// is made.
class Confusion {
 public:
  Confusion() = default;
  explicit Confusion(std::size_t classes) : classes_(classes), counts_(classes * classes) {}

  [[nodiscard]] std::size_t classes() const { return classes_; }

  [[nodiscard]] std::uint64_t operator()(std::size_t truth, std::size_t predicted) const {
    return counts_[truth * classes_ + predicted];
  }

  /// How many samples are of a class.
  [[nodiscard]] std::uint64_t samples_of(std::size_t truth) const {
    std::uint64_t samples = 0;
    for (std::size_t predicted = 0; predicted < classes_; ++predicted)
      samples += (*this)(truth, predicted);
    return samples;
  }

  /// How many samples were called a class.
  [[nodiscard]] std::uint64_t called(std::size_t predicted) const {
    std::uint64_t samples = 0;
    for (std::size_t truth = 0; truth < classes_; ++truth) samples += (*this)(truth, predicted);
    return samples;
  }

  /// How many samples were called what they are.
  [[nodiscard]] std::uint64_t right() const {
    std::uint64_t samples = 0;
    for (std::size_t c = 0; c < classes_; ++c) samples += (*this)(c, c);
    return samples;
  }

  void add(std::size_t truth, std::size_t predicted, std::uint64_t count = 1) {
    counts_[truth * classes_ + predicted] += count;
  }

  void clear() { std::fill(counts_.begin(), counts_.end(), 0); }

 private:
  std::size_t classes_ = 0;
  std::vector<std::uint64_t> counts_;  ///< a row for each true class
};

}  // namespace ice::metric
