#pragma once
// A study: an idea, the code that tries it, and the experiment that varies the code. load() reads
// it from a YAML file and checks all of it except the plugins. The types here are plain values;
// threads may share one that nobody changes.
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/value.hpp"
#include "study/yaml.hpp"

namespace ice::study {

/// A comparison that is declared before the first run and judged after the last: the cells that
/// match `better` have a better `metric` than those that match `than`.
struct Claim {
  std::string name;
  std::string metric;
  std::map<std::string, base::Value> better;  ///< full path of a parameter -> its value
  std::map<std::string, base::Value> than;
  double by = 0;        ///< better by at least this, in units of the metric
  double alpha = 0.05;  ///< error rate of the verdict
};

/// The section `idea`.
struct Idea {
  std::string title;
  std::string why;
  std::vector<std::string> tags;
  std::string follows;  ///< name of the study that this idea grew out of, or empty
  std::vector<Claim> claims;
};

/// kAuto is tpe where anything is categorical or conditional, else tpe and then cmaes.
enum class Method { kGrid, kRandom, kSobol, kHalton, kTpe, kCmaes, kAuto };

/// The word for a method in a study: "tpe".
[[nodiscard]] std::string to_string(Method method);
/// The method of this word. REQUIRES: `word` is one that to_string returns.
[[nodiscard]] Method method_from(std::string_view word);
/// Whether core/search proposes the cells: all methods but grid and random.
[[nodiscard]] bool is_search(Method method);
/// Whether proposals depend on results: tpe, cmaes and auto.
[[nodiscard]] bool learns(Method method);

enum class Goal { kMinimize, kMaximize };
enum class Order { kDeclared, kShuffled };
enum class Distribution { kCategorical, kUniform, kLogUniform, kIntUniform, kNormal, kLogNormal };

/// One condition on a parameter of a cell. conditions.hpp reads and evaluates it.
struct Condition {
  enum class Op { kLt, kLe, kGt, kGe, kEq, kNe, kIn };
  std::string parameter;  ///< full path
  Op op = Op::kEq;
  base::Value operand;  ///< in short form; a list for kIn, a number for the orderings
};

/// One varied parameter: a list of values, or a range. With method grid a range is also spread into
/// `values`, both ends included; with method random its `values` is empty. Values are in their
/// short form (forms.hpp): `tanh`, `[20, 7]`.
struct Parameter {
  std::string name;  ///< full path into `code`: "optimizer.learning_rate"
  std::vector<base::Value> values;
  Distribution distribution = Distribution::kCategorical;  ///< kCategorical: not a range
  double min = 0, max = 0;      ///< ends of a uniform, log_uniform or int_uniform range
  double mu = 0, sigma = 1;     ///< mean and deviation of normal; for log_normal of the logarithm
  double quantum = 0;           ///< `q` or `step` of the file; 0: none
  std::uint64_t points = 0;     ///< grid: number of values the range is spread into; 0: not given
  std::vector<Condition> when;  ///< the parameter exists only in cells where all of these hold
};

/// A rule that leaves out the cells in which all conditions hold.
struct Exclusion {
  std::vector<Condition> conditions;
  std::string text;  ///< the conditions as `ice plan` prints them (to_text)
};

/// The section `experiment`: what is varied, over which seeds, and how results are ranked.
struct Experiment {
  Method method = Method::kGrid;
  std::string metric;  ///< "dev.cost", "train.accuracy" ...
  Goal goal = Goal::kMinimize;
  std::vector<std::uint64_t> seeds;  ///< every cell is run with each of these
  std::uint64_t folds = 0;           ///< each given seed stands so often in `seeds`, for one fold
                                     ///< each (folds.hpp); 0: once
  std::uint64_t root = 0;  ///< root of derived seeds, drawn cells, proposals and shuffled order
  std::vector<Parameter> parameters;          ///< in the order of the file
  std::vector<std::vector<std::string>> zip;  ///< groups of full paths that advance together
  std::vector<Exclusion> exclude;
  std::uint64_t record_points = 200;  ///< most points of a recorded curve
  double limit_seconds = 0;           ///< per run; 0: none
  std::uint64_t limit_memory = 0;     ///< bytes per run; 0: none
  Order order = Order::kDeclared;
  /// Most runs, 0: no cap. All methods but grid make cells for this number.
  std::uint64_t run_cap = 0;
  /// A method that learns proposes cell i from the results of the cells 0 .. i - ahead. cmaes goes
  /// by whole generations and ignores it.
  std::uint64_t ahead = 4;
  /// The first cells of all methods but grid: full path -> value. The method proposes the values of
  /// the other parameters.
  std::vector<std::map<std::string, base::Value>> start_with;
};

/// A checked study.
struct Study {
  std::string file;  ///< the file as the user named it, or the name_for_messages of load_text
  std::string name;
  Idea idea;
  /// The code section in long form (forms.hpp), with every default of the schema filled in. A
  /// required key may be absent when a parameter sets it in every cell. The section `data` has no
  /// defaults filled in, because they depend on the data set: core/data does that.
  base::Value code;
  /// `code: elsewhere`: somebody else trains the cells (ice ask, ice tell). Parameters may have any
  /// names then, and `code` means nothing.
  bool is_elsewhere = false;
  Experiment experiment;
  std::vector<std::filesystem::path> plugin_path;        ///< absolute
  std::map<std::string, std::filesystem::path> plugins;  ///< pinned plugin id -> file, absolute
  std::string text;  ///< resolved_text of the study, which the store keeps
  /// Locations for the messages of later checks: path -> "file:line:column". The paths are those
  /// into `code` ("optimizer.learning_rate", "network.hidden[0].activation"),
  /// "parameters.<path>[i]" for the i-th value of a parameter, "experiment.metric" and
  /// "idea.claims[i]".
  std::map<std::string, std::string> locations;
  /// Warnings for the user, each "file:line:column: path: what was found. hint": conditions and
  /// claims for which overrides left no cell, and fewer cells than run_cap asks for.
  std::vector<std::string> warnings;
};

/// What load() throws for a study with faults, all in its text: the study as far as it could be
/// read, for checks that need no whole one. What has a fault is absent from it.
class FaultyStudy : public base::UserError {
 public:
  FaultyStudy(const std::string& faults, Study study)
      : UserError("", faults), study_(std::make_shared<const Study>(std::move(study))) {}
  [[nodiscard]] const Study& study() const { return *study_; }

 private:
  std::shared_ptr<const Study> study_;  // shared: exceptions are copied
};

/// What is good for a metric, by its name: costs and errors are minimized, the rest maximized.
[[nodiscard]] Goal natural_goal(std::string_view metric);

/// The metric that a study is about, and what is good for it there.
struct Objective {
  std::string_view metric;
  Goal goal = Goal::kMinimize;
};

/// What is good for a metric in such a study: the study's goal where it is the study's metric, else
/// what is good for it by its name.
[[nodiscard]] Goal goal_of(std::string_view metric, const Objective& study);

/// The name of a study whose file does not give one: "planar_baseline.yaml" -> planar-baseline. It
/// does not begin with a dash, which every command would take for an option; empty when nothing is
/// left. A study without a file (tests, programs) is called study.
[[nodiscard]] std::string name_from(const std::filesystem::path& file);

/// Whether a study may have this name: a-z, 0-9 and -, with a letter or digit.
[[nodiscard]] bool is_study_name(std::string_view name);

/// An override from the command line: "path=value[,value...]".
struct Override {
  std::string path;
  std::vector<base::Value> values;
};

/// Parses one override; its values are YAML. Throws UserError.
[[nodiscard]] Override parse_override(const std::string& text);

/// Reads and checks a study file and the files that it includes, with the overrides applied
/// (override.hpp). Throws UserError: a FaultyStudy with all errors at once if its YAML can be
/// parsed. Whether plugins exist and have the given parameters is not checked here: core/code does
/// that against the catalogue. A condition or claim that can hold in no cell is an error, or only a
/// warning when it could hold without the overrides.
[[nodiscard]] Study load(const std::filesystem::path& file,
                         std::span<const Override> overrides = {});

/// The same for a text. Relative paths in it are relative to `folder`; messages call it
/// `name_for_messages`.
[[nodiscard]] Study load_text(const std::string& text, const std::string& name_for_messages,
                              const std::filesystem::path& folder,
                              std::span<const Override> overrides = {});

/// The same for the text of a study that was loaded before (Study::text). Conditions and claims
/// that can hold in no cell are not looked for: the user was warned when the study was run.
[[nodiscard]] Study load_recorded(const std::string& text, const std::string& name_for_messages,
                                  const std::filesystem::path& folder);

}  // namespace ice::study
