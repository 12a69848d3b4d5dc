#pragma once
// What the store records of a run, as plain values.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.hpp"

namespace ice::store {

/// How a run ended. There is no status "running", because a run is recorded when it ends.
enum class Status { kFinished, kDiverged, kFailed, kCrashed, kTimeout, kOom };
[[nodiscard]] std::string to_string(Status status);  ///< "finished"
/// The status with this name; nullopt when there is none.
[[nodiscard]] std::optional<Status> status_from(std::string_view text);

/// A time as the store writes it: UTC with milliseconds, "2026-11-24T10:00:00.123Z". The order of
/// the texts is the order of the times.
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

/// One metric of a run (nn::Result says how it is measured).
struct Metric {
  std::string name;  ///< "dev.cost"
  double final = 0;
  double best = 0;  ///< the smallest or largest value, as study::natural_goal says
  std::uint64_t best_epoch = 0;
};

/// The values of one metric over the epochs of a run.
struct Curve {
  std::string metric;
  std::vector<std::uint64_t> epochs;  ///< strictly increasing
  std::vector<double> values;         ///< one per epoch; may be NaN or infinite
};

/// The file of one plugin that a run used.
struct PluginUse {
  std::string kind, id, version, sha256, path;
};

/// The machine and the program with which a run was made.
struct Environment {
  std::string host, cpu, os;
  std::string compiler;  ///< its version and the level of our loops: "12.2.0 x86-64-v4"
  std::string blas;      ///< with its version and kernels: "OpenBLAS 0.3.21 ... SkylakeX ..."
  std::string armadillo, ice_version, git_commit;
  bool git_dirty = false;
};

/// A cell: everything that determines a run except its seed. Runs with other plugin files, data or
/// numerics belong to other cells, even with the same parameters.
struct Cell {
  std::string key;             ///< 64 lower-case hex digits
  std::string data_sha256;     ///< data::digest of the data set; empty: unknown (upgraded store)
  std::uint64_t numerics = 0;  ///< code::kNumericsVersion of the program that ran it
  base::Value varied = base::Value::object();  ///< the study's varied parameters with their values
};

/// One ended run. Names in params, metrics and curves are unique, and so are plugins by kind and
/// id. Their order is not kept: they are read back sorted.
struct Run {
  std::string key;  ///< 64 lower-case hex digits
  /// A number of the run's cell. For a run to be written: its number in the plan of the study that
  /// records it. For a run that was read: its number in that study, which differs from the one in
  /// the plan only if an earlier revision of the study uses that number for another cell.
  std::uint64_t cell = 0;
  Cell identity;
  std::uint64_t seed = 0;
  Status status = Status::kFinished;
  std::string error;
  std::uint64_t epochs = 0;
  double seconds = 0;
  std::string started_at, finished_at;  ///< utc_text
  std::string first_started_at;         ///< start of the first run of this key; set only by reading
  std::vector<std::pair<std::string, base::Value>>
      params;  ///< the whole resolved code as full path -> value; the same for all runs of a cell
  std::vector<Metric> metrics;
  std::vector<Curve> curves;
  std::vector<PluginUse> plugins;
};

/// What people say of a study or a run (`ice tag`, `ice note`). It is no part of what was recorded.
struct Marks {
  std::vector<std::string> tags;  ///< sorted, each once
  std::string note;               ///< empty: none
};

/// A run as it is read from the store.
struct StoredRun {
  Run run;
  std::string id;  ///< shortest prefix of the key that no other run has, at least 6 characters
  std::vector<std::string> studies;  ///< whose plans contain it; the one that recorded it is first
  Environment environment;
  Marks marks;
};

}  // namespace ice::store
