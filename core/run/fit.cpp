#include "run/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "nn/metrics.hpp"
#include "run/settings.hpp"

namespace ice::run {
namespace {

using base::Value;
using data::Task;

// What a cross-entropy takes the logarithm of must lie between 0 and 1. Of the shipped activations
// these do; one that is not shipped is taken at its author's word.
constexpr std::array kProbabilities{std::string_view("core/sigmoid"),
                                    std::string_view("core/softmax"),
                                    std::string_view("core/hard_sigmoid")};

bool gives_probabilities(const std::string& activation) {
  return !activation.starts_with("core/") ||
         std::ranges::find(kProbabilities, activation) != kProbabilities.end();
}

// Of the shipped activations those that are never below 0: to the hinge loss, whose classes lie on
// the two sides of 0, all they say is "positive".
bool is_never_negative(const std::string& activation) {
  return activation == "core/relu" || activation == "core/softplus" ||
         (activation.starts_with("core/") && gives_probabilities(activation));
}

std::string describe(const data::Shape& data) {
  switch (data.task) {
    case Task::kBinary:
      return fmt::format("data '{}' has two classes (n_y = 1)", data.name);
    case Task::kMulticlass:
      return fmt::format("data '{}' has {} classes", data.name, data.classes.size());
    case Task::kRegression:
      return fmt::format("data '{}' has numbers as targets", data.name);
  }
  return {};
}

class FitCheck {
 public:
  FitCheck(const spec::Study& study, const spec::Trial& trial, const ResolvedCode& resolved,
           const data::Shape& data)
      : study_(study),
        trial_(trial),
        code_(resolved.code),
        plugins_(resolved.plugins),
        data_(data),
        output_(code_["network"]["output"]["name"]),
        loss_(code_["loss"]["name"]) {}

  std::vector<std::string> run() {
    check_precision();
    check_output();
    check_loss();
    check_dropout();
    check_schedule();
    check_early_stopping();
    check_metric("experiment.metric", study_.experiment.metric);
    for (std::size_t i = 0; i < study_.idea.claims.size(); ++i)
      check_metric(fmt::format("idea.claims[{}]", i), study_.idea.claims[i].metric);
    return faults_.texts();
  }

 private:
  void fault(const std::string& path, const std::string& found, const std::string& hint) {
    faults_.add(place_of(study_, trial_, path), found, hint);
  }

  // Sources that can be told so may hold classes that are written as numbers.
  [[nodiscard]] std::string or_classes() const {
    return code_["data"].contains("task") ? ", or set data.task: classification" : "";
  }

  void check_precision() {
    if (code_["training"]["precision"] != "float32") return;
    for (const PluginReference& reference : plugins_) {
      if (reference.plugin->float32) continue;
      fault(reference.path, reference.plugin->id + " computes in float64 only",
            "Set training.precision: float64");
    }
  }

  void check_output() {
    if (output_ != "core/softmax" || data_.n_y > 1) return;
    fault(
        "network.output", fmt::format("softmax over one unit is always 1, and {}", describe(data_)),
        data_.task == Task::kBinary ? "Use output: sigmoid with loss: binary_cross_entropy"
                                    : "Use output: linear with loss: squared_error" + or_classes());
  }

  void check_loss() {
    const bool is_categorical = loss_ == "core/categorical_cross_entropy";
    if (!is_categorical && loss_ != "core/binary_cross_entropy" && loss_ != "core/hinge") return;
    const std::string name = loss_.substr(loss_.find('/') + 1);
    if (data_.task == Task::kRegression) {
      fault("loss", fmt::format("{} compares classes, and {}", name, describe(data_)),
            "Use loss: squared_error" + or_classes());
    } else if (is_categorical && data_.n_y == 1) {
      fault("loss", fmt::format("{} needs an output for each class, and {}", name, describe(data_)),
            "Use loss: binary_cross_entropy with output: sigmoid");
    } else if (name == "hinge") {
      check_signs();
    } else if (!gives_probabilities(output_)) {
      fault("network.output",
            fmt::format("{} needs outputs between 0 and 1, and {} gives others", name, output_),
            is_categorical ? "Use output: softmax" : "Use output: sigmoid");
    }
  }

  void check_signs() {
    if (!is_never_negative(output_)) return;
    fault("network.output",
          fmt::format("hinge takes the sign of an output for its class, and {} is never negative",
                      output_),
          "Use output: linear");
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
    const std::uint64_t warmup = schedule_of(code_).warmup;
    if (warmup < epochs) return;
    fault("optimizer.schedule.warmup",
          fmt::format("a warm-up of {} takes all of the {}", base::format_count(warmup, "epoch"),
                      base::format_count(epochs, "epoch")),
          "Shorten it, or raise training.epochs");
  }

  void check_early_stopping() {
    const bool saves_best = code_["training"].value("save", "") == "best";
    if (const auto watch = watch_of(code_))
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
      fault(path, fmt::format("metric {}: {}, so this is not measured", metric, describe(data_)),
            "Known: " + base::join(known, ", "));
  }

  const spec::Study& study_;
  const spec::Trial& trial_;
  const Value& code_;
  const std::vector<PluginReference>& plugins_;
  const data::Shape& data_;
  const std::string output_, loss_;
  base::Diagnostics faults_;
};

}  // namespace

std::vector<std::string> find_misfits(const spec::Study& study, const spec::Trial& trial,
                                      const ResolvedCode& resolved, const data::Shape& data) {
  return FitCheck(study, trial, resolved, data).run();
}

}  // namespace ice::run
