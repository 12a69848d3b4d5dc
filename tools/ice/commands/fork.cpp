// `ice fork`: a new study file that follows a recorded study.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "store/query/query.hpp"
#include "study/resolved.hpp"
#include "study/study.hpp"

namespace ice::cli {
namespace {

struct ForkOptions {
  std::string study, file;
  std::vector<std::string> overrides;
  StoreOptions store;
};

std::string child_name(const ForkOptions& options) {
  std::string name = study::name_from(options.file);
  if (name == options.study)
    throw base::UserError(options.file, "is called as its parent is",
                          "Call the file as the new study");
  return name;
}

study::Study child_of(const store::StudyRow& parent, const ForkOptions& options) {
  study::Study child = study::load_text(parent.spec, parent.name, std::filesystem::current_path(),
                                        parse_overrides(options.overrides));
  child.name = child_name(options);
  child.idea.follows = parent.name;
  return child;
}

bool is_sound(const study::Study& child, const std::string& file) {
  try {
    (void)study::load_text(study::resolved_text(child), file, std::filesystem::current_path());
    return true;
  } catch (const base::UserError&) {
    return false;
  }
}

// Leaves out the parent's claims that name cells which the child does not have; returns their
// names. The child is to have claims of its own anyway.
std::vector<std::string> leave_out_claims(study::Study& child, const std::string& file) {
  std::vector<std::string> left_out;
  if (is_sound(child, file)) return left_out;
  const std::vector<study::Claim> claims = std::exchange(child.idea.claims, {});
  if (!is_sound(child, file)) {  // not the claims' fault
    child.idea.claims = claims;
    return left_out;
  }
  for (const study::Claim& claim : claims) {
    child.idea.claims.push_back(claim);
    if (is_sound(child, file)) continue;
    child.idea.claims.pop_back();
    left_out.push_back(claim.name);
  }
  return left_out;
}

int fork_study(const ForkOptions& options) {
  store::Reader reader(options.store.path());
  const store::StudyRow parent = reader.study(options.study);
  study::Study child = child_of(parent, options);
  const std::vector<std::string> left_out = leave_out_claims(child, options.file);
  const std::string text =
      fmt::format("# Follows {} (revision {}). What is new, and why should it be better?\n",
                  parent.name, parent.revision) +
      study::resolved_text(child);
  (void)study::load_text(text, options.file, std::filesystem::current_path());
  if (std::filesystem::exists(options.file))
    throw base::UserError(options.file, "exists already", "Choose another name, or remove it");
  write_file(options.file, text);
  const std::string file = base::shell_word(options.file);
  print(fmt::format("Wrote {}, which follows {}. Say in it what is new, then:\n  ice run {}\n",
                    file, parent.name, file));
  if (!left_out.empty())
    print(
        fmt::format("Left out, as the new study has not both of their sides: {}. What does it "
                    "claim?\n",
                    base::join(left_out, ", ")));
  return 0;
}

}  // namespace

void add_fork(const Command& app) {
  const auto options = std::make_shared<ForkOptions>();
  const Command command = app.add_command("fork", "A new study file that follows a recorded study");
  command.section("Run a study");
  command.add_argument("STUDY", options->study, "The study that it follows").required();
  command.add_argument("FILE", options->file, "The new file; the study is called as it is")
      .required();
  command.add_argument("OVERRIDES", options->overrides,
                       "path=value replaces a value, path=v1,v2 makes an axis");
  add_store_options(command, options->store);
  command.add_examples({"ice fork quickstart deeper.yaml 'network.hidden=[256,128]'"});
  command.does([options] { return fork_study(*options); });
}

}  // namespace ice::cli
