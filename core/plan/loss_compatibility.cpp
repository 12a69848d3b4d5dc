#include "plan/loss_compatibility.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace ice::plan {
namespace {

using base::Interval;
using data::Task;
using plugin::has_trait;
using Weight = LossFinding::Weight;

constexpr const char* kOutput = "network.output";
constexpr const char* kLoss = "loss";
constexpr const char* kDeclare = "Its author can declare `outputs` (ice/traits.hpp)";

// "hinge" for a core plugin, "acme/focal" for any other.
std::string name_of(const plugin::PluginInfo& plugin) {
  const std::string name = plugin::short_name(plugin.id);
  return plugin::qualified(name) == plugin.id ? name : plugin.id;
}

// "outputs between 0 and 1", "outputs above 0", "outputs of at least 0".
std::string outputs_text(const Interval& range) {
  const std::string low = base::format_number(range.low), high = base::format_number(range.high);
  if (range.has_low() && range.has_high())
    return fmt::format("outputs between {} and {}", low, high);
  if (range.has_low())
    return fmt::format("outputs {} {}", range.low_open ? "above" : "of at least", low);
  if (range.has_high())
    return fmt::format("outputs {} {}", range.high_open ? "below" : "of at most", high);
  return "any outputs";
}

bool is_bounded(const Interval& range) { return range.has_low() || range.has_high(); }

class LossCheck {
 public:
  explicit LossCheck(const LossQuestion& question)
      : loss_(question.loss),
        output_(question.output),
        data_(question.data),
        targets_(question.targets),
        or_classes_(question.may_be_classes ? ", or set data.task: classification" : ""),
        compares_classes_(has_trait(loss_, "class_targets")),
        takes_sums_(has_trait(loss_, "sums_to_one")),
        takes_signs_(has_trait(loss_, "signed_scores")),
        gives_sums_(has_trait(output_, "sums_to_one")) {}

  std::vector<LossFinding> run() {
    const bool is_constant = gives_sums_ && data_.n_y == 1;
    if (is_constant) refuse_constant();
    if (!suits_task()) return std::move(findings_);
    // A fused loss never sees the outputs.
    if (loss_.fuses != output_.id) check_outputs();
    if (!compares_classes_ && !is_constant) check_targets();
    return std::move(findings_);
  }

 private:
  void fault(const char* path, std::string found, std::string hint) {
    findings_.push_back({Weight::kFault, path, std::move(found), std::move(hint)});
  }
  void warn(const char* path, std::string found, std::string hint) {
    findings_.push_back({Weight::kWarning, path, std::move(found), std::move(hint)});
  }

  void refuse_constant() {
    fault(
        kOutput,
        fmt::format("{} over one unit is always 1, and {}", name_of(output_), targets_text(data_)),
        data_.task == Task::kBinary ? "Use output: sigmoid with loss: binary_cross_entropy"
                                    : "Use output: linear with loss: squared_error" + or_classes_);
  }

  bool suits_task() {
    if (compares_classes_ && data_.task == Task::kRegression) {
      fault(kLoss, fmt::format("{} compares classes, and {}", name_of(loss_), targets_text(data_)),
            "Use loss: squared_error" + or_classes_);
      return false;
    }
    if (takes_sums_ && data_.n_y == 1) {
      fault(kLoss,
            fmt::format("{} needs an output for each class, and {}", name_of(loss_),
                        targets_text(data_)),
            "Use loss: binary_cross_entropy with output: sigmoid");
      return false;
    }
    return true;
  }

  // The hint for a loss: the activation that commonly gives the outputs that it needs.
  [[nodiscard]] std::string way_out() const {
    if (!loss_.fuses.empty()) {
      const std::string fused = plugin::short_name(loss_.fuses);
      return "Use output: " + (plugin::qualified(fused) == loss_.fuses ? fused : loss_.fuses);
    }
    if (takes_sums_) return "Use output: softmax";
    if (takes_signs_ || !loss_.outputs || std::isinf(loss_.outputs->low))
      return "Use output: linear";
    return std::isinf(loss_.outputs->high) ? "Use output: softplus" : "Use output: sigmoid";
  }

  // "outputs between 0 and 1 that sum to 1".
  [[nodiscard]] std::string needs_text() const {
    if (takes_signs_) return "outputs of both signs";
    return outputs_text(*loss_.outputs) + (takes_sums_ ? " that sum to 1" : "");
  }

  void check_outputs() {
    if (!loss_.outputs) return warn_of_silent_loss();
    if (!is_bounded(*loss_.outputs) && !takes_sums_ && !takes_signs_) return;
    if (!output_.outputs) return warn_of_silent_output();
    if (!output_.outputs->is_within(*loss_.outputs))
      fault(kOutput,
            fmt::format("{} needs {}, and {} gives others", name_of(loss_),
                        outputs_text(*loss_.outputs), output_.id),
            way_out());
    else if (takes_sums_ && !gives_sums_)
      fault(kOutput,
            fmt::format("{} needs outputs that sum to 1 over the classes, and those of {} do not",
                        name_of(loss_), output_.id),
            way_out());
    else if (takes_signs_)
      check_signs();
    else if (output_.outputs->reaches_end_of(*loss_.outputs))
      warn(kOutput,
           fmt::format("{} gives {} with both ends, and {} takes the ends for certain: a sample "
                       "that is wrong there costs most and learns nothing more",
                       output_.id, output_.outputs->text(), name_of(loss_)),
           way_out());
  }

  void warn_of_silent_loss() {
    warn(kLoss,
         fmt::format("{} does not say what outputs it needs, so whether those of {} suit it was "
                     "not examined",
                     loss_.id, output_.id),
         kDeclare);
  }

  void warn_of_silent_output() {
    warn(kOutput,
         fmt::format("{} does not say what outputs it gives, and {} needs {}", output_.id,
                     name_of(loss_), needs_text()),
         kDeclare);
  }

  void check_signs() {
    const Interval& given = *output_.outputs;
    if (given.low < 0 && given.high > 0) return;
    fault(kOutput,
          fmt::format("{} takes the sign of an output for its class, and {} is never {}",
                      name_of(loss_), output_.id, given.low >= 0 ? "negative" : "positive"),
          way_out());
  }

  // Compares what the activation gives with what there is to learn.
  void check_targets() {
    if (gives_sums_ && data_.task == Task::kRegression && !targets_.sum_to_one)
      return fault(kOutput,
                   fmt::format("{} gives outputs that sum to 1, and the targets of data '{}' do "
                               "not",
                               output_.id, data_.name),
                   "Use output: linear");
    if (!output_.outputs) return;
    const Interval& given = *output_.outputs;
    const Interval wanted{targets_.low, targets_.high};
    if (wanted.is_within(given)) return;
    const std::string from_to = fmt::format("from {} to {}", base::format_number(wanted.low),
                                            base::format_number(wanted.high));
    if (wanted.low > given.high || wanted.high < given.low)
      fault(kOutput,
            fmt::format("{} gives {}, and no target of data '{}' is there: they go {}", output_.id,
                        outputs_text(given), data_.name, from_to),
            "Use output: linear");
    else
      warn(kOutput,
           fmt::format("{} gives {}, and the targets of data '{}' go {}: some are never reached",
                       output_.id, outputs_text(given), data_.name, from_to),
           "Use output: linear, or bring the targets into its range");
  }

  const plugin::PluginInfo& loss_;
  const plugin::PluginInfo& output_;
  const data::Shape& data_;
  const data::Targets& targets_;
  const std::string or_classes_;
  const bool compares_classes_, takes_sums_, takes_signs_, gives_sums_;
  std::vector<LossFinding> findings_;
};

}  // namespace

std::string targets_text(const data::Shape& data) {
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

std::vector<LossFinding> check_loss_and_output(const LossQuestion& question) {
  return LossCheck(question).run();
}

}  // namespace ice::plan
