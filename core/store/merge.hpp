#pragma once
// What came of taking over the runs of another store: of a shard, which a task on another machine
// wrote.
#include <cstdint>
#include <string>
#include <vector>

#include "store/record.hpp"

namespace ice::store {

/// A run whose content is not the same in both stores, although its key is.
struct MergeConflict {
  std::string key;
  Environment recorded, other;  ///< that of the run that stays, and that of the shard's run
};

/// What merging a shard did.
struct Merge {
  std::uint64_t added = 0;  ///< runs that were new, or replaced one that had failed
  std::uint64_t known = 0;  ///< runs that were recorded already, the same or better
  std::vector<MergeConflict> conflicts;
  std::string damage;  ///< why the shard cannot be used; nothing of it was taken then
};

}  // namespace ice::store
