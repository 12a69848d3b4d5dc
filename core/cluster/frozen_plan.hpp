#pragma once
// The frozen plan of a study, which tasks on other machines carry out: plan.json of a job folder.
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "store/store.hpp"
#include "study/study.hpp"

namespace ice::cluster {

/// Trials that one task runs: slots of the study, ascending.
struct Chunk {
  std::vector<std::uint64_t> slots;
  /// SHA-256 over the keys of their runs, in their order. A task whose own plan gives other keys
  /// has other data, plugins or numerics, and trains nothing.
  std::string keys_sha256;
};

/// A data set of the plan, for messages: a run's key says whether it is the same.
struct FrozenData {
  base::Value section;  ///< `code.data`
  std::string sha256;   ///< data::digest
};

/// A plain value. Nothing in it depends on where the job folder is.
struct FrozenPlan {
  std::string ice_version;
  int numerics = 0;                    ///< code::kNumericsVersion
  std::string study_name, study_text;  ///< Study::text
  std::filesystem::path study_file;    ///< absolute; data files are looked for beside it
  store::PlanSize size;                ///< of the whole plan, for Writer::add_study
  double seconds = 0;                  ///< estimate of a run's time, by which chunks were cut
  std::map<std::string, std::string> plugins;  ///< id -> SHA-256 of the file in plugins/
  std::vector<FrozenData> data;
  bool has_copies = false;  ///< data files are in data/
  std::vector<Chunk> chunks;

  /// How many runs the chunks have.
  [[nodiscard]] std::uint64_t runs() const;
};

/// The plan as JSON, and back. Throws UserError, which names `file`, for a text that is no such
/// plan, and for one of a later format.
[[nodiscard]] std::string to_json(const FrozenPlan& plan);
[[nodiscard]] FrozenPlan plan_from_json(const std::string& text, const std::filesystem::path& file);

/// The study as `ice submit` froze it, with the plugin files in `plugins`.
[[nodiscard]] study::Study frozen_study(const FrozenPlan& plan,
                                        const std::filesystem::path& plugins);

}  // namespace ice::cluster
