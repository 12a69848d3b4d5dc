#pragma once
// Takes over the runs of a shard: of a store that a task on another machine wrote.
#include <cstdint>
#include <filesystem>

#include "store/merge.hpp"
#include "store/run_writer.hpp"
#include "store/sqlite/sqlite.hpp"

namespace ice::store {

/// Takes over the runs of the store `shard`, which nobody writes, into the revision. A run is new,
/// or replaces a recorded one when that failed and this one did not, when both failed and this one
/// ended later, or when the recorded one lacks a metric. Two finished runs with other content are a
/// conflict: the recorded one stays. REQUIRES: an open transaction on `connection`, whose runs
/// `writer` writes. Throws StoreError for a fault of the store, never for one of the shard.
[[nodiscard]] Merge merge_shard(Connection& connection, RunWriter& writer,
                                const std::filesystem::path& shard, std::int64_t revision_id);

}  // namespace ice::store
