// `ice rename`: another name for a study.
#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/subject.hpp"
#include "commands/commands.hpp"
#include "report/terminal/unicode.hpp"
#include "study/study.hpp"

namespace ice::cli {
namespace {

struct RenameOptions {
  std::string study, name;
  StoreOptions store;
};

int rename_study(const RenameOptions& options) {
  if (!study::is_study_name(options.name))
    throw base::UserError("'" + report::one_line(options.name) + "'", "is no name of a study",
                          "A name is of a-z, 0-9 and -, with a letter or digit");
  store::Writer writer = open_writer(options.store.path());
  (void)store::Reader(options.store.path()).study(options.study);  // is there one?
  const std::vector<std::string> children = writer.rename(options.study, options.name);
  print(
      fmt::format("{0} is {1} now. Write 'name: {1}' in its file too: 'ice run' would make a "
                  "study {0} again.\n",
                  options.study, options.name));
  if (!children.empty())
    print(
        fmt::format("Changed with it, because they follow it: {}. Write 'follows: {}' in {} "
                    "too.\n",
                    base::join(children, ", "), options.name,
                    children.size() == 1 ? "its file" : "their files"));
  return 0;
}

}  // namespace

void add_rename(const Command& app) {
  const auto options = std::make_shared<RenameOptions>();
  const Command command = app.add_command(
      "rename", "Another name for a study, also in what is recorded of those that follow it");
  command.section("Look after the store");
  command.add_argument("STUDY", options->study, "The study").required();
  command.add_argument("NAME", options->name, "The new name: a-z, 0-9 and -").required();
  add_store_options(command, options->store);
  command.add_examples({"ice rename quickstart first-steps", "ice rename first-steps quickstart"});
  command.does([options] { return rename_study(*options); });
}

}  // namespace ice::cli
