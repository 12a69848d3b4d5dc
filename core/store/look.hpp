#pragma once
// A look at a claim: a judgement that could have decided it, and what it spent.
#include <cstdint>
#include <string>

namespace ice::store {

/// One time that a claim was judged by other runs than before.
struct Look {
  std::string claim;
  std::string definition;  ///< definition_of
  std::string basis;       ///< JSON: the plugin files, data and numerics that were judged
  std::uint64_t look = 1;
  std::uint64_t revision = 0;  ///< its number
  std::string cells;           ///< digest of the cells that were compared
  std::string runs;            ///< digest of these cells and their seeds
  std::uint64_t seeds = 0, pairs = 0;
  double alpha = 0;  ///< that it spent
  double p = 1;
  double effect = 0, low = 0, high = 0;  ///< mean difference and its 95 % interval; may be nan
  std::string verdict;
  std::string judged_at;  ///< utc_text
};

}  // namespace ice::store
