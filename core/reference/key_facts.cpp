#include "reference/key_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/section.hpp"
#include "reference/examples.hpp"
#include "reference/plugin_schema.hpp"
#include "study/expected.hpp"
#include "study/schema.hpp"
#include "study/yaml.hpp"

namespace ice::reference {
namespace {

using base::Value;
using study::Key;

// A section of the schema that holds the keys of the items of a list or of an inner map.
struct ItemSection {
  std::string_view name;    // in the schema
  std::string_view parent;  // the key whose items they are
  std::string_view shown;   // in the reference
};
constexpr std::array kItemSections{
    ItemSection{"layer", "code.network.hidden", "code.network.hidden[]"},
    ItemSection{"seeds", "experiment.seeds", "experiment.seeds"},
    ItemSection{"parameter", "experiment.parameters", "experiment.parameters.PARAMETER"},
    ItemSection{"claim", "idea.claims", "idea.claims[]"}};

Value value_of(const std::string& yaml) {
  return study::to_value(study::parse_yaml(yaml, "example"));
}

// What is above an item in a study. `with` has the other keys that the item needs.
Value in_item(const std::string& section, const std::string& name, const Value& value) {
  Value item = Value::object();
  if (section == "layer") item = {{"units", 20}};
  if (section == "claim") item = value_of(example_of(*study::find_key("idea.claims")))[0];
  if (section == "parameter" && name == "when") item = {{"values", {0.01, 0.1}}};
  if (section == "parameter" && name != "when" && name != "values" && name != "value")
    item = name == "mu" || name == "sigma"
               ? Value{{"distribution", "normal"}, {"mu", 0}, {"sigma", 1}}
               : Value{{"min", 0.001}, {"max", 0.1}};
  item[name] = value;
  if (section == "parameter") return {{"optimizer.learning_rate", item}};
  return section == "seeds" ? item : Value::array({item});
}

bool is_same_use(const DataUse& use, const data::Key& key) {
  return use.expected == key.rule.expected() && use.is_required == key.required &&
         use.fallback == (key.fallback.is_null() ? "" : base::to_text(key.fallback));
}

// What the data sets say of one of their keys, data sets of the same words together.
std::vector<DataUse> data_uses(const std::string& name) {
  std::vector<DataUse> uses;
  for (const data::Source& source : data::sources()) {
    for (const data::Key& key : data::keys_of(source)) {
      if (key.name != name) continue;
      auto use = std::ranges::find_if(uses, [&](const DataUse& u) { return is_same_use(u, key); });
      if (use == uses.end())
        use = uses.insert(use, {{},
                                key.rule.expected(),
                                key.fallback.is_null() ? "" : base::to_text(key.fallback),
                                key.required});
      use->data_sets.push_back(source.name);
    }
  }
  return uses;
}

// Data sets know more of the keys of `data` than the schema.
void add_data_facts(KeyFacts& facts) {
  constexpr std::string_view kData = "code.data.", kSplit = "code.data.split.";
  if (facts.path == "code.data.name") {
    std::vector<std::string> names;
    for (const data::Source& source : data::sources()) names.push_back(source.name);
    facts.expected = "one of " + base::join(names, ", ");
  } else if (facts.path.starts_with(kSplit)) {
    const auto& keys = data::split_keys();
    const auto key = std::ranges::find(keys, facts.path.substr(kSplit.size()), &data::Key::name);
    if (key == keys.end()) return;
    facts.expected = key->rule.expected();
    if (!key->fallback.is_null()) facts.fallback = base::to_text(key->fallback);
  } else if (facts.path.starts_with(kData)) {
    facts.uses = data_uses(facts.path.substr(kData.size()));
    if (facts.uses.size() == 1) facts.expected = facts.uses.front().expected;
  }
}

KeyFacts facts_of(const Key& key, const std::string& path) {
  const bool is_own = key.type == study::Type::kOwn;
  KeyFacts facts{.path = path,
                 .key = key.path,
                 .meaning = key.help,
                 .expected = is_own ? form_of(key) : study::expected(key),
                 .fallback = key.fallback,
                 .is_required = key.is_required,
                 .example = example_of(key),
                 .plugins = "",
                 .in_study = Value::object(),
                 .uses = {}};
  if (key.type == study::Type::kPlugin) facts.plugins = plugin::to_string(kind_of(key));
  add_data_facts(facts);
  return facts;
}

void add_items(std::vector<KeyFacts>& all, const ItemSection& section) {
  const std::string name(section.name);
  for (const std::string& key_name : study::names_below(name)) {
    const Key& key = *study::find_key(study::join_path(name, key_name));
    KeyFacts facts = facts_of(key, fmt::format("{}.{}", section.shown, key_name));
    base::set_path(facts.in_study, section.parent,
                   in_item(name, key_name, value_of(facts.example)));
    all.push_back(std::move(facts));
  }
}

bool is_of_item(const Key& key) {
  const auto section = base::split_last(key.path).first;
  return std::ranges::find(kItemSections, section, &ItemSection::name) != kItemSections.end();
}

std::vector<KeyFacts> make_all() {
  std::vector<KeyFacts> all;
  for (const Key& key : study::all_keys()) {
    if (is_of_item(key)) continue;
    KeyFacts& facts = all.emplace_back(facts_of(key, key.path));
    if (!facts.example.empty()) base::set_path(facts.in_study, key.path, value_of(facts.example));
    const auto items = std::ranges::find(kItemSections, key.path, &ItemSection::parent);
    if (items != kItemSections.end()) add_items(all, *items);
  }
  return all;
}

template <class Fits>
std::vector<const KeyFacts*> keys_that(Fits fits) {
  std::vector<const KeyFacts*> found;
  for (const KeyFacts& facts : all_keys())
    if (fits(facts)) found.push_back(&facts);
  return found;
}

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  for (const KeyFacts& facts : all_keys()) {
    names.push_back(facts.path);
    if (facts.path.starts_with("code.")) names.push_back(facts.path.substr(5));
    names.emplace_back(base::last_part(facts.path));
  }
  return names;
}

}  // namespace

const std::vector<KeyFacts>& all_keys() {
  static const std::vector<KeyFacts> kAll = make_all();
  return kAll;
}

std::vector<const KeyFacts*> find_keys(const std::string& name) {
  const auto is_it = [&](const KeyFacts& f) { return f.path == name || f.key == name; };
  const auto is_below = [&](const KeyFacts& f) {
    return ("." + f.path).find("." + name + ".") != std::string::npos;
  };
  auto found = keys_that(is_it);
  if (!found.empty() && keys_that(is_below).empty()) return found;
  found = keys_that(
      [&](const KeyFacts& f) { return is_it(f) || is_below(f) || f.path.ends_with("." + name); });
  if (!found.empty()) return found;
  const auto near = base::nearest(name, known_names());
  throw base::UserError(
      "", fmt::format("a study file has no key '{}'", name),
      near ? fmt::format("Did you mean '{}'?", *near) : "'ice help study' lists all keys");
}

}  // namespace ice::reference
