#include "report/parameter_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr double kLogFrom = 10;  // people vary by powers of ten what has them

// The different values of a parameter, in the order of the numbers of the cells that have them.
std::vector<store::Field> values_in_order(const StudyCells& cells, std::size_t parameter) {
  std::vector<const StudyCell*> sorted;
  for (const StudyCell& cell : cells.cells) sorted.push_back(&cell);
  std::ranges::sort(sorted, {}, &StudyCell::number);
  std::vector<store::Field> values;
  std::set<store::Field> met;
  for (const StudyCell* cell : sorted) {
    const store::Field& value = cell->parameters[parameter];
    if (!value.is_null() && met.insert(value).second) values.push_back(value);
  }
  return values;
}

bool all_numbers(const std::vector<store::Field>& values) {
  return std::ranges::all_of(values,
                             [](const store::Field& v) { return base::as_number(v).has_value(); });
}

// The value of a number on its axis, where groups have equal widths.
double place_of(double x, bool log) { return log ? std::log(x) : x; }

// Replaces the levels of an axis by `most` groups.
void group(ParameterAxis& axis, std::size_t most) {
  const double low = place_of(axis.numbers.front(), axis.log);
  const double width = (place_of(axis.numbers.back(), axis.log) - low) / static_cast<double>(most);
  const auto edge = [&](std::size_t i) {
    const double at = low + width * static_cast<double>(i);
    return axis.log ? std::exp(at) : at;
  };
  std::vector<std::size_t> group_of;
  for (const double x : axis.numbers)
    group_of.push_back(
        std::min(most - 1, static_cast<std::size_t>((place_of(x, axis.log) - low) / width)));
  for (auto& level : axis.levels)
    if (level) level = group_of[*level];
  axis.texts.clear();
  axis.numbers.clear();
  for (std::size_t i = 0; i < most; ++i) {
    axis.texts.push_back(
        fmt::format("{} – {}", base::format_short(edge(i), 2), base::format_short(edge(i + 1), 2)));
    axis.numbers.push_back((edge(i) + edge(i + 1)) / 2);
  }
  axis.grouped = true;
}

std::size_t parameter_named(const StudyCells& cells, const std::string& option,
                            const std::string& name) {
  const std::vector<std::string> shorter = short_names(cells.parameters);
  for (std::size_t i = 0; i < shorter.size(); ++i)
    if (name == cells.parameters[i] || name == shorter[i]) return i;
  throw base::UserError(
      option, fmt::format("'{}' is no parameter that varies in study {}", name, cells.study.name),
      base::suggest(name, shorter));
}

// All parameters, that with the largest main effect first, over all groups of runs.
std::vector<std::size_t> by_effect(const StudyCells& cells) {
  std::vector<double> effect(cells.parameters.size(), -1);
  for (const judge::Importance& group : importance_of(cells))
    for (std::size_t i = 0; i < group.factors.size(); ++i)
      effect[group.factors[i].front()] += group.main[i] * static_cast<double>(group.runs);
  std::vector<std::size_t> order(cells.parameters.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [&](std::size_t parameter) { return effect[parameter]; });
  return order;
}

}  // namespace

ParameterAxis axis_of(const StudyCells& cells, std::size_t parameter, std::size_t most) {
  std::vector<store::Field> values = values_in_order(cells, parameter);
  ParameterAxis axis;
  axis.name = cells.parameters[parameter];
  const bool numeric = all_numbers(values);
  if (numeric) {
    std::ranges::sort(values, {}, [](const store::Field& v) { return *base::as_number(v); });
    for (const store::Field& value : values) axis.numbers.push_back(*base::as_number(value));
    axis.log = !axis.numbers.empty() && axis.numbers.front() > 0 &&
               axis.numbers.back() >= kLogFrom * axis.numbers.front();
  }
  std::map<store::Field, std::size_t> level_of;
  for (const store::Field& value : values) {
    axis.texts.push_back(field_text(value, 4));
    level_of.emplace(value, level_of.size());
  }
  for (const StudyCell& cell : cells.cells) {
    const auto found = level_of.find(cell.parameters[parameter]);
    axis.levels.push_back(found == level_of.end() ? std::nullopt : std::optional(found->second));
  }
  if (numeric && values.size() > most) group(axis, most);
  return axis;
}

std::vector<judge::Importance> importance_of(const StudyCells& cells) {
  std::vector<ParameterAxis> axes;
  std::vector<bool> ordered;
  for (std::size_t i = 0; i < cells.parameters.size(); ++i) {
    axes.push_back(axis_of(cells, i));
    ordered.push_back(!axes.back().numbers.empty());
  }
  std::vector<judge::Observation> runs;
  for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
    judge::Observation run;
    for (const ParameterAxis& axis : axes)
      run.levels.push_back(axis.levels[cell].value_or(judge::kAbsent));
    for (const double value : cells.cells[cell].values) {
      run.value = value;
      runs.push_back(run);
    }
  }
  return judge::importance(runs, ordered);
}

ChosenParameters choose_parameters(const StudyCells& cells,
                                   const std::vector<std::pair<std::string, std::string>>& wanted) {
  require_parameters(cells, wanted.size());
  ChosenParameters chosen;
  std::vector<std::optional<std::size_t>> found;
  for (const auto& [option, name] : wanted) {
    found.push_back(name.empty() ? std::nullopt
                                 : std::optional(parameter_named(cells, option, name)));
    if (found.back() && std::count(found.begin(), found.end() - 1, found.back()) > 0)
      throw base::UserError(option, fmt::format("'{}' is on the other axis already", name));
  }
  std::vector<std::string> free;
  const bool asks_for_all = std::ranges::all_of(found, [](const auto& f) { return f.has_value(); });
  const std::vector<std::size_t> order =
      asks_for_all ? std::vector<std::size_t>{} : by_effect(cells);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i]) continue;
    free.push_back(wanted[i].first);
    for (const std::size_t parameter : order) {
      if (std::ranges::count(found, std::optional(parameter)) > 0) continue;
      found[i] = parameter;
      break;
    }
  }
  for (const auto& parameter : found) chosen.parameters.push_back(*parameter);
  if (free.size() == 1)
    chosen.reason = fmt::format("{} is the parameter that explains most{}", free[0].substr(2),
                                wanted.size() > 1 ? " of the others" : "");
  else if (free.size() > 1)
    chosen.reason = "x and y are the two parameters that explain most";
  if (!free.empty()) chosen.reason += fmt::format(" ({} takes another)", base::join(free, " or "));
  return chosen;
}

void require_parameters(const StudyCells& cells, std::size_t least) {
  if (cells.parameters.size() >= least) return;
  const std::string& name = cells.study.name;
  throw base::UserError(
      "study " + name,
      fmt::format("its cells differ in {}, and this picture needs {}",
                  cells.parameters.empty() ? std::string("no parameter")
                                           : "one parameter only, " + cells.parameters.front(),
                  least == 1 ? "one" : "two"),
      fmt::format("Others: ice plot {} curves, ice plot {} history", base::shell_word(name),
                  base::shell_word(name)));
}

}  // namespace ice::report
