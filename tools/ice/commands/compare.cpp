// `ice compare`: what differs between two runs.
#include <CLI/CLI.hpp>
#include <memory>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "report/run_differences.hpp"
#include "store/query/query.hpp"

namespace ice::cli {
namespace {

struct CompareOptions {
  std::string a, b;
  StoreOptions store;
  OutputOptions output;
};

int compare(const CompareOptions& options) {
  store::Reader reader(options.store.path());
  const store::StoredRun a = reader.run(options.a), b = reader.run(options.b);
  if (a.run.key == b.run.key)
    throw base::UserError("compare", "both are run " + a.id, "Name two different runs");
  print_table(report::run_differences(a, b), options.output.style(),
              "Nothing differs, and neither run has a metric.");
  return 0;
}

}  // namespace

void add_compare(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<CompareOptions>();
  CLI::App* command = app.add_subcommand(
      "compare", "Two runs: parameters, plugin files, data, environment that differ, and metrics");
  command->group("Look at results");
  command->add_option("A", options->a, "A run: its id, or any unique beginning of its key")
      ->required()
      ->type_name("");
  command->add_option("B", options->b, "Another")->required()->type_name("");
  add_store_options(*command, options->store);
  add_output_options(*command, options->output);
  add_examples(*command, {"ice compare 493d00 1f2e3d", "ice compare 493d00 1f2e3d --json"});
  command->callback([options, &chosen] { chosen = [options] { return compare(*options); }; });
}

}  // namespace ice::cli
