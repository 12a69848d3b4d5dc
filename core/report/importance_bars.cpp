#include "report/importance_bars.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/parameter_axis.hpp"
#include "report/table.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kUsualBars = 12;
constexpr double kLeastShown = 0.0005;  // 0.1 %, rounded
constexpr std::string_view kTimes = " × ";

std::string factor_name(const std::vector<std::size_t>& factor,
                        const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (const std::size_t parameter : factor) parts.push_back(names[parameter]);
  return base::join(parts, " with ");
}

// The main effects, even those of nothing, and the interactions worth a bar; largest first.
std::vector<Bar> effects_of(const judge::Importance& found, const std::vector<std::string>& names) {
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < found.factors.size(); ++i)
    bars.push_back({factor_name(found.factors[i], names), found.main[i], BarKind::kMain});
  for (const judge::Interaction& pair : found.pairs)
    if (pair.share >= kLeastShown)
      bars.push_back({factor_name(found.factors[pair.first], names) + std::string(kTimes) +
                          factor_name(found.factors[pair.second], names),
                      pair.share, BarKind::kInteraction});
  if (found.higher >= kLeastShown)
    bars.push_back({"interactions of three and more", found.higher, BarKind::kInteraction});
  std::ranges::stable_sort(bars, std::ranges::greater(), &Bar::share);
  return bars;
}

std::vector<Bar> shown_bars(const judge::Importance& found, const std::vector<std::string>& names,
                            std::size_t most) {
  std::vector<Bar> bars = effects_of(found, names);
  if (bars.size() > most) {
    double rest = 0;
    for (std::size_t i = most; i < bars.size(); ++i) rest += bars[i].share;
    const std::string name = fmt::format("{} smaller effects", bars.size() - most);
    bars.resize(most);
    bars.push_back({name, rest, BarKind::kInteraction});
  }
  if (found.noise) bars.push_back({"seeds (noise)", *found.noise, BarKind::kNoise});
  return bars;
}

// The parameters that only some of the cells have, and these runs do.
std::string section_title(const judge::Importance& found, const std::vector<std::string>& names,
                          const StudyCells& cells) {
  std::vector<std::string> own, others;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto lacks_it = [i](const StudyCell& cell) { return cell.parameters[i].is_null(); };
    if (std::ranges::none_of(cells.cells, lacks_it)) continue;
    const auto has_it = [i](const auto& factor) { return std::ranges::count(factor, i) > 0; };
    (std::ranges::any_of(found.factors, has_it) ? own : others).push_back(names[i]);
  }
  return fmt::format("{} {} {}", base::format_count(found.runs, "run"),
                     own.empty() ? "without" : "with",
                     base::join(own.empty() ? others : own, ", "));
}

std::size_t far_worse_runs(const StudyCells& cells) {
  std::vector<double> values;
  for (const StudyCell& cell : cells.cells)
    values.insert(values.end(), cell.values.begin(), cell.values.end());
  const double worst = worst_usual(values, cells.goal);
  return static_cast<std::size_t>(std::ranges::count_if(
      values, [&](double value) { return is_worse(value, worst, cells.goal); }));
}

std::string method_text(const std::vector<judge::Importance>& groups) {
  const auto exact = std::ranges::count(groups, true, &judge::Importance::exact);
  std::string text = "; shares of the variance";
  if (exact == std::ssize(groups))
    text += ", exact on a full grid";
  else
    text += exact == 0 ? ", estimated by a random forest (fANOVA), as the cells are no full grid"
                       : ", where cells are no full grid estimated by a random forest (fANOVA)";
  const bool has_seeds = std::ranges::any_of(
      groups, [](const judge::Importance& group) { return group.noise.has_value(); });
  if (!has_seeds) text += "; with one seed a cell, noise hides in them";
  return text;
}

}  // namespace

BarFigure importance_bars(store::Reader& reader, const PlotRequest& request) {
  const StudyCells cells = cells_of(reader, request);
  require_parameters(cells, 1);
  const std::vector<judge::Importance> groups = importance_of(cells);
  const std::vector<std::string> names = short_names(cells.parameters);
  BarFigure figure;
  figure.title = title_of(cells);
  figure.subtitle = subtitle_of(cells, request) + method_text(groups);
  if (const std::size_t far_worse = far_worse_runs(cells); far_worse > 0)
    figure.subtitle +=
        fmt::format("; {} far worse than the others make most of it (--where leaves them out)",
                    base::format_count(far_worse, "run"));
  figure.x_label = "share of the variance of " + cells.metric + ", %";
  for (const judge::Importance& group : groups)
    figure.sections.push_back({groups.size() == 1 ? "" : section_title(group, names, cells),
                               shown_bars(group, names, request.top.value_or(kUsualBars))});
  return figure;
}

}  // namespace ice::report
