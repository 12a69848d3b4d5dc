#pragma once
// The target column of a table: classes or numbers, the first target decides unless it is told.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv.hpp"
#include "data/labels.hpp"

namespace ice::data {

class CsvTargets {
 public:
  explicit CsvTargets(CsvOptions::Target told) : told_(told), kind_(told) {}

  void reserve(std::uint64_t count) { numbers_.reserve(count); }

  /// Adds the target of one sample, which is not missing; `place` names it in messages.
  void add(std::string_view field, const LabelReader::Place& place);

  /// From here on come the test part's targets.
  void start_test() { labels_.start_test(); }

  /// Fills what samples say of targets. Throws UserError at `where` for fewer classes than `least`.
  void finish(Samples& samples, const std::string& where, std::size_t least);

 private:
  void add_class(std::string_view field, std::optional<double> number,
                 const LabelReader::Place& place);

  const CsvOptions::Target told_;
  CsvOptions::Target kind_;
  std::vector<double> numbers_;
  LabelReader labels_;
};

}  // namespace ice::data
