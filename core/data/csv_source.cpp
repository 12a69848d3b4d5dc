// The source csv: its keys, and how its section becomes CsvOptions.
#include <cctype>
#include <string_view>

#include "base/error.hpp"
#include "data/csv.hpp"
#include "data/csv_columns.hpp"
#include "data/csv_rows.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

// A delimiter must not be part of a number, a quote or a line end.
bool can_delimit(char c) {
  return std::string_view("\"\r\n.+-").find(c) == std::string_view::npos &&
         static_cast<unsigned char>(c) < 128 && !std::isalnum(static_cast<unsigned char>(c));
}

char delimiter_of(const base::Value& section) {
  const std::string text = text_at(section, "delimiter");
  if (text == "\\t") return '\t';
  if (text == "whitespace") return kBlanks;
  if (text.size() != 1 || !can_delimit(text.front()))
    throw base::UserError(code_path("data.delimiter"),
                          "expected one character between fields, got " + shown(text),
                          "For example \";\", \"\\t\" or whitespace");
  return text.front();
}

}  // namespace

CsvOptions csv_options(const base::Value& section) {
  const base::Value &missing = section.at("missing"), &task = section.at("task");
  const std::string decimal = text_at(section, "decimal");
  const std::vector<std::string> categories = names_at(section, "categories");
  const bool all = categories == std::vector<std::string>{"one_hot"};
  const char delimiter = delimiter_of(section);
  if (decimal[0] == delimiter)
    throw base::UserError(code_path("data.decimal"), "is the delimiter too",
                          "Choose another delimiter");
  return {.target = text_at(section, "target"),
          .delimiter = delimiter,
          .missing = missing == "drop"     ? CsvOptions::Missing::kDrop
                     : missing == "mean"   ? CsvOptions::Missing::kMean
                     : missing == "median" ? CsvOptions::Missing::kMedian
                                           : CsvOptions::Missing::kError,
          .kind = task == "classification" ? CsvOptions::Target::kClasses
                  : task == "regression"   ? CsvOptions::Target::kRegression
                                           : CsvOptions::Target::kAuto,
          .scale = section.at("scale").get<double>(),
          .features = names_at(section, "features"),
          .ignore = names_at(section, "ignore"),
          .categories = all ? std::vector<std::string>() : categories,
          .all_categories = all,
          .na_values = names_at(section, "na_values"),
          .has_header = section.at("header").get<bool>(),
          .decimal = decimal[0],
          .weight = text_at(section, "weight"),
          .part = text_at(section.at("split"), "column")};
}

namespace {

Samples load_csv(const base::Value& section, const Folders& folders) {
  const bool has_test = !text_at(section, "test_file").empty();
  if (has_test && !section.at("split").at("column").is_null())
    throw base::UserError(code_path("data.split.column"), "has no meaning beside data.test_file",
                          "Leave one of the two out");
  return read_csv(find_file(section, "file", folders),
                  has_test ? find_file(section, "test_file", folders) : std::filesystem::path(),
                  csv_options(section));
}

}  // namespace

Source csv_source() {
  return {
      "csv",
      {required_text_key("file"), name_key("target", true), name_key("weight", false),
       optional_text_key("test_file"), text_key("delimiter", ","),
       choice_key("missing", {"error", "drop", "mean", "median"}), names_key("features"),
       names_key("ignore"), names_key("categories"), names_key("na_values"),
       flag_key("header", true), choice_key("decimal", {".", ","}), real_key("scale", 1, 0, 1e300),
       choice_key("task", {"auto", "classification", "regression"})},
      load_csv};
}

}  // namespace ice::data
