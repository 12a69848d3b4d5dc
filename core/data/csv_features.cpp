#include "data/csv_features.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/csv_rows.hpp"

namespace ice::data {
namespace {

constexpr std::size_t kMostLevels = 1000;
constexpr const char* kMissingLevel = "(missing)";

using base::UserError;
using Fields = std::vector<std::string_view>;

std::vector<std::size_t> columns_of(const CsvColumns& columns,
                                    const std::vector<std::string>& names,
                                    const std::string& where) {
  std::vector<std::size_t> found;
  for (const std::string& name : names) found.push_back(require_column(columns, name, where));
  return found;
}

bool holds(const std::vector<std::size_t>& list, std::size_t column) {
  return std::ranges::find(list, column) != list.end();
}

// Whether it is no feature by its role.
bool is_special(const CsvColumns& columns, std::size_t column) {
  return column == columns.target || column == columns.weight || column == columns.part;
}

// pandas writes its index as a first column without a name.
void refuse_nameless(const CsvColumns& columns, std::size_t column, const std::string& where) {
  const std::string& name = columns.names[column];
  if (!name.empty() && !name.starts_with("Unnamed:")) return;
  throw UserError(
      where,
      name.empty() ? fmt::format("column {} has no name", column + 1)
                   : columns.describe(column) + " is the index of a data frame",
      fmt::format("Ignore it by data.ignore: [{}], or name it in data.features", column + 1));
}

// The column of a feature "column=value": the longest name that fits, for a name may hold '='.
std::size_t category_column(const CsvColumns& columns, const std::string& feature,
                            const std::string& where) {
  for (auto end = feature.rfind('='); end != std::string::npos && end > 0;
       end = feature.rfind('=', end - 1)) {
    const auto found = std::ranges::find(columns.names, feature.substr(0, end));
    if (found != columns.names.end())
      return static_cast<std::size_t>(found - columns.names.begin());
  }
  return require_column(columns, feature.substr(0, feature.find('=')), where);
}

// What the rows of a file say about one column.
struct Seen {
  std::set<std::string, std::less<>> texts;
  bool has_text = false, has_hole = false;
};

std::vector<Seen> look_at(const std::filesystem::path& file, const CsvOptions& options,
                          const std::vector<CsvFeature>& features, const CsvColumns& columns) {
  const CsvFields meaning(options);
  CsvRows rows(file, options.delimiter);
  Fields fields;
  if (options.has_header && !rows.next(fields)) return std::vector<Seen>(features.size());
  std::vector<Seen> seen(features.size());
  while (rows.next(fields)) {
    if (fields.size() != columns.names.size()) continue;  // reported when the samples are read
    for (std::size_t i = 0; i < features.size(); ++i) {
      const std::string_view field = fields[features[i].column];
      Seen& of = seen[i];
      if (meaning.is_missing(field)) {
        of.has_hole = true;
        continue;
      }
      of.has_text = of.has_text || !meaning.feature(field);
      if (of.texts.size() <= kMostLevels && !of.texts.contains(field)) of.texts.emplace(field);
    }
  }
  return seen;
}

}  // namespace

std::vector<std::string> CsvFeature::names(const std::string& column_name) const {
  if (!is_category) return {column_name};
  std::vector<std::string> names;
  for (const std::string& level : levels) names.push_back(fmt::format("{}={}", column_name, level));
  if (has_hole) names.push_back(fmt::format("{}={}", column_name, kMissingLevel));
  return names;
}

std::vector<CsvFeature> choose_features(const CsvColumns& columns, const CsvOptions& options,
                                        const std::string& where) {
  const std::vector<std::size_t> ignored = columns_of(columns, options.ignore, where);
  std::vector<std::size_t> chosen = columns_of(columns, options.features, where);
  if (chosen.empty()) {
    for (std::size_t i = 0; i < columns.names.size(); ++i) {
      if (is_special(columns, i) || holds(ignored, i)) continue;
      refuse_nameless(columns, i, where);
      chosen.push_back(i);
    }
  }
  std::vector<CsvFeature> features;
  for (const std::size_t column : chosen) {
    if (is_special(columns, column))
      throw UserError(where,
                      columns.describe(column) + (column == columns.target   ? " is the target"
                                                  : column == columns.weight ? " is the weight"
                                                                             : " is the part"),
                      "Leave it out of data.features");
    if (holds(ignored, column))
      throw UserError(where, columns.describe(column) + " is in data.features and in data.ignore",
                      "Keep one of them");
    features.push_back({column});
  }
  if (features.empty())
    throw UserError(where, "has no column beside the target",
                    "Features are columns of numbers: is data.delimiter right?");
  return features;
}

std::vector<CsvFeature> features_named(const CsvColumns& columns,
                                       const std::vector<std::string>& names,
                                       const std::string& where) {
  std::vector<CsvFeature> features;
  for (const std::string& name : names) {
    if (std::ranges::find(columns.names, name) != columns.names.end() ||
        name.find('=') == std::string::npos) {
      features.push_back({require_column(columns, name, where)});
      continue;
    }
    const auto column = category_column(columns, name, where);
    const std::string level = name.substr(columns.names[column].size() + 1);
    if (features.empty() || !features.back().is_category || features.back().column != column)
      features.push_back({column, /*is_category=*/true});
    if (level == kMissingLevel)
      features.back().has_hole = true;
    else
      features.back().levels.push_back(level);
  }
  return features;
}

void find_categories(const std::filesystem::path& file, const CsvColumns& columns,
                     const CsvOptions& options, std::vector<CsvFeature>& features) {
  if (!options.all_categories && options.categories.empty()) return;
  const std::vector<std::size_t> named = columns_of(columns, options.categories, file.string());
  const std::vector<Seen> seen = look_at(file, options, features, columns);
  const bool keeps_holes = options.missing == CsvOptions::Missing::kMean ||
                           options.missing == CsvOptions::Missing::kMedian;
  for (std::size_t i = 0; i < features.size(); ++i) {
    CsvFeature& feature = features[i];
    feature.is_category =
        holds(named, feature.column) || (options.all_categories && seen[i].has_text);
    if (!feature.is_category) continue;
    if (seen[i].texts.size() > kMostLevels)
      throw UserError(file.string(),
                      fmt::format("{} has more than {} different values",
                                  columns.describe(feature.column), kMostLevels),
                      fmt::format("Is it a name or an id? Ignore it by data.ignore: [{}]",
                                  columns.names[feature.column]));
    feature.levels.assign(seen[i].texts.begin(), seen[i].texts.end());
    feature.has_hole = keeps_holes && seen[i].has_hole;
  }
}

}  // namespace ice::data
