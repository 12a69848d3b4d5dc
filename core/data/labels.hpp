#pragma once
// Class labels: texts as files have them, numbers 0 .. C-1 as networks want them.
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/samples.hpp"

namespace ice::data {

/// A target with more classes than this is surely a number or a name.
inline constexpr std::size_t kMaxClasses = 1000;

/// Fills task, classes, n_y and Y from each sample's class number: 0/1 for two classes, one-hot
/// columns for more.
void set_classes(Samples& samples, std::span<const std::uint32_t> numbers,
                 std::vector<std::string> classes);

/// The class number of a sample; 0 for regression (all samples are of one kind).
[[nodiscard]] std::uint32_t class_of(const Samples& samples, std::uint64_t column);

/// Labels met one by one while a file is read. In the end classes are numbered in their sorted
/// order (numbers by value, texts by letter), so that the order of rows does not matter.
class LabelReader {
 public:
  /// Names the place of the label that is added, called for messages alone.
  using Place = std::function<std::string()>;

  /// Throws UserError for a class that the training part does not have, or one too many.
  void add(std::string_view label, const Place& place);
  void add(double label, const Place& place);

  /// From here on come the test part's labels.
  void start_test() { in_test_ = true; }

  /// Calls set_classes. Throws UserError at `where` when there are fewer classes than `least`.
  void finish(Samples& samples, const std::string& where, std::size_t least = 2) const;

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;  // in the order of being met
  std::vector<std::uint32_t> labels_;
  bool in_test_ = false;
};

}  // namespace ice::data
