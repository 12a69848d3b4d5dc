#pragma once
// The cells of a study for the page: their parameters, and what each metric came to.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "store/query/query.hpp"

namespace ice::report {

/// The values of metrics, each read once. Borrows its arguments, which must outlive it.
class Scores {
 public:
  Scores(store::Reader& reader, const store::RunQuery& query) : reader_(reader), query_(query) {}
  /// As Reader::scores. The reference stays valid.
  const std::vector<store::Score>& of(const std::string& metric, store::At at);

 private:
  store::Reader& reader_;
  const store::RunQuery& query_;
  std::map<std::pair<std::string, store::At>, std::vector<store::Score>> known_;
};

/// A study whose runs the page shows.
struct Shown {
  store::Reader& reader;
  const store::RunQuery& query;
  const store::StudyRow& study;
  Scores& scores;
};

/// A cell and the keys of its runs.
struct ShownCell {
  std::uint64_t cell = 0;
  std::vector<std::string> finished, others;
  /// The runs whose curves make the cell's line: the finished ones, or all where none finished.
  [[nodiscard]] const std::vector<std::string>& drawn() const {
    return finished.empty() ? others : finished;
  }
};

/// In the order of their numbers: everywhere on the page a cell is its index here.
[[nodiscard]] std::vector<ShownCell> shown_cells(const Shown& shown);

/// {"parameters": [{"name", "short", "values": [[number or null, text]...]}...], "cells": [number],
/// "values": [[index of its value, -1: the cell has none; one for each parameter]...]}. Columns
/// that tell cells of other plugin files, data or numerics apart stand among the parameters.
[[nodiscard]] base::Value cells_json(const Shown& shown, const std::vector<ShownCell>& cells);

/// metric -> "final" and "best" -> {"mean", "deviation", "low", "high", "n"}, each a list with a
/// number for each cell, null where n does not allow it.
[[nodiscard]] base::Value board_json(const Shown& shown, const std::vector<ShownCell>& cells,
                                     const std::vector<std::string>& metrics);

/// The number as JSON with `digits` significant digits; null where it is not finite.
[[nodiscard]] base::Value json_number(double x, int digits = 6);

}  // namespace ice::report
