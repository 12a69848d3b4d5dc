#pragma once
// One side of a comparison: a run, a cell, the runs with some values of parameters, or a study.
#include <string>
#include <vector>

#include "store/query/query.hpp"

namespace ice::report {

struct Side {
  std::string label;               ///< as it was given: "quickstart:activation=relu"
  std::string study;               ///< empty for a single run
  store::RunQuery query;           ///< its runs
  store::Table runs;               ///< they, with all columns (Reader::runs, "all")
  std::vector<std::string> named;  ///< full names of the parameters that the conditions name
  bool is_run = false;             ///< a single run, named by its id

  [[nodiscard]] bool has(const std::string& column) const;
  /// The values of a column, a row each; null everywhere when there is no such column.
  [[nodiscard]] std::vector<store::Field> values(const std::string& column) const;
};

/// Reads what `text` names: a study; STUDY:NUMBER, a cell of it; STUDY:path=value,path=value, its
/// runs with these values; or a run's id. `:...` without a study means the study `usual`.
/// Superseded cells are left out of all but runs. Throws UserError for anything else, and when no
/// run is found.
[[nodiscard]] Side read_side(store::Reader& reader, const std::string& text,
                             const std::string& usual);

}  // namespace ice::report
