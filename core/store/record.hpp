#pragma once
// What the store keeps of a run, as plain values.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

namespace ice::store {

enum class Status { kFinished, kDiverged, kFailed, kCrashed, kTimeout, kOom, kInterrupted };
[[nodiscard]] std::string to_string(Status status);  ///< "finished"
[[nodiscard]] std::optional<Status> status_from(std::string_view text);

struct Metric {
  std::string name;  ///< "dev.cost"
  double final = 0;
  double best = 0;  ///< over the recorded points: least for costs and errors, else largest
  std::uint64_t best_epoch = 0;
};

struct Curve {
  std::string metric;
  std::vector<std::uint64_t> epochs;
  std::vector<double> values;  ///< nan and infinity are kept exactly
};

struct PluginUse {
  std::string kind, id, version, sha256, path;
};

struct Environment {
  std::string host, cpu, os, compiler, blas, armadillo, ice_version, git_commit;
  bool git_dirty = false;
};

struct Run {
  std::string key;  ///< 64 hex digits
  std::uint64_t cell = 0;
  std::uint64_t seed = 0;
  Status status = Status::kFinished;
  std::string error;
  std::uint64_t epochs = 0;
  double seconds = 0;
  std::string started_at, finished_at;  ///< UTC, 2026-11-24T10:00:00.123Z
  std::vector<std::pair<std::string, base::Value>>
      params;  ///< the whole resolved code, flattened to full paths
  std::vector<Metric> metrics;
  std::vector<Curve> curves;
  std::vector<PluginUse> plugins;
};

}  // namespace ice::store
