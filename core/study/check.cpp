#include "study/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "study/expected.hpp"
#include "study/forms.hpp"
#include "study/section.hpp"
#include "study/words.hpp"

namespace ice::study {
namespace {

using base::Value;
using Result = std::optional<Value>;

// One check of one value: its node, its path in messages, and where errors are added.
struct Check {
  const Node& node;
  const std::string& path;
  Faults& faults;

  Result expected(const std::string& what, const std::string& hint = "") const {
    faults.add(node, path, fmt::format("expected {}, got {}", what, describe(node)), hint);
    return std::nullopt;
  }
};

// "0,01" is a text in YAML: a number has a point.
std::string hint_for_comma(const Value& value) {
  if (!value.is_string()) return "";
  std::string text = value.get<std::string>();
  if (std::ranges::count(text, ',') != 1) return "";
  std::ranges::replace(text, ',', '.');
  return base::parse_number(text) ? "Write " + text + ", with a point" : "";
}

// Checks a value that needs no more than its rule.
Result check_by(const base::Rule& rule, const Check& c) {
  if (!c.node.is_scalar()) return c.expected(rule.expected());
  if (!rule.allows(c.node.scalar)) {
    const std::string comma = hint_for_comma(c.node.scalar);
    return c.expected(rule.expected(), comma.empty() ? rule.hint(c.node.scalar) : comma);
  }
  return base::normalized(c.node.scalar);
}

// Checks every item of a list, so that all its errors are reported.
template <class CheckItem>
Result check_items(const Check& c, CheckItem check_item) {
  Value items = Value::array();
  bool is_sound = true;
  for (std::size_t i = 0; i < c.node.items.size(); ++i) {
    const std::string path = fmt::format("{}[{}]", c.path, i);
    const Result item = check_item(Check{c.node.items[i], path, c.faults});
    is_sound = is_sound && item;
    if (item) items.push_back(*item);
  }
  return is_sound ? Result(items) : std::nullopt;
}

Result check_text(const Key& /*key*/, const Check& c) {
  if (c.node.is_scalar() && (c.node.scalar.is_number() || c.node.scalar.is_boolean()))
    return c.expected("text", "Put it in quotes");
  if (!c.node.is_text()) return c.expected("text");
  return c.node.scalar;
}

Result check_texts(const Key& key, const Check& c) {
  if (c.node.is_list)
    return check_items(c, [&](const Check& item) { return check_text(key, item); });
  const Result text = check_text(key, c);
  return text ? Result(Value::array({*text})) : std::nullopt;
}

bool is_one_of(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Result check_choice(const Key& key, const Check& c) {
  if (!c.node.is_text()) return c.expected(expected(key));
  const std::string word = c.node.scalar.get<std::string>();
  if (is_one_of(key.choices, word)) return word;
  if (const auto alias = key.aliases.find(word); alias != key.aliases.end()) return alias->second;
  std::vector<std::string> known = key.choices;
  for (const auto& [other, meant] : key.aliases) known.push_back(other);
  const auto near = base::nearest(word, known);
  return c.expected(expected(key), near ? "Did you mean '" + *near + "'?" : "");
}

Result check_study_name(const Key& key, const Check& c) {
  if (c.node.is_scalar() && c.node.scalar.is_number()) return check_text(key, c);
  const std::string name = c.node.is_text() ? c.node.scalar.get<std::string>() : "";
  const bool has_only_dashes = !name.empty() && name.find_first_not_of('-') == std::string::npos;
  if (has_only_dashes) return c.expected("a name with a letter or digit");
  if (!is_study_name(name)) return c.expected(expected(key));
  return name;
}

// The hint for a word that means a metric elsewhere.
std::string meant(const std::string& metric) {
  const std::string name = metric_for_word(metric);
  return name.empty() ? "" : "Write " + name;
}

Result check_metric(const Key& key, const Check& c) {
  const std::string metric = c.node.is_text() ? c.node.scalar.get<std::string>() : "";
  const auto [part, measure] = base::split_last(metric);
  if (!base::is_identifier(measure) || (part != "train" && part != "dev" && part != "test"))
    return c.expected(expected(key), meant(metric));
  return metric;
}

// ReLU and Adam are relu and adam.
std::string hint_for_case(const Node& node) {
  if (!node.is_text()) return "";
  std::string name = node.scalar.get<std::string>();
  for (char& x : name) x = x >= 'A' && x <= 'Z' ? static_cast<char>(x + ('a' - 'A')) : x;
  return is_plugin_name(name) ? "Names are of small letters: " + name : "";
}

Result check_plugin_name(const Check& c) {
  if (!c.node.is_text() || !is_plugin_name(c.node.scalar.get<std::string>()))
    return c.expected("a plugin's name, as in relu or acme/swish", hint_for_case(c.node));
  return c.node.scalar;
}

// Checks a key inside a plugin reference: the name, a key of ice, or the plugin's own parameter.
Result check_reference_entry(const Key& key, const Node::Entry& entry, const Check& c) {
  if (entry.key == "name") return check_plugin_name(c);
  if (const Key* host = find_key(key.path + "." + entry.key))
    return check_value(*host, c.node, c.path, c.faults);
  return check_plugin_parameter(c.node, c.path, c.faults);
}

Result check_plugin(const Key& key, const Check& c) {
  if (c.node.is_scalar()) return check_plugin_name(c);
  if (c.node.is_list) return c.expected(expected(key));
  const std::size_t before = c.faults.count();
  Value reference = Value::object();
  if (c.node.find("name") == nullptr) {
    if (key.fallback.empty()) return c.expected("a plugin's name in the map", "Add name: ...");
    reference["name"] = key.fallback;
  }
  for (const Node::Entry& entry : c.node.entries) {
    const std::string path = c.path + "." + entry.key;
    const Result value = check_reference_entry(key, entry, {entry.value, path, c.faults});
    if (value) reference[entry.key] = *value;
  }
  return c.faults.count() == before ? Result(short_reference(std::move(reference))) : std::nullopt;
}

constexpr const char* kNoSchedule = "constant";  // what none of the schedules is called

// Checks {name: cosine, warmup: 3}, or only cosine.
Result check_settings(const Key& key, const Check& c) {
  const Key* const name = find_key(key.path + ".name");
  if (name != nullptr && c.node.is_null() && is_one_of(name->choices, kNoSchedule))
    return kNoSchedule;  // values: [null, cosine]
  if (name != nullptr && c.node.is_scalar()) return check_choice(*name, c);
  if (!c.node.is_map)
    return c.expected("a map", "Its keys: " + base::join(names_below(key.path), ", "));
  const std::size_t before = c.faults.count();
  Value settings = read_section(key.path, c.path, c.node, c.faults);
  if (c.faults.count() > before) return std::nullopt;
  return short_reference(std::move(settings));
}

Result check_rates(const Key& key, const Check& c) {
  const base::Rule rate{.type = base::Rule::Type::kReal, .range = key.range};
  if (!c.node.is_list) return check_by(rate, c);
  return check_items(c, [&](const Check& item) { return check_by(rate, item); });
}

Result check_layer(const Check& c) {
  if (!c.node.is_map) return check_by(rule_of(*find_key("layer.units")), c);
  const std::size_t before = c.faults.count();
  Value layer = read_section("layer", c.path, c.node, c.faults);
  if (c.faults.count() > before) return std::nullopt;
  return short_layer(std::move(layer));
}

Result check_layers(const Key& key, const Check& c) {
  if (!c.node.is_list) return c.expected(expected(key));
  return check_items(c, check_layer);
}

Result check_batch_size(const Key& key, const Check& c) {
  if (c.node.is_text() && c.node.scalar == "full") return c.node.scalar;
  const base::Rule count{.type = base::Rule::Type::kWhole, .range = key.range};
  if (!c.node.is_scalar() || !count.allows(c.node.scalar))
    return c.expected(expected(key), count.hint(c.node.scalar));
  return base::normalized(c.node.scalar);
}

Result check_names(const Key& key, const Check& c) {
  if (c.node.is_map) return c.expected(expected(key));
  if (!c.node.is_list) return base::normalized(c.node.scalar);
  return check_items(c, [](const Check& item) -> Result {
    if (!item.node.is_scalar()) return item.expected("a name or a number");
    return base::normalized(item.node.scalar);
  });
}

Result check_weights(const Key& key, const Check& c) {
  if (c.node.is_null()) return "none";
  if (c.node.is_text()) return c.node.scalar;
  if (!c.node.is_map) return c.expected(expected(key));
  Value weights = Value::object();
  for (const Node::Entry& entry : c.node.entries) {
    if (!entry.value.is_scalar() || !entry.value.scalar.is_number()) {
      c.faults.add(entry.value, c.path + "." + entry.key,
                   "expected a number, got " + describe(entry.value));
      return std::nullopt;
    }
    weights[entry.key] = base::normalized(entry.value.scalar);
  }
  return weights;
}

Result check_bytes(const Key& key, const Check& c) {
  const base::Rule count{.type = base::Rule::Type::kWhole, .range = {.low = 0}};
  if (c.node.is_scalar() && count.allows(c.node.scalar)) return base::normalized(c.node.scalar);
  const auto bytes =
      c.node.is_text() ? base::parse_bytes(c.node.scalar.get<std::string>()) : std::nullopt;
  if (!bytes || !count.allows(*bytes)) return c.expected(expected(key));
  return *bytes;
}

}  // namespace

bool is_plugin_name(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return base::is_identifier(text);
  return base::is_identifier(text.substr(0, slash)) && base::is_identifier(text.substr(slash + 1));
}

std::optional<Value> check_value(const Key& key, const Node& node, const std::string& path,
                                 Faults& faults) {
  const Check check{node, path, faults};
  switch (key.type) {
    case Type::kFlag:
    case Type::kWhole:
    case Type::kReal:
      return check_by(rule_of(key), check);
    case Type::kText:
      return check_text(key, check);
    case Type::kTexts:
      return check_texts(key, check);
    case Type::kChoice:
      return check_choice(key, check);
    case Type::kStudyName:
      return check_study_name(key, check);
    case Type::kMetric:
      return check_metric(key, check);
    case Type::kPlugin:
      return check_plugin(key, check);
    case Type::kSettings:
      return check_settings(key, check);
    case Type::kLayers:
      return check_layers(key, check);
    case Type::kRates:
      return check_rates(key, check);
    case Type::kBatchSize:
      return check_batch_size(key, check);
    case Type::kBytes:
      return check_bytes(key, check);
    case Type::kNames:
      return check_names(key, check);
    case Type::kWeights:
      return check_weights(key, check);
    case Type::kOwn:
      break;
  }
  throw base::Error("study: key '" + key.path + "' has a reader of its own");
}

std::optional<Value> check_plugin_parameter(const Node& node, const std::string& path,
                                            Faults& faults) {
  const Check check{node, path, faults};
  if (!node.is_scalar() || node.is_null()) return check.expected("a number, a text, true or false");
  if (node.scalar.is_number() && !std::isfinite(node.scalar.get<double>()))
    return check.expected("a finite number");
  return base::normalized(node.scalar);
}

}  // namespace ice::study
