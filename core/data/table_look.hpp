#pragma once
// Looks at a table to say how it would have to be read: what `ice init` writes into a study. Any
// thread may call.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/value.hpp"

namespace ice::data {

/// What a table seems to be. The guesses stand in the study that a person then reads: no other code
/// guesses.
struct TableLook {
  base::Value section;                ///< code.data, with everything that is no default
  std::vector<std::string> features;  ///< names of the columns that are features
  std::uint64_t rows = 0;
  std::size_t classes = 0;           ///< of the target; 0: its values are numbers
  std::vector<std::string> remarks;  ///< why a column is ignored, and the like; a sentence each
};

/// Looks at a whole table. `target` is the name or number of the column to predict; empty: an error
/// that lists the columns. Throws UserError for a file that is no table, and a target that is no
/// column.
[[nodiscard]] TableLook look_at_table(const std::filesystem::path& file, const std::string& target);

}  // namespace ice::data
