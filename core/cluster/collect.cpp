#include "cluster/collect.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cluster/publish.hpp"
#include "run/saved_networks.hpp"
#include "store/store.hpp"

namespace ice::cluster {
namespace {

namespace fs = std::filesystem;

// The revision that the folder's runs belong to. It was recorded when they were submitted, unless
// the folder came from elsewhere.
std::int64_t revision_of(const JobFolder& folder, store::Writer& writer) {
  const study::Study study = frozen_study(folder.plan(), folder.plugins());
  const auto recorded = writer.find_revision(study);
  return recorded ? *recorded : writer.add_study(study, folder.plan().size);
}

void copy_networks(const JobFolder& folder, const fs::path& store) {
  std::error_code none;
  if (fs::is_empty(folder.weights(), none) || none) return;
  run::make_network_folder(store);
  const fs::path target = fs::absolute(store).parent_path() / "weights";
  for (const fs::directory_entry& entry : fs::directory_iterator(folder.weights()))
    if (entry.path().extension() == ".h5" && !fs::exists(target / entry.path().filename()))
      (void)publish_copy(entry.path(), target / entry.path().filename());
}

}  // namespace

Collected collect(const JobFolder& folder, const fs::path& store) {
  Collected collected;
  collected.folder = folder.path();
  collected.study = folder.plan().study_name;
  collected.chunks = folder.plan().chunks.size();
  collected.published =
      static_cast<std::size_t>(std::ranges::count_if(folder.states(), &ChunkState::is_published));
  const std::vector<fs::path> shards = folder.shards();
  if (shards.empty()) return collected;
  store::Writer writer(store);
  const std::int64_t revision = revision_of(folder, writer);
  for (const fs::path& shard : shards) {
    store::Merge merge = writer.merge(shard, revision);
    collected.added += merge.added;
    collected.known += merge.known;
    std::ranges::move(merge.conflicts, std::back_inserter(collected.conflicts));
    if (!merge.damage.empty()) collected.damaged.push_back(merge.damage);
  }
  copy_networks(folder, store);
  return collected;
}

std::vector<Collected> collect_all(const fs::path& store, const std::string& study,
                                   std::vector<std::string>& complaints) {
  std::vector<Collected> all;
  for (const JobFolder& folder : job_folders(jobs_beside(store), complaints)) {
    if (!study.empty() && folder.plan().study_name != study) continue;
    Collected collected = collect(folder, store);
    if (collected.added + collected.known > 0 || !collected.damaged.empty())
      all.push_back(std::move(collected));
  }
  return all;
}

}  // namespace ice::cluster
