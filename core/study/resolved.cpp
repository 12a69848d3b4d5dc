#include "study/resolved.hpp"

#include <utility>

#include "base/rng.hpp"
#include "study/conditions.hpp"
#include "study/distribution.hpp"
#include "study/folds.hpp"
#include "study/forms.hpp"
#include "study/yaml.hpp"

namespace ice::study {
namespace {

using base::Value;

void put(Node& map, const char* key, const Value& value) { map[key] = to_node(value); }

template <class T>
void put_unless_empty(Node& map, const char* key, const T& value) {
  if (!value.empty()) put(map, key, value);
}

Node claim_node(const Claim& claim) {
  Node node;
  put(node, "name", claim.name);
  put(node, "metric", claim.metric);
  put(node, "better", claim.better);
  put(node, "than", claim.than);
  put(node, "by", claim.by);
  put(node, "alpha", claim.alpha);
  return node;
}

Node idea_node(const Idea& idea) {
  Node node;
  node.is_map = true;
  put_unless_empty(node, "title", idea.title);
  put_unless_empty(node, "why", idea.why);
  put_unless_empty(node, "tags", idea.tags);
  put_unless_empty(node, "follows", idea.follows);
  if (!idea.claims.empty()) node["claims"].is_list = true;
  for (const Claim& claim : idea.claims) node["claims"].items.push_back(claim_node(claim));
  return node;
}

void put_range(Node& node, const Parameter& range) {
  put(node, "distribution", to_string(range.distribution));
  if (range.distribution == Distribution::kNormal ||
      range.distribution == Distribution::kLogNormal) {
    put(node, "mu", range.mu);
    put(node, "sigma", range.sigma);
  } else {
    put(node, "min", range.min);
    put(node, "max", range.max);
  }
  if (range.points > 0) put(node, "points", range.points);
  if (range.quantum > 0) put(node, "step", range.quantum);
}

Node parameter_node(const Parameter& parameter) {
  Node node;
  if (parameter.distribution == Distribution::kCategorical)
    put(node, "values", parameter.values);
  else
    put_range(node, parameter);
  if (!parameter.when.empty()) node["when"] = to_node(parameter.when);
  return node;
}

Node parameters_node(const std::vector<Parameter>& parameters) {
  Node node;
  node.is_map = true;
  for (const Parameter& parameter : parameters) node[parameter.name] = parameter_node(parameter);
  return node;
}

// Seeds that are derived from the root are written as count and root, others as a list.
Node seeds_node(const Experiment& experiment) {
  Node node;
  const std::vector<std::uint64_t> seeds = given_seeds(experiment);
  for (std::uint64_t i = 0; i < seeds.size(); ++i)
    if (seeds[i] != base::derive_seed(experiment.root, i)) return to_node(seeds);
  put(node, "count", seeds.size());
  put(node, "root", experiment.root);
  return node;
}

Node experiment_node(const Experiment& experiment) {
  Node node;
  put(node, "method", to_string(experiment.method));
  put(node["metric"], "name", experiment.metric);
  put(node["metric"], "goal", experiment.goal == Goal::kMinimize ? "minimize" : "maximize");
  node["seeds"] = seeds_node(experiment);
  node["parameters"] = parameters_node(experiment.parameters);
  put(node, "zip", experiment.zip);
  node["exclude"].is_list = true;
  for (const Exclusion& exclusion : experiment.exclude)
    node["exclude"].items.push_back(to_node(exclusion.conditions));
  put(node["record"], "points", experiment.record_points);
  put(node["limits"], "seconds", experiment.limit_seconds);
  put(node["limits"], "memory", experiment.limit_memory);
  put(node, "order", experiment.order == Order::kDeclared ? "declared" : "shuffled");
  put(node, "run_cap", experiment.run_cap);
  if (learns(experiment.method) && experiment.method != Method::kCmaes)
    put(node, "ahead", experiment.ahead);
  put_unless_empty(node, "start_with", experiment.start_with);
  return node;
}

Value texts_of(const std::vector<std::filesystem::path>& paths) {
  Value texts = Value::array();
  for (const std::filesystem::path& path : paths) texts.push_back(path.string());
  return texts;
}

// The text with the rest of the line that begins so, from `at` on, replaced by a name; every value
// of a resolved text that is no map or list of maps is on one line.
std::string with_value(const std::string& text, std::size_t at, const std::string& begin,
                       const std::string& name) {
  const std::size_t line = at == 0 && text.starts_with(begin) ? 0 : text.find("\n" + begin, at);
  if (line == std::string::npos) return text;
  const std::size_t value = text.find(begin, line) + begin.size();
  return text.substr(0, value) + to_yaml(Value(name)) + text.substr(text.find('\n', value) + 1);
}

}  // namespace

std::string resolved_text(const Study& study) {
  Node node;
  put(node, "name", study.name);
  node["idea"] = idea_node(study.idea);
  node["code"] = to_node(study.is_elsewhere ? Value("elsewhere") : short_code(study.code));
  node["experiment"] = experiment_node(study.experiment);
  put_unless_empty(node, "plugin_path", texts_of(study.plugin_path));
  for (const auto& [id, file] : study.plugins) put(node["plugins"], id.c_str(), file.string());
  return to_yaml(node);
}

std::string with_name(const std::string& text, const std::string& name) {
  return with_value(text, 0, "name: ", name);
}

std::string with_follows(const std::string& text, const std::string& name) {
  const std::size_t idea = text.find("\nidea:\n");
  return idea == std::string::npos ? text : with_value(text, idea, "  follows: ", name);
}

}  // namespace ice::study
