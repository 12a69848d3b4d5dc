#include "code/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "code/settings.hpp"
#include "data/dataset.hpp"
#include "data/split.hpp"
#include "study/folds.hpp"
#include "study/forms.hpp"
#include "study/schema.hpp"

namespace ice::code {
namespace {

using base::Value;
using plugin::Kind;

constexpr std::string_view kCore = "core/";
constexpr const char* kSchedule = "schedule";
// Keys that a study writes beside an optimizer's parameters, and that are not the plugin's.
constexpr std::array kHostKeys{"learning_rate", kSchedule};
constexpr const char* kSchedulePath = "optimizer.schedule";

// Calls visit(kind, path, reference) for every plugin reference of a code section.
template <class Visit>
void for_each_reference(Value& code, Visit visit) {
  const auto at = [&](Value& map, const char* key, Kind kind, const std::string& path) {
    if (map.contains(key) && map[key].is_object()) visit(kind, path + key, map[key]);
  };
  Value& network = code["network"];
  at(network, "activation", Kind::kActivation, "network.");
  for (std::size_t i = 0; i < network["hidden"].size(); ++i) {
    const std::string path = fmt::format("network.hidden[{}].", i);
    at(network["hidden"][i], "activation", Kind::kActivation, path);
    at(network["hidden"][i], "initializer", Kind::kInitializer, path);
  }
  at(network, "output", Kind::kActivation, "network.");
  at(code, "initializer", Kind::kInitializer, "");
  at(code, "loss", Kind::kLoss, "");
  at(code, "optimizer", Kind::kOptimizer, "");
}

bool is_within(std::string_view path, std::string_view of) {
  return path.starts_with(of) &&
         (path.size() == of.size() || path[of.size()] == '.' || path[of.size()] == '[');
}

// "parameters.<name>[i]" of the value that the trial has for a varied parameter.
std::string value_key(const study::Study& study, const std::string& name, const Value& value) {
  for (const study::Parameter& parameter : study.experiment.parameters) {
    if (parameter.name != name) continue;
    const auto at = std::ranges::find(parameter.values, value);
    if (at == parameter.values.end()) break;
    return fmt::format("parameters.{}[{}]", name, at - parameter.values.begin());
  }
  return "parameters." + name;
}

// A code section with only the references that a parameter with this value sets or changes; null
// where it is no part of one, or of one that the study varies too.
Value references_of(const study::Study& study, const std::string& name, const Value& value) {
  using study::Type;
  Value code;
  const study::Key* const key = study::find_code_key(name);
  if (key != nullptr && key->type != Type::kPlugin && key->type != Type::kLayers) return code;
  if (key == nullptr) {  // a plugin's own parameter
    const std::string reference(base::split_last(name).first);
    const Value* const written = base::find_path(study.code, reference);
    const bool is_varied = std::ranges::any_of(
        study.experiment.parameters, [&](const auto& one) { return one.name == reference; });
    if (written == nullptr || is_varied) return code;
    base::set_path(code, reference, *written);
  }
  base::set_path(code, name, study::long_form(key, value));
  return code;
}

std::string short_name(const std::string& id) {
  return id.starts_with(kCore) ? id.substr(kCore.size()) : id;
}

// [{units: 20}, {units: 7}] as [20, 7]: what people write and ask for.
Value short_layers(const Value& hidden) {
  Value list = Value::array();
  for (const Value& layer : hidden)
    list.push_back(layer.size() == 1 && layer.contains("units") ? layer["units"] : layer);
  return list;
}

using Flat = std::vector<std::pair<std::string, Value>>;

void flatten_map(const Value& map, const std::string& path, const std::set<std::string>& references,
                 Flat& flat) {
  for (const auto& [key, value] : map.items()) {
    const std::string full = path.empty() ? key : fmt::format("{}.{}", path, key);
    if (key == "name" && references.contains(path))
      flat.emplace_back(path, short_name(value.get<std::string>()));
    else if (full == "network.hidden")
      flat.emplace_back(full, short_layers(value));
    else if (value.is_object())
      flatten_map(value, full, references, flat);
    else if (!value.is_null())
      flat.emplace_back(full, value);
  }
}

}  // namespace

std::string location_of(const study::Study& study, const study::Trial& trial,
                        const std::string& path) {
  for (const auto& [name, value] : trial.parameters) {
    if (!is_within(path, name) && !is_within(name, path)) continue;
    const auto location = study.locations.find(value_key(study, name, value));
    if (location != study.locations.end()) return location->second;
  }
  for (std::string part = path;; part.erase(part.find_last_of(".["))) {
    const auto location = study.locations.find(part);
    if (location != study.locations.end()) return location->second;
    if (part.find_last_of(".[") == std::string::npos) return study.file;
  }
}

const plugin::PluginInfo& ResolvedCode::at(const std::string& path) const {
  for (const PluginReference& reference : plugins)
    if (reference.path == path) return *reference.plugin;
  throw base::Error("no plugin at " + path);
}

const plugin::PluginInfo& ResolvedCode::named(Kind kind, const std::string& id) const {
  for (const PluginReference& reference : plugins)
    if (reference.kind == kind && reference.plugin->id == id) return *reference.plugin;
  throw base::Error(fmt::format("no {} {}", to_string(kind), id));
}

Resolver::Resolver(const study::Study& study, const plugin::Catalog& catalog)
    : study_(study), catalog_(catalog) {}

const Resolver::Lookup& Resolver::remember(const std::string& key,
                                           const std::function<Lookup()>& look_up) {
  const auto [at, is_new] = lookups_.try_emplace(key);
  try {
    if (is_new) at->second = look_up();
  } catch (const base::UserError& error) {
    faults_.emplace_back(error.what());
  }
  return at->second;
}

Resolver::Lookup Resolver::look_up(Kind kind, const study::Trial& trial, const std::string& path,
                                   const Value& reference) const {
  Value own = reference;
  if (kind == Kind::kOptimizer)
    for (const char* key : kHostKeys) own.erase(key);
  const plugin::Resolved resolved = catalog_.resolve(kind, own, location_of(study_, trial, path));
  Lookup found{resolved.parameters, resolved.plugin};
  found.value["name"] = resolved.plugin->id;
  if (kind != Kind::kOptimizer) return found;
  for (const char* key : kHostKeys)
    if (reference.contains(key)) found.value[key] = reference[key];
  if (reference.contains(kSchedule))
    found.value[kSchedule] = schedule_at(trial, reference[kSchedule]);
  return found;
}

const Resolver::Lookup& Resolver::plugin_at(Kind kind, const study::Trial& trial,
                                            const std::string& path, const Value& reference) {
  return remember(to_string(kind) + reference.dump(),
                  [&] { return look_up(kind, trial, path, reference); });
}

void Resolver::check_references(study::Trial trial) {
  Value code = std::move(trial.code);
  for_each_reference(code, [&](Kind kind, const std::string& path, const Value& reference) {
    try {
      (void)look_up(kind, trial, path, reference);  // forgotten: no trial may name the plugin
    } catch (const base::UserError& error) {
      faults_.emplace_back(error.what());
    }
  });
}

void Resolver::check_written() {
  const auto& parameters = study_.experiment.parameters;
  study::Trial written;
  written.code = study_.code;
  check_references(written);
  for (const study::Parameter& parameter : parameters) {
    for (const Value& value : parameter.values) {
      study::Trial one;
      one.parameters = {{parameter.name, value}};
      one.code = references_of(study_, parameter.name, value);
      if (one.code.is_null()) break;
      check_references(std::move(one));
    }
  }
  const bool varies_data = std::ranges::any_of(
      parameters, [](const auto& parameter) { return is_within(parameter.name, "data"); });
  if (study_.code.contains("data") && !varies_data) data_of(written);
}

Value Resolver::schedule_at(const study::Trial& trial, const Value& given) const {
  return complete_schedule(given, [&](const std::string& setting) {
    return location_of(study_, trial, fmt::format("{}.{}", kSchedulePath, setting));
  });
}

const Resolver::Lookup& Resolver::data_of(const study::Trial& trial) {
  const Value& section = trial.code["data"];
  return remember("data" + section.dump(), [&] {
    const auto where = [&](const std::string& path) {
      return location_of(study_, trial, path) + ": " + data::code_path(path);
    };
    return Lookup{data::complete_section(section, where)};
  });
}

std::optional<ResolvedCode> Resolver::resolve(const study::Trial& trial) {
  Value code = trial.code;
  std::vector<PluginReference> plugins;
  const Lookup& data = data_of(trial);
  code["data"] = data.value;
  bool is_whole = !data.value.is_null();
  for_each_reference(code, [&](Kind kind, const std::string& path, Value& reference) {
    const Lookup& found = plugin_at(kind, trial, path, reference);
    reference = found.value;
    plugins.push_back({path, kind, found.plugin});
    is_whole = is_whole && found.plugin != nullptr;
  });
  if (!is_whole) return std::nullopt;
  Value& training = code["training"];
  if (training.contains("early_stopping"))
    training["early_stopping"] = complete_early_stopping(training["early_stopping"]);
  return ResolvedCode{read_code(std::move(code)), std::move(plugins)};
}

Code Resolver::of_run(Code code, std::uint64_t seed_index) const {
  if (!data::is_drawn_by_run(code.data)) return code;
  const study::RunSplit split = study::split_of(study_.experiment, seed_index);
  code.data = data::section_of_run(std::move(code.data), split.seed, split.fold);
  code.resolved["data"] = code.data;
  return code;
}

std::set<const plugin::PluginInfo*> Resolver::plugins() const {
  std::set<const plugin::PluginInfo*> plugins;
  for (const auto& [reference, lookup] : lookups_)
    if (lookup.plugin != nullptr) plugins.insert(lookup.plugin);
  return plugins;
}

std::map<std::string, std::string> plugin_identities(const ResolvedCode& resolved) {
  std::map<std::string, std::string> identities;
  for (const PluginReference& reference : resolved.plugins) {
    const plugin::PluginInfo& plugin = *reference.plugin;
    const bool is_core = plugin.id.starts_with(kCore);
    identities[to_string(plugin.kind) + " " + plugin.id] = is_core ? "" : plugin.sha256;
  }
  return identities;
}

Flat flatten(const ResolvedCode& resolved) {
  std::set<std::string> references{kSchedulePath};
  for (const PluginReference& reference : resolved.plugins) references.insert(reference.path);
  Flat flat;
  flatten_map(resolved.code.resolved, "", references, flat);
  return flat;
}

}  // namespace ice::code
