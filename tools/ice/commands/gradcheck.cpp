// `ice gradcheck`: is the gradient of a study's network right? Backward against nudged parameters.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/options.hpp"
#include "cli/selection.hpp"
#include "commands/commands.hpp"
#include "inspect/gradients.hpp"
#include "store/query/query.hpp"
#include "text/gradients_text.hpp"

namespace ice::cli {
namespace {

struct GradcheckOptions {
  std::string study;
  std::vector<std::string> overrides;
  std::vector<std::filesystem::path> plugins;
  std::uint64_t cell = 1;
  std::uint64_t entries = 20;
  StoreOptions store;
  OutputOptions output;
};

// A file, or else the newest revision of a recorded study.
study::Study study_named(const GradcheckOptions& options) {
  const auto overrides = parse_overrides(options.overrides);
  if (options.study.ends_with(".yaml") || std::filesystem::is_regular_file(options.study))
    return study::load(options.study, overrides);
  const store::StudyRow row = store::Reader(options.store.path()).study(options.study);
  return study::load_text(row.spec, row.name, std::filesystem::current_path(), overrides);
}

std::string heading(const study::Study& study, const GradcheckOptions& options,
                    const inspect::Subject& subject, const inspect::GradientReport& report) {
  std::vector<std::string> values;
  for (const auto& [path, value] : subject.parameters)
    values.push_back(fmt::format("{} = {}", base::last_part(path), base::to_text(value)));
  return fmt::format("Study {}, cell {}{}{}\nSeed {} at the start values, {}, in float64\n\n",
                     study.name, options.cell, values.empty() ? "" : ": ", base::join(values, ", "),
                     subject.seed, base::format_count(report.columns, "training sample"));
}

int gradcheck(const GradcheckOptions& options) {
  const study::Study study = study_named(options);
  const inspect::Subject subject = inspect::subject_of_cell(study, options.plugins, options.cell);
  const inspect::GradientReport report = inspect::check_gradients(subject, options.entries);
  const report::TableStyle style = options.output.style();
  const bool for_people = style.format == report::Format::kTable;
  if (for_people) print(heading(study, options, subject, report));
  print_table(gradients_table(report), style, "");
  if (for_people) {
    print("\n");
    print_table(entries_table(report), style, "");
    print("\n");
  }
  const std::string found = findings(subject, report);
  if (for_people)
    print(found);
  else
    print_note(std::string(base::trim(found)), style);
  return report.last_wrong_layer() > 0 ? 1 : 0;
}

}  // namespace

void add_gradcheck(const Command& app) {
  const auto options = std::make_shared<GradcheckOptions>();
  const Command command = app.add_command(
      "gradcheck", "Check a network's gradient: backward against nudged parameters");
  command.section("Derivatives");
  command.add_argument("STUDY", options->study, "The study: its file, or its name when recorded")
      .required()
      .takes({ValueKind::kStudyFile, ValueKind::kStudy});
  command.add_argument("OVERRIDES", options->overrides, "path=value replaces a value");
  command.add_option("--cell", options->cell, "Which of the planned cells, from 1 [1]")
      .type_name("N")
      .whole_number(1);
  command
      .add_option("--entries", options->entries,
                  "Parameters of each W[l] and b[l] to nudge at most [20]")
      .type_name("N")
      .whole_number(1);
  add_plugin_path(command, options->plugins);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice gradcheck experiments/quickstart.yaml",
                        "ice gradcheck experiments/course/07-leaky-relu.yaml --cell 2",
                        "ice gradcheck experiments/quickstart.yaml regularization.l2=0.1 "
                        "regularization.dropout=0.2"});
  command.does([options] { return gradcheck(*options); });
}

}  // namespace ice::cli
