// `ice plan`: what running a study would do. Nothing runs, nothing is written.
#include <CLI/CLI.hpp>
#include <memory>

#include "commands.hpp"
#include "launch.hpp"

namespace ice::cli {

void add_plan(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<LaunchOptions>();
  CLI::App* command =
      app.add_subcommand("plan", "What running a study would do: runs, network, shapes, costs");
  command->group("Run a study");
  add_launch_options(*command, *options);
  command->add_flag("--json", options->output.json, "As one JSON object");
  add_color_option(*command, options->output);
  add_examples(*command, {"ice plan experiments/quickstart.yaml",
                          "ice plan experiments/quickstart.yaml 'network.hidden=[256],[512]' "
                          "experiment.seeds.count=5"});
  command->callback([options, &chosen] {
    chosen = [options] {
      print_plan(*options);
      return 0;
    };
  });
}

}  // namespace ice::cli
