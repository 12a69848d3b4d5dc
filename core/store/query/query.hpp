#pragma once
// Reading the store: read-only, under an authorizer that allows SELECT alone.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/query/outcomes.hpp"
#include "store/record.hpp"
#include "study/study.hpp"

namespace ice::store {

/// A cell of a table: null, number (which may be nan or infinite), bool, text, list or map.
using Field = base::Value;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Field>> rows;
};

/// Which runs, in which order.
struct RunQuery {
  std::string study = {};  ///< its runs of all revisions; empty: all runs of the store
  /// An SQL expression, empty for all. Names in it: id, key, study, cell, seed, status, error,
  /// epochs, seconds, started_at, finished_at, cell_key, data (its digest), numerics, revision (the
  /// newest that held the run); parameters and metrics (their final value) by full name in double
  /// quotes, with underscores for dots, or by the last part where it is unique. A parameter is a
  /// number where it has one (booleans 1 and 0), else text; a metric that is absent or not finite
  /// is NULL. Without a study, an expression that speaks of `study` holds for a run when it holds
  /// for any study that has it.
  std::string where = {};
  std::string sort = {};       ///< one such name, "-name" for descending; empty: as recorded.
                               ///< Runs without a value come last either way
  std::uint64_t limit = 0;     ///< 0: all
  std::uint64_t revision = 0;  ///< of the study: the runs that its present plan holds; 0: all
  bool superseded = false;     ///< also the runs of superseded cells
  /// Names, as in `where`, of what is to be a column also where it is none otherwise; a name that
  /// is not understood is passed over.
  std::vector<std::string> columns = {};
};

/// Which value of a metric: after the last epoch or, of each run, the best of all epochs.
enum class At { kFinal, kBest };

/// One run of a study, seen through one metric.
struct Score {
  std::uint64_t cell = 0;  ///< its number in the study
  std::string key;
  std::uint64_t seed = 0;
  Status status = Status::kFinished;
  std::optional<double> value;  ///< none where the run has no such metric
};

/// Some cells of a study, and the parameters in which the study's cells differ.
struct CellTable {
  std::vector<std::string> parameters;  ///< full names, sorted
  struct Row {
    std::string key;
    std::vector<Field> values;  ///< of `parameters`, null where the cell has no such parameter
  };
  std::map<std::uint64_t, Row> cells;  ///< by their numbers
};

/// By what the runs of a cell were trained.
struct CellOrigin {
  std::string data_sha256;  ///< empty where it is not known
  std::uint64_t numerics = 0;
  std::vector<PluginUse>
      plugins;  ///< by kind, id and digest; of a core plugin there may be several
};

/// What the runs of some cells were trained by.
struct CellSources {
  std::vector<PluginUse> plugins;  ///< each file once, by kind, id and digest
  std::vector<std::string> data_sha256;
  std::vector<std::uint64_t> numerics;
};

/// A cell of a study that is left out, and the newer one with the same parameters.
struct SupersededCell {
  std::string study;
  std::uint64_t cell = 0, newer_cell = 0;  ///< their numbers in the study
  std::string key, newer_key;
  std::uint64_t runs = 0;               ///< of the cell, that are left out
  std::string data_sha256, newer_data;  ///< empty where it is not known
  std::uint64_t numerics = 0, newer_numerics = 0;
  std::vector<PluginUse> plugins, newer_plugins;  ///< of the files that their runs used
};

/// A study that holds a run.
struct Holder {
  std::string study;
  std::uint64_t cell = 0;                    ///< its number there
  std::vector<std::uint64_t> revisions;      ///< that have held it, rising
  std::optional<SupersededCell> superseded;  ///< when the run no longer counts there
};

/// A study as one of its revisions says it.
struct StudyRow {
  std::int64_t id = 0;
  std::int64_t revision_id = 0;
  std::uint64_t revision = 0;   ///< its number, from 1
  std::uint64_t revisions = 0;  ///< how many the study has
  /// What the revision's last plan wants in all, and how many of these runs are recorded.
  std::uint64_t planned_runs = 0, recorded_runs = 0;
  std::string name, title, why, follows;
  std::vector<std::string> tags;
  std::string created_at;
  std::string spec;                           ///< the resolved study as YAML
  std::string metric;                         ///< of the experiment: "dev.cost"
  study::Goal goal = study::Goal::kMinimize;  ///< of the experiment
  std::vector<std::string> claims;            ///< names
  // Of all revisions, without superseded cells.
  std::map<Status, std::uint64_t> statuses;  ///< runs that ended so
  std::optional<double> best;  ///< final value of `metric` over the finished runs; none without any
  std::uint64_t superseded_runs = 0;
  std::optional<double> mean_seconds;  ///< of the finished runs
};

/// A read-only connection; a writer may be busy beside it. One thread. Every call may throw
/// StoreError when the file is damaged, and takes `query_limit` at most (UserError).
class Reader {
 public:
  /// Throws StoreError when the file is absent, not a store, or newer than this program.
  explicit Reader(const std::filesystem::path& file,
                  std::chrono::milliseconds query_limit = std::chrono::seconds(60));
  ~Reader();

  /// All studies as their newest revisions say, the one planned last at the end.
  [[nodiscard]] std::vector<StudyRow> studies();
  /// The study of this name, as its newest revision says, or revision `number`; throws UserError
  /// with the nearest name.
  [[nodiscard]] StudyRow study(const std::string& name, std::uint64_t number = 0);
  /// The same; nothing when there is no study of this name.
  [[nodiscard]] std::optional<StudyRow> find_study(const std::string& name);
  /// Its revisions in the order of their numbers, without results.
  [[nodiscard]] std::vector<StudyRow> revisions(const std::string& name);
  /// Its cells that are left out, in the order of their numbers.
  [[nodiscard]] std::vector<SupersededCell> superseded(const std::string& name);
  /// The cells of the runs that this query leaves out, and would show with `superseded`; `limit` is
  /// passed over. By study, in the order of their numbers.
  [[nodiscard]] std::vector<SupersededCell> left_out(const RunQuery& query);
  /// By what these cells, named by their keys, were trained.
  [[nodiscard]] std::map<std::string, CellOrigin> origins(
      const std::vector<std::string>& cell_keys);

  /// One metric of a study's runs (query.study, revision, superseded), by cell and seed.
  [[nodiscard]] std::vector<Score> scores(const RunQuery& query, const std::string& metric,
                                          At at = At::kFinal);
  /// The names of the metrics that a study's runs have, sorted.
  [[nodiscard]] std::vector<std::string> metrics(const RunQuery& query);
  /// These cells of a study, with the parameters in which all those of the query differ.
  [[nodiscard]] CellTable cells(const RunQuery& query, const std::vector<std::uint64_t>& numbers);

  /// How the run of each key ended; nothing for keys that are not recorded.
  [[nodiscard]] std::vector<std::optional<Status>> statuses(std::span<const std::string> keys);

  /// One metric of all runs of a revision's present plan, by cell and seed.
  [[nodiscard]] std::vector<Outcome> outcomes(std::int64_t revision_id, const std::string& metric);
  /// Name of each claim of a revision -> when the study first declared it in these words.
  [[nodiscard]] std::map<std::string, std::string> declarations(std::int64_t revision_id);
  /// All looks at the claims of a study.
  [[nodiscard]] std::vector<Look> looks(const std::string& study);
  /// The plugin files, data and numerics of the cells with these keys: what a look's basis names.
  [[nodiscard]] CellSources sources(const std::vector<std::string>& cell_keys);

  /// Runs as a wide table: id, study, cell, seed, status, epochs, seconds, the fixed ones of
  /// query.columns, then a column for each parameter that varies among the study's runs (all runs,
  /// without a study) and for each of their metrics, both under their full names. Runs that are
  /// superseded (without a study: in each that holds them) are left out unless they are asked for.
  /// Throws UserError for an unknown study or name, or a wrong expression.
  [[nodiscard]] Table runs(const RunQuery& query);

  /// Of a query that finds no run: lines that say which comparisons of its expression no run can
  /// meet, and what was probably meant (where_hint.hpp).
  [[nodiscard]] std::vector<std::string> where_hints(const RunQuery& query);

  /// Everything of one run, by a unique prefix of its key (at least 6 characters). Throws
  /// UserError.
  [[nodiscard]] StoredRun run(const std::string& prefix);
  /// The same; nothing when the text is no such prefix or no key begins so. Throws UserError when
  /// several do.
  [[nodiscard]] std::optional<StoredRun> find_run(const std::string& prefix);
  /// The studies that hold it, the one that recorded it first.
  [[nodiscard]] std::vector<Holder> holders(const std::string& prefix);
  /// Its curves; all of them, or the one of `metric` (none when it has no such curve).
  [[nodiscard]] std::vector<Curve> curves(const std::string& prefix,
                                          const std::string& metric = "");
  /// The curves of one metric of these runs, by their whole keys, in their order; a run without one
  /// is passed over.
  [[nodiscard]] std::vector<Curve> curves_of(const std::vector<std::string>& keys,
                                             const std::string& metric);

  /// Any single SELECT. Throws UserError for anything that is not one, that would write, attach or
  /// load, or whose answer is too large.
  [[nodiscard]] Table sql(const std::string& query);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ice::store
