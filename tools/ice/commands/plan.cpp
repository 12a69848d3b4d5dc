// `ice plan`: what running a study would do. Nothing runs, nothing is written.
#include <memory>

#include "cli/launch.hpp"
#include "commands/commands.hpp"
#include "progress/progress.hpp"
#include "text/graph_text.hpp"

namespace ice::cli {
namespace {

struct PlanOptions {
  LaunchOptions launch;
  bool graph = false, dot = false;
};

void print_graph(const PlanOptions& options) {
  const study::Study study = options.launch.load();
  const run::Preview preview =
      run::plan_study(study, options.launch.run_options(), options.launch.store.path());
  print_warnings(preview.plan);
  const auto steps = code::computation_graph(preview.network);
  print(options.dot ? graph_dot(study.name, steps) : graph_text(steps));
}

}  // namespace

void add_plan(const Command& app) {
  const auto options = std::make_shared<PlanOptions>();
  const Command command =
      app.add_command("plan", "What running a study would do: runs, network, shapes, costs");
  command.section("Run a study");
  add_launch_options(command, options->launch);
  command.add_flag("--json", options->launch.output.json, "As one JSON object");
  command.add_flag("--graph", options->graph,
                   "The computation graph of the first cell's step: forward, backward, update");
  command.add_flag("--dot", options->dot, "The same in Graphviz's language").excludes("--graph");
  add_color_option(command, options->launch.output);
  command.add_examples({"ice plan experiments/quickstart.yaml",
                        "ice plan experiments/quickstart.yaml 'network.hidden=[256],[512]' "
                        "experiment.seeds.count=5",
                        "ice plan experiments/quickstart.yaml --graph"});
  command.does([options] {
    if (options->graph || options->dot)
      print_graph(*options);
    else
      print_plan(options->launch);
    return 0;
  });
}

}  // namespace ice::cli
