#pragma once
// The runs that are looked at, and what each of them has: all runs, or those of one study.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/names.hpp"

namespace ice::store {

/// All runs, or those of one study, under its name and with its cells: of all its revisions or of
/// one, with or without those of superseded cells.
struct Scope {
  std::optional<std::int64_t> study_id;
  std::string study;
  std::optional<std::int64_t> revision_id;  ///< of the study, whose present plan is looked at
  bool with_superseded = false;
};

/// id, study, cell, key, seed ... : the columns that every run has.
[[nodiscard]] std::vector<FixedColumn> fixed_columns(const Scope& scope);

/// "runs r ... WHERE ...", to be continued with AND: the rows of the scope.
[[nodiscard]] std::string source(const Scope& scope);

}  // namespace ice::store
