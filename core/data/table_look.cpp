#include "data/table_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/csv_columns.hpp"
#include "data/csv_fields.hpp"
#include "data/csv_rows.hpp"

namespace ice::data {
namespace {

using base::UserError;
using Fields = std::vector<std::string_view>;

constexpr std::size_t kMostCategories = 50;  // values of a text that is worth features
constexpr std::size_t kMostClasses = 20;     // values of a target of whole numbers
constexpr std::uint64_t kFewRows = 10;
constexpr const char* kGap = "?";  // UCI's sign for a missing value

std::string first_line(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) throw UserError(file.string(), "is empty, or cannot be read");
  return line;
}

// Whether blanks part numbers before the first tab, which then is one of them.
bool has_blanks_between_numbers(const std::string& line) {
  std::size_t numbers = 0;
  for (const std::string& word : base::split(line.substr(0, line.find('\t')), ' '))
    numbers += base::parse_number(word) ? 1U : 0U;
  return numbers > 1;
}

// The delimiter that stands most often in the first line; blanks when there is no other.
char likely_delimiter(const std::string& line) {
  char best = kBlanks;
  std::ptrdiff_t most = 0;
  for (const char c : {',', ';', '\t', '|'}) {
    const std::ptrdiff_t count = std::ranges::count(line, c);
    if (count > most) {
      most = count;
      best = c;
    }
  }
  return best == '\t' && has_blanks_between_numbers(line) ? kBlanks : best;
}

// What the rows say about one column.
struct ColumnLook {
  std::size_t holes = 0, numbers = 0, comma_numbers = 0, texts = 0, dates = 0, gaps = 0;
  bool counts = true, is_whole = true;
  double first = 0, largest = 0;
  std::map<std::string, std::uint64_t, std::less<>> values;  // the first of them, and how often

  [[nodiscard]] bool is_text() const { return texts > 0; }
};

class TableReader {
 public:
  TableReader(const std::filesystem::path& file, char delimiter)
      : file_(file), delimiter_(delimiter) {}

  void read(bool has_header, std::vector<ColumnLook>& looks, std::uint64_t& rows) const {
    CsvOptions options;
    options.delimiter = delimiter_;
    const CsvFields meaning(options);
    options.decimal = ',';
    const CsvFields with_comma(options);
    CsvRows in(file_, delimiter_);
    Fields fields;
    if (has_header && !in.next(fields)) return;
    for (rows = 0; in.next(fields); ++rows) {
      looks.resize(std::max(looks.size(), fields.size()));
      for (std::size_t i = 0; i < fields.size(); ++i)
        note(fields[i], rows, meaning, with_comma, looks[i]);
    }
  }

 private:
  static void note(std::string_view field, std::uint64_t row, const CsvFields& meaning,
                   const CsvFields& with_comma, ColumnLook& look) {
    if (meaning.is_missing(field) || field == kGap) {
      ++look.holes;
      look.gaps += field == kGap ? 1U : 0U;
      return;
    }
    if (const auto known = look.values.find(field); known != look.values.end())
      ++known->second;
    else if (look.values.size() <= kMostCategories)
      look.values.emplace(field, 1);
    if (const auto x = meaning.feature(field)) {
      ++look.numbers;
      if (row == 0) look.first = *x;
      look.counts = look.counts && (look.first == 0 || look.first == 1) &&
                    *x == look.first + static_cast<double>(row);
      look.largest = std::max(look.largest, std::abs(*x));
      look.is_whole = look.is_whole && *x == static_cast<double>(static_cast<long long>(*x));
    } else if (const auto with = with_comma.number(field)) {
      ++look.comma_numbers;
      look.largest = std::max(look.largest, std::abs(*with));
      look.counts = look.is_whole = false;
    } else {
      ++look.texts;
      look.dates += CsvFields::is_date(field) ? 1U : 0U;
      look.counts = false;
    }
  }

  std::filesystem::path file_;
  char delimiter_;
};

// Whether each field of the first line stands in its column again, further down: names do not.
bool stands_again(const std::vector<std::string>& first, CsvRows& rows) {
  std::vector<bool> found(first.size());
  Fields fields;
  while (rows.next(fields))
    for (std::size_t i = 0; i < std::min(first.size(), fields.size()); ++i)
      found[i] = found[i] || fields[i] == first[i];
  return std::ranges::count(found, false) == 0;
}

// A header has no numbers, no name twice, and is no row of categories.
bool has_header(const std::filesystem::path& file, char delimiter) {
  CsvRows rows(file, delimiter);
  Fields fields;
  if (!rows.next(fields)) throw UserError(file.string(), "is empty");
  const std::vector<std::string> first(fields.begin(), fields.end());
  std::set<std::string> names;
  for (const std::string& field : first)
    if (base::parse_number(field) || (!field.empty() && !names.insert(field).second)) return false;
  return !stands_again(first, rows);
}

std::string delimiter_text(char delimiter) {
  if (delimiter == kBlanks) return "whitespace";
  return delimiter == '\t' ? "\\t" : std::string(1, delimiter);
}

// The name that a study uses for a column: its number where it has none.
base::Value name_of(const CsvColumns& columns, std::size_t column) {
  if (columns.names[column].empty()) return column + 1;
  return columns.names[column];
}

// Why a column is no feature; empty when it is one.
std::string why_ignored(const std::string& name, const ColumnLook& look, std::uint64_t rows) {
  if (name.empty() || name.starts_with("Unnamed:")) return "has no name";
  if (look.counts && rows >= kFewRows) return "only counts the rows";
  if (look.numbers + look.comma_numbers + look.texts == 0) return "is empty";
  if (look.dates > 0 && look.dates == look.texts && look.numbers == 0)
    return "holds dates, which are no features as they are";
  const bool is_unique = look.values.size() >= kFewRows && 2 * look.values.size() > look.texts;
  if (look.is_text() && (look.values.size() > kMostCategories || is_unique))
    return fmt::format("is a text with {} values: a name, or an id",
                       look.values.size() > kMostCategories
                           ? fmt::format("more than {}", kMostCategories)
                           : std::to_string(look.values.size()));
  if (look.holes > rows / 2) return "is missing in most rows";
  return "";
}

void choose_target(const CsvColumns& columns, const std::vector<ColumnLook>& looks,
                   TableLook& look) {
  const ColumnLook& target = looks[*columns.target];
  const bool is_classes = target.is_text() || (target.is_whole && target.comma_numbers == 0 &&
                                               target.values.size() <= kMostClasses);
  constexpr double kLarge = 10;
  if (!is_classes) {
    if (target.largest > kLarge) look.section["targets"] = "standardize";
    return;
  }
  look.classes = target.values.size();
  if (!target.is_text()) look.section["task"] = "classification";
  constexpr std::uint64_t kRare = 10;
  const auto [rarest, commonest] = std::ranges::minmax_element(
      target.values, {}, [](const auto& value) { return value.second; });
  if (rarest->second * kRare <= commonest->second)
    look.remarks.push_back(fmt::format(
        "{} of {} rows are of class '{}': data.class_weight: balanced lets them count as "
        "much as others, and dev.balanced_accuracy tells how they fare",
        rarest->second, look.rows, rarest->first));
}

}  // namespace

TableLook look_at_table(const std::filesystem::path& file, const std::string& target) {
  const char delimiter = likely_delimiter(first_line(file));
  const bool is_named = has_header(file, delimiter);
  std::vector<ColumnLook> looks;
  TableLook look;
  TableReader(file, delimiter).read(is_named, looks, look.rows);
  if (look.rows < kFewRows)
    throw UserError(file.string(), fmt::format("has {}: too few to learn from",
                                               base::format_count(look.rows, "row")));
  CsvRows rows(file, delimiter);
  Fields first;
  (void)rows.next(first);
  CsvColumns columns = is_named ? take_header(first, rows.where()) : numbered_columns(first.size());
  looks.resize(columns.names.size());
  if (target.empty())
    throw UserError(file.string(), "which column is to be predicted?",
                    "Write --target with one of " + base::join(columns.names, ", "));
  columns.target = require_column(columns, target, rows.where());

  look.section = {
      {"name", "csv"}, {"file", file.string()}, {"target", name_of(columns, *columns.target)}};
  if (!is_named) look.section["header"] = false;
  if (delimiter != ',') look.section["delimiter"] = delimiter_text(delimiter);
  choose_target(columns, looks, look);

  base::Value ignored = base::Value::array();
  bool has_texts = false, has_holes = false, has_gaps = false, has_commas = false;
  for (std::size_t i = 0; i < looks.size(); ++i) {
    has_commas = has_commas || (delimiter != ',' && looks[i].comma_numbers > 0);
    has_gaps = has_gaps || looks[i].gaps > 0;
    if (i == columns.target) {
      if (looks[i].holes > 0) has_holes = true;
      continue;
    }
    const std::string why = why_ignored(columns.names[i], looks[i], look.rows);
    if (!why.empty()) {
      ignored.push_back(name_of(columns, i));
      look.remarks.push_back(fmt::format("{} {}: it is ignored", columns.describe(i), why));
      continue;
    }
    look.features.push_back(columns.names[i]);
    has_texts = has_texts || looks[i].is_text();
    has_holes = has_holes || looks[i].holes > 0;
  }
  if (look.features.empty())
    throw UserError(file.string(), "no column beside the target can be a feature",
                    base::join(look.remarks, "; "));
  if (!ignored.empty()) look.section["ignore"] = ignored;
  if (has_texts) look.section["categories"] = "one_hot";
  if (has_gaps) look.section["na_values"] = {kGap};
  const bool lacks_targets = looks[*columns.target].holes > 0;
  if (has_holes) look.section["missing"] = lacks_targets ? "drop" : "median";
  if (has_commas) look.section["decimal"] = ",";
  return look;
}

}  // namespace ice::data
