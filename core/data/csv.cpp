#include "data/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "data/csv_columns.hpp"
#include "data/csv_rows.hpp"
#include "data/labels.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

using base::UserError;
using Missing = CsvOptions::Missing;
using Target = CsvOptions::Target;
using Fields = std::vector<std::string_view>;
using Path = std::filesystem::path;

constexpr double kHole = std::numeric_limits<double>::quiet_NaN();  // until it is filled

bool is_missing(std::string_view field) {
  constexpr std::string_view kNames[] = {"", "na", "nan"};
  std::string lower(field.substr(0, 4));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::ranges::count(kNames, lower) > 0;
}

// A field as messages show it: short, and nothing that a terminal would obey.
std::string shown(std::string_view field) {
  constexpr std::size_t kLongest = 40;
  std::string text(field.substr(0, kLongest));
  std::ranges::replace_if(
      text, [](unsigned char c) { return c < 32 || c >= 127; }, '?');
  return "'" + text + (field.size() > kLongest ? "...'" : "'");
}

// A file whose header is read.
struct OpenTable {
  OpenTable(const Path& path, char delimiter) : file(path), rows(path, delimiter) {
    Fields header;
    if (!rows.next(header)) throw UserError(file.string(), "is empty");
    columns = take_header(header, rows.where());
  }

  [[nodiscard]] std::string place(std::size_t column) const {
    return fmt::format("{}: {}", rows.where(), columns.describe(column));
  }

  void take_all_but_target() {
    for (std::size_t i = 0; i < columns.names.size(); ++i)
      if (i != columns.target) columns.features.push_back(i);
    if (columns.features.empty())
      throw UserError(rows.where(), "has no column beside the target",
                      "Features are columns of numbers: is data.delimiter right?");
  }

  Path file;
  CsvRows rows;
  CsvColumns columns;
};

[[noreturn]] void refuse_number(const std::string& place, std::string_view field,
                                const std::string& hint) {
  double x = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), x);
  const bool is_spelled_right = end == field.data() + field.size();  // "inf", "1e999"
  throw UserError(
      place, shown(field) + (is_spelled_right ? " is no finite number" : " is no number"), hint);
}

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

// Puts the rows of tables into samples.
class Reader {
 public:
  explicit Reader(CsvOptions options) : options_(std::move(options)), kind_(options_.kind) {}

  // Memory is taken once: a row needs a line of the file, and a value a byte.
  void reserve(const std::vector<const OpenTable*>& tables) {
    std::uint64_t lines = 0, values = 0;
    for (const OpenTable* table : tables) {
      if (!std::filesystem::is_regular_file(table->file)) return;  // a pipe is read but once
      const std::uint64_t count = count_lines(table->file);
      lines += count;
      values += std::min<std::uint64_t>(count * table->columns.features.size(),
                                        std::filesystem::file_size(table->file));
    }
    samples_.values.reserve(values);
    if (kind_ != Target::kClasses) samples_.Y.reserve(lines);
  }

  // Returns how many samples there were.
  std::uint64_t read(OpenTable& table) {
    const std::uint64_t before = samples_.m;
    Fields fields;
    std::uint64_t rows = 0;
    for (; table.rows.next(fields); ++rows) {
      require_count(table, fields);
      if (take(table, fields)) ++samples_.m;
    }
    if (rows == 0) throw UserError(table.file.string(), "has a header and no rows");
    if (samples_.m == before)
      throw UserError(table.file.string(), "a value is missing in every row",
                      "With data.missing: drop nothing is left of it");
    return samples_.m - before;
  }

  void read_test(OpenTable& table) {
    labels_.start_test();
    samples_.m_test = read(table);
  }

  Samples finish(const OpenTable& table, std::size_t least_classes) {
    samples_.n_x = table.columns.features.size();
    for (const std::size_t column : table.columns.features)
      samples_.features.push_back(table.columns.names[column]);
    if (has_holes_) fill_holes(table);
    if (!table.columns.target) return std::move(samples_);
    if (kind_ == Target::kClasses) {
      labels_.finish(samples_, table.file.string(), least_classes);
    } else {
      samples_.task = Task::kRegression;
      samples_.n_y = 1;
    }
    return std::move(samples_);
  }

 private:
  // False where a value is missing and the row is left out for it.
  bool take(const OpenTable& table, const Fields& fields) {
    const auto& [names, target, features] = table.columns;
    if (target && is_hole(table, fields, *target)) return false;
    const std::size_t before = samples_.values.size();
    for (const std::size_t column : features) {
      const double x = feature(table, fields, column);
      if (std::isnan(x) && options_.missing == Missing::kDrop) {
        samples_.values.resize(before);
        return false;
      }
      samples_.values.push_back(x);
    }
    if (target) take_target(table, fields[*target]);
    return true;
  }

  // Of a target: it can be left out, but not be made up.
  bool is_hole(const OpenTable& table, const Fields& fields, std::size_t column) const {
    if (!is_missing(fields[column])) return false;
    if (options_.missing != Missing::kDrop) refuse_hole(table, fields, column, "drop");
    return true;
  }

  double feature(const OpenTable& table, const Fields& fields, std::size_t column) {
    if (const auto number = base::parse_number(fields[column])) return options_.scale * *number;
    if (!is_missing(fields[column]))
      refuse_number(table.place(column), fields[column],
                    "Features are numbers: change it, or remove the column");
    if (options_.missing == Missing::kError) refuse_hole(table, fields, column, "drop or mean");
    has_holes_ = options_.missing == Missing::kMean;
    return kHole;
  }

  [[noreturn]] void refuse_hole(const OpenTable& table, const Fields& fields, std::size_t column,
                                const std::string& remedy) const {
    throw UserError(table.place(column),
                    fields[column].empty() ? "empty" : shown(fields[column]) + " is no value",
                    "Fill it in, or set data.missing: " + remedy);
  }

  void take_target(const OpenTable& table, std::string_view field) {
    const std::size_t column = *table.columns.target;
    const auto number = base::parse_number(field);
    if (kind_ == Target::kAuto) kind_ = number ? Target::kRegression : Target::kClasses;
    if (kind_ == Target::kClasses)
      take_class(table, field, number);
    else if (number)
      samples_.Y.push_back(*number);
    else
      refuse_number(table.place(column), field,
                    options_.kind == Target::kAuto
                        ? "Set data.task: classification if the targets are classes"
                        : "The targets are numbers with data.task: regression");
  }

  void take_class(const OpenTable& table, std::string_view field, std::optional<double> number) {
    const auto place = [&] { return table.place(*table.columns.target); };
    if (number && options_.kind == Target::kAuto)
      throw UserError(place(), shown(field) + " is a number, and the targets above are texts",
                      "Set data.task: classification if it is a class as they are");
    if (number)
      labels_.add(*number, place);
    else if (base::is_plain_text(field))
      labels_.add(field, place);
    else
      throw UserError(place(), shown(field) + " is not UTF-8 text", "Save the file as UTF-8");
  }

  // By the mean of what the training file has in the column.
  void fill_holes(const OpenTable& table) {
    const std::uint64_t n_x = samples_.n_x, m_train = samples_.m - samples_.m_test;
    std::vector<double>& X = samples_.values;
    for (std::uint64_t i = 0; i < n_x; ++i) {
      double mean = 0, count = 0;
      for (std::uint64_t j = 0; j < m_train; ++j)
        if (const double x = X[j * n_x + i]; !std::isnan(x)) mean += (x - mean) / ++count;
      if (count == 0)
        throw UserError(table.file.string(),
                        table.columns.describe(table.columns.features[i]) + " has no values",
                        "Remove the column");
      for (std::uint64_t j = 0; j < samples_.m; ++j)
        if (std::isnan(X[j * n_x + i])) X[j * n_x + i] = mean;
    }
  }

  CsvOptions options_;
  Target kind_;
  Samples samples_;
  LabelReader labels_;
  bool has_holes_ = false;
};

}  // namespace

Samples read_csv(const Path& file, const Path& test_file, const CsvOptions& options) {
  OpenTable train(file, options.delimiter);
  train.columns.target = require_column(train.columns, options.target, train.rows.where());
  train.take_all_but_target();
  std::optional<OpenTable> test;
  if (!test_file.empty()) {
    test.emplace(test_file, options.delimiter);
    require_same_names(test->columns, train.columns, test->rows.where());
    test->columns = train.columns;
  }

  Reader reader(options);
  reader.reserve(test ? std::vector<const OpenTable*>{&train, &*test}
                      : std::vector<const OpenTable*>{&train});
  reader.read(train);
  if (test) reader.read_test(*test);
  return reader.finish(train, 2);
}

Samples read_csv_to_predict(const Path& file, const std::vector<std::string>& features,
                            const CsvOptions& options) {
  OpenTable table(file, options.delimiter);
  const auto& names = table.columns.names;
  const auto target = std::ranges::find(names, options.target);
  if (target != names.end()) table.columns.target = target - names.begin();
  for (const std::string& feature : features)
    table.columns.features.push_back(require_column(table.columns, feature, table.rows.where()));
  if (features.empty()) table.take_all_but_target();

  Reader reader(options);
  reader.reserve({&table});
  reader.read(table);
  return reader.finish(table, 1);
}

CsvOptions csv_options(const base::Value& section) {
  const std::string delimiter = text_at(section, "delimiter");
  const base::Value &missing = section.at("missing"), &task = section.at("task");
  if (delimiter.size() != 1 && delimiter != "\\t")
    throw UserError(code_path("data.delimiter"), "expected one character, got " + shown(delimiter),
                    "For example \";\" or \"\\t\"");
  return {.target = text_at(section, "target"),
          .delimiter = delimiter == "\\t" ? '\t' : delimiter.front(),
          .missing = missing == "drop"   ? Missing::kDrop
                     : missing == "mean" ? Missing::kMean
                                         : Missing::kError,
          .kind = task == "classification" ? Target::kClasses
                  : task == "regression"   ? Target::kRegression
                                           : Target::kAuto,
          .scale = section.at("scale").get<double>()};
}

namespace {

Samples load_csv(const base::Value& section, const Places& places) {
  const bool has_test = !text_at(section, "test_file").empty();
  return read_csv(find_file(section, "file", places),
                  has_test ? find_file(section, "test_file", places) : Path(),
                  csv_options(section));
}

}  // namespace

Source csv_source() {
  return {"csv",
          {required_text_key("file"), required_text_key("target"), optional_text_key("test_file"),
           text_key("delimiter", ","), choice_key("missing", {"error", "drop", "mean"}),
           real_key("scale", 1, 0, 1e300),
           choice_key("task", {"auto", "classification", "regression"})},
          load_csv};
}

}  // namespace ice::data
