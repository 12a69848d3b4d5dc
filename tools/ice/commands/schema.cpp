// `ice schema`: the JSON Schema of study files.
#include "reference/json_schema.hpp"

#include <filesystem>
#include <memory>
#include <vector>

#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "plugin/catalog.hpp"

namespace ice::cli {

void add_schema(const Command& app) {
  const auto plugins = std::make_shared<std::vector<std::filesystem::path>>();
  const Command command = app.add_command(
      "schema", "The JSON Schema of study files, by which editors complete and check them");
  command.section("Help");
  add_plugin_path(command, *plugins);
  command.add_examples({"ice schema > study.schema.json"});
  command.does([plugins] {
    const auto catalog = plugin::Catalog::scan(plugin::search_path(*plugins, {}));
    print(reference::json_schema(catalog).dump(2) + "\n");
    return 0;
  });
}

}  // namespace ice::cli
