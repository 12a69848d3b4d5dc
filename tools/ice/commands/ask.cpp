// `ice ask`: the trials of a study that somebody else trains.
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "base/error.hpp"
#include "cli/options.hpp"
#include "commands/commands.hpp"
#include "plan/elsewhere.hpp"
#include "report/table.hpp"
#include "store/store.hpp"

namespace ice::cli {
namespace {

struct AskOptions {
  StudyOptions study;
  StoreOptions store;
  std::uint64_t count = 1;
  bool again = false;
};

base::Value trial_json(const store::ToldTrial& trial) {
  return {{"key", trial.key},
          {"cell", trial.cell},
          {"seed", trial.seed},
          {"parameters", trial.parameters}};
}

base::Value answer_json(const study::Study& study, const plan::Asked& asked) {
  base::Value json{{"study", study.name},
                   {"metric", study.experiment.metric},
                   {"trials", base::Value::array()},
                   {"waiting_for", asked.waiting_for},
                   {"told", asked.told},
                   {"planned", asked.planned},
                   {"best", nullptr}};
  for (const store::ToldTrial& trial : asked.trials) json["trials"].push_back(trial_json(trial));
  if (asked.best)
    json["best"] = {{"cell", asked.best->cell},
                    {"value", report::json_field(asked.best->value)},
                    {"parameters", asked.best->parameters}};
  return json;
}

// Writes only when there is something new: the answer is the same as long as nothing is told.
void record(store::Writer& writer, const study::Study& study, plan::Asked& asked) {
  if (asked.trials.empty()) return;
  writer.add_study(study, {asked.planned, ""});
  for (store::ToldTrial& trial : asked.trials)
    trial.asked_at = store::utc_text(std::chrono::system_clock::now());
  writer.put_told(asked.trials);
}

int ask_for_trials(const AskOptions& options) {
  const study::Study study = options.study.load();
  if (!study.is_elsewhere)
    throw base::UserError(
        study.file, "ice trains this study itself: its code says how",
        "'ice run " + study.file +
            "' does. Write code: elsewhere for a study that somebody else trains");
  store::Writer writer(options.store.path());
  plan::Asked asked = plan::ask(study, writer.told(study.name), options.count, options.again);
  record(writer, study, asked);
  print(answer_json(study, asked).dump() + "\n");
  return 0;
}

}  // namespace

void add_ask(const Command& app) {
  const auto options = std::make_shared<AskOptions>();
  const Command command = app.add_command(
      "ask",
      "Which trial to train next, as JSON, of a study that somebody else trains (code: elsewhere)");
  command.section("Run a study");
  add_study_options(command, options->study);
  command.add_option("-n,--count", options->count, "Trials to give out at most [1]")
      .type_name("N")
      .whole_number(1, 10'000);
  command.add_flag("--again", options->again,
                   "First those that were given out and never told of: their trainer is lost");
  add_store_options(command, options->store);
  command.add_examples(
      {"ice ask experiments/elsewhere.yaml", "ice ask experiments/elsewhere.yaml -n 4"});
  command.does([options] { return ask_for_trials(*options); });
}

}  // namespace ice::cli
