#include "report/left_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kDigits = 8;
constexpr std::size_t kReasons = 3;  // shown at most

bool had_file(const std::vector<store::PluginUse>& uses, const store::PluginUse& wanted) {
  return std::ranges::any_of(uses, [&](const store::PluginUse& use) {
    return use.kind == wanted.kind && use.id == wanted.id && use.sha256 == wanted.sha256;
  });
}

// How many runs of each reason, the most frequent first.
std::vector<std::pair<std::string, std::uint64_t>> by_reason(
    const std::vector<store::SupersededCell>& cells) {
  std::map<std::string, std::uint64_t> count;
  for (const store::SupersededCell& cell : cells) count[reason_text(cell)] += cell.runs;
  std::vector<std::pair<std::string, std::uint64_t>> sorted(count.begin(), count.end());
  std::ranges::stable_sort(sorted, std::ranges::greater(), [](const auto& r) { return r.second; });
  return sorted;
}

using Origins = std::map<std::string, store::CellOrigin>;
using PluginName = std::pair<std::string, std::string>;  // id, kind

// The files of each plugin, by the cells that used them.
std::map<PluginName, std::map<std::string, std::string>> files_of(const Origins& origins,
                                                                  bool with_core) {
  std::map<PluginName, std::map<std::string, std::string>> files;
  for (const auto& [key, origin] : origins) {
    for (const store::PluginUse& use : origin.plugins) {
      if (!with_core && !is_told_by_file(use)) continue;
      std::string& digests = files[{use.id, use.kind}][key];
      if (!digests.empty()) digests += ' ';
      digests += short_digest(use.sha256);
    }
  }
  return files;
}

void add_column(OriginColumns& columns, const std::vector<CellName>& cells, const std::string& name,
                const std::map<std::string, store::Field>& values) {
  columns.names.push_back(name);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto value = values.find(cells[i].key);
    columns.rows[i].push_back(value == values.end() ? store::Field() : value->second);
  }
}

// Cells without a value do not count.
bool differ(const std::map<std::string, store::Field>& values) {
  return std::ranges::any_of(
      values, [&](const auto& value) { return value.second != values.begin()->second; });
}

// Whether cells with the same data settings have different data.
bool differ_unexplained(const std::vector<CellName>& cells,
                        const std::map<std::string, store::Field>& data) {
  std::map<std::string, store::Field> of_settings;
  return std::ranges::any_of(cells, [&](const CellName& cell) {
    const auto digest = data.find(cell.key);
    if (digest == data.end()) return false;
    return of_settings.emplace(cell.data_settings, digest->second).first->second != digest->second;
  });
}

// Keys of the superseded cells of the query's study; without a study, of all studies.
std::set<std::string> superseded_keys(store::Reader& reader, const store::RunQuery& query) {
  std::set<std::string> keys;
  for (const store::SupersededCell& cell : reader.left_out({.study = query.study}))
    keys.insert(cell.key);
  return keys;
}

}  // namespace

std::string left_out_text(const std::vector<store::SupersededCell>& cells, const std::string& how) {
  if (cells.empty()) return "";
  const auto reasons = by_reason(cells);
  std::uint64_t all = 0;
  std::uint64_t untold = 0;
  std::vector<std::string> parts;
  for (const auto& [reason, runs] : reasons) {
    all += runs;
    if (parts.size() == kReasons)
      untold += runs;
    else
      parts.push_back(
          reasons.size() == 1 ? reason : fmt::format("of {} {}", base::format_count(runs), reason));
  }
  if (untold > 0) parts.push_back(fmt::format("{} for other reasons", base::format_count(untold)));
  return fmt::format("{} left out: {}; {}", base::format_count(all, "run"), base::join(parts, ", "),
                     how);
}

std::string reason_text(const store::SupersededCell& cell) {
  std::vector<std::string> parts;
  for (const store::PluginUse& use : cell.plugins) {
    if (is_told_by_file(use) && !had_file(cell.newer_plugins, use))
      parts.push_back(
          fmt::format("{} was another file ({}..) then", use.id, short_digest(use.sha256)));
  }
  const bool data_known = !cell.data_sha256.empty() && !cell.newer_data.empty();
  if (data_known && cell.data_sha256 != cell.newer_data)
    parts.push_back(
        fmt::format("the data were others ({}..) then", short_digest(cell.data_sha256)));
  if (cell.numerics != cell.newer_numerics)
    parts.push_back(fmt::format("numerics were {}, are {}", cell.numerics, cell.newer_numerics));
  return parts.empty() ? "they are of other data or an older ice" : base::join(parts, " and ");
}

std::string short_digest(const std::string& sha256) {
  return sha256.empty() ? "not known" : sha256.substr(0, kDigits);
}

bool is_told_by_file(const store::PluginUse& use) { return !use.id.starts_with("core/"); }

OriginColumns origin_columns(store::Reader& reader, const std::vector<CellName>& cells,
                             bool with_core) {
  std::vector<std::string> keys;
  for (const CellName& cell : cells) keys.push_back(cell.key);
  const Origins origins = reader.origins(keys);
  OriginColumns columns{{}, std::vector<std::vector<store::Field>>(cells.size())};
  const auto files = files_of(origins, with_core);
  for (const auto& [plugin, by_cell] : files) {
    const std::string& id = plugin.first;
    const auto same_id = [&](const auto& other) { return other.first.first == id; };
    const bool is_alone = std::ranges::count_if(files, same_id) == 1;
    const std::map<std::string, store::Field> digests(by_cell.begin(), by_cell.end());
    if (differ(digests))
      add_column(columns, cells, is_alone ? id : fmt::format("{} ({})", id, plugin.second),
                 digests);
  }
  std::map<std::string, store::Field> data;
  std::map<std::string, store::Field> numerics;
  for (const auto& [key, origin] : origins) {
    if (!origin.data_sha256.empty()) data.emplace(key, short_digest(origin.data_sha256));
    numerics.emplace(key, origin.numerics);
  }
  if (differ_unexplained(cells, data)) add_column(columns, cells, "data", data);
  if (differ(numerics)) add_column(columns, cells, "numerics", numerics);
  return columns;
}

std::string data_settings(const std::vector<std::string>& columns,
                          const std::vector<store::Field>& row) {
  std::string text;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].starts_with("data.")) text += row[i].dump() + "\n";
  return text;
}

void insert_origins(store::Reader& reader, const store::RunQuery& query,
                    const std::vector<std::string>& cell_keys, const std::string& before,
                    bool with_core, store::Table& table) {
  std::vector<CellName> cells;
  for (std::size_t i = 0; i < cell_keys.size(); ++i)
    cells.push_back({cell_keys[i], data_settings(table.columns, table.rows[i])});
  OriginColumns origins = origin_columns(reader, cells, with_core);
  if (query.superseded || query.revision != 0) {
    const std::set<std::string> old = superseded_keys(reader, query);
    const bool any =
        std::ranges::any_of(cell_keys, [&](const std::string& key) { return old.contains(key); });
    if (any) origins.names.insert(origins.names.begin(), "superseded");
    for (std::size_t i = 0; any && i < cell_keys.size(); ++i)
      origins.rows[i].insert(origins.rows[i].begin(), old.contains(cell_keys[i]));
  }
  const auto at = std::ranges::find(table.columns, before) - table.columns.begin();
  table.columns.insert(table.columns.begin() + at, origins.names.begin(), origins.names.end());
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    table.rows[i].insert(table.rows[i].begin() + at,
                         std::make_move_iterator(origins.rows[i].begin()),
                         std::make_move_iterator(origins.rows[i].end()));
}

}  // namespace ice::report
