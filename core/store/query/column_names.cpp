#include "store/query/column_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace ice::store {
namespace {

constexpr std::size_t kNamed = 10;  // most names in a hint

enum Rank { kFixed, kFull, kUnderscored, kLastPart };

std::string lower(std::string_view text) {
  std::string copy(text);
  for (char& c : copy) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return copy;
}

std::string underscored(std::string name) {
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

const char* kind_text(NameKind kind) { return kind == NameKind::kParams ? "param" : "metric"; }

std::string value_sql(NameKind kind, std::int64_t id) {
  return kind == NameKind::kParams
             ? fmt::format(
                   "(SELECT coalesce(number, value) FROM cell_params"
                   " WHERE cell_id = r.cell_id AND name_id = {})",
                   id)
             : fmt::format("(SELECT final FROM metric_values WHERE run_id = r.id AND name_id = {})",
                           id);
}

std::string doubled(const std::string& text, char quote) {
  std::string out(1, quote);
  for (const char c : text) out += c == quote ? std::string(2, c) : std::string(1, c);
  return out + quote;
}

}  // namespace

std::string quoted_text(const std::string& text) { return doubled(text, '\''); }
std::string quoted_name(const std::string& name) { return doubled(name, '"'); }

std::vector<StoredName> stored_names(Connection& connection, NameKind kind) {
  Statement rows = connection.prepare("SELECT id, name FROM names WHERE kind = ? ORDER BY name");
  const std::string text = kind_text(kind);
  rows.bind(text);
  std::vector<StoredName> names;
  while (rows.step()) names.push_back({rows.integer(0), rows.string(1)});
  return names;
}

Names::Names(Connection& connection, std::span<const FixedColumn> fixed,
             std::optional<std::int64_t> study_id)
    : connection_(connection), study_id_(study_id) {
  for (const FixedColumn& column : fixed) add({column.name, column.sql, {}, 0});
  for (const NameKind kind : {NameKind::kParams, NameKind::kMetrics}) {
    for (const StoredName& stored : stored_names(connection, kind))
      add({stored.name, value_sql(kind, stored.id), kind, stored.id});
  }
}

void Names::add(Column column) {
  const std::size_t index = columns_.size();
  spell(column.name, column.kind ? kFull : kFixed, index);
  spell(underscored(column.name), column.kind ? kUnderscored : kFixed, index);
  spell(std::string(base::last_part(column.name)), column.kind ? kLastPart : kFixed, index);
  columns_.push_back(std::move(column));
}

void Names::spell(const std::string& spelling, int rank, std::size_t column) {
  Meaning& meaning = spellings_.try_emplace(lower(spelling), Meaning{rank, {}}).first->second;
  if (rank > meaning.rank) return;
  if (rank < meaning.rank) meaning = {rank, {}};
  const bool known =
      std::find(meaning.columns.begin(), meaning.columns.end(), column) != meaning.columns.end();
  if (!known) meaning.columns.push_back(column);
}

const std::vector<std::size_t>& Names::meanings(Meaning& meaning) {
  if (meaning.columns.size() > 1 && study_id_) {
    std::erase_if(meaning.columns, [&](std::size_t i) { return !in_study(columns_[i]); });
  }
  return meaning.columns;
}

bool Names::in_study(const Column& column) {
  const char* const value = column.kind == NameKind::kParams
                                ? "cell_params v ON v.cell_id = c.cell_id"
                                : "runs r ON r.cell_id = c.cell_id JOIN metric_values v"
                                  " ON v.run_id = r.id";
  Statement found = connection_.prepare(
      fmt::format("SELECT 1 FROM study_cells c JOIN {} AND v.name_id = ? WHERE c.study_id = ?"
                  " LIMIT 1",
                  value));
  found.bind(column.name_id, *study_id_);
  return found.step();
}

std::string Names::columns_for(std::string_view text) {
  const std::string mentioned = lower(text);
  std::string list;
  for (auto& [spelling, meaning] : spellings_) {
    if (mentioned.find(spelling) == std::string::npos) continue;
    const auto& columns = meanings(meaning);
    if (columns.size() != 1) continue;
    list += fmt::format(", {} AS {}", columns_[columns.front()].sql, quoted_name(spelling));
  }
  return list;
}

std::vector<std::string> Names::mentioned(std::string_view text) {
  const std::string lower_text = lower(text);
  const auto is_word = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  };
  const auto first_as_word = [&](const std::string& spelling) {
    for (std::size_t at = lower_text.find(spelling); at != std::string::npos;
         at = lower_text.find(spelling, at + 1)) {
      const std::size_t end = at + spelling.size();
      const bool starts = at == 0 || !is_word(lower_text[at - 1]);
      if (starts && (end == lower_text.size() || !is_word(lower_text[end]))) return at;
    }
    return std::string::npos;
  };
  std::map<std::size_t, std::string> by_place;  // the whole name, where its last part stands too
  for (auto& [spelling, meaning] : spellings_) {
    const std::size_t at = first_as_word(spelling);
    if (at == std::string::npos) continue;
    const auto& columns = meanings(meaning);
    if (columns.size() == 1) by_place[at] = columns_[columns.front()].name;
  }
  std::vector<std::string> names;
  for (const auto& [place, name] : by_place)
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  return names;
}

std::optional<Names::Found> Names::find(const std::string& spelling) {
  const auto found = spellings_.find(lower(spelling));
  if (found == spellings_.end()) return std::nullopt;
  const auto& columns = meanings(found->second);
  if (columns.size() != 1) return std::nullopt;
  const Column& column = columns_[columns.front()];
  return Found{column.name, column.kind, column.name_id};
}

bool Names::knows(const std::string& spelling) { return find(spelling).has_value(); }

bool Names::spells(const std::string& spelling) const {
  return spellings_.contains(lower(spelling));
}

std::string Names::advice(const std::string& unknown) {
  const auto found = spellings_.find(lower(unknown));
  if (found == spellings_.end()) return guess(unknown);
  const auto& columns = meanings(found->second);
  if (columns.size() == 1)  // spelled with dots, which SQL reads as table.column
    return fmt::format("Write {} or {}", underscored(unknown), quoted_name(unknown));
  std::vector<std::string> names;
  for (const std::size_t i : columns) names.push_back(columns_[i].name);
  return fmt::format("'{}' may be any of {}", unknown, base::join(names, ", "));
}

std::string Names::guess(const std::string& unknown) {
  std::vector<std::string> candidates;
  for (const auto& [spelling, meaning] : spellings_) {
    if (spelling.find('.') == std::string::npos) candidates.push_back(spelling);
  }
  if (const auto near = base::nearest(underscored(unknown), candidates))
    return fmt::format("Did you mean '{}'?", *near);
  const std::vector<std::string> names = known();
  const auto named = static_cast<std::ptrdiff_t>(std::min(names.size(), kNamed));
  const std::string list = base::join({names.begin(), names.begin() + named}, ", ");
  if (names.size() <= kNamed) return "Known: " + list + ".";
  return fmt::format("Known: {} ... ('ice runs --columns all -f csv' shows all {}).", list,
                     names.size());
}

// People look for metrics first, then for fixed columns, then for one of many parameters.
std::vector<std::string> Names::known() {
  std::vector<std::string> names;
  for (const std::optional<NameKind> kind :
       {std::optional(NameKind::kMetrics), std::optional<NameKind>(),
        std::optional(NameKind::kParams)}) {
    for (const Column& column : columns_)
      if (column.kind == kind && (!kind || !study_id_ || in_study(column)))
        names.push_back(underscored(column.name));
  }
  return names;
}

}  // namespace ice::store
