// `ice ideas`: the tree of ideas.
#include <memory>

#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "report/ideas.hpp"
#include "store/query/query.hpp"

namespace ice::cli {
namespace {

struct IdeasOptions {
  ViewOptions view;
  StoreOptions store;
  OutputOptions output;
};

// A tree; a table where rows or columns are chosen, because a part of a tree hides where it hangs.
int ideas(const IdeasOptions& options) {
  store::Reader reader(options.store.path());
  const std::vector<report::IdeaNode> nodes = report::idea_tree(reader);
  const report::TableStyle style = options.output.style();
  const bool is_tree =
      style.format == report::Format::kTable && !options.view.is_used() && !nodes.empty();
  if (is_tree) {
    print(report::ideas_text(nodes, style));
  } else {
    print_table(
        options.view.of(report::ideas_table(nodes)), style,
        nodes.empty() ? "No ideas yet: 'ice run FILE' records a study." : "No study matches.");
  }
  return 0;
}

}  // namespace

void add_ideas(const Command& app) {
  const auto options = std::make_shared<IdeasOptions>();
  const Command command =
      app.add_command("ideas", "Which study grew out of which, what changed, and what came of it");
  command.section("Look at results");
  add_view_options(command, options->view);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice ideas",
                        "ice ideas --where \"claims like '%refuted%'\" --columns study,claims",
                        "ice ideas --json"});
  command.does([options] { return ideas(*options); });
}

}  // namespace ice::cli
