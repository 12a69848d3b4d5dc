#include "plugin/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "plugin/known_form.hpp"

namespace ice::plugin {
namespace {

// What is wrong with a descriptor. The callers put the location ("activation swish: ") in front.
struct Fault {
  std::string text;
};

void require(bool holds, const std::string& otherwise) {
  if (!holds) throw Fault{otherwise};
}

std::string text(const char* given, const std::string& what) {
  require(given != nullptr, what + " is null");
  std::string out = given;
  require(base::is_utf8(out), what + " is not UTF-8");
  return out;
}

std::string identifier(const char* given, const std::string& what) {
  std::string out = text(given, what);
  require(base::is_identifier(out),
          fmt::format("{} '{}' is not like 'leaky_relu': [a-z][a-z0-9_]*", what, out));
  return out;
}

// A struct that any SDK of this ABI may have written, in the form that this host knows.
template <class Struct>
Struct whole(const Struct* given, const std::string& what) {
  static_assert(kFirstSize<Struct> > 0);
  require(given != nullptr, what + " is null");
  require(given->size >= kFirstSize<Struct>, fmt::format("{} has {} bytes, expected at least {}",
                                                         what, given->size, kFirstSize<Struct>));
  return known_form(given);
}

base::Value value_of(const ice_value& value) {
  if (value.type == ICE_REAL) return value.real;
  if (value.type == ICE_INTEGER) return value.integer;
  if (value.type == ICE_BOOLEAN) return value.integer != 0;
  return text(value.choice, "default");
}

base::Rule::Type type_of(std::uint32_t type) {
  using enum base::Rule::Type;
  constexpr std::array kTypes{kReal, kWhole, kFlag, kChoice};
  static_assert(ICE_REAL == 1 && ICE_INTEGER == 2 && ICE_BOOLEAN == 3 && ICE_CHOICE == 4);
  return kTypes.at(type - ICE_REAL);
}

base::Interval interval_of(double low, double high, std::uint32_t flags) {
  return {.low = low,
          .high = high,
          .low_open = (flags & ICE_MIN_OPEN) != 0,
          .high_open = (flags & ICE_MAX_OPEN) != 0};
}

std::vector<std::string> choices_of(const ice_param& param) {
  std::vector<std::string> out;
  if (param.type != ICE_CHOICE) return out;
  require(param.choice_count > 0 && param.choices != nullptr, "has no choices");
  for (std::uint32_t i = 0; i < param.choice_count; ++i)
    out.push_back(text(param.choices[i], "a choice"));
  return out;
}

// The rule that the plugin declares. A flag and a choice have no range, whatever the fields hold.
base::Rule rule_of(const ice_param& param) {
  const base::Rule::Type type = type_of(param.type);
  const bool is_number = param.type == ICE_REAL || param.type == ICE_INTEGER;
  return {.type = type,
          .range = is_number ? interval_of(param.min, param.max, param.flags) : base::Interval{},
          .choices = choices_of(param)};
}

ParameterInfo parameter_of(const ice_param& param) {
  require(param.type >= ICE_REAL && param.type <= ICE_CHOICE,
          fmt::format("type {} is not known", param.type));
  require(param.fallback.type == param.type, "default has another type");
  ParameterInfo info{.name = param.name,
                     .doc = text(param.doc, "doc"),
                     .unit = text(param.unit, "unit"),
                     .rule = rule_of(param),
                     .fallback = value_of(param.fallback),
                     .log_scale = (param.flags & ICE_LOG_SCALE) != 0};
  const base::Interval& range = info.rule.range;
  require(!std::isnan(range.low) && !std::isnan(range.high), "its bounds are not numbers");
  require(range.low <= range.high, "its lowest value is above its highest");
  require(info.rule.allows(info.fallback),
          fmt::format("default {} is outside: {}", base::to_text(info.fallback),
                      info.rule.range_text()));
  require(!info.log_scale || range.low >= 0, "a logarithmic scale needs values above 0");
  return info;
}

std::vector<ParameterInfo> parameters_of(const ice_plugin& plugin) {
  std::vector<ParameterInfo> out;
  require(plugin.param_count == 0 || plugin.params != nullptr, "params is null");
  for (std::uint32_t i = 0; i < plugin.param_count; ++i) {
    const ice_param param = whole(plugin.params[i], fmt::format("parameter {}", i + 1));
    const std::string name = identifier(param.name, fmt::format("parameter {}: name", i + 1));
    const bool is_new =
        std::none_of(out.begin(), out.end(), [&](const auto& p) { return p.name == name; });
    require(is_new, fmt::format("parameter {} is declared twice", name));
    try {
      out.push_back(parameter_of(param));
    } catch (const Fault& fault) {
      throw Fault{fmt::format("parameter {}: {}", name, fault.text)};
    }
  }
  return out;
}

void check_functions(const ice_plugin& plugin, Kind kind) {
  require(plugin.create != nullptr && plugin.destroy != nullptr, "create or destroy is null");
  const std::string table = "its function table";
  bool complete = true;
  switch (kind) {
    case Kind::kActivation: {
      const ice_activation f = whole(plugin.functions.activation, table);
      complete = f.forward != nullptr && f.backward != nullptr;
      break;
    }
    case Kind::kInitializer:
      complete = whole(plugin.functions.initializer, table).fill != nullptr;
      break;
    case Kind::kLoss: {
      const ice_loss f = whole(plugin.functions.loss, table);
      const bool fuses = plugin.fuses != nullptr;
      complete = f.value != nullptr && f.gradient != nullptr &&
                 fuses == (f.fused_value != nullptr) && fuses == (f.fused_gradient != nullptr);
      break;
    }
    case Kind::kOptimizer:
      complete = whole(plugin.functions.optimizer, table).step != nullptr;
      break;
  }
  require(complete, "a function that its kind needs is null");
}

std::vector<std::string> traits_of(const ice_plugin& plugin) {
  constexpr std::array<std::pair<ice_trait, const char*>, 10> kNames{{
      {ICE_ELEMENTWISE, "elementwise"},
      {ICE_IN_PLACE, "in_place"},
      {ICE_NEEDS_Z, "needs_z"},
      {ICE_NEEDS_A, "needs_a"},
      {ICE_STOCHASTIC, "stochastic"},
      {ICE_ZERO_AT_TARGET, "zero_at_target"},
      {ICE_SUMS_TO_ONE, "sums_to_one"},
      {ICE_SIGNED_SCORES, "signed_scores"},
      {ICE_CLASS_TARGETS, "class_targets"},
      {ICE_FUSED_DIFFERENCE, "fused_difference"},
  }};
  std::vector<std::string> out;
  for (const auto& [trait, name] : kNames) {
    if (plugin.traits & trait) out.emplace_back(name);
  }
  return out;
}

std::vector<std::string> slots_of(const ice_plugin& plugin) {
  std::vector<std::string> out;
  require(plugin.slot_count == 0 || plugin.slots != nullptr, "slots is null");
  for (std::uint32_t i = 0; i < plugin.slot_count; ++i) {
    out.push_back(identifier(plugin.slots[i], fmt::format("slot {}", i + 1)));
  }
  return out;
}

std::string fuses_of(const ice_plugin& plugin) {
  if (plugin.fuses == nullptr) return "";
  const std::string name = text(plugin.fuses, "fuses");
  require(base::is_identifier(short_name(name)),
          fmt::format("fuses '{}', which is no plugin's id", name));
  return qualified(name);
}

std::optional<base::Interval> outputs_of(const ice_plugin& plugin, Kind kind) {
  if (plugin.outputs == nullptr) return std::nullopt;
  const ice_range& range = *plugin.outputs;
  require(kind == Kind::kActivation || kind == Kind::kLoss,
          "declares outputs, which its kind has not");
  require(!std::isnan(range.low) && !std::isnan(range.high), "outputs: its ends are not numbers");
  require(range.low <= range.high, "outputs: its low end is above its high end");
  return interval_of(range.low, range.high, range.flags);
}

PluginInfo plugin_of(const ice_plugin& plugin, Kind kind, const Card& card) {
  require(plugin.dtypes & ICE_HAS_FLOAT64, "does not know double");
  check_functions(plugin, kind);
  return {.kind = kind,
          .id = card.package + "/" + plugin.id,
          .doc = text(plugin.doc, "doc"),
          .version = card.version,
          .licence = card.licence,
          .parameters = parameters_of(plugin),
          .traits = traits_of(plugin),
          .float32 = (plugin.dtypes & ICE_HAS_FLOAT32) != 0,
          .outputs = outputs_of(plugin, kind),
          .fuses = fuses_of(plugin),
          .slots = slots_of(plugin),
          .file = {},
          .sha256 = {},
          .stamp = {},
          .failed_tests = {},
          .card = to_value(card)};
}

PluginInfo described(const ice_plugin* given, std::uint32_t number, const Card& card) {
  std::string where = fmt::format("plugin {}", number);
  try {
    const ice_plugin plugin = whole(given, "its descriptor");
    require(plugin.kind >= ICE_ACTIVATION && plugin.kind <= ICE_OPTIMIZER,
            fmt::format("kind {} is not known", plugin.kind));
    const auto kind = static_cast<Kind>(plugin.kind);
    where = to_string(kind) + " " + identifier(plugin.id, "id");
    return plugin_of(plugin, kind, card);
  } catch (const Fault& fault) {
    throw Fault{where + ": " + fault.text};
  }
}

std::vector<PluginInfo> all_of(const ice_library& library, const Card& card) {
  whole(&library, "its library descriptor");
  require(library.plugin_count > 0 && library.plugins != nullptr, "holds no plugins");
  require(base::is_identifier(card.package),
          fmt::format("package '{}' is not like 'acme': [a-z][a-z0-9_]*", card.package));
  std::vector<PluginInfo> out;
  for (std::uint32_t i = 0; i < library.plugin_count; ++i) {
    PluginInfo info = described(library.plugins[i], i + 1, card);
    const bool is_new = std::none_of(out.begin(), out.end(), [&](const PluginInfo& other) {
      return other.kind == info.kind && other.id == info.id;
    });
    require(is_new, fmt::format("{} {} is declared twice", to_string(info.kind), info.id));
    out.push_back(std::move(info));
  }
  return out;
}

}  // namespace

std::vector<PluginInfo> describe(const ice_library& library, const Card& card) {
  try {
    return all_of(library, card);
  } catch (const Fault& fault) {
    throw base::UserError("", fault.text, "This is for the plugin's author to mend.");
  }
}

}  // namespace ice::plugin
