#include "store/merge_shard.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "store/query/run_loader.hpp"
#include "store/query/run_reader.hpp"
#include "store/query/run_sums.hpp"
#include "store/schema.hpp"
#include "store/store_file.hpp"
#include "store/study_writer.hpp"

namespace ice::store {
namespace {

// The recorded run of a key: what decides whether another run replaces it.
struct RecordedRun {
  std::int64_t id = 0, environment_id = 0;
  Status status = Status::kFinished;
  std::string checksum, finished_at;
  bool is_linked = false;
};

class RecordedRuns {
 public:
  RecordedRuns(Connection& db, std::int64_t revision_id)
      : db_(db),
        revision_id_(revision_id),
        row_(db.prepare("SELECT r.id, environment_id, status, r.checksum, finished_at,"
                        " EXISTS (SELECT 1 FROM revision_runs WHERE run_id = r.id"
                        " AND revision_id = ?2) FROM runs r WHERE key = ?1")),
        metric_(db.prepare("SELECT name FROM metrics WHERE run_id = ?")) {}

  std::optional<RecordedRun> find(const std::string& key) {
    row_.bind(key, revision_id_);
    if (!row_.step()) return std::nullopt;
    RecordedRun run{row_.integer(0), row_.integer(1), decode_status(db_, row_, 2),
                    row_.string(3),  row_.string(4),  row_.integer(5) != 0};
    row_.step();
    return run;
  }

  [[nodiscard]] bool lacks_metric_of(std::int64_t run_id, const Run& other) {
    std::vector<std::string> names;
    for (metric_.bind(run_id); metric_.step();) names.push_back(metric_.string(0));
    return std::ranges::any_of(other.metrics, [&](const Metric& metric) {
      return std::ranges::count(names, metric.name) == 0;
    });
  }

 private:
  Connection& db_;
  std::int64_t revision_id_;
  Statement row_, metric_;
};

// A run of the shard, as it is in there.
struct ShardRun {
  Run run;
  std::string checksum;
  std::int64_t environment_id = 0;
};

// The runs of a shard one after the other, each compared with its checksum.
class Shard {
 public:
  explicit Shard(const std::filesystem::path& file)
      : db_(opened(file), Access::kRead, kBusyLimit),
        loader_(db_),
        sums_(db_),
        rows_(db_.prepare("SELECT id, checksum, environment_id FROM runs ORDER BY id")) {}

  std::optional<ShardRun> next() {
    if (!rows_.step()) return std::nullopt;
    const std::int64_t id = rows_.integer(0);
    ShardRun shard{loader_.load(id), rows_.string(1), rows_.integer(2)};
    if (sums_.of(id) != shard.checksum)
      throw base::StoreError(db_.file(), "run " + shard.run.key.substr(0, 12) +
                                             ": its values are not those that were recorded");
    return shard;
  }

  [[nodiscard]] Environment environment(std::int64_t id) { return load_environment(db_, id); }

 private:
  static const std::filesystem::path& opened(const std::filesystem::path& file) {
    require_readable(file);
    Connection probe(file, Access::kRead, kBusyLimit);
    require_store(probe);
    return file;
  }

  Connection db_;
  RunLoader loader_;
  ContentSums sums_;
  Statement rows_;
};

// All of a shard, read before anything is written: one that is damaged leaves no trace.
struct ShardContent {
  std::vector<ShardRun> runs;
  std::map<std::int64_t, Environment> environments;
};

ShardContent read_shard(const std::filesystem::path& file) {
  Shard shard(file);
  ShardContent content;
  while (auto run = shard.next()) {
    if (!content.environments.contains(run->environment_id))
      content.environments[run->environment_id] = shard.environment(run->environment_id);
    content.runs.push_back(std::move(*run));
  }
  return content;
}

// Training gives the same numbers every time; how a run fails may differ.
bool is_reproducible(Status status) {
  return status == Status::kFinished || status == Status::kDiverged;
}

// Writes what is new of a shard.
class Merging {
 public:
  Merging(Connection& db, RunWriter& writer, std::int64_t revision_id, ShardContent content)
      : db_(db),
        writer_(writer),
        revision_id_(revision_id),
        content_(std::move(content)),
        recorded_(db, revision_id) {}

  Merge run() {
    for (const ShardRun& shard : content_.runs) take(shard);
    return std::move(merge_);
  }

 private:
  void take(const ShardRun& shard) {
    const auto recorded = recorded_.find(shard.run.key);
    if (!recorded || (recorded->checksum != shard.checksum && replaces(shard.run, *recorded))) {
      writer_.put(revision_id_, environment_id(shard.environment_id), shard.run);
      ++merge_.added;
      return;
    }
    ++merge_.known;
    if (!recorded->is_linked) {
      const Link link{shard.run.key, shard.run.cell, shard.run.identity};
      writer_.link(revision_id_, {&link, 1});
    }
    const bool both_count = is_reproducible(recorded->status) && is_reproducible(shard.run.status);
    if (both_count && recorded->checksum != shard.checksum && !has_more_metrics(*recorded, shard))
      merge_.conflicts.push_back({shard.run.key, load_environment(db_, recorded->environment_id),
                                  content_.environments.at(shard.environment_id)});
  }

  bool replaces(const Run& run, const RecordedRun& recorded) {
    const bool is_good = is_reproducible(run.status);
    if (is_good != is_reproducible(recorded.status)) return is_good;
    return is_good ? recorded_.lacks_metric_of(recorded.id, run)
                   : run.finished_at > recorded.finished_at;
  }

  // An earlier ice measured less: a shard of it says nothing against the recorded run.
  bool has_more_metrics(const RecordedRun& recorded, const ShardRun& shard) {
    const Run mine = RunLoader(db_).load(recorded.id);
    return mine.metrics.size() > shard.run.metrics.size();
  }

  std::int64_t environment_id(std::int64_t shard_id) {
    const auto [at, is_new] = environment_ids_.try_emplace(shard_id, 0);
    if (is_new) at->second = put_environment(db_, content_.environments.at(shard_id));
    return at->second;
  }

  Connection& db_;
  RunWriter& writer_;
  std::int64_t revision_id_;
  ShardContent content_;
  RecordedRuns recorded_;
  std::map<std::int64_t, std::int64_t> environment_ids_;  // of the shard -> of the store
  Merge merge_;
};

}  // namespace

Merge merge_shard(Connection& connection, RunWriter& writer, const std::filesystem::path& shard,
                  std::int64_t revision_id) {
  ShardContent content;
  try {
    content = read_shard(shard);
  } catch (const base::Error& error) {
    Merge refused;
    refused.damage = error.what();
    return refused;
  }
  return Merging(connection, writer, revision_id, std::move(content)).run();
}

}  // namespace ice::store
