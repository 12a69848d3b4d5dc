// `ice plot`: pictures of a study, or of activations, as files or in the terminal.
#include <csignal>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "plugin/catalog.hpp"
#include "report/curves.hpp"
#include "report/gnuplot/boundary_script.hpp"
#include "report/gnuplot/figure_script.hpp"
#include "report/gnuplot/gnuplot.hpp"
#include "report/gnuplot/landscape_script.hpp"
#include "report/terminal/terminal_plot.hpp"
#include "text/activation_figure.hpp"
#include "text/boundary_figure.hpp"
#include "text/landscape_figure.hpp"

namespace ice::cli {
namespace {

struct PlotOptions {
  std::string subject;
  std::string kind;
  std::filesystem::path output_file;
  report::CurveOptions curves;
  inspect::LandscapeOptions landscape;
  std::string plane = "way";
  SelectionOptions selection;
  std::vector<std::filesystem::path> plugins;
  StoreOptions store;
  OutputOptions output;
};

report::Figure curves(const PlotOptions& options) {
  store::Reader reader(options.store.path());
  report::CurveOptions wanted = options.curves;
  wanted.revision = options.selection.revision;
  wanted.superseded = options.selection.superseded;
  return report::curves_of(reader, options.subject, wanted);
}

report::Figure activations(const PlotOptions& options) {
  const auto found = plugin::Catalog::scan(plugin::search_path(options.plugins, {}));
  std::vector<const plugin::PluginInfo*> chosen;
  for (const std::string& name : base::split(options.subject, ','))
    chosen.push_back(&found.find(plugin::Kind::kActivation, std::string(base::trim(name)), ""));
  return activation_figure(chosen);
}

report::BoundaryFigure boundaries(const PlotOptions& options) {
  run::RunOptions run_options;
  run_options.plugins = options.plugins;
  return boundary_figure(options.store.path(), options.selection.of(options.subject), run_options,
                         options.curves.named);
}

DrawnLandscape landscape(const PlotOptions& options) {
  inspect::LandscapeOptions wanted = options.landscape;
  if (wanted.x.empty() != wanted.y.empty())
    throw base::UserError("plot", "a plane has two axes", "Give --x and --y");
  if (!wanted.x.empty())
    wanted.plane = inspect::Plane::kParameters;
  else if (options.plane == "filters")
    wanted.plane = inspect::Plane::kFilters;
  return landscape_figure(options.store.path(), options.selection.of(options.subject),
                          options.plugins, wanted, options.curves.named);
}

// Printed below a picture, or after a file was written.
void print_notes_on(const PlotOptions& options) {
  store::Reader reader(options.store.path());
  print_notes(reader, options.selection.of(options.subject), "--superseded shows them",
              options.output.style());
}

// Draws a picture file, or with characters where no file is asked for.
template <class Script, class Picture>
void draw(const PlotOptions& options, Script script, Picture picture) {
  if (options.output_file.empty()) {
    print(picture(options.output.picture()));
    return;
  }
  std::signal(SIGPIPE, SIG_IGN);  // gnuplot may end early: plot() then throws
  report::plot(script, options.output_file);
  print("Wrote " + options.output_file.string() + "\n");
}

int plot(const PlotOptions& options) {
  using Path = std::filesystem::path;
  if (options.kind == "boundary") {
    const report::BoundaryFigure figure = boundaries(options);
    draw(
        options, [&](const Path& file) { return report::boundary_script(figure, file); },
        [&](const auto& style) { return report::draw_boundaries(figure, style); });
    print_notes_on(options);
    return 0;
  }
  if (options.kind == "landscape") {
    const DrawnLandscape drawn = landscape(options);
    draw(
        options, [&](const Path& file) { return report::landscape_script(drawn.figure, file); },
        [&](const auto& style) { return report::draw_landscape(drawn.figure, style); });
    for (const std::string& note : drawn.notes) print_note(note, options.output.style());
    print_notes_on(options);
    return 0;
  }
  const report::Figure figure =
      options.kind == "activation" ? activations(options) : curves(options);
  draw(
      options, [&](const Path& file) { return report::figure_script(figure, file); },
      [&](const auto& style) { return report::draw_picture(figure, style); });
  if (options.kind == "curves") print_notes_on(options);
  return 0;
}

void add_options(const Command& command, PlotOptions& options) {
  command
      .add_option("-o,--output", options.output_file,
                  "A .png, .svg or .pdf file [a picture in the terminal]")
      .type_name("FILE");
  command.add_option("--metric", options.curves.metric, "Whose curves [the study's metric]")
      .type_name("METRIC");
  command
      .add_option("-n,--top", options.curves.named,
                  "Cells with a colour and a name, the others are grey; of boundaries, panels; of "
                  "landscapes, ways [8]")
      .type_name("N");
  command
      .add_option("--x", options.landscape.x,
                  "landscape: a parameter, as W[1](1, 2) or b[2](1) [see --plane]")
      .type_name("NAME");
  command.add_option("--y", options.landscape.y, "landscape: another parameter").type_name("NAME");
  command
      .add_option("--plane", options.plane,
                  "landscape: way, the directions of the most movement, or filters, drawn ones "
                  "of the filters' lengths [way]")
      .type_name("PLANE")
      .one_of({"way", "filters"});
  add_plugin_path(command, options.plugins);
  add_selection_options(command, options.selection);
  add_store_options(command, options.store);
  add_color_option(command, options.output);
}

}  // namespace

void add_plot(const Command& app) {
  const auto options = std::make_shared<PlotOptions>();
  const Command command = app.add_command(
      "plot",
      "Draw learning curves, decision boundaries, the landscape of the cost, or activations");
  command.section("Look at results");
  command
      .add_argument("STUDY", options->subject, "The study; of activations, their names: relu,tanh")
      .required()
      .takes({ValueKind::kStudy, ValueKind::kPlugin});
  command.add_argument("KIND", options->kind, "curves, boundary, landscape or activation")
      .required()
      .one_of({"curves", "boundary", "landscape", "activation"});
  add_options(command, *options);
  command.add_examples({"ice plot quickstart curves",
                        "ice plot quickstart curves --metric train.cost -o results/cost.png",
                        "ice run experiments/course/04-planar-hidden-units.yaml",
                        "ice plot planar-hidden-units boundary -o results/flower.png",
                        "ice run experiments/course/21-bowl.yaml",
                        "ice plot bowl landscape -o results/bowl.png",
                        "ice plot relu,gelu,silu activation"});
  command.does([options] { return plot(*options); });
}

}  // namespace ice::cli
