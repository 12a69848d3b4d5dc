// `ice studies`: all studies of a store.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "commands.hpp"
#include "options.hpp"
#include "report/study_claims.hpp"
#include "store/query.hpp"

namespace ice::cli {
namespace {

struct Options {
  StoreOptions store;
  OutputOptions output;
};

std::uint64_t count(const store::StudyRow& study, store::Status status) {
  const auto found = study.statuses.find(status);
  return found == study.statuses.end() ? 0 : found->second;
}

// "1 supported, 2 undecided"; how many there are where they cannot be judged by this program.
std::string verdicts(store::Reader& reader, const store::StudyRow& study) {
  std::map<report::Verdict, std::size_t> counts;
  try {
    for (const report::Judgement& judgement : report::judge_study(reader, study))
      ++counts[judgement.verdict];
  } catch (const base::UserError&) {
    return base::format_count(study.claims.size(), "claim");
  }
  std::vector<std::string> parts;
  for (const auto& [verdict, n] : counts)
    parts.push_back(fmt::format("{} {}", n, report::to_string(verdict)));
  return base::join(parts, ", ");
}

store::Table table_of(store::Reader& reader, const std::vector<store::StudyRow>& studies) {
  store::Table table{{"study", "runs", "finished", "diverged", "failed", "metric", "best", "claims",
                      "created_at", "title"},
                     {}};
  for (const store::StudyRow& study : studies) {
    std::uint64_t runs = 0;
    for (const auto& [status, n] : study.statuses) runs += n;
    const std::uint64_t finished = count(study, store::Status::kFinished);
    const std::uint64_t diverged = count(study, store::Status::kDiverged);
    const store::Field best = study.best ? store::Field(*study.best) : store::Field();
    table.rows.push_back({study.name, runs, finished, diverged, runs - finished - diverged,
                          study.metric, best, verdicts(reader, study), study.created_at,
                          study.title});
  }
  return table;
}

int list_studies(const Options& options) {
  store::Reader reader(options.store.path());
  report::TableStyle style = options.output.style();
  style.keep = "best";
  print_table(table_of(reader, reader.studies()), style,
              fmt::format("No studies in {} yet: 'ice run FILE' records one.",
                          options.store.path().string()));
  return 0;
}

}  // namespace

void add_studies(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("studies", "All studies: runs by status, best value, claims");
  command->group("Look at results");
  add_store_options(*command, options->store);
  add_output_options(*command, options->output);
  add_examples(*command, {"ice studies", "ice studies --json"});
  command->callback([options, &chosen] { chosen = [options] { return list_studies(*options); }; });
}

}  // namespace ice::cli
