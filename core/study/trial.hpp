#pragma once
// A trial: one cell of a study (one combination of values) with one seed. Training it is a run.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"

namespace ice::study {

/// Made by Expansion::build; a plain value.
struct Trial {
  std::uint64_t cell = 0;        ///< number of the cell; the same for all its seeds
  std::uint64_t seed_index = 0;  ///< index into Experiment::seeds
  std::uint64_t seed = 0;
  std::vector<std::pair<std::string, base::Value>>
      parameters;    ///< full path -> value, for the varied parameters that exist in this cell
  base::Value code;  ///< the study's code section with these parameters set
};

}  // namespace ice::study
