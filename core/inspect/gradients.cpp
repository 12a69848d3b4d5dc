#include "inspect/gradients.hpp"

#include <algorithm>

#include "base/child.hpp"
#include "inspect/bench.hpp"

namespace ice::inspect {
namespace {

using base::Value;
using nn::MatrixCheck;
using nn::NudgedEntry;

constexpr std::uint64_t kMostColumns = 64;

Value as_value(const NudgedEntry& entry) {
  return {entry.row,    entry.col,     entry.value, entry.backward,
          entry.nudged, entry.central, entry.error};
}

NudgedEntry entry_from(const Value& value) {
  return {value.at(0), value.at(1), value.at(2), value.at(3),
          value.at(4), value.at(5), value.at(6)};
}

Value as_value(const MatrixCheck& matrix) {
  Value examples = Value::array();
  for (const NudgedEntry& entry : matrix.examples) examples.push_back(as_value(entry));
  return {{"l", matrix.l},
          {"is_bias", matrix.is_bias},
          {"rows", matrix.rows},
          {"cols", matrix.cols},
          {"checked", matrix.checked},
          {"kinks", matrix.kinks},
          {"worst", as_value(matrix.worst)},
          {"examples", std::move(examples)},
          {"is_flat", matrix.is_flat}};
}

MatrixCheck matrix_from(const Value& value) {
  MatrixCheck matrix{.l = value.at("l"),
                     .is_bias = value.at("is_bias"),
                     .rows = value.at("rows"),
                     .cols = value.at("cols"),
                     .checked = value.at("checked"),
                     .kinks = value.at("kinks"),
                     .worst = entry_from(value.at("worst")),
                     .examples = {},
                     .is_flat = value.at("is_flat")};
  for (const Value& entry : value.at("examples")) matrix.examples.push_back(entry_from(entry));
  return matrix;
}

Value checked(const Subject& subject, std::uint64_t entries) {
  Bench<double> bench(subject);
  const std::uint64_t columns =
      std::min(kMostColumns, code::batch_columns(subject.code, bench.parts.shape));
  nn::Batches<double> batches(bench.parts.train, columns, subject.seed,
                              subject.code.label_smoothing);
  batches.start_epoch(1);
  Value matrices = Value::array();
  for (const MatrixCheck& matrix : nn::check_gradients(*bench.network, batches.gather(0),
                                                       {.entries = entries, .seed = subject.seed}))
    matrices.push_back(as_value(matrix));
  return {{"matrices", std::move(matrices)},
          {"columns", columns},
          {"is_fused", bench.network->is_fused()}};
}

}  // namespace

std::uint64_t GradientReport::last_wrong_layer() const {
  std::uint64_t last = 0;
  for (const MatrixCheck& matrix : matrices)
    if (!matrix.holds()) last = matrix.l;
  return last;
}

GradientReport check_gradients(const Subject& subject, std::uint64_t entries) {
  const Value answer = ask_about_subject(
      kGradientsRole, {{"subject", to_value(subject)}, {"entries", entries}}, "checking gradients");
  GradientReport report{{}, answer.at("columns"), answer.at("is_fused")};
  for (const Value& matrix : answer.at("matrices")) report.matrices.push_back(matrix_from(matrix));
  return report;
}

std::vector<std::string> suspects(const Subject& subject, const GradientReport& report) {
  const std::uint64_t l = report.last_wrong_layer();
  const bool is_output = l == subject.code.hidden.size() + 1;
  const code::Code& code = subject.code;
  std::vector<std::string> names;
  if (is_output) names.push_back("loss " + code.loss.id);
  if (!is_output) names.push_back("activation " + code.hidden[l - 1].activation.id);
  if (is_output && !report.is_fused) names.push_back("activation " + code.output.id);
  std::stable_partition(names.begin(), names.end(), [](const std::string& name) {
    return name.find(" core/") == std::string::npos;
  });
  return names;
}

int gradients_main(int argc, char** argv) {
  base::answer_parent(argc, argv, [](const std::string& text) {
    const Value request = Value::parse(text);
    return checked(subject_from(request.at("subject")), request.at("entries"));
  });
}

}  // namespace ice::inspect
