#include "text/gradients_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace ice::cli {
namespace {

using inspect::GradientReport;
using nn::MatrixCheck;
using nn::NudgedEntry;

std::string matrix_name(const MatrixCheck& matrix) {
  return fmt::format("{}[{}]", matrix.is_bias ? 'b' : 'W', matrix.l);
}

std::string entry_name(const MatrixCheck& matrix, const NudgedEntry& entry) {
  if (matrix.is_bias) return fmt::format("{}({})", matrix_name(matrix), entry.row);
  return fmt::format("{}({}, {})", matrix_name(matrix), entry.row, entry.col);
}

const char* verdict(const MatrixCheck& matrix) {
  if (!matrix.holds()) return "wrong";
  return matrix.is_flat ? "flat" : "holds";
}

std::vector<std::string> names_where(const GradientReport& report,
                                     bool (*is_wanted)(const MatrixCheck&)) {
  std::vector<std::string> names;
  for (const MatrixCheck& matrix : report.matrices)
    if (is_wanted(matrix)) names.push_back(matrix_name(matrix));
  return names;
}

std::string wrong_text(const inspect::Subject& subject, const GradientReport& report) {
  const std::uint64_t l = report.last_wrong_layer();
  const std::uint64_t L = subject.code.hidden.size() + 1;
  const std::vector<std::string> suspects = inspect::suspects(subject, report);
  const std::string after = l == L ? "" : fmt::format("; layers behind it hold");
  std::string text = fmt::format("The gradient is wrong from layer {} of {} down{}. Suspect: {}.\n",
                                 l, L, after, base::join(suspects, ", or "));
  for (const std::string& suspect : suspects) {
    const std::string id = suspect.substr(suspect.find(' ') + 1);
    if (!id.starts_with("core/"))
      text += fmt::format("'ice plugin check {} --only gradient' looks closer.\n", id);
  }
  return text;
}

}  // namespace

store::Table gradients_table(const GradientReport& report) {
  store::Table table{{"parameters", "shape", "checked", "kinks", "largest error", "verdict", "at",
                      "backward", "nudged"},
                     {}};
  for (const MatrixCheck& matrix : report.matrices) {
    const NudgedEntry& worst = matrix.worst;
    std::vector<store::Field> row{matrix_name(matrix),
                                  fmt::format("({}, {})", matrix.rows, matrix.cols),
                                  matrix.checked,
                                  matrix.kinks,
                                  worst.error,
                                  verdict(matrix),
                                  entry_name(matrix, worst),
                                  worst.backward + 0.0,
                                  worst.central + 0.0};
    if (worst.row == 0) row[4] = row[6] = row[7] = row[8] = store::Field();  // all at kinks
    table.rows.push_back(std::move(row));
  }
  return table;
}

store::Table entries_table(const GradientReport& report) {
  store::Table table{{"entry", "value", "backward", "nudged by 1/1000", "both ways"}, {}};
  for (const MatrixCheck& matrix : report.matrices)
    for (const NudgedEntry& entry : matrix.is_flat ? std::vector<NudgedEntry>() : matrix.examples)
      table.rows.push_back({entry_name(matrix, entry), entry.value, entry.backward + 0.0,
                            entry.nudged + 0.0, entry.central + 0.0});
  return table;
}

std::string findings(const inspect::Subject& subject, const GradientReport& report) {
  std::string text;
  if (report.last_wrong_layer() > 0) text += wrong_text(subject, report);
  const auto kinks = names_where(report, [](const MatrixCheck& m) { return m.kinks > 0; });
  if (!kinks.empty())
    text += fmt::format(
        "{}: some parameters are at a kink, as relu has one at 0: the slopes to both sides differ, "
        "which of\nthem backward takes is a choice, and nothing was compared.\n",
        base::join(kinks, ", "));
  const auto flat = names_where(report, [](const MatrixCheck& m) { return m.is_flat; });
  if (!flat.empty())
    text += fmt::format(
        "{}: all derivatives are 0 at the start values, which says nothing. Another initializer "
        "may show more.\n",
        base::join(flat, ", "));
  if (text.empty()) text = "Backward and nudged agree in every layer.\n";
  return text;
}

}  // namespace ice::cli
