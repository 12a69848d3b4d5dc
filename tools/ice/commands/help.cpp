// `ice help`: the help of a command, or the reference of study files.
#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command_info.hpp"
#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "help/help_text.hpp"
#include "help/study_reference.hpp"
#include "help/two_columns.hpp"
#include "reference/key_facts.hpp"
#include "report/paragraph.hpp"

namespace ice::cli {
namespace {

constexpr const char* kAboutStudies =
    "A study file is YAML: an idea, the code that tries it, and the experiment that varies the "
    "code. Names of parameters are paths into code (optimizer.learning_rate), or their last part.";

std::string all_keys_text() {
  std::vector<const reference::KeyFacts*> all;
  for (const reference::KeyFacts& key : reference::all_keys()) all.push_back(&key);
  return report::paragraph(kAboutStudies, 0, 0, help_width()) + keys_text(all, help_width()) +
         "\n'ice help study KEY' tells more of a key or a section, with an example.\n";
}

std::string keys_named(const std::string& name) {
  const std::vector<const reference::KeyFacts*> found = reference::find_keys(name);
  return found.size() == 1 ? key_text(*found.front(), help_width())
                           : std::string(base::trim(keys_text(found, help_width()))) + "\n";
}

int help(const Command& app, const std::vector<std::string>& topic) {
  if (!topic.empty() && topic.front() == "study") {
    if (topic.size() > 2) throw base::UserError("", "one key at a time", "ice help study KEY");
    print(topic.size() == 1 ? all_keys_text() : keys_named(topic[1]));
    return 0;
  }
  const CommandInfo program = app.info();
  print(help_text(require_command(program, topic), help_width()));
  return 0;
}

}  // namespace

void add_help(const Command& app) {
  const auto topic = std::make_shared<std::vector<std::string>>();
  const Command command = app.add_command(
      "help", "The help of a command; 'help study' is the reference of the study file");
  command.section("Help");
  command.add_argument("TOPIC", *topic, "A command, or study and one of its keys")
      .takes({ValueKind::kTopic});
  command.add_examples({"ice help plugin new", "ice help study",
                        "ice help study training.batch_size", "ice help study optimizer"});
  command.does([app, topic] { return help(app, *topic); });
}

}  // namespace ice::cli
