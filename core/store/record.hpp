#pragma once
// What the store keeps of a run, as plain values.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.hpp"

namespace ice::store {

/// How a run ended. There is no "running": a run without a record never ended.
enum class Status { kFinished, kDiverged, kFailed, kCrashed, kTimeout, kOom, kInterrupted };
[[nodiscard]] std::string to_string(Status status);  ///< "finished"
[[nodiscard]] std::optional<Status> status_from(std::string_view text);

/// The store's form of a time: UTC with milliseconds, "2026-11-24T10:00:00.123Z". Sorts as text.
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

struct Metric {
  std::string name;  ///< "dev.cost"
  double final = 0;
  double best = 0;  ///< least for costs and errors, else largest; see nn::Result
  std::uint64_t best_epoch = 0;
};

struct Curve {
  std::string metric;
  std::vector<std::uint64_t> epochs;  ///< strictly rising
  std::vector<double> values;         ///< one an epoch; nan and infinity are kept exactly
};

struct PluginUse {
  std::string kind, id, version, sha256, path;
};

struct Environment {
  std::string host, cpu, os, compiler, blas, armadillo, ice_version, git_commit;
  bool git_dirty = false;
};

/// Everything that determines a run but the seed. Runs of other plugin files, data or numerics are
/// runs of other cells, whatever their parameters.
struct Cell {
  std::string key;          ///< 64 lower-case hex digits
  std::string data_sha256;  ///< of the data set's values; empty: recorded by a store of schema 1
  std::uint64_t numerics = 0;
  base::Value varied = base::Value::object();  ///< the study's varied parameters with their values
};

/// One ended run. Names within params, metrics and curves are unique, and so are plugins by kind
/// and id; their order is not kept (they come back sorted).
struct Run {
  std::string key;  ///< 64 lower-case hex digits
  /// When it is recorded: its cell's number in the plan of the study that records it. When it is
  /// read: the cell's number in that study, which is the same unless an earlier revision of the
  /// study has given it to another cell.
  std::uint64_t cell = 0;
  Cell identity;
  std::uint64_t seed = 0;
  Status status = Status::kFinished;
  std::string error;
  std::uint64_t epochs = 0;
  double seconds = 0;
  std::string started_at, finished_at;  ///< utc_text
  std::string first_started_at;         ///< read only: of the first run of this key, if replaced
  std::vector<std::pair<std::string, base::Value>>
      params;  ///< the whole resolved code, flattened to full paths; the same for the whole cell
  std::vector<Metric> metrics;
  std::vector<Curve> curves;
  std::vector<PluginUse> plugins;
};

/// A run as it is read back, with what it hangs on.
struct StoredRun {
  Run run;
  std::string id;  ///< shortest unique prefix of the key, at least 6 characters
  std::vector<std::string>
      studies;  ///< names of all whose plan holds it; the one that recorded it first
  Environment environment;
};

}  // namespace ice::store
