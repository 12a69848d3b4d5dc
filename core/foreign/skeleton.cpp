#include "foreign/skeleton.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "plugin/words.hpp"
#include "study/schema.hpp"
#include "study/study.hpp"
#include "study/words.hpp"
#include "study/yaml.hpp"

namespace ice::foreign {
namespace {

using base::Value;
using plugin::Kind;
using study::Node;

constexpr std::uint64_t kSeeds = 3, kUsualCells = 20;

// What the sweep does not say of the code.
Value example_code() {
  return {
      {"data", {{"name", "planar"}, {"samples", 400}, {"split", {{"train", 0.8}, {"dev", 0.2}}}}},
      {"network", {{"hidden", {16}}, {"activation", "relu"}, {"output", "sigmoid"}}},
      {"loss", "binary_cross_entropy"},
      {"optimizer", {{"name", "adam"}, {"learning_rate", 0.01}}},
      {"training", {{"epochs", 20}, {"batch_size", 64}}}};
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}

// The key of code that a name of elsewhere means: its whole path, its last part (not of the data: x
// and y are files' there), or a usual word.
const study::Key* key_of(const std::string& name) {
  if (const study::Key* const key = study::find_code_key(name)) return key;
  const std::string last(base::split_last(name).second);
  const study::Key* found = nullptr;
  for (const study::Key& key : study::all_keys()) {
    const bool may_be_meant = key.path.starts_with("code.") && !key.path.starts_with("code.data.");
    if (!may_be_meant || base::split_last(key.path).second != last) continue;
    if (found != nullptr) return nullptr;  // samples, seed ... mean several
    found = &key;
  }
  return found != nullptr ? found : study::find_key(study::key_for_word(last));
}

std::optional<Kind> kind_of_key(const study::Key& key) {
  if (key.type != study::Type::kPlugin) return std::nullopt;
  const std::string last(base::split_last(key.path).second);
  return last == "output" ? Kind::kActivation : plugin::kind_from(last);
}

class Builder {
 public:
  Builder(const Sweep& sweep, std::string name, const plugin::Catalog& catalog)
      : sweep_(sweep), name_(std::move(name)), catalog_(catalog), code_(example_code()) {}

  Skeleton build(const std::string& command) {
    for (const SweepParameter& parameter : sweep_.parameters) take(parameter);
    take_method();
    for (const std::string& rest : sweep_.without_counterpart)
      remark(rest + ": has no counterpart");
    Skeleton skeleton{comments(command) + yaml(parameters_) + "\n", std::move(remarks_), taken_};
    (void)study::load_text(skeleton.text, name_, ".");  // what is written is a study
    return skeleton;
  }

 private:
  void remark(const std::string& text) { remarks_.push_back(text); }

  void take(const SweepParameter& parameter) {
    const std::string last(base::split_last(parameter.name).second);
    if (const std::string word = lower(last); word == "seed" || word == "random_seed")
      return take_seeds(parameter);
    const study::Key* const key = key_of(parameter.name);
    if (key == nullptr || !key->path.starts_with("code.")) {
      const std::string hint = study::hint_for_key(last, "code");
      return remark(fmt::format("{}: {}: {}", parameter.name, base::to_text(parameter.definition),
                                hint.empty() ? "no parameter here is called so" : hint));
    }
    const std::string path = key->path.substr(5);
    const Value definition = translated(parameter, *key);
    if (definition.is_null()) return;
    if (definition.contains("value"))
      set(path, definition["value"], parameter);
    else
      vary(path, definition, parameter);
  }

  // With the values that mean the same here; null where there is none.
  Value translated(const SweepParameter& parameter, const study::Key& key) {
    Value definition = parameter.definition;
    const std::string word = lower(std::string(base::split_last(parameter.name).second));
    if (word.find("layers") != std::string::npos && word.find("size") == std::string::npos &&
        key.type == study::Type::kLayers) {
      remark(fmt::format("{}: {}: here hidden: [20, 7] has a number of units for each layer",
                         parameter.name, base::to_text(definition)));
      return nullptr;
    }
    if (word == "keep_prob" || word == "keepprob") {
      remark(parameter.name + ": here dropout is the share that is switched off, 1 - keep_prob");
      return nullptr;
    }
    if (definition.contains("value")) {
      const auto value = translated(definition["value"], key, parameter.name);
      return value ? Value{{"value", *value}} : Value();
    }
    if (!definition.contains("values")) return definition;
    Value values = Value::array();
    for (const Value& given : definition["values"])
      if (const auto value = translated(given, key, parameter.name);
          value && std::ranges::find(values, *value) == values.end())
        values.push_back(*value);
    return values.empty() ? Value() : Value{{"values", values}};
  }

  std::optional<Value> translated(const Value& value, const study::Key& key,
                                  const std::string& name) {
    if (key.type == study::Type::kLayers && value.is_number()) return Value::array({value});
    const auto kind = kind_of_key(key);
    if (!kind || !value.is_string()) return value;
    const std::string given = value.get<std::string>();
    const std::string meant = plugin::name_for_word(*kind, given);
    const std::string& known = meant.empty() ? lower(given) : meant;
    try {
      (void)catalog_.find(*kind, known, "");
    } catch (const base::UserError&) {
      const std::string hint = plugin::hint_for_plugin(*kind, given);
      remark(fmt::format("{}: {}: there is no such {}{}", name, given, plugin::to_string(*kind),
                         hint.empty() ? "" : ". " + hint));
      return std::nullopt;
    }
    if (known != given) remark(fmt::format("{}: {} is {} here", name, given, known));
    return known;
  }

  void take_seeds(const SweepParameter& parameter) {
    const Value& definition = parameter.definition;
    const Value values = definition.contains("values")  ? definition["values"]
                         : definition.contains("value") ? Value::array({definition["value"]})
                                                        : Value::array();
    const bool fits = !values.empty() && std::ranges::all_of(values, [](const Value& value) {
      return value.is_number_unsigned() || (value.is_number_integer() && value >= 0);
    });
    if (!fits)
      return remark(fmt::format("{}: {}: seeds are a list, or {{count: 5}}", parameter.name,
                                base::to_text(definition)));
    seeds_ = values;
    ++taken_;
  }

  // Takes it when the study with it is one.
  void set(const std::string& path, const Value& value, const SweepParameter& parameter) {
    const Value before = code_;
    const Value* const place = base::find_path(code_, path);
    if (place != nullptr && place->is_object() && !value.is_object())
      base::set_path(code_, path + ".name", value);
    else
      base::set_path(code_, path, value);
    if (fits(parameter, {}))
      ++taken_;
    else
      code_ = before;
  }

  void vary(const std::string& path, const Value& definition, const SweepParameter& parameter) {
    std::vector<std::pair<std::string, Value>> alone{{path, definition}};
    if (!fits(parameter, alone)) return;
    parameters_.push_back(alone.front());
    ++taken_;
  }

  // Whether such a study is one; what it says else is remarked.
  bool fits(const SweepParameter& parameter,
            const std::vector<std::pair<std::string, Value>>& varied) {
    try {
      (void)study::load_text(yaml(varied), name_, ".");
      return true;
    } catch (const base::UserError& error) {
      const std::string text = error.what();
      const auto path = text.find(": ");
      remark(fmt::format("{}: {}: {}", parameter.name, base::to_text(parameter.definition),
                         path == std::string::npos ? text : text.substr(path + 2)));
      return false;
    }
  }

  [[nodiscard]] bool has_range() const {
    return std::ranges::any_of(parameters_, [](const auto& one) {
      return one.second.contains("min") || one.second.contains("mu");
    });
  }

  void take_method() {
    method_ = sweep_.method == "bayes" ? "auto" : sweep_.method;
    if (parameters_.empty()) method_ = "grid";
    if (method_ == "grid" && has_range()) method_ = "random";
    if (method_ != sweep_.method)
      remark(fmt::format("method: {} is {} here", sweep_.method, method_));
    if (sweep_.metric.empty()) return;
    const std::string meant = study::metric_for_word(sweep_.metric);
    if (meant.empty())
      remark(
          fmt::format("metric: {}: none here is called so, {} is taken", sweep_.metric, metric_));
    else
      metric_ = meant.substr(0, meant.find(' '));
    if (metric_ != sweep_.metric && !meant.empty())
      remark(fmt::format("metric: {} is {} here", sweep_.metric, metric_));
  }

  [[nodiscard]] std::string comments(const std::string& command) const {
    std::string text = fmt::format(
        "# Made by '{}'. data, network and loss are examples where the sweep does not set them: "
        "put "
        "yours there.\n",
        command);
    if (!remarks_.empty())
      text += fmt::format("# What {} has and is otherwise here:\n", sweep_.tool);
    for (const std::string& one : remarks_) text += "#   " + one_line(one) + "\n";
    return text;
  }

  static std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 32; }, ' ');
    return text;
  }

  [[nodiscard]] std::string yaml(const std::vector<std::pair<std::string, Value>>& varied) const {
    Node study;
    study["name"] = study::to_node(name_);
    const bool has_title = !sweep_.title.empty();
    study["idea"]["title"] =
        study::to_node(has_title ? sweep_.title : fmt::format("A sweep of {}", sweep_.tool));
    for (const char* key :
         {"data", "network", "initializer", "loss", "optimizer", "regularization", "training"})
      if (code_.contains(key)) study["code"][key] = study::to_node(code_[key]);
    Node& experiment = study["experiment"];
    const bool is_grid = method_ == "grid" && std::ranges::none_of(varied, [](const auto& one) {
                           return !one.second.contains("values");
                         });
    experiment["method"] = study::to_node(is_grid             ? "grid"
                                          : method_ == "grid" ? "random"
                                                              : method_);
    experiment["metric"]["name"] = study::to_node(metric_);
    const bool is_turned = lower(sweep_.metric).find("err") != std::string::npos &&
                           metric_.ends_with("accuracy");  // an error rate is an accuracy here
    if (!is_turned && (sweep_.goal == "minimize" || sweep_.goal == "maximize"))
      experiment["metric"]["goal"] = study::to_node(sweep_.goal);
    experiment["seeds"] = study::to_node(seeds_.empty() ? Value{{"count", kSeeds}} : seeds_);
    if (!is_grid || sweep_.cells > 0)
      experiment["run_cap"] = study::to_node((sweep_.cells > 0 ? sweep_.cells : kUsualCells) *
                                             (seeds_.empty() ? kSeeds : seeds_.size()));
    experiment["parameters"].is_map = true;
    for (const auto& [path, definition] : varied)
      experiment["parameters"][path] = study::to_node(definition);
    return study::to_yaml(study);
  }

  const Sweep& sweep_;
  std::string name_;
  const plugin::Catalog& catalog_;
  Value code_;
  Value seeds_ = Value::array();
  std::string method_ = "grid", metric_ = "dev.cost";
  std::vector<std::pair<std::string, Value>> parameters_;
  std::vector<std::string> remarks_;
  std::size_t taken_ = 0;
};

}  // namespace

Skeleton skeleton_of(const Sweep& sweep, const std::string& name, const std::string& command,
                     const plugin::Catalog& catalog) {
  return Builder(sweep, name, catalog).build(command);
}

}  // namespace ice::foreign
