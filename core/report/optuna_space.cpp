#include "report/optuna_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "study/distribution.hpp"

namespace ice::report {
namespace {

using base::Value;
using study::Distribution;

bool is_logarithmic_range(const study::Parameter& range) {
  return range.distribution == Distribution::kLogUniform ||
         range.distribution == Distribution::kLogNormal;
}

// By Optuna's own rule for values of a distribution with steps.
bool are_on_steps(double low, double step, const std::vector<double>& numbers) {
  constexpr double kTolerance = 1e-8;
  return std::ranges::all_of(numbers, [&](double x) {
    const double k = (x - low) / step;
    return std::fabs(k - std::round(k)) < kTolerance;
  });
}

// What Optuna can hold as a choice.
Value choice_of(const Value& value) {
  return value.is_structured() ? Value(base::to_text(value)) : value;
}

std::string as_float(double x) { return Value(x).dump(); }

std::optional<std::vector<double>> numbers_of(const std::vector<Value>& values) {
  std::vector<double> numbers;
  for (const Value& value : values) {
    if (value.is_null()) continue;
    const std::optional<double> number = base::as_number(value);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

// The value of a declared parameter in a cell. A cell of a revision that did not vary it has it in
// its code, unless it exists under a condition only.
Value value_in(const store::CellTable& cells, const store::CellTable::Row& row,
               const study::Parameter& parameter) {
  if (const auto found = row.varied.find(parameter.name); found != row.varied.end()) return *found;
  const auto name = std::ranges::find(cells.parameters, parameter.name);
  if (!parameter.when.empty() || name == cells.parameters.end()) return nullptr;
  return row.values[static_cast<std::size_t>(name - cells.parameters.begin())];
}

// Whether the name is that of a declared parameter or of a plugin's parameter below one.
bool is_declared(const study::Study& study, const std::string& name) {
  return std::ranges::any_of(study.experiment.parameters, [&](const study::Parameter& p) {
    return name == p.name || name.starts_with(p.name + ".");
  });
}

// Adds a parameter with its value in each cell, in the order of the cells.
void add(const study::Parameter* range, const std::string& name, const std::vector<Value>& values,
         OptunaSpace& space) {
  if (std::ranges::all_of(values, [](const Value& value) { return value.is_null(); })) return;
  space.parameters.emplace_back(name, range, values);
  std::size_t i = 0;
  for (auto& [cell, of_cell] : space.cells) of_cell.push_back(values[i++]);
}

}  // namespace

OptunaParameter::OptunaParameter(std::string name, const study::Parameter* range,
                                 const std::vector<store::Field>& occurring)
    : name_(std::move(name)) {
  const auto numbers = numbers_of(occurring);
  if (range != nullptr && range->distribution != Distribution::kCategorical && numbers) {
    spread_over(*range, *numbers);
    return;
  }
  if (range != nullptr) choose_from(range->values);
  choose_from(occurring);
  std::vector<std::string> texts;
  for (const Value& choice : choices_) texts.push_back(choice.dump(-1, ' ', true));
  distribution_ =
      fmt::format(R"({{"name": "CategoricalDistribution", "attributes": {{"choices": [{}]}}}})",
                  base::join(texts, ", "));
}

void OptunaParameter::spread_over(const study::Parameter& range,
                                  const std::vector<double>& numbers) {
  double low = *std::ranges::min_element(numbers), high = *std::ranges::max_element(numbers);
  if (!study::is_normal(range)) low = std::min(low, range.min), high = std::max(high, range.max);
  const bool log = is_logarithmic_range(range) && low > 0;
  const bool has_steps = range.quantum > 0 && !log && are_on_steps(low, range.quantum, numbers) &&
                         are_on_steps(low, range.quantum, {high});
  const bool is_whole = std::ranges::all_of(numbers, [](double x) { return x == std::trunc(x); });
  if (range.distribution == Distribution::kIntUniform && is_whole)
    distribution_ = fmt::format(
        R"({{"name": "IntDistribution", "attributes": {{"log": false, "step": {}, "low": {:.0f}, "high": {:.0f}}}}})",
        has_steps ? base::format_number(range.quantum) : "1", low, high);
  else
    distribution_ = fmt::format(
        R"({{"name": "FloatDistribution", "attributes": {{"step": {}, "low": {}, "high": {}, "log": {}}}}})",
        has_steps ? as_float(range.quantum) : "null", as_float(low), as_float(high), log);
}

void OptunaParameter::choose_from(const std::vector<store::Field>& values) {
  for (const Value& value : values) {
    const Value choice = choice_of(value);
    if (!value.is_null() && std::ranges::find(choices_, choice) == choices_.end())
      choices_.push_back(choice);
  }
}

store::OptunaTrial::Parameter OptunaParameter::at(const store::Field& value) const {
  if (choices_.empty()) return {name_, base::as_number(value).value_or(0), distribution_};
  const auto choice = std::ranges::find(choices_, choice_of(value));
  return {name_, static_cast<double>(choice - choices_.begin()), distribution_};
}

OptunaSpace space_of(const study::Study& study, const store::CellTable& cells) {
  OptunaSpace space;
  for (const auto& [number, row] : cells.cells) space.cells[number];
  std::vector<Value> values;
  for (const study::Parameter& parameter : study.experiment.parameters) {
    values.clear();
    for (const auto& [number, row] : cells.cells) values.push_back(value_in(cells, row, parameter));
    add(&parameter, parameter.name, values, space);
  }
  for (std::size_t i = 0; i < cells.parameters.size(); ++i) {
    if (is_declared(study, cells.parameters[i])) continue;
    values.clear();
    for (const auto& [number, row] : cells.cells) values.push_back(row.values[i]);
    add(nullptr, cells.parameters[i], values, space);
  }
  return space;
}

}  // namespace ice::report
