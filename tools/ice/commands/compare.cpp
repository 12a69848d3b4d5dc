// `ice compare`: what differs between two runs.
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

void add_compare(const Command& app) {
  const auto options = std::make_shared<CompareOptions>();
  const Command command = app.add_command(
      "compare", "Two runs: parameters, plugin files, data, environment that differ, and metrics");
  command.section("Look at results");
  command.add_argument("A", options->a, "A run: its id, or any unique beginning of its key")
      .required();
  command.add_argument("B", options->b, "Another").required();
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice compare 493d00 1f2e3d", "ice compare 493d00 1f2e3d --json"});
  command.does([options] { return compare(*options); });
}

}  // namespace ice::cli
