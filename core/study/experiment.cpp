#include "study/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/rng.hpp"
#include "base/text.hpp"
#include "metric/metric.hpp"
#include "study/check.hpp"
#include "study/conditions.hpp"
#include "study/expand.hpp"
#include "study/parameters.hpp"
#include "study/read_search.hpp"
#include "study/schema.hpp"
#include "study/section.hpp"

namespace ice::study {
namespace {

using base::Value;

constexpr std::uint64_t kMaxValues = 1'000'000;  // all parameters of a grid together

// Cells are judged on held-out samples when there are any.
std::string natural_metric(const Value& code) {
  const Value* dev = base::find_path(code, "data.split.dev");
  return dev != nullptr && *dev != 0 ? "dev.cost" : "train.cost";
}

// A single number may be a seed, or how many.
std::string seeds_hint(const Node& node) {
  if (!node.is_scalar() || !node.scalar.is_number()) return "";
  const std::string number = base::to_text(node.scalar);
  return fmt::format("Write [{}] for the seed {}, or {{count: {}}} for so many", number, number,
                     number);
}

// Reads the section `experiment`, part by part.
class ExperimentReader {
 public:
  ExperimentReader(const Node& study, const Value& section, const ParameterNames& names,
                   Faults& faults)
      : absent_(absent_in(study)),
        node_(study.find("experiment") != nullptr ? *study.find("experiment") : absent_),
        section_(section),
        names_(names),
        faults_(faults) {}

  Experiment run() {
    read_scalars(section_["experiment"]);
    read_seeds();
    // What a method that is no word wants of its parameters is not known: random takes all.
    parameters_ = read_parameters(part("parameters"), names_,
                                  has_known_method_ ? out_.method : Method::kRandom, faults_);
    read_when(parameters_, names_, faults_);
    read_zip();
    read_exclude();
    if (has_known_method_) check_drawn();
    if (has_known_method_ && check_size()) spread_ranges(parameters_, faults_);
    for (const ReadParameter& read : parameters_) out_.parameters.push_back(read.parameter);
    if (faults_.count() == 0) read_search(node_, parameters_, names_, out_, faults_);
    return std::move(out_);
  }

 private:
  // A part of the section; null where it is left out.
  [[nodiscard]] const Node& part(const char* name) const {
    const Node* node = node_.find(name);
    return node != nullptr ? *node : absent_;
  }

  void fault(const char* name, const std::string& found, const std::string& hint = "") {
    faults_.add(part(name).is_null() ? node_ : part(name), std::string("experiment.") + name, found,
                hint);
  }

  void read_scalars(const Value& section) {
    const Value metric = section.value("metric", Value::object());
    has_known_method_ = part("method").is_null() || section.contains("method");
    out_.method = method_from(section.value("method", "grid"));
    out_.ahead = section.value("ahead", out_.ahead);
    out_.metric = metric.value("name", natural_metric(section_["code"]));
    out_.goal = natural_goal(out_.metric);
    if (metric.contains("goal"))
      out_.goal = metric["goal"] == "minimize" ? Goal::kMinimize : Goal::kMaximize;
    const Value limits = section.value("limits", Value::object());
    out_.limit_seconds = limits.value("seconds", out_.limit_seconds);
    out_.limit_memory = limits.value("memory", out_.limit_memory);
    const Value record = section.value("record", Value::object());
    out_.record_points = record.value("points", out_.record_points);
    out_.order = section.value("order", "") == "shuffled" ? Order::kShuffled : Order::kDeclared;
    out_.run_cap = section.value("run_cap", out_.run_cap);
  }

  void read_seeds() {
    const Node& node = part("seeds");
    if (node.is_list) return read_listed_seeds(node);
    if (!node.is_map && !node.is_null())
      return fault("seeds", "expected a list or {count: ..., root: ...}, got " + describe(node),
                   seeds_hint(node));
    const Value section = read_section("seeds", "experiment.seeds", node, faults_);
    out_.root = section.value("root", out_.root);
    const auto count = section.value<std::uint64_t>("count", 1);
    for (std::uint64_t i = 0; i < count; ++i) out_.seeds.push_back(base::derive_seed(out_.root, i));
  }

  void read_listed_seeds(const Node& node) {
    if (node.items.empty()) fault("seeds", "no seeds in the list");
    const Key& seed = *find_key("seeds.root");
    std::set<std::uint64_t> seen;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const std::string path = fmt::format("experiment.seeds[{}]", i);
      const auto value = check_value(seed, node.items[i], path, faults_);
      if (!value) continue;
      out_.seeds.push_back(value->get<std::uint64_t>());
      if (!seen.insert(out_.seeds.back()).second)
        faults_.add(node.items[i], path, fmt::format("{} is there twice", out_.seeds.back()));
    }
  }

  void read_zip() {
    const Node& node = part("zip");
    if (!node.is_list && !node.is_null())
      return fault("zip", "expected a list of lists of parameters, got " + describe(node));
    std::set<std::string> seen;
    for (std::size_t i = 0; i < node.items.size(); ++i)
      read_zip_group(node.items[i], fmt::format("experiment.zip[{}]", i), seen);
  }

  void read_zip_group(const Node& node, const std::string& path, std::set<std::string>& seen) {
    const std::size_t before = faults_.count();
    if (node.items.size() < 2)
      return faults_.add(node, path,
                         "expected a list of two parameters or more, got " +
                             (node.items.size() == 1 ? "a list of one" : describe(node)),
                         "For example zip: [[network.activation, optimizer.learning_rate]]");
    std::vector<std::string> group;
    std::set<std::uint64_t> sizes;
    for (const Node& item : node.items) {
      const ReadParameter* read = find_varied(item, path);
      if (read == nullptr) continue;
      if (!seen.insert(read->parameter.name).second)
        faults_.add(item, path, read->parameter.name + " is zipped twice");
      if (out_.method != Method::kGrid && read->parameter.values.empty() && read->is_sound)
        faults_.add(item, path, read->parameter.name + " is a range: zipped values are listed");
      else if (read->is_sound)
        sizes.insert(read->size());
      group.push_back(read->parameter.name);
    }
    if (faults_.count() > before) return;
    if (sizes.size() > 1) return faults_.add(node, path, uneven(group));
    out_.zip.push_back(std::move(group));
  }

  const ReadParameter* find_varied(const Node& item, const std::string& path) {
    if (!item.is_text()) {
      faults_.add(item, path, "expected a parameter's name, got " + describe(item));
      return nullptr;
    }
    const NameResolution name = names_.resolve(item.scalar.get<std::string>());
    if (!name.path) {
      faults_.add(item, path, describe(item) + ": " + name.found, name.hint);
      return nullptr;
    }
    const auto found = std::ranges::find(
        parameters_, *name.path, [](const ReadParameter& read) { return read.parameter.name; });
    if (found != parameters_.end()) return &*found;
    faults_.add(item, path, *name.path + " is not varied in experiment.parameters");
    return nullptr;
  }

  [[nodiscard]] std::string uneven(const std::vector<std::string>& group) const {
    std::vector<std::string> parts;
    for (const ReadParameter& read : parameters_) {
      if (std::ranges::find(group, read.parameter.name) != group.end())
        parts.push_back(fmt::format("{} has {}", read.parameter.name, read.size()));
    }
    return "zipped parameters need equally many values: " + base::join(parts, ", ");
  }

  void read_exclude() {
    const Node& node = part("exclude");
    if (!node.is_list && !node.is_null())
      return fault("exclude", "expected a list of conditions, got " + describe(node),
                   "For example exclude: [{network.activation: relu}]");
    const std::vector<std::string> varied = names_of(parameters_);
    const ConditionReader reader{names_, varied, faults_};
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const std::string path = fmt::format("experiment.exclude[{}]", i);
      const std::vector<Condition> conditions = reader.conditions(node.items[i], path);
      out_.exclude.push_back({conditions, to_text(conditions)});
    }
  }

  void check_drawn() {
    if (out_.method == Method::kGrid) return;
    const std::string method = "method: " + to_string(out_.method);
    if (out_.run_cap > kMaxTrials)
      fault("run_cap", fmt::format("at most {} runs are allowed", base::format_count(kMaxTrials)));
    if (out_.run_cap == 0)
      fault("run_cap", method + " needs a number of runs", "For example run_cap: 100");
    if (parameters_.empty()) fault("parameters", method + " needs parameters to draw");
  }

  // Returns whether ranges may be spread: not after an error, when there may be too many values.
  bool check_size() {
    const bool is_sound = std::ranges::all_of(parameters_, &ReadParameter::is_sound);
    if (!is_sound || out_.seeds.empty() || out_.method != Method::kGrid) return false;
    const std::vector<std::uint64_t> sizes = axis_sizes();
    double runs = static_cast<double>(out_.seeds.size());
    std::vector<std::string> factors;
    for (const std::uint64_t size : sizes) {
      runs *= static_cast<double>(size);
      factors.push_back(std::to_string(size));
    }
    if (runs <= static_cast<double>(kMaxTrials)) return check_values();
    fault("parameters",
          fmt::format("{} values and {} seed{} make {} runs, at most {} are allowed",
                      base::join(factors, " x "), out_.seeds.size(),
                      out_.seeds.size() == 1 ? "" : "s", base::format_short(runs),
                      base::format_count(kMaxTrials)),
          "List fewer values, or use method: random with run_cap");
    return false;
  }

  bool check_values() {
    std::uint64_t values = 0;
    for (const ReadParameter& read : parameters_) values += read.size();
    if (values <= kMaxValues) return true;
    fault("parameters",
          fmt::format("{} values, at most {} are allowed", values, base::format_count(kMaxValues)));
    return false;
  }

  // Zipped parameters count once.
  [[nodiscard]] std::vector<std::uint64_t> axis_sizes() const {
    std::vector<std::uint64_t> sizes;
    for (const ReadParameter& read : parameters_) {
      const bool is_counted = std::ranges::none_of(out_.zip, [&](const auto& group) {
        return std::ranges::find(group.begin() + 1, group.end(), read.parameter.name) !=
               group.end();
      });
      if (is_counted) sizes.push_back(read.size());
    }
    return sizes;
  }

  const Node absent_;
  const Node& node_;
  const Value& section_;
  const ParameterNames& names_;
  Faults& faults_;
  Experiment out_;
  bool has_known_method_ = true;
  std::vector<ReadParameter> parameters_;
};

}  // namespace

Goal natural_goal(std::string_view metric) {
  return metric::is_less_better(metric) ? Goal::kMinimize : Goal::kMaximize;
}

Goal goal_of(std::string_view metric, const Objective& study) {
  return metric == study.metric ? study.goal : natural_goal(metric);
}

Experiment read_experiment(const Node& study, const Value& section, const ParameterNames& names,
                           Faults& faults) {
  return ExperimentReader(study, section, names, faults).run();
}

}  // namespace ice::study
