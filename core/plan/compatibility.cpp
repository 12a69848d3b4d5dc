#include "plan/compatibility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "metric/metric.hpp"
#include "nn/metrics.hpp"
#include "plan/loss_compatibility.hpp"
#include "plugin/check_note.hpp"

namespace ice::plan {
namespace {

class CompatibilityCheck {
 public:
  CompatibilityCheck(const study::Study& study, const study::Trial& trial,
                     const code::ResolvedCode& resolved, const data::Shared& data)
      : study_(study),
        trial_(trial),
        resolved_(resolved),
        code_(resolved.code),
        data_(data.shape),
        targets_(data.targets) {}

  Compatibility run() {
    check_plugins();
    check_precision();
    check_loss();
    check_label_smoothing();
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
    faults_.add(code::location_of(study_, trial_, path), found, hint);
  }

  void warn(const std::string& path, const std::string& found, const std::string& hint) {
    warnings_.add(code::location_of(study_, trial_, path), found, hint);
  }

  void check_plugins() {
    std::set<const plugin::PluginInfo*> told;  // once, however many layers have it
    for (const code::PluginReference& reference : resolved_.plugins) {
      const plugin::PluginInfo& plugin = *reference.plugin;
      if (!plugin.failed_tests.empty() && told.insert(&plugin).second)
        warn(reference.path, plugin::failed_check_text(plugin), plugin::failed_check_hint(plugin));
    }
  }

  void check_precision() {
    if (code_.precision == data::Precision::kFloat64) return;
    for (const code::PluginReference& reference : resolved_.plugins) {
      if (reference.plugin->float32) continue;
      fault(reference.path, reference.plugin->id + " computes in float64 only",
            "Set training.precision: float64");
    }
  }

  void check_loss() {
    const LossQuestion question{.loss = resolved_.at("loss"),
                                .output = resolved_.at("network.output"),
                                .data = data_,
                                .targets = targets_,
                                .may_be_classes = code_.data.contains("task")};
    for (const LossFinding& finding : check_loss_and_output(question)) {
      const bool is_fault = finding.weight == LossFinding::Weight::kFault;
      is_fault ? fault(finding.path, finding.found, finding.hint)
               : warn(finding.path, finding.found, finding.hint);
    }
  }

  // A loss that compares classes and gives A - Y through its activation is a cross-entropy: linear
  // in Y, which may then lie between 0 and 1.
  void check_label_smoothing() {
    const plugin::PluginInfo& loss = resolved_.at("loss");
    const bool is_cross_entropy =
        plugin::has_trait(loss, "class_targets") && plugin::has_trait(loss, "fused_difference");
    if (code_.label_smoothing == 0 || is_cross_entropy) return;
    fault("training.label_smoothing",
          fmt::format("labels are smoothed for cross-entropies, and {} does not declare that it is "
                      "one (ice::class_targets | ice::fused_difference)",
                      loss.id),
          "Use loss: binary_cross_entropy or categorical_cross_entropy, or leave label_smoothing "
          "out");
  }

  void check_dropout() {
    const std::size_t rates = code_.dropout_list.size(), layers = code_.hidden.size();
    if (rates == 0 || rates == layers) return;
    fault("regularization.dropout",
          fmt::format("{} dropout rates for {} hidden layer{}", rates, layers,
                      layers == 1 ? "" : "s"),
          "Give one rate, or one per hidden layer");
  }

  void check_schedule() {
    const std::uint64_t warmup = code_.schedule.warmup;
    if (warmup < code_.epochs) return;
    fault("optimizer.schedule.warmup",
          fmt::format("a warm-up of {} takes all of the {}", base::format_count(warmup, "epoch"),
                      base::format_count(code_.epochs, "epoch")),
          "Shorten it, or raise training.epochs");
  }

  void check_early_stopping() {
    if (code_.early_stopping)
      check_watched("training.early_stopping.metric", code_.early_stopping->metric);
    else if (code_.save == code::Save::kBest)
      check_watched("experiment.metric", study_.experiment.metric);
  }

  // A metric that picks an epoch must be measured at every epoch.
  void check_watched(const std::string& path, const std::string& metric) {
    if (metric.starts_with("test."))
      fault(path, fmt::format("metric {} is measured once, at the end: it picks no epoch", metric),
            "Use a metric of dev or train");
    else
      check_metric(path, metric);
  }

  void check_metric(const std::string& path, const std::string& metric) {
    const auto known = nn::metric_names(data_, code_.l2, !code_.hidden.empty());
    if (std::ranges::find(known, metric) != known.end()) return;
    const std::string part = metric.substr(0, metric.find('.'));
    const metric::Metric* const row = metric::find(metric);
    const metric::Where where = row == nullptr ? metric::Where::kEverywhere : row->where;
    const bool lacks_dev = part == "dev" && data_.dev.m == 0;
    const bool lacks_test = part == "test" && data_.test.m == 0;
    if (lacks_dev || lacks_test)
      fault(path, fmt::format("metric {}: data '{}' has no {} part", metric, data_.name, part),
            fmt::format("Add to code.data:  split: {{train: 0.8, {}: 0.2}}", part));
    else if (part == "train" && where == metric::Where::kWithHidden)
      fault(path, fmt::format("metric {} compares the units of the first hidden layer", metric),
            "Set network.hidden to one layer or more");
    else if (part == "train" && where == metric::Where::kWithL2)
      fault(path, fmt::format("metric {} is there only with an L2 term", metric),
            "Set regularization.l2 above 0, or use train.cost");
    else
      fault(path,
            fmt::format("metric {}: {}, so this is not measured", metric, targets_text(data_)),
            "Known: " + base::join(known, ", "));
  }

  const study::Study& study_;
  const study::Trial& trial_;
  const code::ResolvedCode& resolved_;
  const code::Code& code_;
  const data::Shape& data_;
  const data::Targets& targets_;
  base::Diagnostics faults_, warnings_;
};

}  // namespace

Compatibility check_trial(const study::Study& study, const study::Trial& trial,
                          const code::ResolvedCode& resolved, const data::Shared& data) {
  return CompatibilityCheck(study, trial, resolved, data).run();
}

}  // namespace ice::plan
