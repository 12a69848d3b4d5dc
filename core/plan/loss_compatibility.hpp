#pragma once
// Checks whether a loss, the output activation before it and the targets suit each other. It judges
// only by what the plugins declare (ice/traits.hpp), so that plugins of all authors are judged
// alike.
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "plugin/info.hpp"

namespace ice::plan {

/// Something that does not fit, or may not, at a path of the study's code.
struct LossFinding {
  enum class Weight {
    kFault,   ///< cannot be right: it trains to nonsense
    kWarning  ///< may be right: the plugins do not say enough, or some samples suffer
  };
  Weight weight = Weight::kFault;
  std::string path;         ///< "network.output" or "loss"
  std::string found, hint;  ///< as in UserError
};

/// What to check. The references must outlive the call.
struct LossQuestion {
  const plugin::PluginInfo& loss;
  const plugin::PluginInfo& output;  ///< the activation of the last layer
  const data::Shape& data;
  const data::Targets& targets;
  /// Whether the study may declare, with data.task, that these targets are classes.
  bool may_be_classes = false;
};

/// All findings, faults and warnings; empty when everything fits.
[[nodiscard]] std::vector<LossFinding> check_loss_and_output(const LossQuestion& question);

/// What there is to learn: "data 'planar' has two classes (n_y = 1)".
[[nodiscard]] std::string targets_text(const data::Shape& data);

}  // namespace ice::plan
