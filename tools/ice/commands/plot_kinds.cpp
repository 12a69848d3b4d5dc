#include "commands/plot_kinds.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "plugin/catalog.hpp"
#include "report/box.hpp"
#include "report/curves.hpp"
#include "report/gnuplot/bars_script.hpp"
#include "report/gnuplot/boundary_script.hpp"
#include "report/gnuplot/box_script.hpp"
#include "report/gnuplot/figure_script.hpp"
#include "report/gnuplot/heatmap_script.hpp"
#include "report/gnuplot/landscape_script.hpp"
#include "report/heatmap.hpp"
#include "report/history.hpp"
#include "report/importance_bars.hpp"
#include "report/parallel.hpp"
#include "report/pareto.hpp"
#include "report/slice.hpp"
#include "text/activation_figure.hpp"
#include "text/boundary_figure.hpp"
#include "text/landscape_figure.hpp"

namespace ice::cli {
namespace {

using Path = std::filesystem::path;

// Both ways of drawing share the figure.
template <class Figure, class Script, class Characters>
Picture picture_of(Figure figure, Script script, Characters characters) {
  const auto shared = std::make_shared<const Figure>(std::move(figure));
  return {[shared, script](const Path& file) { return script(*shared, file); },
          [shared, characters](const report::PictureStyle& style) {
            return characters(*shared, style);
          }};
}

Picture chart_of(report::Figure figure) {
  return picture_of(std::move(figure), report::figure_script, report::draw_picture);
}

template <report::Figure (*Make)(store::Reader&, const report::PlotRequest&)>
Picture chart(const PlotSource& source) {
  store::Reader reader(source.store);
  return chart_of(Make(reader, source.request));
}

Picture heatmap(const PlotSource& source) {
  store::Reader reader(source.store);
  return picture_of(report::heatmap_of(reader, source.request), report::heatmap_script,
                    report::draw_heatmap);
}

Picture boxes(const PlotSource& source) {
  store::Reader reader(source.store);
  return picture_of(report::boxes_of(reader, source.request), report::box_script,
                    report::draw_boxes);
}

Picture importance(const PlotSource& source) {
  store::Reader reader(source.store);
  return picture_of(report::importance_bars(reader, source.request), report::bars_script,
                    report::draw_bars);
}

Picture boundaries(const PlotSource& source) {
  run::RunOptions options;
  options.plugins = source.plugins;
  return picture_of(boundary_figure(source.store, source.request, options), report::boundary_script,
                    report::draw_boundaries);
}

Picture landscape(const PlotSource& source) {
  const report::PlotRequest& request = source.request;
  inspect::LandscapeOptions options;
  options.x = request.x;
  options.y = request.y;
  if (options.x.empty() != options.y.empty())
    throw base::UserError("plot", "a plane has two axes", "Give --x and --y");
  if (!options.x.empty())
    options.plane = inspect::Plane::kParameters;
  else if (source.plane == "filters")
    options.plane = inspect::Plane::kFilters;
  DrawnLandscape drawn = landscape_figure(source.store, request, source.plugins, options);
  Picture picture =
      picture_of(std::move(drawn.figure), report::landscape_script, report::draw_landscape);
  picture.notes = std::move(drawn.notes);
  return picture;
}

Picture activations(const PlotSource& source) {
  const auto found = plugin::Catalog::scan(plugin::search_path(source.plugins, {}));
  return chart_of(activation_figure(activations_named(source.subject, found)));
}

const std::array kPlotKinds{
    PlotKind{"curves", "the mean curve of each cell, with the band of its seeds", 0, true,
             chart<report::curves_of>},
    PlotKind{"heatmap", "the mean over two parameters", 2, true, heatmap},
    PlotKind{"slice", "the metric against one parameter, through the best cell", 2, true,
             chart<report::slice_of>},
    PlotKind{"parallel", "each cell as a line over all parameters and the metric", 0, true,
             chart<report::parallel_of>},
    PlotKind{"box", "the final values of all runs for each value of a parameter", 1, true, boxes},
    PlotKind{"importance", "how much of the variance each parameter explains", 0, true, importance},
    PlotKind{"history", "the best value so far, over the runs", 0, true, chart<report::history_of>},
    PlotKind{"pareto", "the cells that none beats in two metrics (--by A,B)", 0, true,
             chart<report::pareto_of>},
    PlotKind{"boundary", "of a study with two features, where the classes of each cell meet", 0,
             true, boundaries},
    PlotKind{"landscape", "the cost around the best network, with the way that training took", 2,
             true, landscape},
    PlotKind{"activation", "value and slope of plugins: relu,'leaky_relu(slope=0.1)'", 0, false,
             activations}};

}  // namespace

std::span<const PlotKind> plot_kinds() { return kPlotKinds; }

const PlotKind& plot_kind(const std::string& name, const report::PlotRequest& request) {
  const PlotKind& kind = *std::ranges::find(kPlotKinds, name, &PlotKind::name);
  const auto refuse = [&](const char* option, bool is_given) {
    if (is_given) throw base::UserError("plot " + name, std::string("takes no ") + option);
  };
  refuse("--x", kind.axes < 1 && !request.x.empty());
  refuse("--y", kind.axes < 2 && !request.y.empty());
  if (kind.of_study) return kind;
  refuse("--metric", !request.metric.empty());
  refuse("--by", !request.by.empty());
  refuse("--top", request.top.has_value());
  refuse("--where", !request.query.where.empty());
  return kind;
}

}  // namespace ice::cli
