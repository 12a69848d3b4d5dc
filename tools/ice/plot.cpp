// `ice plot`: pictures of a study, as files or in the terminal.
#include <CLI/CLI.hpp>
#include <csignal>
#include <memory>

#include "commands.hpp"
#include "options.hpp"
#include "report/curves.hpp"
#include "report/picture.hpp"
#include "report/plot.hpp"

namespace ice::cli {
namespace {

struct Options {
  std::string study;
  std::string kind;
  std::filesystem::path output_file;
  report::CurveOptions curves;
  StoreOptions store;
  OutputOptions output;
};

int plot(const Options& options) {
  store::Reader reader(options.store.path());
  const report::Figure figure = report::curves_of(reader, options.study, options.curves);
  if (options.output_file.empty()) {
    print(report::draw_picture(figure, options.output.picture()));
    return 0;
  }
  std::signal(SIGPIPE, SIG_IGN);  // gnuplot may end early: plot() tells then
  report::plot(figure, options.output_file);
  print("Wrote " + options.output_file.string() + "\n");
  return 0;
}

}  // namespace

void add_plot(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("plot", "Draw a study: learning curves");
  command->group("Look at results");
  command->add_option("STUDY", options->study, "The study")->required()->type_name("");
  command->add_option("KIND", options->kind, "curves")
      ->required()
      ->type_name("")
      ->check(CLI::IsMember({"curves"}));
  command
      ->add_option("-o,--output", options->output_file,
                   "A .png, .svg or .pdf file [a picture in the terminal]")
      ->type_name("FILE");
  command->add_option("--metric", options->curves.metric, "Whose curves [the study's metric]")
      ->type_name("METRIC");
  command
      ->add_option("-n,--top", options->curves.named,
                   "Cells with a colour and a name; the others are grey [8]")
      ->type_name("N");
  add_store_options(*command, options->store);
  add_color_option(*command, options->output);
  add_examples(*command, {"ice plot quickstart curves",
                          "ice plot quickstart curves --metric train.cost -o results/cost.png"});
  command->callback([options, &chosen] { chosen = [options] { return plot(*options); }; });
}

}  // namespace ice::cli
