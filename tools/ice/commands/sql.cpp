// `ice sql`: read-only SQL on the store.
#include <memory>

#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "store/query/query.hpp"

namespace ice::cli {
namespace {

struct SqlOptions {
  std::string query;
  StoreOptions store;
  OutputOptions output;
};

int sql(const SqlOptions& options) {
  store::Reader reader(options.store.path());
  print_table(reader.sql(options.query), options.output.style(), "No rows.");
  return 0;
}

}  // namespace

void add_sql(const Command& app) {
  const auto options = std::make_shared<SqlOptions>();
  const Command command = app.add_command("sql", "Read-only SQL on the store");
  command.section("Look at results");
  command
      .add_argument(
          "QUERY", options->query,
          "One SELECT over studies, runs, params, metrics, curves, plugins, environments, claims")
      .required();
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples(
      {"ice sql \"SELECT status, count(*) AS runs FROM runs GROUP BY status\"",
       "ice sql \"SELECT epoch, value FROM curves WHERE metric = 'train.cost' LIMIT 5\" -f csv"});
  command.does([options] { return sql(*options); });
}

}  // namespace ice::cli
