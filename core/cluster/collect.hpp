#pragma once
// Takes over into the store what tasks have published.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cluster/job_folder.hpp"
#include "store/merge.hpp"

namespace ice::cluster {

/// What collecting a job folder did.
struct Collected {
  std::filesystem::path folder;
  std::string study;
  std::uint64_t added = 0, known = 0;  ///< runs, as in store::Merge
  std::vector<store::MergeConflict> conflicts;
  std::vector<std::string> damaged;  ///< shards that cannot be used, and why
  std::size_t chunks = 0, published = 0;
};

/// Merges all shards of the folder into the store, each in one transaction, and copies the networks
/// beside it. The store is made when it is not there; the study is recorded in it, unless it is.
/// Doing so again changes nothing. Throws StoreError for a fault of the store.
[[nodiscard]] Collected collect(const JobFolder& folder, const std::filesystem::path& store);

/// The same for all folders beside the store that hold the study, or any study when `study` is
/// empty. Folders that have published nothing are left out. `complaints` as in job_folders.
[[nodiscard]] std::vector<Collected> collect_all(const std::filesystem::path& store,
                                                 const std::string& study,
                                                 std::vector<std::string>& complaints);

}  // namespace ice::cluster
