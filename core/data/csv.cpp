#include "data/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/csv_columns.hpp"
#include "data/csv_rows.hpp"
#include "data/csv_targets.hpp"

namespace ice::data {
namespace {

using base::UserError;
using Missing = CsvOptions::Missing;
using Fields = std::vector<std::string_view>;
using Path = std::filesystem::path;

constexpr double kHole = std::numeric_limits<double>::quiet_NaN();  // share() replaces it

bool is_missing(std::string_view field) {
  constexpr std::string_view kNames[] = {"", "na", "nan"};
  std::string lower(field.substr(0, 4));
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::ranges::count(kNames, lower) > 0;
}

// An open file whose header was read.
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

// Reads the rows of tables into samples.
class Reader {
 public:
  // The options decide about missing values, except that samples to predict may have none.
  explicit Reader(CsvOptions options, bool is_to_predict = false)
      : options_(std::move(options)), is_to_predict_(is_to_predict), targets_(options_.kind) {
    if (is_to_predict_) options_.missing = Missing::kError;
  }

  // Allocates the memory once. A row needs at least a line of the file, and a value a byte.
  void reserve(const std::vector<const OpenTable*>& tables) {
    std::uint64_t lines = 0, values = 0;
    for (const OpenTable* table : tables) {
      if (!std::filesystem::is_regular_file(table->file)) return;  // a pipe is read only once
      const std::uint64_t count = count_lines(table->file);
      lines += count;
      values += std::min<std::uint64_t>(count * table->columns.features.size(),
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
    targets_.start_test();
    samples_.m_test = read(table);
  }

  Samples finish(const OpenTable& table) {
    samples_.n_x = table.columns.features.size();
    for (const std::size_t column : table.columns.features)
      samples_.features.push_back(table.columns.names[column]);
    if (table.columns.target)
      targets_.finish(samples_, table.file.string(), is_to_predict_ ? 1 : 2);
    return std::move(samples_);
  }

 private:
  // Adds a row; returns false when it is left out because a value is missing.
  bool take(const OpenTable& table, const Fields& fields) {
    const std::optional<std::size_t> target = table.columns.target;
    if (target && is_hole(table, fields, *target)) return false;
    const std::size_t before = samples_.values.size();
    for (const std::size_t column : table.columns.features) {
      const double x = feature(table, fields, column);
      if (std::isnan(x) && options_.missing == Missing::kDrop) {
        samples_.values.resize(before);
        return false;
      }
      samples_.values.push_back(x);
    }
    if (target) targets_.add(fields[*target], [&] { return table.place(*target); });
    return true;
  }

  // Whether the target is missing and the row may be left out. Throws when it may not: a target is
  // never replaced.
  bool is_hole(const OpenTable& table, const Fields& fields, std::size_t column) const {
    if (!is_missing(fields[column])) return false;
    if (options_.missing != Missing::kDrop)
      refuse_hole(table, fields, column,
                  is_to_predict_ ? ", or remove the column" : ", or set data.missing: drop");
    return true;
  }

  double feature(const OpenTable& table, const Fields& fields, std::size_t column) {
    if (const auto number = base::parse_number(fields[column])) {
      const double scaled = options_.scale * *number;
      if (std::isfinite(scaled)) return scaled;
      throw UserError(table.place(column),
                      shown(fields[column]) + " times data.scale is no finite number",
                      "Choose a smaller data.scale");
    }
    if (!is_missing(fields[column]))
      refuse_number(table.place(column), fields[column],
                    "Features are numbers: change it, or remove the column");
    if (options_.missing == Missing::kError)
      refuse_hole(table, fields, column,
                  is_to_predict_ ? ": what is missing cannot be predicted from"
                                 : ", or set data.missing: drop or mean");
    return kHole;
  }

  [[noreturn]] void refuse_hole(const OpenTable& table, const Fields& fields, std::size_t column,
                                const std::string& remedy) const {
    throw UserError(table.place(column),
                    fields[column].empty() ? "empty" : shown(fields[column]) + " is no value",
                    "Fill it in" + remedy);
  }

  CsvOptions options_;
  bool is_to_predict_;
  Samples samples_;
  CsvTargets targets_;
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
  return reader.finish(train);
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

  Reader reader(options, true);
  reader.reserve({&table});
  reader.read(table);
  return reader.finish(table);
}

}  // namespace ice::data
