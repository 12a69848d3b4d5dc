// The source csv: its keys, and how its section becomes CsvOptions.
#include <cctype>
#include <string_view>

#include "base/error.hpp"
#include "data/csv.hpp"
#include "data/csv_columns.hpp"
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
  if (text.size() != 1 || !can_delimit(text.front()))
    throw base::UserError(code_path("data.delimiter"),
                          "expected one character between fields, got " + shown(text),
                          "For example \";\" or \"\\t\"");
  return text.front();
}

}  // namespace

CsvOptions csv_options(const base::Value& section) {
  const base::Value &missing = section.at("missing"), &task = section.at("task");
  return {.target = text_at(section, "target"),
          .delimiter = delimiter_of(section),
          .missing = missing == "drop"   ? CsvOptions::Missing::kDrop
                     : missing == "mean" ? CsvOptions::Missing::kMean
                                         : CsvOptions::Missing::kError,
          .kind = task == "classification" ? CsvOptions::Target::kClasses
                  : task == "regression"   ? CsvOptions::Target::kRegression
                                           : CsvOptions::Target::kAuto,
          .scale = section.at("scale").get<double>()};
}

namespace {

Samples load_csv(const base::Value& section, const Folders& folders) {
  const bool has_test = !text_at(section, "test_file").empty();
  return read_csv(find_file(section, "file", folders),
                  has_test ? find_file(section, "test_file", folders) : std::filesystem::path(),
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
