#include "data/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/csv_columns.hpp"
#include "data/csv_features.hpp"
#include "data/csv_fields.hpp"
#include "data/csv_rows.hpp"
#include "data/csv_targets.hpp"

namespace ice::data {
namespace {

using base::UserError;
using Missing = CsvOptions::Missing;
using Fields = std::vector<std::string_view>;
using Path = std::filesystem::path;

// What the column of parts may hold, in small letters.
const std::array<std::pair<PartName, std::vector<std::string_view>>, 3> kPartWords{
    {{PartName::kTrain, {"train", "training"}},
     {PartName::kDev, {"dev", "development", "val", "valid", "validation"}},
     {PartName::kTest, {"test", "testing"}}}};

constexpr double kHole = std::numeric_limits<double>::quiet_NaN();  // share() replaces it

// Excel's first line sep=; says what parts the fields.
void check_separator(const Fields& first, char delimiter, const std::string& where) {
  constexpr std::string_view kSep = "sep=";
  if (first.empty() || !first[0].starts_with(kSep)) return;
  const std::string said(first[0].size() > kSep.size() ? first[0].substr(kSep.size()) : ",");
  throw UserError(
      where, "is Excel's line about the delimiter, no header",
      fmt::format("Remove it{}", said == std::string(1, delimiter)
                                     ? ""
                                     : fmt::format(" and write data.delimiter: '{}'", said)));
}

// An open file whose header was read.
struct OpenTable {
  OpenTable(const Path& path, const CsvOptions& options)
      : file(path), rows(path, options.delimiter) {
    Fields first;
    if (!rows.next(first)) throw UserError(file.string(), "is empty");
    check_separator(first, options.delimiter, rows.where());
    if (options.has_header) {
      columns = take_header(first, rows.where());
    } else {
      columns = numbered_columns(first.size());
      first_row.emplace(first.begin(), first.end());
    }
  }

  // The next row, as CsvRows::next.
  [[nodiscard]] bool next(Fields& fields) {
    if (!first_row) return rows.next(fields);
    kept_row = *std::move(first_row);
    first_row.reset();
    fields.assign(kept_row.begin(), kept_row.end());
    return true;
  }

  [[nodiscard]] std::string place(std::size_t column) const {
    return fmt::format("{}: {}", rows.where(), columns.describe(column));
  }
  // How many features the samples have.
  [[nodiscard]] std::uint64_t width() const {
    std::uint64_t sum = 0;
    for (const CsvFeature& feature : features) sum += feature.width();
    return sum;
  }

  Path file;
  CsvRows rows;
  CsvColumns columns;
  std::vector<CsvFeature> features;
  std::optional<std::vector<std::string>> first_row;  // read in place of a header
  std::vector<std::string> kept_row;
};

void require_count(const OpenTable& table, const Fields& fields) {
  const std::size_t expected = table.columns.names.size();
  if (fields.size() == expected) return;
  throw UserError(table.rows.where(),
                  fmt::format("{}, and the header has {}",
                              base::format_count(fields.size(), "field"), expected),
                  fields.size() < expected
                      ? "Leave the place of a missing value empty, between its delimiters"
                      : "Put quotes around a field that holds the delimiter");
}

// Notices columns that only count the rows.
class Counting {
 public:
  explicit Counting(std::size_t features) : is_counting_(features, true), first_(features) {}

  void look(const OpenTable& table, const Fields& fields, std::uint64_t row) {
    for (std::size_t i = 0; i < is_counting_.size(); ++i) {
      if (!is_counting_[i]) continue;
      const auto x = base::parse_number(fields[table.features[i].column]);
      if (row == 0) first_[i] = x.value_or(kHole);
      is_counting_[i] =
          x && (first_[i] == 0 || first_[i] == 1) && *x == first_[i] + static_cast<double>(row);
    }
  }

  // A table of few rows, or of one feature, may well count.
  void refuse(const OpenTable& table, std::uint64_t rows) const {
    constexpr std::uint64_t kFewRows = 10;
    if (rows < kFewRows || table.features.size() < 2) return;
    const auto found = std::ranges::find(is_counting_, true);
    if (found == is_counting_.end()) return;
    const std::size_t column =
        table.features[static_cast<std::size_t>(found - is_counting_.begin())].column;
    throw UserError(table.file.string(),
                    fmt::format("{} only counts the rows", table.columns.describe(column)),
                    fmt::format("Ignore it by data.ignore: [{}], or name the features in "
                                "data.features",
                                table.columns.names[column]));
  }

 private:
  std::vector<bool> is_counting_;
  std::vector<double> first_;
};

// Reads the rows of tables into samples.
class Reader {
 public:
  // The options decide about missing values, except that samples to predict may have none.
  explicit Reader(CsvOptions options, bool is_to_predict = false)
      : options_(std::move(options)),
        meaning_(options_),
        is_to_predict_(is_to_predict),
        targets_(options_.kind) {
    if (is_to_predict_) options_.missing = Missing::kError;
  }

  // Allocates the memory once. A row needs at least a line of the file, and a value a byte.
  void reserve(const std::vector<const OpenTable*>& tables) {
    std::uint64_t lines = 0, values = 0;
    for (const OpenTable* table : tables) {
      if (!std::filesystem::is_regular_file(table->file)) return;  // a pipe is read only once
      const std::uint64_t count = count_lines(table->file);
      lines += count;
      values += options_.all_categories || !options_.categories.empty()
                    ? count * table->width()
                    : std::min<std::uint64_t>(count * table->width(),
                                              std::filesystem::file_size(table->file));
    }
    samples_.values.reserve(values);
    if (options_.kind != CsvOptions::Target::kClasses) targets_.reserve(lines);
  }

  // Returns the number of samples read.
  std::uint64_t read(OpenTable& table) {
    const std::uint64_t before = samples_.m;
    Fields fields;
    std::uint64_t rows = 0;
    Counting counting(table.features.size());
    for (; table.next(fields); ++rows) {
      require_count(table, fields);
      counting.look(table, fields, rows);
      if (take(table, fields)) ++samples_.m;
    }
    if (options_.features.empty() && !is_to_predict_) counting.refuse(table, rows);
    if (rows == 0) throw UserError(table.file.string(), "has a header and no rows");
    if (samples_.m == before)
      throw UserError(table.file.string(), "a value is missing in every row",
                      "With data.missing: drop nothing is left of it");
    return samples_.m - before;
  }

  void read_test(OpenTable& table) {
    targets_.start_test();
    samples_.m_test = read(table);
  }

  Samples finish(const OpenTable& table) {
    samples_.n_x = table.width();
    for (const CsvFeature& feature : table.features) {
      if (feature.is_category)
        samples_.categories.push_back(
            {table.columns.names[feature.column], samples_.features.size(), feature.width()});
      for (std::string& name : feature.names(table.columns.names[feature.column]))
        samples_.features.push_back(std::move(name));
    }
    for (const auto& [what, rows] : unknown_)
      samples_.notes.push_back(fmt::format("{}: {} in {}: all of its features are 0 there",
                                           table_name_, what, base::format_count(rows, "row")));
    if (table.columns.target)
      targets_.finish(samples_, table.file.string(), is_to_predict_ ? 1 : 2);
    return std::move(samples_);
  }

 private:
  // The weight of a row; nothing when the row is left out because it is missing.
  std::optional<double> weight(const OpenTable& table, const Fields& fields) const {
    const std::size_t column = *table.columns.weight;
    if (is_hole(table, fields, column)) return std::nullopt;
    const auto weight = meaning_.number(fields[column]);
    if (!weight) refuse_number(table.place(column), fields[column], "Weights are numbers");
    if (*weight < 0)
      throw UserError(table.place(column), shown(fields[column]) + " is less than 0",
                      "A weight is 0 or more");
    return weight;
  }

  PartName part(const OpenTable& table, const Fields& fields) const {
    const std::size_t column = *table.columns.part;
    std::string word(fields[column]);
    for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    for (const auto& [part, words] : kPartWords)
      if (std::ranges::find(words, word) != words.end()) return part;
    throw UserError(table.place(column), shown(fields[column]) + " is no part",
                    "Parts are train, dev and test");
  }

  // Adds a row; returns false when it is left out because a value is missing.
  bool take(const OpenTable& table, const Fields& fields) {
    const std::optional<std::size_t> target = table.columns.target;
    if (target && is_hole(table, fields, *target)) return false;
    std::optional<double> weighs;
    if (table.columns.weight && !(weighs = weight(table, fields))) return false;
    const std::size_t before = samples_.values.size();
    for (const CsvFeature& feature : table.features) {
      if (!(feature.is_category ? take_category(table, fields, feature)
                                : take_number(table, fields, feature.column))) {
        samples_.values.resize(before);
        return false;
      }
    }
    if (target)
      targets_.add(fields[*target], meaning_.number(fields[*target]),
                   [&] { return table.place(*target); });
    if (weighs) samples_.weights.push_back(*weighs);
    if (table.columns.part) samples_.parts.push_back(part(table, fields));
    return true;
  }

  // Whether a target or weight is missing and the row may be left out. Throws when it may not: they
  // are never replaced.
  bool is_hole(const OpenTable& table, const Fields& fields, std::size_t column) const {
    if (!meaning_.is_missing(fields[column])) return false;
    if (options_.missing != Missing::kDrop)
      refuse_hole(table, fields, column,
                  is_to_predict_ ? ", or remove the column" : ", or set data.missing: drop");
    return true;
  }

  // Adds the values of a feature; returns false when the row is left out for a missing value.
  bool take_number(const OpenTable& table, const Fields& fields, std::size_t column) {
    const double x = number(table, fields, column);
    if (std::isnan(x) && options_.missing == Missing::kDrop) return false;
    samples_.values.push_back(x);
    return true;
  }

  bool take_category(const OpenTable& table, const Fields& fields, const CsvFeature& feature) {
    const std::string_view field = fields[feature.column];
    const std::size_t first = samples_.values.size();
    samples_.values.resize(first + feature.width(), 0);
    if (meaning_.is_missing(field)) {
      if (options_.missing == Missing::kDrop) return false;
      if (feature.has_hole)
        samples_.values.back() = 1;
      else
        refuse_hole(table, fields, feature.column, ", or set data.missing: drop or mean");
      return true;
    }
    const auto level = std::ranges::lower_bound(feature.levels, field);
    if (level != feature.levels.end() && *level == field)
      samples_.values[first + static_cast<std::size_t>(level - feature.levels.begin())] = 1;
    else
      note_unknown(table, feature.column, field);
    return true;
  }

  void note_unknown(const OpenTable& table, std::size_t column, std::string_view field) {
    table_name_ = table.file.string();
    ++unknown_[fmt::format("{} is no value of '{}' in training", shown(field),
                           table.columns.names[column])];
  }

  double number(const OpenTable& table, const Fields& fields, std::size_t column) {
    if (const auto number = meaning_.feature(fields[column])) {
      const double scaled = options_.scale * *number;
      if (std::isfinite(scaled)) return scaled;
      throw UserError(table.place(column),
                      shown(fields[column]) + " times data.scale is no finite number",
                      "Choose a smaller data.scale");
    }
    if (!meaning_.is_missing(fields[column]))
      refuse_number(table.place(column), fields[column],
                    meaning_.advice(fields[column], table.columns.names[column]));
    if (options_.missing == Missing::kError)
      refuse_hole(table, fields, column,
                  is_to_predict_ ? ": what is missing cannot be predicted from"
                                 : ", or set data.missing: drop, mean or median");
    return kHole;
  }

  [[noreturn]] void refuse_hole(const OpenTable& table, const Fields& fields, std::size_t column,
                                const std::string& remedy) const {
    throw UserError(table.place(column),
                    fields[column].empty() ? "empty" : shown(fields[column]) + " is no value",
                    "Fill it in" + remedy);
  }

  CsvOptions options_;
  CsvFields meaning_;
  bool is_to_predict_;
  Samples samples_;
  std::map<std::string, std::uint64_t> unknown_;  // values of categories that no feature has: rows
  std::string table_name_;                        // where they stand
  CsvTargets targets_;
};

// Finds the columns of weights and parts that the options name.
void find_roles(OpenTable& table, const CsvOptions& options) {
  CsvColumns& columns = table.columns;
  const std::string where = table.rows.where();
  if (!options.weight.empty()) columns.weight = require_column(columns, options.weight, where);
  if (!options.part.empty()) columns.part = require_column(columns, options.part, where);
  for (const auto& role : {columns.weight, columns.part})
    if (role && (role == columns.target || (role == columns.weight && role == columns.part)))
      throw UserError(where, columns.describe(*role) + " has two roles",
                      "The target, the weight and the part are different columns");
}

}  // namespace

Samples read_csv(const Path& file, const Path& test_file, const CsvOptions& options) {
  OpenTable train(file, options);
  train.columns.target = require_column(train.columns, options.target, train.rows.where());
  find_roles(train, options);
  train.features = choose_features(train.columns, options, train.rows.where());
  find_categories(file, train.columns, options, train.features);
  std::optional<OpenTable> test;
  if (!test_file.empty()) {
    test.emplace(test_file, options);
    require_same_names(test->columns, train.columns, test->rows.where());
    test->columns = train.columns;
    test->features = train.features;
  }

  Reader reader(options);
  reader.reserve(test ? std::vector<const OpenTable*>{&train, &*test}
                      : std::vector<const OpenTable*>{&train});
  reader.read(train);
  if (test) reader.read_test(*test);
  return reader.finish(train);
}

Samples read_csv_to_predict(const Path& file, const std::vector<std::string>& features,
                            const CsvOptions& options) {
  OpenTable table(file, options);
  const auto& names = table.columns.names;
  const auto target = std::ranges::find(names, options.target);
  if (target != names.end())
    table.columns.target = target - names.begin();
  else if (!options.has_header && !options.target.empty())
    table.columns.target = require_column(table.columns, options.target, table.rows.where());
  if (std::ranges::find(names, options.weight) != names.end() || !options.has_header)
    find_roles(table, {.target = "", .weight = options.weight});
  table.features = features.empty() ? choose_features(table.columns, options, table.rows.where())
                                    : features_named(table.columns, features, table.rows.where());

  Reader reader(options, true);
  reader.reserve({&table});
  reader.read(table);
  return reader.finish(table);
}

}  // namespace ice::data
