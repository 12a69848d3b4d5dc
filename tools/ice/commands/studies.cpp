// `ice studies`: all studies of a store.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "cli/since.hpp"
#include "commands/commands.hpp"
#include "judge/study_claims.hpp"
#include "report/left_out.hpp"
#include "report/table.hpp"
#include "store/query/query.hpp"

namespace ice::cli {
namespace {

struct StudiesOptions {
  ViewOptions view;
  std::string since;
  StoreOptions store;
  OutputOptions output;
};

std::uint64_t count(const store::StudyRow& study, store::Status status) {
  const auto found = study.statuses.find(status);
  return found == study.statuses.end() ? 0 : found->second;
}

// "1 supported, 2 undecided"; how many there are where they cannot be judged by this program.
std::string verdicts(store::Reader& reader, const store::StudyRow& study) {
  std::map<judge::Verdict, std::size_t> counts;
  try {
    for (const judge::Judgement& judgement : judge::judge_study(reader, study))
      ++counts[judgement.verdict];
  } catch (const base::UserError&) {
    return base::format_count(study.claims.size(), "claim");
  }
  std::vector<std::string> parts;
  for (const auto& [verdict, n] : counts)
    parts.push_back(fmt::format("{} {}", n, judge::to_string(verdict)));
  return base::join(parts, ", ");
}

store::Table table_of(store::Reader& reader, const std::vector<store::StudyRow>& studies) {
  store::Table table{{"study", "revisions", "runs", "finished", "diverged", "failed", "left_out",
                      "metric", "best", "claims", "created_at", "tags", "title", "note"},
                     {}};
  for (const store::StudyRow& study : studies) {
    std::uint64_t runs = 0;
    for (const auto& [status, n] : study.statuses) runs += n;
    const std::uint64_t finished = count(study, store::Status::kFinished);
    const std::uint64_t diverged = count(study, store::Status::kDiverged);
    const store::Field best = study.best ? store::Field(*study.best) : store::Field();
    table.rows.push_back({study.name, study.revisions, runs, finished, diverged,
                          runs - finished - diverged, study.superseded_runs, study.metric, best,
                          verdicts(reader, study), study.created_at,
                          base::join(study.all_tags(), ", "), study.title, study.marks.note});
  }
  return table;
}

// A sentence for each study that leaves runs out.
std::string left_out_notes(store::Reader& reader, const std::vector<store::StudyRow>& studies,
                           const std::string& suffix) {
  std::vector<std::string> notes;
  for (const store::StudyRow& study : studies) {
    if (study.superseded_runs > 0)
      notes.push_back(
          study.name + ": " +
          report::left_out_text(reader.superseded(study.name), shown_by_runs(study.name, suffix)));
  }
  return base::join(notes, "\n");
}

bool has_only_blanks(const store::Table& table, const char* column) {
  const auto at = std::ranges::find(table.columns, column) - table.columns.begin();
  return std::ranges::all_of(table.rows, [at](const auto& row) { return row[at] == ""; });
}

int list_studies(const StudiesOptions& options) {
  store::Reader reader(options.store.path());
  report::TableStyle style = options.output.style();
  style.keep = {"best"};
  std::vector<store::StudyRow> studies = reader.studies();
  if (!options.since.empty()) {
    const std::string since = since_text(options.since, std::chrono::system_clock::now());
    std::erase_if(studies, [&](const store::StudyRow& study) { return study.created_at < since; });
  }
  store::Table table = table_of(reader, studies);
  const std::string notes = left_out_notes(reader, studies, options.store.suffix());
  const bool for_people = style.format == report::Format::kTable;
  if (for_people && notes.empty()) report::drop_column(table, "left_out");
  for (const char* column : {"tags", "note"})
    if (for_people && !options.view.is_used() && has_only_blanks(table, column))
      report::drop_column(table, column);
  print_table(options.view.of(table), style,
              options.view.is_used() || !options.since.empty()
                  ? "No study matches."
                  : fmt::format("No studies in {} yet: 'ice run FILE' records one.",
                                options.store.path().string()));
  if (for_people) print_note(notes, style);  // programs have the column
  return 0;
}

}  // namespace

void add_studies(const Command& app) {
  const auto options = std::make_shared<StudiesOptions>();
  const Command command =
      app.add_command("studies", "All studies: revisions, runs by status, best value, claims");
  command.section("Look at results");
  add_view_options(command, options->view);
  command
      .add_option("--since", options->since,
                  "Only studies whose newest revision was made then or later: '2 days', 2026-11-27")
      .type_name("TIME");
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice studies", "ice studies --sort -created_at --limit 5",
                        "ice studies --where \"failed > 0 or diverged > 0\" --json"});
  command.does([options] { return list_studies(*options); });
}

}  // namespace ice::cli
