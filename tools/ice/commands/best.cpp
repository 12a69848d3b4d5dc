// `ice best`: the best cells of a study over their seeds.
#include <memory>

#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "report/board.hpp"

namespace ice::cli {
namespace {

struct BestOptions {
  std::string study;
  std::string at = "final";
  std::string where;
  report::BoardOptions board;
  SelectionOptions selection;
  StoreOptions store;
  OutputOptions output;
};

int best(const BestOptions& options) {
  store::Reader reader(options.store.path());
  report::BoardOptions board = options.board;
  board.query = options.selection.of(options.study);
  board.query.where = options.where;
  const std::string where =
      options.where.empty() ? "" : " --where " + base::shell_word(options.where);
  board.suffix = where + options.store.suffix();
  board.at = options.at == "best" ? store::At::kBest : store::At::kFinal;
  const report::TableStyle style = options.output.style();
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
  command.add_option("--by", options->board.metric, "Rank by this metric [the study's]")
      .type_name("METRIC");
  command
      .add_option("--where", options->where,
                  "Only runs for which this SQL expression holds, as 'ice runs --where'")
      .type_name("EXPR");
  command
      .add_option("--at", options->at,
                  "Rank by the final value of each run, or by that of its best epoch [final]")
      .type_name("WHEN")
      .one_of({"best", "final"});
  add_selection_options(command, options->selection);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice best quickstart", "ice best quickstart --by train.cost --top 3",
                        "ice best quickstart --at best",
                        "ice best quickstart --where \"activation = 'relu'\"",
                        "ice best quickstart -f csv"});
  command.does([options] { return best(*options); });
}

}  // namespace ice::cli
