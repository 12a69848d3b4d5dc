#include "store/upgrade/old_cells.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "store/cell_writer.hpp"

namespace ice::store {
namespace {

constexpr std::uint64_t kNumericsOfSchema1 = 1;
constexpr std::string_view kOurs = "core/";  // files of these plugins are no part of the identity

const base::Value* find(const Params& params, const std::string& name) {
  const auto found = std::ranges::find(params, name, [](const auto& p) { return p.first; });
  return found == params.end() ? nullptr : &found->second;
}

// Whether the cell has this value of a varied parameter; a map must match in each of its entries.
bool has(const Params& params, const std::string& name, const base::Value& value) {
  if (!value.is_object()) {
    const base::Value* const found = find(params, name);
    return found != nullptr && *found == value;
  }
  for (const auto& [key, part] : value.items())
    if (!has(params, key == "name" ? name : fmt::format("{}.{}", name, key), part)) return false;
  return true;
}

std::size_t entries(const base::Value& value) { return value.is_object() ? value.size() : 0; }

// The listed value that the cell has, the one with most entries; for a range, the cell's own value.
base::Value value_in(const Params& params, const study::Parameter& parameter) {
  const base::Value* said = nullptr;
  for (const base::Value& value : parameter.values) {
    const bool says_more = said == nullptr || entries(value) > entries(*said);
    if (says_more && has(params, parameter.name, value)) said = &value;
  }
  return said != nullptr ? *said : *find(params, parameter.name);
}

// The plugin files that determine a run: those that are not ours.
std::string plugin_files(const std::vector<PluginUse>& plugins) {
  std::string text;
  for (const PluginUse& use : plugins)
    if (!use.id.starts_with(kOurs)) text += fmt::format("\n{} {} {}", use.kind, use.id, use.sha256);
  return text;
}

}  // namespace

std::optional<Axes> Axes::of_text(const std::string& name, const std::string& text) {
  try {
    Axes axes;
    axes.parameters_ = study::load_text(text, name, "/").experiment.parameters;
    return axes;
  } catch (const base::UserError&) {  // today's rules refuse the text
    return std::nullopt;
  }
}

Axes Axes::of_cells(const std::vector<const Params*>& cells) {
  std::map<std::string, std::set<std::string>> values_of;
  for (const Params* params : cells)
    for (const auto& [name, value] : *params) values_of[name].insert(value.dump());
  Axes axes;
  for (const auto& [name, values] : values_of)
    if (values.size() > 1) axes.parameters_.emplace_back().name = name;
  return axes;
}

base::Value Axes::values_in(const Params& params) const {
  base::Value values = base::Value::object();
  for (const study::Parameter& parameter : parameters_)
    if (find(params, parameter.name) != nullptr)
      values[parameter.name] = value_in(params, parameter);
  return values;
}

OldCells::OldCells(Connection& connection) : runs_(schema1::load_run_rows(connection)) {
  schema1::RunReader reader(connection);
  for (std::size_t index = 0; index < runs_.size(); ++index)
    add(index, reader.load_code(runs_[index].id));
}

void OldCells::add(std::size_t index, const Run& code) {
  const schema1::RunRow& run = runs_[index];
  const std::string code_key = store::code_key(code.params);
  const std::string group = code_key + plugin_files(code.plugins);
  params_.try_emplace(code_key, code.params);
  std::vector<std::size_t>& generations = generations_[group];
  if (generations.empty() || cells_[generations.back()].seeds.contains(run.seed)) {
    const std::string key =
        base::sha256_hex(fmt::format("schema 1\n{}\n{}", group, generations.size() + 1));
    generations.push_back(cells_.size());
    cells_.push_back({code_key, key, {}, index});
  }
  Entry& cell = cells_[generations.back()];
  cell.seeds.insert(run.seed);
  cell.newest_run = index;
  cell_of_.emplace(run.id, generations.back());
}

Cell OldCells::identity_of(std::int64_t run_id) const {
  return {cells_[cell_of(run_id)].key, "", kNumericsOfSchema1, base::Value::object()};
}

const Params& OldCells::params_of(std::int64_t run_id) const {
  return params_.at(cells_[cell_of(run_id)].code_key);
}

std::map<std::string, std::int64_t> OldCells::ranks() const {
  std::vector<const Entry*> order;
  for (const Entry& cell : cells_) order.push_back(&cell);
  std::ranges::sort(order, {}, &Entry::newest_run);
  std::map<std::string, std::int64_t> ranks;
  for (const Entry* cell : order) ranks.emplace(cell->key, std::ssize(ranks) + 1);
  return ranks;
}

std::set<std::size_t> OldCells::newest_of(const std::vector<schema1::StudyRun>& links) const {
  std::map<std::string_view, std::size_t> newest;  // by code_key
  for (const schema1::StudyRun& link : links) {
    const std::size_t cell = cell_of(link.run_id);
    const auto [known, is_new] = newest.try_emplace(cells_[cell].code_key, cell);
    if (cells_[known->second].newest_run < cells_[cell].newest_run) known->second = cell;
  }
  std::set<std::size_t> indices;
  for (const auto& [code_key, cell] : newest) indices.insert(cell);
  return indices;
}

}  // namespace ice::store
