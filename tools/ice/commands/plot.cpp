// `ice plot`: pictures of a study, or of activations, as files or in the terminal.
#include <csignal>
#include <memory>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "commands/plot_kinds.hpp"

namespace ice::cli {
namespace {

struct PlotOptions {
  std::string subject;
  std::string kind;
  std::filesystem::path output_file;
  bool script = false;
  report::PlotRequest request;
  std::string plane = "way";
  SelectionOptions selection;
  std::vector<std::filesystem::path> plugins;
  StoreOptions store;
  OutputOptions output;
};

// Beside the picture.
void write_script(const Picture& picture, const std::filesystem::path& file) {
  std::filesystem::path beside = file;
  beside.replace_extension(".gnuplot");
  write_file(beside, report::script_for_people(picture.script, file));
  print("Wrote " + beside.string() + "\n");
}

// Draws a picture file, or with characters where no file is asked for.
void draw(const Picture& picture, const PlotOptions& options) {
  const std::filesystem::path& file = options.output_file;
  if (file.empty()) {
    if (options.script)
      throw base::UserError("--script", "writes the script of a picture file", "Add -o FILE.png");
    print(picture.characters(options.output.picture()));
    return;
  }
  std::signal(SIGPIPE, SIG_IGN);  // gnuplot may end early: plot() then throws
  const std::string left_out = report::plot(picture.script, file);
  print("Wrote " + file.string() + "\n");
  if (options.script) write_script(picture, file);
  if (!left_out.empty())
    print_note("left out of the picture, as no font here has them: " + left_out,
               options.output.style());
}

int plot(const PlotOptions& options) {
  const PlotKind& kind = plot_kind(options.kind, options.request);
  PlotSource source{options.subject, {}, options.request, options.plane, options.plugins};
  if (kind.of_study) {
    const std::string where = options.request.query.where;
    source.store = options.store.path();
    source.request.query = options.selection.of(options.subject);
    source.request.query.where = where;
  }
  const Picture picture = kind.make(source);
  draw(picture, options);
  for (const std::string& note : picture.notes) print_note(note, options.output.style());
  if (kind.of_study) {
    store::Reader reader(source.store);
    print_notes(reader, source.request.query, "--superseded shows them", options.output.style());
  }
  return 0;
}

void add_options(const Command& command, PlotOptions& options) {
  command
      .add_option("-o,--output", options.output_file,
                  "A .png, .svg or .pdf file [a picture in the terminal]")
      .type_name("FILE");
  command.add_flag("--script", options.script,
                   "Also write the gnuplot script with its data beside the file: FILE.gnuplot");
  command
      .add_option("--metric", options.request.metric,
                  "The metric that is drawn [--by, else the study's]")
      .type_name("METRIC");
  command
      .add_option("--by", options.request.by,
                  "The metric that cells are ranked by [--metric; of curves the study's]")
      .type_name("METRIC");
  command
      .add_option("-n,--top", options.request.top,
                  "So many best cells have a colour and a name (curves, parallel, pareto [8]), a "
                  "line (slice [1]), a panel (boundary [8]), a way (landscape [8]); bars of "
                  "importance [12]; of heatmap, "
                  "box and history only these cells are drawn [all]")
      .type_name("N")
      .whole_number(1);
  command
      .add_option("--where", options.request.query.where,
                  "Only runs for which this SQL expression holds, as 'ice runs --where'")
      .type_name("EXPR");
  command
      .add_option("--x", options.request.x,
                  "The parameter along the x axis of slice, box, heatmap [the most important]; of "
                  "landscape a network's, as W[1](1, 2) or b[2](1) [see --plane]")
      .type_name("PARAM");
  command
      .add_option("--y", options.request.y,
                  "The parameter along the y axis of heatmap [the next important] or landscape")
      .type_name("PARAM");
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
  const Command command = app.add_command("plot", "Draw a study's results, or activations");
  command.section("Look at results");
  command
      .add_argument("STUDY", options->subject, "The study; of activations, their names: relu,tanh")
      .required()
      .takes({ValueKind::kStudy, ValueKind::kPlugin});
  std::vector<std::string> names;
  std::string help = "What to draw:";
  for (const PlotKind& kind : plot_kinds()) {
    names.push_back(kind.name);
    help += "\n" + kind.name + ": " + kind.help;
  }
  command.add_argument("KIND", options->kind, help).required().one_of(names);
  add_options(command, *options);
  command.add_examples({"ice plot quickstart curves",
                        "ice plot quickstart curves --metric train.cost -o results/cost.png",
                        "ice plot quickstart heatmap --x learning_rate --y hidden",
                        "ice plot quickstart pareto --by dev.accuracy,train.cost",
                        "ice run experiments/course/04-planar-hidden-units.yaml",
                        "ice plot planar-hidden-units boundary -o results/flower.png --script",
                        "ice run experiments/course/21-bowl.yaml",
                        "ice plot bowl landscape -o results/bowl.png",
                        "ice plot \"relu,leaky_relu(slope=0.1)\" activation"});
  command.does([options] { return plot(*options); });
}

}  // namespace ice::cli
