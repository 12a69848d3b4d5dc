// `ice predict`: what a saved network says of other samples.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "commands/commands.hpp"
#include "predict/predict.hpp"
#include "report/left_out.hpp"
#include "report/terminal/unicode.hpp"
#include "run/saved_networks.hpp"
#include "store/query/query.hpp"
#include "text/network_text.hpp"

namespace ice::cli {
namespace {

struct PredictOptions {
  std::string run, data, out, by;
  std::vector<std::filesystem::path> plugins;
  StoreOptions store;
  OutputOptions output;
};

std::vector<std::string> metrics_of(store::Reader& reader, const store::StoredRun& stored) {
  std::vector<std::string> metrics;
  for (const std::string& study : stored.studies) metrics.push_back(reader.study(study).metric);
  return metrics;
}

// The file of the network of the best epoch by this metric.
std::filesystem::path network_by(const std::string& metric, const store::StoredRun& stored,
                                 const std::filesystem::path& store) {
  const std::vector<std::string> saved = run::saved_metrics(store, stored.run.key);
  if (std::ranges::find(saved, metric) != saved.end())
    return run::network_file(store, stored.run.key, "best-" + metric);
  throw base::UserError("run " + stored.id, "no network of its best epoch by " + metric,
                        saved.empty() ? "" : "Saved: " + base::join(saved, ", "));
}

std::filesystem::path network_of(store::Reader& reader, const store::StoredRun& stored,
                                 const PredictOptions& options) {
  if (!options.by.empty()) return network_by(options.by, stored, options.store.path());
  if (const auto file =
          run::find_network(options.store.path(), stored.run, metrics_of(reader, stored)))
    return *file;
  throw no_network(stored, options.store.suffix());
}

// "400 samples: cost 0.2431, accuracy 0.9125"
std::string summary(const predict::Predicted& predicted, int precision) {
  std::vector<std::string> scores;
  for (const auto& [name, value] : predicted.scores)
    scores.push_back(fmt::format("{} {}", name, report::format_value(value, precision)));
  const std::string count = base::format_count(predicted.table.rows.size(), "sample");
  return scores.empty() ? count : fmt::format("{}: {}", count, base::join(scores, ", "));
}

// Prints to standard error, because rows go to standard output.
void warn_if_superseded(store::Reader& reader, const store::StoredRun& stored) {
  for (const store::Holder& holder : reader.holders(stored.run.key)) {
    if (!holder.superseded) continue;
    print_error(fmt::format("ice: run {} is superseded in study {} by those of its cell {}: {}\n",
                            stored.id, holder.study, holder.superseded->newer_cell,
                            report::reason_text(*holder.superseded)));
  }
}

int predict(const PredictOptions& options) {
  store::Reader reader(options.store.path());
  const store::StoredRun stored = reader.run(options.run);
  warn_if_superseded(reader, stored);
  const predict::Predicted predicted =
      predict::predict({.network = {network_of(reader, stored, options),
                                    predict::recipes_of(stored.run.plugins, options.plugins)},
                        .data = std::filesystem::absolute(options.data)});
  for (const std::string& note : predicted.notes)
    print_error("ice: warning: " + report::one_line(note) + "\n");
  const report::TableStyle style = options.output.style();
  const std::string told = fmt::format("{}\n{}\n", network_text(predicted.epoch, predicted.metric),
                                       summary(predicted, style.precision));
  if (!options.out.empty()) {
    write_file(options.out, report::render(predicted.table, {.format = report::Format::kCsv}));
    print(told);
    return 0;
  }
  print(report::render(predicted.table, style));
  if (style.format == report::Format::kTable) print("\n" + told);
  return 0;
}

}  // namespace

void add_predict(const Command& app) {
  const auto options = std::make_shared<PredictOptions>();
  const Command command = app.add_command(
      "predict", "What a run's saved network says of other samples (training.save keeps it)");
  command.section("Look at results");
  command.add_argument("RUN", options->run, "The run: its id, or any unique beginning of its key")
      .required();
  command
      .add_option(
          "--data", options->data,
          "The samples: a table (FILE.csv), or all those of a study's code.data (FILE.yaml)")
      .required()
      .type_name("FILE")
      .existing_file();
  command
      .add_option("--by", options->by,
                  "Of the best epoch by this metric, where the run has several [the study's]")
      .type_name("METRIC");
  command.add_option("-o,--out", options->out, "Write all rows to this file as csv")
      .type_name("FILE");
  add_plugin_path(command, options->plugins);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples({"ice run experiments/quickstart.yaml seeds.count=8 training.save=best",
                        "ice predict $(ice runs quickstart --sort -dev_accuracy --limit 1 "
                        "--columns id -f csv | tail -1) --data experiments/quickstart.yaml -o "
                        "predictions.csv"});
  command.does([options] { return predict(*options); });
}

}  // namespace ice::cli
