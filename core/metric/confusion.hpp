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

  void add(std::size_t truth, std::size_t predicted, std::uint64_t count = 1) {
    counts_[truth * classes_ + predicted] += count;
  }

  void clear() { std::fill(counts_.begin(), counts_.end(), 0); }

 private:
  std::size_t classes_ = 0;
  std::vector<std::uint64_t> counts_;  ///< a row for each true class
};

}  // namespace ice::metric
