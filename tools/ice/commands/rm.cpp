// `ice rm`: deletes studies and runs.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <map>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/subject.hpp"
#include "cli/terminal.hpp"
#include "commands/commands.hpp"
#include "run/saved_networks.hpp"

namespace ice::cli {
namespace {

using base::format_count;

struct RmOptions {
  std::vector<std::string> subjects;
  bool yes = false;
  StoreOptions store;
};

store::RemovalRequest request_of(store::Reader& reader, const std::vector<std::string>& subjects) {
  store::RemovalRequest request;
  for (const std::string& text : subjects) {
    const Subject subject = find_subject(reader, text);
    if (subject.study)
      request.studies.push_back(subject.study->name);
    else
      request.run_keys.push_back(subject.run->run.key);
  }
  return request;
}

// What is deleted, and what stays.
struct Doomed {
  store::Removal removal;
  std::vector<std::filesystem::path> networks;
  [[nodiscard]] bool is_empty() const { return removal.studies.empty() && removal.keys.empty(); }
};

std::string staying_text(const store::Removal& removal) {
  std::map<std::string, std::uint64_t> counts;  // names of studies -> runs
  for (const store::Removal::Staying& run : removal.staying)
    ++counts[base::join(run.studies, ", ")];
  std::string text;
  for (const auto& [studies, n] : counts)
    text +=
        fmt::format("  {} in {}: {}\n", n == 1 ? "stays" : "stay", studies, format_count(n, "run"));
  return text;
}

std::string removal_text(const Doomed& doomed) {
  const store::Removal& removal = doomed.removal;
  std::string text;
  for (const store::Removal::OfStudy& study : removal.studies)
    text += fmt::format("  study {}: {}, {} in its plans\n", study.name,
                        format_count(study.revisions, "revision"), format_count(study.runs, "run"));
  if (!removal.keys.empty()) {
    text += "  " + format_count(removal.keys.size(), "run");
    constexpr std::size_t kNamed = 5;
    for (std::size_t i = 0; i < std::min(kNamed, removal.keys.size()); ++i)
      text += (i == 0 ? ": " : ", ") + removal.keys[i].substr(0, 12);
    text += removal.keys.size() > kNamed ? ", ...\n" : "\n";
  }
  if (!doomed.networks.empty())
    text += fmt::format("  {} in {}\n", format_count(doomed.networks.size(), "saved network"),
                        doomed.networks.front().parent_path().string());
  text += staying_text(removal);
  for (const store::Removal::OfStudy& study : removal.studies)
    if (study.looks > 0)
      text += fmt::format(
          "  stay: {} at claims of {}; their alpha stays spent, if the study is run again\n",
          format_count(study.looks, "look"), study.name);
  return text;
}

bool is_confirmed() {
  print("Delete? [y/N] ");
  std::fflush(stdout);
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

// Returns the exit code: 1 when a file could not be deleted.
int delete_files(const std::vector<std::filesystem::path>& files) {
  int code = 0;
  for (const std::filesystem::path& file : files) {
    std::error_code error;
    std::filesystem::remove(file, error);
    if (!error) continue;
    print_error(fmt::format("ice: {}: cannot be deleted: {}\n", file.string(), error.message()));
    code = 1;
  }
  return code;
}

Doomed doomed_by(store::Reader& reader, const store::RemovalRequest& request,
                 const std::filesystem::path& store) {
  Doomed doomed{reader.removal(request), {}};
  doomed.networks = run::networks_of(store, doomed.removal.keys);
  return doomed;
}

int refuse_to_delete(const RmOptions& options) {
  store::Reader reader(options.store.path());
  const auto request = request_of(reader, options.subjects);
  print("Would delete:\n" + removal_text(doomed_by(reader, request, options.store.path())));
  throw base::UserError("rm", "nothing is deleted, because there is no terminal to ask on",
                        "-y deletes without a question");
}

int delete_subjects(const RmOptions& options) {
  const bool can_ask = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
  if (!options.yes && !can_ask) return refuse_to_delete(options);
  const std::filesystem::path store = options.store.path();
  store::Writer writer = open_writer(store);
  store::Reader reader(store);
  const store::RemovalRequest request = request_of(reader, options.subjects);
  const Doomed doomed = doomed_by(reader, request, store);
  if (doomed.is_empty()) {
    print("Nothing is deleted:\n" + removal_text(doomed));
    return 1;
  }
  if (!options.yes) {
    print("This deletes:\n" + removal_text(doomed));
    if (!is_confirmed()) return 0;
  }
  (void)writer.remove(request);
  const int code = delete_files(doomed.networks);
  print(options.yes ? "Deleted:\n" + removal_text(doomed) : "Deleted.\n");
  return code;
}

}  // namespace

void add_rm(const Command& app) {
  const auto options = std::make_shared<RmOptions>();
  const Command command = app.add_command(
      "rm",
      "Delete studies or runs, with their saved networks. A run that plans of other studies "
      "contain stays with these. Looks at claims stay too: the alpha that they spent is spent, "
      "also if a study of that name is run again. The file keeps its size, and uses the room for "
      "new runs; 'ice db backup' writes a small copy");
  command.section("Look after the store");
  command
      .add_argument("STUDY|RUN", options->subjects,
                    "Names of studies, ids of runs (any unique beginning of a key)")
      .required()
      .takes({ValueKind::kStudy, ValueKind::kRun});
  command.add_flag("-y,--yes", options->yes, "Delete without a question");
  add_store_options(command, options->store);
  command.add_examples({"ice rm -y 493d00 1f2e3d", "ice rm quickstart -y"});
  command.does([options] { return delete_subjects(*options); });
}

}  // namespace ice::cli
