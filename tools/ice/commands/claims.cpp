// `ice claims`: verdicts on the claims of one study or all.
#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "report/claims_text.hpp"
#include "report/kernels.hpp"

namespace ice::cli {
namespace {

struct ClaimsOptions {
  std::string study;
  ViewOptions view;
  StoreOptions store;
  OutputOptions output;
};

// The study of this name, or all studies; of several with one name the newest.
std::vector<store::StudyRow> asked_for(store::Reader& reader, const std::string& name) {
  if (!name.empty()) return {reader.study(name)};
  std::vector<store::StudyRow> newest;
  for (store::StudyRow& study : reader.studies()) {
    std::erase_if(newest, [&](const store::StudyRow& other) { return other.name == study.name; });
    newest.push_back(std::move(study));
  }
  return newest;
}

std::vector<report::JudgedStudy> all_judged(store::Reader& reader, const std::string& name) {
  std::vector<report::JudgedStudy> studies;
  for (store::StudyRow& study : asked_for(reader, name)) {
    report::JudgedStudy each = report::judged(reader, std::move(study));
    if (!each.judgements.empty()) studies.push_back(std::move(each));
  }
  return studies;
}

bool has_refuted(const std::vector<report::JudgedStudy>& studies) {
  return std::any_of(studies.begin(), studies.end(), [](const report::JudgedStudy& study) {
    return std::any_of(study.judgements.begin(), study.judgements.end(), [](const auto& judgement) {
      return judgement.verdict == judge::Verdict::kRefuted;
    });
  });
}

// A line for each study whose judged runs were trained by different kernels.
std::string kernels_notes(store::Reader& reader, const std::vector<report::JudgedStudy>& studies) {
  std::vector<std::string> lines;
  for (const auto& [study, judgements, confirmations] : studies) {
    const std::string text =
        report::kernels_text(reader.kernels({.study = study.name, .revision = study.revision}));
    if (!text.empty()) lines.push_back(study.name + ": " + text);
  }
  return base::join(lines, "\n");
}

int claims(const ClaimsOptions& options) {
  store::Reader reader(options.store.path());
  const std::vector<report::JudgedStudy> studies = all_judged(reader, options.study);
  const report::TableStyle style = options.output.style();
  if (style.format == report::Format::kTable && !studies.empty() && !options.view.is_used())
    print(report::claims_text(studies, style, options.store.suffix()));
  else
    print_table(options.view.of(report::claims_table(studies)), style,
                options.view.is_used() ? "No claim matches."
                                       : "No claims: a study declares them in idea.claims.");
  print_note(kernels_notes(reader, studies), style);
  return has_refuted(studies) ? 1 : 0;
}

}  // namespace

void add_claims(const Command& app) {
  const auto options = std::make_shared<ClaimsOptions>();
  const Command command = app.add_command(
      "claims", "Verdicts on claims: supported, refuted (exit code 1) or undecided");
  command.section("Look at results");
  command.add_argument("STUDY", options->study, "The study [all]");
  add_view_options(command, options->view);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples(
      {"ice claims quickstart",
       "ice claims --where \"verdict = 'undecided'\" --columns study,claim,p,seeds",
       "ice claims --json"});
  command.does([options] { return claims(*options); });
}

}  // namespace ice::cli
