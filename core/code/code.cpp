#include "code/code.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "base/error.hpp"
#include "base/whole_number.hpp"
#include "code/settings.hpp"

namespace ice::code {
namespace {

using base::Value;

constexpr std::array<std::string_view, 3> kSaves{"none", "final", "best"};

// Keys that a study writes beside an optimizer's parameters, and that are not the plugin's.
constexpr std::array kNoParameters{"name", "learning_rate", "schedule"};

PluginChoice choice_from(const Value& reference) {
  PluginChoice choice{reference.at("name"), reference};
  for (const char* key : kNoParameters) choice.parameters.erase(key);
  return choice;
}

// The layer's own setting, or the network's where it has none.
const Value& own_or(const Value& layer, const char* key, const Value& common) {
  const auto own = layer.find(key);
  return own == layer.end() ? common : *own;
}

// A layer past the end of a list of rates has none; the plan refuses such a list.
double dropout_of(const Value& layer, const Value& common, std::size_t index) {
  if (const auto own = layer.find("dropout"); own != layer.end()) return own->get<double>();
  if (!common.is_array()) return common.get<double>();
  return index < common.size() ? common[index].get<double>() : 0.0;
}

void read_network(const Value& resolved, Code& code) {
  const Value& network = resolved.at("network");
  const Value& initializer = resolved.at("initializer");
  const Value& dropout = resolved.at("regularization").at("dropout");
  for (const Value& layer : network.at("hidden"))
    code.hidden.push_back({base::whole_number(layer.at("units")),
                           choice_from(own_or(layer, "activation", network.at("activation"))),
                           choice_from(own_or(layer, "initializer", initializer)),
                           dropout_of(layer, dropout, code.hidden.size())});
  code.output = choice_from(network.at("output"));
  code.initializer = choice_from(initializer);
  if (dropout.is_array()) dropout.get_to(code.dropout_list);
}

void read_training(const Value& training, Code& code) {
  code.precision = training.value("precision", "float32") == "float64" ? data::Precision::kFloat64
                                                                       : data::Precision::kFloat32;
  code.epochs = base::whole_number(training.at("epochs"));
  if (const Value& size = training.at("batch_size"); size.is_number())
    code.batch_size = base::whole_number(size);
  code.clip_value = training.value("clip_value", 0.0);
  code.clip_norm = training.value("clip_norm", 0.0);
  code.label_smoothing = training.value("label_smoothing", 0.0);
  if (training.contains("early_stopping"))
    code.early_stopping = watch_from(training["early_stopping"]);
  if (training.contains("save")) code.save = save_from(training["save"].get<std::string>());
}

}  // namespace

std::string to_string(Save save) { return std::string(kSaves.at(static_cast<std::size_t>(save))); }

Save save_from(std::string_view text) {
  const auto* const found = std::ranges::find(kSaves, text);
  if (found == kSaves.end()) throw base::Error("no way to save a network: " + std::string(text));
  return static_cast<Save>(found - kSaves.begin());
}

Code read_code(Value resolved) {
  Code code;
  try {
    code.data = resolved.at("data");
    read_network(resolved, code);
    code.loss = choice_from(resolved.at("loss"));
    code.l2 = resolved.at("regularization").at("l2");
    const Value& optimizer = resolved.at("optimizer");
    code.optimizer = choice_from(optimizer);
    code.learning_rate = optimizer.at("learning_rate");
    if (optimizer.contains("schedule")) code.schedule = schedule_from(optimizer["schedule"]);
    read_training(resolved.at("training"), code);
  } catch (const Value::exception& error) {
    throw base::Error(std::string("the code of a run is not whole: ") + error.what());
  }
  code.resolved = std::move(resolved);
  return code;
}

std::vector<Layer> layers_of(const Code& code, std::uint64_t n_y) {
  std::vector<Layer> layers = code.hidden;
  layers.push_back({n_y, code.output, code.initializer, 0});
  return layers;
}

std::string kept_network(const Code& code, Save unless_given,
                         const std::string& experiment_metric) {
  const Save save = code.save.value_or(unless_given);
  if (save == Save::kNone) return "";
  if (save == Save::kFinal) return to_string(save);
  return to_string(save) + "-" + watched_metric(code, experiment_metric);
}

std::string watched_metric(const Code& code, const std::string& experiment_metric) {
  if (code.early_stopping) return code.early_stopping->metric;
  return experiment_metric.starts_with("test.") ? "" : experiment_metric;
}

}  // namespace ice::code
