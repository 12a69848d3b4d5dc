#include "report/run_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "study/folds.hpp"
#include "study/study.hpp"
#include "study/yaml.hpp"

namespace ice::report {
namespace {

using base::Value;
using Params = std::vector<std::pair<std::string, Value>>;  // sorted by path

// "network.activation" is the name of a plugin where "network.activation.slope" follows.
Value code_of(const Params& params) {
  Value code = Value::object();
  for (auto at = params.begin(); at != params.end(); ++at) {
    const auto next = std::next(at);
    const bool has_settings = next != params.end() && next->first.starts_with(at->first + ".");
    base::set_path(code, at->first + (has_settings ? ".name" : ""), at->second);
  }
  return code;
}

// In the order in which people write it.
study::Node code_node(const Value& code) {
  study::Node node;
  for (const char* section :
       {"data", "network", "initializer", "loss", "optimizer", "regularization", "training"})
    if (code.contains(section)) node[section] = study::to_node(code[section]);
  return node;
}

// A run of a study with folds was trained on one of them: which one, its seed's place tells.
void set_fold(Value& code, std::uint64_t seed, const study::Experiment& experiment) {
  if (base::find_path(code, "data.split.folds") == nullptr) return;
  const auto at = std::ranges::find(experiment.seeds, seed);
  if (experiment.folds == 0 || at == experiment.seeds.end()) return;
  const study::RunSplit split =
      split_of(experiment, static_cast<std::uint64_t>(at - experiment.seeds.begin()));
  base::set_path(code, "data.split.fold", split.fold);
  const Value* const by = base::find_path(code, "data.split.by");
  if (by == nullptr || *by != "seed") return;
  base::set_path(code, "data.split.by", "study");
  base::set_path(code, "data.split.seed", split.seed);
}

study::Experiment experiment_of(const store::StudyRow& study) {
  return study::load_recorded(study.spec, study.name, "").experiment;
}

// What a study of runs of one cell has, but for its code and its seeds.
study::Node frame_of(const store::Run& run, const std::string& name, const std::string& title,
                     const store::StudyRow& study, const study::Experiment& experiment) {
  study::Node node;
  node["name"] = study::to_node(name);
  node["idea"]["title"] = study::to_node(title);
  node["idea"]["follows"] = study::to_node(study.name);
  node["code"].is_map = true;
  node["experiment"]["metric"] =
      study::to_node({{"name", study.metric},
                      {"goal", study.goal == study::Goal::kMinimize ? "minimize" : "maximize"}});
  node["experiment"]["seeds"].is_list = true;
  // The best of a metric is the best of the points that are recorded.
  if (experiment.record_points != study::Experiment{}.record_points)
    node["experiment"]["record"]["points"] = study::to_node(experiment.record_points);
  for (const store::PluginUse& plugin : run.plugins)
    if (!plugin.id.starts_with("core/")) node["plugins"][plugin.id] = study::to_node(plugin.path);
  return node;
}

// The seeds that a study of these runs names, in the order of the study that has them; with folds
// each given seed once, the others follow from it.
std::vector<std::uint64_t> given_seeds(std::vector<std::uint64_t> seeds,
                                       const study::Experiment& experiment) {
  std::vector<std::uint64_t> given;
  for (std::size_t i = 0; i < experiment.seeds.size(); ++i) {
    const bool is_of_runs = std::erase(seeds, experiment.seeds[i]) > 0;
    if (is_of_runs && (experiment.folds == 0 || i % experiment.folds == 0))
      given.push_back(experiment.seeds[i]);
  }
  std::ranges::sort(seeds);  // those of other revisions
  given.insert(given.end(), seeds.begin(), seeds.end());
  return given;
}

}  // namespace

std::string study_of_run(const store::StoredRun& stored, const store::StudyRow& study) {
  const store::Run& run = stored.run;
  const study::Experiment experiment = experiment_of(study);
  study::Node node =
      frame_of(run, fmt::format("{}-{}", study.name, stored.id),
               fmt::format("Run {} of {}", stored.id, study.name), study, experiment);
  Value code = code_of(run.params);
  set_fold(code, run.seed, experiment);
  node["code"] = code_node(code);
  node["experiment"]["seeds"] = study::to_node(Value::array({run.seed}));
  return fmt::format("# Run {} of {}, as it was recorded on {}.\n", stored.id, study.name,
                     run.started_at) +
         study::to_yaml(node);
}

std::string study_of_cell(const std::vector<store::Run>& runs, const store::StudyRow& study) {
  const study::Experiment experiment = experiment_of(study);
  const store::Run& first = runs.front();
  study::Node node =
      frame_of(first, fmt::format("{}-cell-{}", study.name, first.cell),
               fmt::format("Cell {} of {}", first.cell, study.name), study, experiment);
  std::vector<std::uint64_t> seeds;
  for (const store::Run& run : runs) seeds.push_back(run.seed);
  node["code"] = code_node(code_of(first.params));
  node["experiment"]["seeds"] = study::to_node(given_seeds(std::move(seeds), experiment));
  return fmt::format("# Cell {} of {}, with the seeds of its recorded runs.\n", first.cell,
                     study.name) +
         study::to_yaml(node);
}

}  // namespace ice::report
