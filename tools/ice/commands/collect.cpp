// `ice collect`: take over into the store what tasks have published.
#include <fmt/format.h>

#include <memory>

#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "cluster/collect.hpp"
#include "commands/commands.hpp"
#include "text/cluster_text.hpp"

namespace ice::cli {
namespace {

struct CollectOptions {
  std::filesystem::path folder;
  StoreOptions store;
};

int collect(const CollectOptions& options) {
  std::vector<std::string> complaints;
  std::vector<cluster::Collected> all;
  if (options.folder.empty())
    all = cluster::collect_all(options.store.path(), "", complaints);
  else
    all = {cluster::collect(cluster::JobFolder(options.folder), options.store.path())};
  for (const std::string& complaint : complaints) print_error(fmt::format("ice: {}\n", complaint));
  const std::string text = collected_text(all);
  print(text.empty() ? "Nothing new: all that tasks have published is in the store.\n" : text);
  return has_complaints(all) ? 1 : 0;
}

}  // namespace

void add_collect(const Command& app) {
  const auto options = std::make_shared<CollectOptions>();
  const Command command =
      app.add_command("collect", "Take over into the store what tasks have published");
  command.section("Many machines");
  command.add_argument("FOLDER", options->folder, "A job folder [all in jobs/ beside the store]")
      .takes({ValueKind::kFile});
  add_store_options(command, options->store);
  command.add_examples({"ice collect", "ice collect results/jobs/quickstart-1"});
  command.does([options] { return collect(*options); });
}

}  // namespace ice::cli
