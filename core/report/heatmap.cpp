#include "report/heatmap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "judge/stats.hpp"
#include "report/axis.hpp"
#include "report/figure.hpp"
#include "report/parameter_axis.hpp"

namespace ice::report {
namespace {

constexpr std::size_t kMostGroupsOfTiles = 12;

// Whether a logarithmic scale tells the tiles apart better: by the share of the scale that lies
// between their quartiles.
bool log_shades_differ_more(std::vector<double> means) {
  std::ranges::sort(means);
  const Extent extent{means.front(), means.back()};
  if (!(extent.low > 0 && extent.low < extent.high)) return false;
  const double q1 = judge::quantile_of(means, 0.25), q3 = judge::quantile_of(means, 0.75);
  const auto between = [&](bool log) {
    return position(q3, extent, log) - position(q1, extent, log);
  };
  return between(true) > between(false);
}

// Tiles far worse than the others have the worst shade.
void set_goodness(std::vector<Tile>& tiles, study::Goal goal) {
  std::vector<double> means;
  for (const Tile& tile : tiles)
    if (tile.n > 0) means.push_back(tile.mean);
  const double worst = worst_usual(means, goal);
  std::erase_if(means, [&](double mean) { return is_worse(mean, worst, goal); });
  if (means.empty()) return;
  const auto [least, most] = std::ranges::minmax(means);
  const bool log = log_shades_differ_more(means);
  for (Tile& tile : tiles) {
    if (tile.n == 0) continue;
    const double mean = std::clamp(tile.mean, least, most);
    const double share = least == most ? 0.5 : position(mean, {least, most}, log);
    tile.goodness = goal == study::Goal::kMinimize && least != most ? 1 - share : share;
  }
}

// What the tiles' means are over, besides the seeds.
std::string averaged_text(const StudyCells& cells, const ChosenParameters& axes) {
  std::vector<std::string> others;
  for (std::size_t i = 0; i < cells.parameters.size(); ++i)
    if (std::ranges::count(axes.parameters, i) == 0) others.push_back(cells.parameters[i]);
  std::string text = fmt::format("; mean {} over seeds", cells.metric);
  if (!others.empty()) text += " and " + base::join(others, ", ");
  return text;
}

std::string left_out_of(std::size_t cells, const std::string& x, const std::string& y) {
  if (cells == 0) return "";
  return fmt::format("; {} without {} or {} left out", base::format_count(cells, "cell"), x, y);
}

}  // namespace

Heatmap heatmap_of(store::Reader& reader, const PlotRequest& request) {
  const StudyCells cells = cells_of(reader, request, request.top.value_or(0));
  const ChosenParameters chosen =
      choose_parameters(cells, {{"--x", request.x}, {"--y", request.y}});
  const ParameterAxis x = axis_of(cells, chosen.parameters[0], kMostGroupsOfTiles);
  const ParameterAxis y = axis_of(cells, chosen.parameters[1], kMostGroupsOfTiles);
  std::vector<std::vector<double>> values(x.texts.size() * y.texts.size());
  std::vector<Tile> tiles(values.size());
  std::size_t left_out = 0;
  for (std::size_t i = 0; i < cells.cells.size(); ++i) {
    if (!x.levels[i] || !y.levels[i]) {
      ++left_out;
      continue;
    }
    const std::size_t at = *y.levels[i] * x.texts.size() + *x.levels[i];
    const StudyCell& cell = cells.cells[i];
    values[at].insert(values[at].end(), cell.values.begin(), cell.values.end());
    tiles[at].missing += cell.missing;
  }
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    tiles[i].n = values[i].size();
    tiles[i].mean = judge::summarize(values[i]).mean;
  }
  set_goodness(tiles, cells.goal);
  const bool same_n = std::ranges::all_of(
      tiles, [&](const Tile& tile) { return tile.n == tiles[0].n && tile.missing == 0; });
  std::string subtitle = subtitle_of(cells, request) + averaged_text(cells, chosen);
  if (same_n) subtitle += fmt::format(", n = {} in each cell", tiles[0].n);
  subtitle += "; darker is better" + left_out_of(left_out, x.name, y.name);
  if (!chosen.reason.empty()) subtitle += "; " + chosen.reason;
  return {title_of(cells), subtitle, x.name, y.name, metric_label(cells.metric),
          x.texts,         y.texts,  tiles,  same_n};
}

}  // namespace ice::report
