#pragma once
// Collects the targets of a table while it is read. They are classes or numbers, as the options
// say; with Target::kAuto the first target decides.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv.hpp"
#include "data/labels.hpp"

namespace ice::data {

/// Call add() for each sample in the order of the samples, start_test() before the first sample of
/// a test part, and finish() once at the end. Not thread-safe: one thread at a time.
class CsvTargets {
 public:
  explicit CsvTargets(CsvOptions::Target told) : told_(told), kind_(told) {}

  void reserve(std::uint64_t count) { numbers_.reserve(count); }

  /// Adds the target of one sample: its field, and the number that the field is, if it is one.
  /// `locate` gives its location for messages. REQUIRES: the field is not a missing value. Throws
  /// UserError when it is not of the kind of the others, and as LabelReader::add does.
  void add(std::string_view field, std::optional<double> number, const LabelReader::Locate& locate);

  /// The targets added from now on belong to the test part.
  void start_test() { labels_.start_test(); }

  /// Sets task, classes, n_y and Y of `samples`. Throws UserError, with `where` in front, when
  /// there are fewer classes than `least`.
  void finish(Samples& samples, const std::string& where, std::size_t least);

 private:
  void add_class(std::string_view field, std::optional<double> number,
                 const LabelReader::Locate& locate);

  const CsvOptions::Target told_;
  CsvOptions::Target kind_;
  std::vector<double> numbers_;
  LabelReader labels_;
};

}  // namespace ice::data
