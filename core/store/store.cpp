#include "store/store.hpp"

#include <cstdlib>
#include <utility>

#include "base/error.hpp"
#include "store/marks.hpp"
#include "store/merge_shard.hpp"
#include "store/query/run_reader.hpp"
#include "store/rename.hpp"
#include "store/run_writer.hpp"
#include "store/schema.hpp"
#include "store/sqlite/sqlite.hpp"
#include "store/store_file.hpp"
#include "store/study_writer.hpp"

namespace ice::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kCommitEvery{200};
constexpr std::uint64_t kCommitRows = 1000;

struct Queued {
  std::int64_t revision_id = 0, environment_id = 0;
  Run run;
  std::function<void()> done;
};

// Takes the writer's lock before SQLite touches the file.
WriterLock lock(const std::filesystem::path& file) {
  prepare_folder(file);
  return WriterLock(file);
}

}  // namespace

std::filesystem::path store_path(const std::string& given) {
  if (!given.empty()) return given;
  const char* const from_environment = std::getenv("ICE_DB");
  if (from_environment != nullptr && *from_environment != '\0') return from_environment;
  return nearest_store();
}

struct Writer::State {
  WriterLock lock;
  Connection connection;
  FileIdentity identity;
  std::optional<Upgrade> upgrade;
  std::optional<RunWriter> runs;  // made last, because its statements need the tables
  std::vector<Queued> queue;
  std::uint64_t queued_rows = 0;
  Clock::time_point oldest;

  // Makes one change in a transaction of its own.
  template <class Change>
  auto change(Change change) {
    Transaction transaction(connection);
    auto result = change();
    transaction.commit();
    return result;
  }

  // The row id of the study or run with this name or key.
  std::int64_t row_of(Marked what, const std::string& name) {
    Statement row =
        connection.prepare(what == Marked::kStudy ? "SELECT id FROM study_names WHERE name = ?"
                                                  : "SELECT id FROM runs WHERE key = ?");
    row.bind(name);
    row.require_row();
    return row.integer(0);
  }

  void mark(Marked what, const std::string& name, const Marks& marks) {
    Transaction transaction(connection);
    put_marks(connection, what, row_of(what, name), marks);
    transaction.commit();
  }

  [[nodiscard]] bool is_due() const {
    return !queue.empty() && (queued_rows >= kCommitRows || Clock::now() >= oldest + kCommitEvery);
  }

  // Writes rows of runs in a transaction. After a failure the RunWriter must forget the row ids
  // that the rollback has taken back.
  template <class Write>
  void write(Write write) {
    try {
      Transaction transaction(connection);
      write(*runs);
      transaction.commit();
    } catch (...) {
      runs->forget();
      throw;
    }
  }

  void write_queue() {
    write([&](RunWriter& writer) {
      for (const Queued& queued : queue)
        writer.put(queued.revision_id, queued.environment_id, queued.run);
    });
    identity.require_unchanged();
  }
};

Writer::Writer(const std::filesystem::path& file, std::chrono::milliseconds busy_limit)
    : state_(new State{
          lock(file), {file, Access::kWrite, busy_limit}, FileIdentity(file), {}, {}, {}, 0, {}}) {
  create_if_empty(state_->connection);
  state_->upgrade = upgrade_old(state_->connection);
  create_added(state_->connection);
  state_->runs.emplace(state_->connection);
}

Writer::~Writer() = default;

const std::optional<Upgrade>& Writer::upgraded() const { return state_->upgrade; }

std::int64_t Writer::add_study(const study::Study& study, const PlanSize& plan) {
  return state_->change([&] { return put_study(state_->connection, study, plan); });
}

std::optional<std::int64_t> Writer::find_revision(const study::Study& study) {
  return store::find_revision(state_->connection, study);
}

Merge Writer::merge(const std::filesystem::path& shard, std::int64_t revision_id) {
  Merge merged;
  state_->write([&](RunWriter& runs) {
    merged = store::merge_shard(state_->connection, runs, shard, revision_id);
  });
  return merged;
}

std::int64_t Writer::add_environment(const Environment& environment) {
  return state_->change([&] { return put_environment(state_->connection, environment); });
}

std::vector<std::optional<Status>> Writer::statuses(std::span<const std::string> keys) {
  return load_statuses(state_->connection, keys);
}

std::vector<std::string> Writer::lacking_metric(std::span<const std::string> keys,
                                                std::span<const std::string> metrics) {
  return load_lacking_metric(state_->connection, keys, metrics);
}

std::vector<std::optional<double>> Writer::values(std::span<const std::string> keys,
                                                  const std::string& metric) {
  return load_values(state_->connection, keys, metric);
}

void Writer::link(std::int64_t revision_id, std::span<const Link> links) {
  state_->write([&](RunWriter& runs) { runs.link(revision_id, links); });
}

void Writer::add_look(const std::string& study, const Look& look) {
  Transaction transaction(state_->connection);
  put_look(state_->connection, study, look);
  transaction.commit();
}

std::vector<ToldTrial> Writer::told(const std::string& study) {
  return load_told(state_->connection, study);
}

std::vector<ToldTrial> Writer::find_told(const std::string& prefix) {
  return store::find_told(state_->connection, prefix);
}

void Writer::put_told(const std::vector<ToldTrial>& trials) {
  Transaction transaction(state_->connection);
  store::put_told(state_->connection, trials);
  transaction.commit();
}

void Writer::mark_study(const std::string& name, const Marks& marks) {
  state_->mark(Marked::kStudy, name, marks);
}

void Writer::mark_run(const std::string& key, const Marks& marks) {
  state_->mark(Marked::kRun, key, marks);
}

std::vector<std::string> Writer::rename(const std::string& study, const std::string& new_name) {
  return state_->change([&] {
    if (is_taken(state_->connection, new_name))
      throw base::UserError(new_name, "a study has this name, or had it before it was deleted",
                            "Choose another name");
    return rename_study(state_->connection, study, new_name);
  });
}

Removal Writer::remove(const RemovalRequest& request) {
  Removal removal = state_->change([&] { return store::remove(state_->connection, request); });
  state_->runs->forget();  // cells may be gone
  return removal;
}

void Writer::add(std::int64_t revision_id, std::int64_t environment_id, Run run,
                 std::function<void()> done) {
  State& state = *state_;
  if (state.queue.empty()) state.oldest = Clock::now();
  state.queue.push_back(
      {revision_id, environment_id, well_formed(std::move(run)), std::move(done)});
  state.queued_rows += row_count(state.queue.back().run);
  commit(false);
}

std::optional<Clock::time_point> Writer::next_commit() const {
  if (state_->queue.empty()) return std::nullopt;
  return state_->oldest + kCommitEvery;
}

void Writer::commit(bool now) {
  State& state = *state_;
  if (state.queue.empty() || !(now || state.is_due())) return;
  state.write_queue();
  state.queued_rows = 0;
  for (const Queued& committed : std::exchange(state.queue, {})) committed.done();
}

}  // namespace ice::store
