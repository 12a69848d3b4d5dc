// `ice replay`: trains recorded runs again and compares them bit by bit.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/stop.hpp"
#include "cli/subject.hpp"
#include "commands/commands.hpp"
#include "report/run_file.hpp"
#include "run/run_study.hpp"
#include "text/replay_text.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kUsualSample = 20;

struct ReplayOptions {
  std::string subject;
  std::size_t sample = kUsualSample;
  std::vector<std::filesystem::path> plugins;
  StoreOptions store;
  OutputOptions output;
};

// The study of this one run, which measures and records as the one that recorded it.
study::Study study_again(store::Reader& reader, const store::StoredRun& recorded) {
  const store::Holder recorder = reader.holders(recorded.run.key).front();
  const store::StudyRow study = reader.study(recorder.study, recorder.revisions.front());
  return study::load_text(report::study_of_run(recorded, study), "run " + recorded.id,
                          std::filesystem::current_path());
}

Replayed replay(store::Reader& reader, const store::StoredRun& recorded,
                const run::RunOptions& options) {
  const base::TemporaryFolder folder("replay");
  const std::filesystem::path store = folder.path() / "ice.db";
  run::Observer silent;
  const study::Study study = study_again(reader, recorded);
  const run::Summary summary = run::run_study(study, options, store, silent);
  if (summary.interrupted) throw base::UserError("run " + recorded.id, "stopped before its end");
  store::Reader of_again(store);
  const store::Table runs = of_again.runs({.study = study.name, .columns = {"key"}});
  Replayed replayed{recorded, of_again.run(runs.rows.at(0).at(0).get<std::string>()), {}};
  replayed.replay = judge::compare_replay(replayed.recorded.run, replayed.again.run);
  return replayed;
}

// Finished and diverged runs of a study, spread evenly over their keys, which are as good as drawn.
std::vector<std::string> sample_of(store::Reader& reader, const std::string& study,
                                   std::size_t most) {
  std::vector<std::string> keys;
  for (const store::Score& score : reader.scores({.study = study}, reader.study(study).metric))
    if (score.status == store::Status::kFinished || score.status == store::Status::kDiverged)
      keys.push_back(score.key);
  if (keys.empty()) throw base::UserError("study " + study, "no run of it finished or diverged");
  std::ranges::sort(keys);
  const std::size_t n = most == 0 ? keys.size() : std::min(most, keys.size());
  std::vector<std::string> sample;
  for (std::size_t i = 0; i < n; ++i) sample.push_back(keys[i * keys.size() / n]);
  return sample;
}

store::Table rows_of(const std::vector<Replayed>& all) {
  store::Table table{{"id", "status", "result", "metric", "epoch", "recorded", "again", "changed"},
                     {}};
  for (const Replayed& one : all) {
    const auto& departure = one.replay.departure;
    std::vector<store::Field> row{one.recorded.id, store::to_string(one.recorded.run.status),
                                  replay_result(one)};
    if (departure)
      row.insert(row.end(),
                 {departure->metric, departure->epoch, departure->recorded, departure->again});
    else
      row.resize(row.size() + 4);
    row.emplace_back(base::join(changes_since(one), "; "));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void print_replayed(const std::vector<Replayed>& all, bool is_study, const OutputOptions& output) {
  const report::TableStyle style = output.style();
  if (style.format != report::Format::kTable) return print_table(rows_of(all), style, "");
  if (!is_study) return print(replay_text(all.front()));
  const auto is_equal = [](const Replayed& one) { return one.replay.is_equal(); };
  const auto equal = static_cast<std::size_t>(std::ranges::count_if(all, is_equal));
  std::vector<Replayed> others;
  std::ranges::remove_copy_if(all, std::back_inserter(others), is_equal);
  if (!others.empty()) {
    print_table(rows_of(others), style, "");
    print("\n");
  }
  print(fmt::format("{} trained again, {} equal bit by bit\n",
                    base::format_count(all.size(), "run"), base::format_count(equal)));
}

int replay_all(const ReplayOptions& options) {
  store::Reader reader(options.store.path());
  const Subject subject = find_subject(reader, options.subject);
  const StopSignals stop;
  run::RunOptions run_options;
  run_options.workers = 1;
  run_options.plugins = options.plugins;
  run_options.stop = stop.flag();
  std::vector<Replayed> all;
  if (subject.run)
    all.push_back(replay(reader, *subject.run, run_options));
  else
    for (const std::string& key : sample_of(reader, subject.study->name, options.sample))
      all.push_back(replay(reader, reader.run(key), run_options));
  print_replayed(all, !subject.run.has_value(), options.output);
  return std::ranges::all_of(all, [](const Replayed& one) { return one.replay.is_equal(); }) ? 0
                                                                                             : 1;
}

}  // namespace

void add_replay(const Command& app) {
  const auto options = std::make_shared<ReplayOptions>();
  const Command command = app.add_command(
      "replay", "Train a recorded run again and compare it bit by bit; exit code 1: it differs");
  command.section("Look at results");
  command
      .add_argument("RUN", options->subject,
                    "The run: any unique beginning of its key; or a study, for a sample of its "
                    "runs")
      .required()
      .takes({ValueKind::kRun, ValueKind::kStudy});
  command
      .add_option("--sample", options->sample,
                  fmt::format("Of a study: how many runs, 0 for all [{}]", kUsualSample))
      .type_name("N")
      .whole_number(0);
  add_plugin_path(command, options->plugins);
  add_store_options(command, options->store);
  add_output_options(command, options->output);
  command.add_examples(
      {"ice replay quickstart --sample 2",
       "ice replay $(ice runs quickstart --limit 1 --columns id -f csv | tail -1)"});
  command.does([options] { return replay_all(*options); });
}

}  // namespace ice::cli
