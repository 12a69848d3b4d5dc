// `ice best`: the best cells of a study over their seeds.
#include <memory>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "report/board.hpp"

namespace ice::cli {
namespace {

struct BestOptions {
  std::string study;
  std::string at = "final";
  report::BoardOptions board;
  SelectionOptions selection;
  StoreOptions store;
  OutputOptions output;
};

int best(const BestOptions& options) {
  store::Reader reader(options.store.path());
  report::BoardOptions board = options.board;
  board.query = options.selection.of(options.study);
  board.suffix = options.selection.suffix() + options.store.suffix();
  board.at = options.at == "best" ? store::At::kBest : store::At::kFinal;
  const report::TableStyle style = options.output.style();
  if (board.metrics.size() > 1 && !(board.group_by.empty() && board.baseline.empty()))
    throw base::UserError("--by", "several metrics give the Pareto front, which ranks single cells",
                          "Leave out --group-by and --baseline, or name one metric");
  print(report::board_text(reader, board, style));
  print_notes(reader, board.query, "--superseded shows them", style);
  return 0;
}

}  // namespace

void add_best(const Command& app) {
  const auto options = std::make_shared<BestOptions>();
  const Command command = app.add_command(
      "best", "The best cells of a study over their seeds: mean, deviation, interval");
  command.section("Look at results");
  command.add_argument("STUDY", options->study, "The study").required();
  command.add_option("-n,--top", options->board.top, "Cells to show, 0 for all [10]")
      .type_name("N")
      .whole_number(0);
  command
      .add_option("--by", options->board.metrics,
                  "Rank by this metric [the study's]; of several, A,B: the Pareto front")
      .type_name("METRIC")
      .with_commas();
  command
      .add_option("--group-by", options->board.group_by,
                  "Rank groups of cells with the same values of these parameters: a,b")
      .type_name("LIST")
      .takes({ValueKind::kColumn})
      .with_commas();
  command
      .add_option("--baseline", options->board.baseline,
                  "Paired differences to this cell (its number, or a run of it)")
      .type_name("CELL|RUN")
      .excludes("--group-by");
  add_where_options(command, options->selection);
  command
      .add_option("--at", options->at,
                  "Rank by the final value of each run, or by that of its best epoch [final]")
      .type_name("WHEN")
      .one_of({"best", "final"});
  command
      .add_option("--sort", options->board.sort, "Order the rows by a column, -COLUMN: descending")
      .type_name("COLUMN");
  command
      .add_option("--columns", options->board.columns, "Only these columns, in this order: a,b,c")
      .type_name("LIST")
      .takes({ValueKind::kColumn})
      .with_commas();
  add_selection_options(command, options->selection);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice best quickstart", "ice best quickstart --by train.cost --top 3",
                        "ice best quickstart --group-by activation",
                        "ice best quickstart --by dev.accuracy,train.cost",
                        "ice best quickstart --baseline 0", "ice best quickstart --at best",
                        "ice best quickstart --where \"activation = 'relu'\"",
                        "ice best quickstart -f csv"});
  command.does([options] { return best(*options); });
}

}  // namespace ice::cli
