#pragma once
// Reads the store. A Reader is a read-only connection that allows only SELECT. All commands that
// show results use it.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/query/offers.hpp"
#include "store/query/outcomes.hpp"
#include "store/record.hpp"
#include "store/removal.hpp"
#include "study/study.hpp"

namespace ice::store {

/// A field of a table: null, number (which may be NaN or infinite), bool, text, list or map.
using Field = base::Value;

/// A table; every row has one field per column.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Field>> rows;
};

/// Says which runs are wanted, and in which order.
struct RunQuery {
  std::string study = {};  ///< only runs of this study; empty: all runs of the store
  /// An SQL expression; empty: all runs. Names in it:
  /// - id, key, study, cell, seed, status, error, epochs, seconds, started_at, finished_at,
  ///   cell_key, data (the digest of its data), numerics, revision (the newest that contains it),
  ///   tags ("keep, slow") and note (Marks), NULL where there are none;
  /// - parameters and metrics, by full name in double quotes, with underscores for dots, or by the
  ///   last part when it is unique. A parameter is a number if it has one (booleans are 1 and 0),
  ///   otherwise text. A metric is its final value, NULL when it is missing or not finite.
  /// Without a study, an expression with `study` holds for a run when it holds for one of the
  /// studies that have the run.
  std::string where = {};
  std::string sort = {};       ///< such a name, "-name" for descending; empty: order of recording.
                               ///< Runs without a value come last in both cases
  std::uint64_t limit = 0;     ///< most runs; 0: all
  std::uint64_t revision = 0;  ///< only runs in the current plan of this revision; 0: all revisions
  bool superseded = false;     ///< also runs of superseded cells (SupersededCell)
  /// Names, as in `where`, of additional columns for Reader::runs; "all" stands for all of them.
  /// Unknown names are ignored.
  std::vector<std::string> columns = {};
  std::string since = {};  ///< only runs started at this time (utc_text) or later; empty: all

  [[nodiscard]] bool is_filtered() const { return !where.empty() || !since.empty(); }
};

/// Which value of a metric: after the last epoch, or the best of all epochs.
enum class At { kFinal, kBest };

/// One run of a study, and the value of one metric.
struct Score {
  std::uint64_t cell = 0;  ///< number of its cell in the study
  std::string key;
  std::uint64_t seed = 0;
  Status status = Status::kFinished;
  std::optional<double> value;  ///< nullopt when the run has no such metric
};

/// A curve, and the run that it is of.
struct RunCurve {
  std::string key;
  std::uint64_t cell = 0;  ///< number of its cell in the study
  std::uint64_t seed = 0;
  Curve curve;
};

/// Some cells of a study, and the parameters in which the study's cells differ.
struct CellTable {
  std::vector<std::string> parameters;  ///< full names, sorted
  struct Row {
    std::string key;
    Field varied;               ///< Cell::varied, as of the last plan that held the cell
    std::vector<Field> values;  ///< one per parameter; null when the cell does not have it
  };
  std::map<std::uint64_t, Row> cells;  ///< number of the cell -> its row
};

/// By which files and data the runs of a cell were trained.
struct CellOrigin {
  std::string data_sha256;  ///< empty when unknown
  std::uint64_t numerics = 0;
  /// By kind, id and digest. Several files of one core plugin do not make different cells.
  std::vector<PluginUse> plugins;
};

/// By which files and data the runs of some cells were trained.
struct CellSources {
  std::vector<PluginUse> plugins;  ///< each file once, by kind, id and digest
  std::vector<std::string> data_sha256;
  std::vector<std::uint64_t> numerics;
};

/// The kernels by which some runs were trained (Environment): they decide the last digits.
struct Kernels {
  std::string compiler, blas;
  std::uint64_t runs = 0;  ///< how many runs
};

/// With which files and on which machines some runs were trained.
struct Provenance {
  std::vector<PluginUse> files;           ///< each once
  std::vector<Environment> environments;  ///< each once
  struct Of {
    std::vector<std::size_t> files;  ///< indices, by kind and id of the plugin
    std::size_t environment = 0;     ///< index
  };
  std::map<std::string, Of> runs;  ///< by the key of the run
};

/// A superseded cell of a study, and the newer cell that supersedes it: it has the same parameters,
/// but other plugin files, data or numerics.
struct SupersededCell {
  std::string study;
  std::uint64_t cell = 0, newer_cell = 0;  ///< their numbers in the study
  std::string key, newer_key;
  std::uint64_t runs = 0;               ///< how many runs of the cell are left out
  std::string data_sha256, newer_data;  ///< empty when unknown
  std::uint64_t numerics = 0, newer_numerics = 0;
  std::vector<PluginUse> plugins, newer_plugins;  ///< the files that their runs used
};

/// A study whose plans contain a run.
struct Holder {
  std::string study;
  std::uint64_t cell = 0;                    ///< number of the run's cell in this study
  std::vector<std::uint64_t> revisions;      ///< the revisions whose plans contain it, ascending
  std::optional<SupersededCell> superseded;  ///< set when the cell is superseded in this study
};

/// A revision of a study, with results of the whole study.
struct StudyRow {
  std::int64_t id = 0;
  std::int64_t revision_id = 0;
  std::uint64_t revision = 0;   ///< number of the revision, from 1
  std::uint64_t revisions = 0;  ///< how many revisions the study has
  /// The number of runs in the revision's last plan, and how many of them are recorded.
  std::uint64_t planned_runs = 0, recorded_runs = 0;
  std::string name, title, why, follows;
  std::vector<std::string> tags;
  std::string created_at;
  std::string spec;                           ///< the resolved study as YAML
  std::string metric;                         ///< metric of the experiment: "dev.cost"
  study::Goal goal = study::Goal::kMinimize;  ///< goal of the experiment
  std::vector<std::string> claims;            ///< names of the claims
  Marks marks;                                ///< of the study; empty in Reader::revisions
  // Results over all revisions, without superseded cells.
  std::map<Status, std::uint64_t> statuses;  ///< number of runs with each status
  std::optional<double> best;                ///< best final value of `metric` over finished runs
  std::uint64_t superseded_runs = 0;
  std::optional<double> mean_seconds;  ///< mean over the finished runs

  /// The tags of the text, then those of `marks` that are no tags of the text.
  [[nodiscard]] std::vector<std::string> all_tags() const;
};

/// A read-only connection to a store. A writer may work at the same time; each call, except
/// statuses, reads one consistent state. Not thread-safe: one thread at a time.
///
/// Every call may throw StoreError when the file is damaged, and UserError when one of its SQL
/// statements runs longer than `query_limit`. Arguments `prefix` are the first 6 or more hex digits
/// of a run's key.
class Reader {
 public:
  /// Throws StoreError when the file does not exist, is no store, or has another schema version
  /// than this program.
  explicit Reader(const std::filesystem::path& file,
                  std::chrono::milliseconds query_limit = std::chrono::seconds(60));
  ~Reader();

  /// The newest revision of each study, in the order in which they were last planned.
  [[nodiscard]] std::vector<StudyRow> studies();
  /// Revision `number` of a study (0: the newest). Throws UserError when there is none; for an
  /// unknown study with the nearest name.
  [[nodiscard]] StudyRow study(const std::string& name, std::uint64_t number = 0);
  /// The newest revision of a study; nullopt when there is no such study.
  [[nodiscard]] std::optional<StudyRow> find_study(const std::string& name);
  /// All revisions of a study in the order of their numbers, without results. Throws UserError for
  /// an unknown study; so do all calls below that take a study.
  [[nodiscard]] std::vector<StudyRow> revisions(const std::string& name);
  /// The superseded cells of a study, in the order of their numbers.
  [[nodiscard]] std::vector<SupersededCell> superseded(const std::string& name);
  /// The cells of the runs that this query leaves out and would return with superseded = true, by
  /// study and number. Ignores query.limit.
  [[nodiscard]] std::vector<SupersededCell> left_out(const RunQuery& query);
  /// By which kernels the runs of this query were trained, most runs first. Empty when the whole
  /// store has only one. Ignores query.limit.
  [[nodiscard]] std::vector<Kernels> kernels(const RunQuery& query);
  /// The machines and programs that trained the runs of this query, each once.
  [[nodiscard]] std::vector<Environment> environments(const RunQuery& query);
  /// With which files and where the runs of this query were trained. Ignores query.limit.
  [[nodiscard]] Provenance provenance(const RunQuery& query);
  /// Cell key -> by what its runs were trained.
  [[nodiscard]] std::map<std::string, CellOrigin> origins(
      const std::vector<std::string>& cell_keys);

  // These three use query.study (required), query.revision and query.superseded.
  /// The values of one metric, by cell and seed; uses query.where too.
  [[nodiscard]] std::vector<Score> scores(const RunQuery& query, const std::string& metric,
                                          At at = At::kFinal);
  /// The names of the metrics that the runs have, sorted.
  [[nodiscard]] std::vector<std::string> metrics(const RunQuery& query);
  /// The cells with these numbers, and the parameters in which the cells of the query differ.
  [[nodiscard]] CellTable cells(const RunQuery& query, const std::vector<std::uint64_t>& numbers);

  /// The status of the run of each key, in the order of the keys; nullopt when it is not recorded.
  [[nodiscard]] std::vector<std::optional<Status>> statuses(std::span<const std::string> keys);

  /// For the run of each key the first of `metrics` that it lacks; an empty text where it has all
  /// of them, or is not recorded.
  [[nodiscard]] std::vector<std::string> lacking_metric(std::span<const std::string> keys,
                                                        std::span<const std::string> metrics);

  /// For the run of each key the final value of a metric; nullopt where it has none, or is not
  /// recorded.
  [[nodiscard]] std::vector<std::optional<double>> values(std::span<const std::string> keys,
                                                          const std::string& metric);

  // What claims are judged by (outcomes.hpp).
  /// One outcome per run of the revision's current plan, by cell and seed.
  [[nodiscard]] std::vector<Outcome> outcomes(std::int64_t revision_id, const std::string& metric);
  /// The cells of the revision's current plan that have recorded runs: number -> Cell::varied.
  [[nodiscard]] std::map<std::uint64_t, Field> varied_of_plan(std::int64_t revision_id);
  /// Name of each claim of a revision -> when the study first declared it.
  [[nodiscard]] std::map<std::string, std::string> declarations(std::int64_t revision_id);
  /// All looks at the claims of a study; empty for an unknown one.
  [[nodiscard]] std::vector<Look> looks(const std::string& study);
  /// The plugin files, data and numerics of these cells, which a look names as its basis.
  [[nodiscard]] CellSources sources(const std::vector<std::string>& cell_keys);

  /// The runs of a query as a wide table. Its columns are id, study, cell, seed, status, epochs and
  /// seconds, the fixed ones of query.columns, `tags` if one of the runs has a tag, then each
  /// parameter that varies among the study's runs (among all runs, without a study) and each of
  /// their metrics, both by full name. Runs that are superseded (without a study: in every study
  /// that has them) are left out unless query.superseded is true. Throws UserError for an unknown
  /// name or a wrong expression.
  [[nodiscard]] Table runs(const RunQuery& query);

  /// The full names of the columns that the query's expression and its order mention, each once.
  [[nodiscard]] std::vector<std::string> mentioned(const RunQuery& query);
  /// What `spellings` mean, as full names. Throws UserError with a hint for one that means no
  /// column, or several; `option` names it.
  [[nodiscard]] std::vector<std::string> resolved(const RunQuery& query,
                                                  const std::vector<std::string>& spellings,
                                                  const std::string& option);

  /// Reads the runs of a query one after the other, whole. Calls `begin` once with the names of the
  /// columns: key, study, cell, seed, revision, status, error, epochs, seconds, started_at,
  /// finished_at, cell_key, with query.superseded `superseded`, `tags` if one of the runs has a
  /// tag, every parameter by its full name, and for every metric NAME, NAME.best and
  /// NAME.best_epoch. Then calls `row` for each run with one field per column: null where the run
  /// has none. Ignores query.columns. Throws as runs() does.
  void each_run(const RunQuery& query,
                const std::function<void(const std::vector<std::string>&)>& begin,
                const std::function<void(const std::vector<Field>&)>& row);
  /// Reads the curves of the runs of a query, one after the other: by run, then by metric.
  void each_curve(const RunQuery& query, const std::function<void(const RunCurve&)>& curve);

  /// What deleting these runs and studies would delete.
  [[nodiscard]] Removal removal(const RemovalRequest& request);

  /// For a query that returned no run: lines that explain why (where_hint.hpp).
  [[nodiscard]] std::vector<std::string> where_hints(const RunQuery& query);

  /// Everything recorded of one run. Throws UserError unless exactly one run has this prefix.
  [[nodiscard]] StoredRun run(const std::string& prefix);
  /// The same; nullopt when no run has this prefix. Throws UserError when several have it.
  [[nodiscard]] std::optional<StoredRun> find_run(const std::string& prefix);
  /// The studies whose plans contain the run; the one that recorded it is first.
  [[nodiscard]] std::vector<Holder> holders(const std::string& prefix);
  /// The curves of a run: all, or only that of `metric` (none when it has no such curve).
  [[nodiscard]] std::vector<Curve> curves(const std::string& prefix,
                                          const std::string& metric = "");
  /// The curves of one metric of the runs with these whole keys, in the order of the keys. Runs
  /// without such a curve are skipped.
  [[nodiscard]] std::vector<Curve> curves_of(const std::vector<std::string>& keys,
                                             const std::string& metric);

  /// Words of a kind that a user may go on with after `begun` (offers.hpp).
  [[nodiscard]] std::vector<Offer> offers(Offered what, const std::string& begun,
                                          const std::string& study = "");

  /// The answer to a single SELECT. Throws UserError for any other statement, a wrong one, and an
  /// answer of more than about 256 MiB.
  [[nodiscard]] Table sql(const std::string& query);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ice::store
