#pragma once
// Class labels. Files have texts or numbers as labels; networks need class numbers 0 .. C-1, which
// are assigned here.
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/samples.hpp"

namespace ice::data {

/// The largest number of classes. A column with more different values is no label.
inline constexpr std::size_t kMaxClasses = 1000;

/// Sets task, classes, n_y and Y of `samples` from the class number of each sample. For two classes
/// Y (1, m) is 0 or 1, otherwise Y (C, m) has one-hot columns. REQUIRES: numbers.size() is m, and
/// each number is below classes.size().
void set_classes(Samples& samples, std::span<const std::uint32_t> numbers,
                 std::vector<std::string> classes);

/// The class number of a sample; 0 for every sample of a regression.
[[nodiscard]] std::uint32_t class_of(const Samples& samples, std::uint64_t column);

/// Collects the labels of a file. Call add() for each sample in the order of the samples,
/// start_test() before the first sample of a test part, and finish() at the end. Classes are
/// numbered in sorted order (numbers by value, then texts by bytes), so the order of rows does not
/// matter. Not thread-safe: one thread at a time.
class LabelReader {
 public:
  /// Gives the location of the label that is being added. Called only when there is an error.
  using Locate = std::function<std::string()>;

  /// Throws UserError when a label of the test part does not occur in the training part, and when
  /// there are more than kMaxClasses classes.
  void add(std::string_view label, const Locate& locate);
  void add(double label, const Locate& locate);

  /// The labels added from now on belong to the test part.
  void start_test() { in_test_ = true; }

  /// Calls set_classes with all labels. Throws UserError, with `where` in front, when there are
  /// fewer classes than `least`.
  void finish(Samples& samples, const std::string& where, std::size_t least = 2) const;

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;  // numbered by first occurrence
  std::vector<std::uint32_t> labels_;
  bool in_test_ = false;
};

}  // namespace ice::data
