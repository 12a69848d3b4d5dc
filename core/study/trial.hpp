#pragma once
// A planned training: one cell (a combination of parameters) with one seed.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"

namespace ice::study {

struct Trial {
  std::uint64_t cell = 0;        ///< index of the cell; the same for all its seeds
  std::uint64_t seed_index = 0;  ///< position in experiment.seeds
  std::uint64_t seed = 0;
  std::vector<std::pair<std::string, base::Value>>
      parameters;    ///< the varied ones that exist in this cell, full path -> value
  base::Value code;  ///< the study's code section with these parameters set
};

}  // namespace ice::study
