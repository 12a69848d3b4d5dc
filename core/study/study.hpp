#pragma once
// A study: an idea, the code it is tried with, and the experiment; read from one YAML file, checked
// whole.
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "study/yaml.hpp"

namespace ice::study {

/// A comparison declared before the first run (claims.md). `better` and `than` are conditions on
/// parameters.
struct Claim {
  std::string name;
  std::string metric;
  std::map<std::string, base::Value> better;  ///< full parameter path -> value
  std::map<std::string, base::Value> than;
  double by = 0;
  double alpha = 0.05;
};

struct Idea {
  std::string title;
  std::string why;
  std::vector<std::string> tags;
  std::string follows;  ///< name of the study this idea grew out of, or empty
  std::vector<Claim> claims;
};

enum class Method { kGrid, kRandom };
enum class Goal { kMinimize, kMaximize };
enum class Order { kDeclared, kShuffled };
enum class Distribution { kCategorical, kUniform, kLogUniform, kIntUniform, kNormal, kLogNormal };

/// One condition on a parameter of a cell: `{gt: 0.5}`, or equality.
struct Condition {
  enum class Op { kLt, kLe, kGt, kGe, kEq, kNe, kIn };
  std::string parameter;  ///< full path
  Op op = Op::kEq;
  base::Value operand;
};

/// One varied parameter. Under grid all its values are listed (a range is spread over `points` or
/// in steps of `quantum`, both ends included); under random a range keeps its distribution and
/// `values` is empty. Values stand in their short form (forms.hpp): `tanh`, `[20, 7]`.
struct Parameter {
  std::string name;  ///< full path into `code`: "optimizer.learning_rate"
  std::vector<base::Value> values;
  Distribution distribution = Distribution::kCategorical;
  double min = 0, max = 0;      ///< of a uniform, log_uniform or int_uniform range
  double mu = 0, sigma = 1;     ///< of normal and (of the logarithm) log_normal
  double quantum = 0;           ///< q or step, 0: none
  std::uint64_t points = 0;     ///< grid: how many values a range was spread over, 0: not given
  std::vector<Condition> when;  ///< the parameter exists only in cells where all of these hold
};

/// Cells left out, with the reason `ice plan` prints ("network.activation = relu and
/// optimizer.learning_rate > 0.5").
struct Exclusion {
  std::vector<Condition> conditions;
  std::string text;
};

struct Experiment {
  Method method = Method::kGrid;
  std::string metric;  ///< "dev.cost", "train.accuracy" ...
  Goal goal = Goal::kMinimize;
  std::vector<std::uint64_t> seeds;   ///< every cell gets all of these
  std::uint64_t root = 0;             ///< of derived seeds, random cells and the shuffled order
  std::vector<Parameter> parameters;  ///< in the file's order
  std::vector<std::vector<std::string>> zip;
  std::vector<Exclusion> exclude;
  std::uint64_t record_points = 200;
  double limit_seconds = 0;        ///< per run; 0: none
  std::uint64_t limit_memory = 0;  ///< bytes per run; 0: none
  Order order = Order::kDeclared;
  std::uint64_t run_cap = 0;
};

struct Study {
  std::string file;  ///< as the user named it
  std::string name;
  Idea idea;
  /// The code section with every default of schema.cpp filled in, in its long form: a plugin
  /// reference is a map {"name": ..., its parameters}, `network.hidden` a list of {"units": n,
  /// ...} maps. A required key may be absent when a parameter sets it in every cell. The data
  /// section is as written: its defaults depend on the data set and are data/'s.
  base::Value code;
  Experiment experiment;
  std::vector<std::filesystem::path> plugin_path;        ///< absolute
  std::map<std::string, std::filesystem::path> plugins;  ///< pins: plugin id -> file, absolute
  std::string text;  ///< the resolved study as YAML: what the store keeps
  /// Where things stand, for messages of later checks: "optimizer.learning_rate" -> "f.yaml:12:5"
  /// (code, "network.hidden[0].activation" in lists), "parameters.<path>[i]" for the i-th value of
  /// a parameter, "experiment.metric", "idea.claims[i]".
  std::map<std::string, std::string> places;
  /// What makes sense but not as much as it seems, each "file:line:col: path: what": conditions and
  /// claims that overrides left without a cell, fewer cells than run_cap asks for.
  std::vector<std::string> warnings;
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

/// "path=value[,value...]" of the command line.
struct Override {
  std::string path;
  std::vector<base::Value> values;
};

/// Parses one override; the value is YAML. Throws UserError.
[[nodiscard]] Override parse_override(const std::string& text);

/// Reads and checks a study file and everything it includes; overrides replace a value, or make or
/// replace an axis. All errors are reported at once in one UserError. Plugin names and their
/// parameters are not known here: run/ checks them against the catalogue, with `places`. A
/// condition or claim of the file that can hold in no cell is an error; a warning when it could
/// before the overrides.
[[nodiscard]] Study load(const std::filesystem::path& file,
                         std::span<const Override> overrides = {});

/// The same for a text; relative paths in it are relative to `folder`.
[[nodiscard]] Study load_text(const std::string& text, const std::string& name_for_messages,
                              const std::filesystem::path& folder,
                              std::span<const Override> overrides = {});

/// The same for the text of a study that was planned before (Study::text): what it asks for in vain
/// was told then, and is not judged again.
[[nodiscard]] Study load_recorded(const std::string& text, const std::string& name_for_messages,
                                  const std::filesystem::path& folder);

}  // namespace ice::study
