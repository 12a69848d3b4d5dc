#include "plan/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "code/settings.hpp"
#include "nn/metrics.hpp"
#include "plan/loss_fit.hpp"
#include "plugin/check_note.hpp"

namespace ice::plan {
namespace {

using base::Value;

class FitCheck {
 public:
  FitCheck(const study::Study& study, const study::Trial& trial, const code::ResolvedCode& resolved,
           const data::Shared& data)
      : study_(study),
        trial_(trial),
        code_(resolved.code),
        plugins_(resolved.plugins),
        data_(data.shape),
        targets_(data.targets) {}

  Fit run() {
    check_plugins();
    check_precision();
    check_loss();
    check_dropout();
    check_schedule();
    check_early_stopping();
    check_metric("experiment.metric", study_.experiment.metric);
    for (std::size_t i = 0; i < study_.idea.claims.size(); ++i)
      check_metric(fmt::format("idea.claims[{}]", i), study_.idea.claims[i].metric);
    return {faults_.texts(), warnings_.texts()};
  }

 private:
  void fault(const std::string& path, const std::string& found, const std::string& hint) {
    faults_.add(code::place_of(study_, trial_, path), found, hint);
  }

  void warn(const std::string& path, const std::string& found, const std::string& hint) {
    warnings_.add(code::place_of(study_, trial_, path), found, hint);
  }

  [[nodiscard]] const plugin::PluginInfo& plugin_at(const std::string& path) const {
    for (const code::PluginReference& reference : plugins_)
      if (reference.path == path) return *reference.plugin;
    throw base::Error("no plugin at " + path);
  }

  void check_plugins() {
    std::set<const plugin::PluginInfo*> told;  // once, however many layers have it
    for (const code::PluginReference& reference : plugins_) {
      const plugin::PluginInfo& plugin = *reference.plugin;
      if (!plugin.failed_tests.empty() && told.insert(&plugin).second)
        warn(reference.path, plugin::failed_check_text(plugin), plugin::failed_check_hint(plugin));
    }
  }

  void check_precision() {
    if (code_["training"]["precision"] != "float32") return;
    for (const code::PluginReference& reference : plugins_) {
      if (reference.plugin->float32) continue;
      fault(reference.path, reference.plugin->id + " computes in float64 only",
            "Set training.precision: float64");
    }
  }

  void check_loss() {
    const LossFit fit{.loss = plugin_at("loss"),
                      .output = plugin_at("network.output"),
                      .data = data_,
                      .targets = targets_,
                      .may_be_classes = code_["data"].contains("task")};
    for (const Misfit& misfit : find_loss_misfits(fit)) {
      const bool is_fault = misfit.weight == Misfit::Weight::kFault;
      is_fault ? fault(misfit.path, misfit.found, misfit.hint)
               : warn(misfit.path, misfit.found, misfit.hint);
    }
  }

  void check_dropout() {
    const Value& dropout = code_["regularization"]["dropout"];
    const std::size_t layers = code_["network"]["hidden"].size();
    if (!dropout.is_array() || dropout.size() == layers) return;
    fault("regularization.dropout",
          fmt::format("{} dropout rates for {} hidden layer{}", dropout.size(), layers,
                      layers == 1 ? "" : "s"),
          "Give one rate, or one per hidden layer");
  }

  void check_schedule() {
    const std::uint64_t epochs = code_["training"]["epochs"];
    const std::uint64_t warmup = code::schedule_of(code_).warmup;
    if (warmup < epochs) return;
    fault("optimizer.schedule.warmup",
          fmt::format("a warm-up of {} takes all of the {}", base::format_count(warmup, "epoch"),
                      base::format_count(epochs, "epoch")),
          "Shorten it, or raise training.epochs");
  }

  void check_early_stopping() {
    const bool saves_best = code_["training"].value("save", "") == "best";
    if (const auto watch = code::watch_of(code_))
      check_watched("training.early_stopping.metric", watch->metric);
    else if (saves_best)
      check_watched("experiment.metric", study_.experiment.metric);
  }

  // A metric that picks an epoch must be there at every epoch.
  void check_watched(const std::string& path, const std::string& metric) {
    if (metric.starts_with("test."))
      fault(path, fmt::format("metric {} is measured once, at the end: it picks no epoch", metric),
            "Use a metric of dev or train");
    else
      check_metric(path, metric);
  }

  void check_metric(const std::string& path, const std::string& metric) {
    const double l2 = code_["regularization"]["l2"];
    const bool has_hidden = !code_["network"]["hidden"].empty();
    const std::vector<std::string> known = nn::metric_names(data_, l2, has_hidden);
    if (std::ranges::find(known, metric) != known.end()) return;
    const std::string part = metric.substr(0, metric.find('.'));
    const bool lacks_dev = part == "dev" && data_.dev.m == 0;
    const bool lacks_test = part == "test" && data_.test.m == 0;
    if (lacks_dev || lacks_test)
      fault(path, fmt::format("metric {}: data '{}' has no {} part", metric, data_.name, part),
            fmt::format("Add to code.data:  split: {{train: 0.8, {}: 0.2}}", part));
    else if (metric == "train.asymmetry")
      fault(path, "metric train.asymmetry compares the units of the first hidden layer",
            "Set network.hidden to one layer or more");
    else if (metric == "train.objective")
      fault(path, "metric train.objective is there only with an L2 term",
            "Set regularization.l2 above 0, or use train.cost");
    else
      fault(path,
            fmt::format("metric {}: {}, so this is not measured", metric, targets_text(data_)),
            "Known: " + base::join(known, ", "));
  }

  const study::Study& study_;
  const study::Trial& trial_;
  const Value& code_;
  const std::vector<code::PluginReference>& plugins_;
  const data::Shape& data_;
  const data::Targets& targets_;
  base::Diagnostics faults_, warnings_;
};

}  // namespace

Fit find_misfits(const study::Study& study, const study::Trial& trial,
                 const code::ResolvedCode& resolved, const data::Shared& data) {
  return FitCheck(study, trial, resolved, data).run();
}

}  // namespace ice::plan
