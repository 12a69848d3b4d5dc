#pragma once
// Writes what `ice submit`, `ice task` and `ice collect` say.
#include <string>
#include <vector>

#include "cluster/collect.hpp"
#include "cluster/submit.hpp"
#include "cluster/task.hpp"

namespace ice::cli {

/// Lines on what was taken over from job folders: runs, those that two machines trained to other
/// results, and shards that cannot be used. Empty when nothing is new and nothing wrong.
[[nodiscard]] std::string collected_text(const std::vector<cluster::Collected>& all);

/// Whether something of it needs a person.
[[nodiscard]] bool has_complaints(const std::vector<cluster::Collected>& all);

/// What was given to the engine, and what not. `on` is the engine's name; `suffix`:
/// StoreOptions::suffix().
[[nodiscard]] std::string submitted_text(const cluster::Submitted& submitted,
                                         const std::string& study, const std::string& on,
                                         const std::string& suffix);

/// A line on a chunk that has ended: "chunk 3: 40 runs in 12 s: 40 finished. Published."
[[nodiscard]] std::string chunk_text(const cluster::ChunkOutcome& outcome,
                                     const study::Study& study);

}  // namespace ice::cli
