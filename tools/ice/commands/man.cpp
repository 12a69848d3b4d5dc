// `ice man`: manual pages, of the same texts as --help; the build writes them for the installation.
#include <filesystem>
#include <memory>

#include "cli/command_info.hpp"
#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "help/man_page.hpp"
#include "help/scripts.hpp"

namespace ice::cli {
namespace {

namespace fs = std::filesystem;

struct ManOptions {
  std::vector<std::string> topic;
  fs::path prefix;  // empty: print one page
};

void write_below(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  write_file(file, text);
}

// All pages and completion scripts, where an installation has them.
void write_all(const CommandInfo& program, const fs::path& prefix) {
  const fs::path pages = prefix / "share/man/man1";
  fs::remove_all(pages);  // so that no page of a command that is gone stays
  for (const CommandInfo* command : with_pages(program))
    write_below(pages / (page_name(*command) + ".1"), man_page(*command, program));
  for (const CompletionScript& script : kCompletionScripts)
    write_below(prefix / script.file, std::string(script.text));
}

int man(const Command& app, const ManOptions& options) {
  const CommandInfo program = app.info();
  if (options.prefix.empty())
    print(man_page(require_command(program, options.topic), program));
  else
    write_all(program, options.prefix);
  return 0;
}

}  // namespace

void add_man(const Command& app) {
  const auto options = std::make_shared<ManOptions>();
  const Command command = app.add_command("man", "The manual page of ice or a command, for man(1)");
  command.section("Help");
  command.add_argument("COMMAND", options->topic, "The command, word by word [ice]")
      .takes({ValueKind::kTopic});
  command
      .add_option("--install", options->prefix,
                  "Write all pages and the completion scripts below this folder instead")
      .type_name("PREFIX")
      .takes({ValueKind::kFile});
  command.add_examples({"ice man run > ice-run.1", "ice man --install ~/.local"});
  command.does([app, options] { return man(app, *options); });
}

}  // namespace ice::cli
