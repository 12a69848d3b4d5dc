#pragma once
// Studies whose outcome is known without running them, and shells that have them.
#include <regex>
#include <stdexcept>
#include <string>

#include "cli/ice.hpp"

namespace ice::cli {

/// From zeros nothing is learned: every output is 1/2, so every cost is ln 2 and, the classes being
/// balanced, every accuracy 1/2. Two cells, two seeds.
inline const std::string kFlat = R"(name: flat
idea: {title: Nothing is learned from zeros}
code:
  data: {name: planar, samples: 40, split: {train: 0.5, dev: 0.5}}
  network: {hidden: [3], activation: tanh, output: sigmoid}
  initializer: zeros
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1}
  training: {epochs: 3, batch_size: full}
experiment:
  metric: {name: dev.cost, goal: minimize}
  seeds: [1, 2]
  parameters:
    network.activation: {values: [tanh, relu]}
)";

/// Every run of it takes minutes.
inline const std::string kEndless = R"(name: endless
code:
  data: {name: planar, samples: 400}
  network: {hidden: [20, 20], activation: tanh, output: sigmoid}
  initializer: xavier_normal
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 0.1}
  training: {epochs: 10000000, batch_size: full}
experiment:
  metric: {name: train.cost, goal: minimize}
  seeds: [1, 2, 3]
)";

/// Has flat.yaml.
struct FlatShell : Shell {
  FlatShell() { write("flat.yaml", kFlat); }
};

/// Has run it, one run after the other.
struct RecordedShell : FlatShell {
  RecordedShell() {
    if (ice({"run", "flat.yaml", "-j", "1"}).code != 0)
      throw std::runtime_error("flat.yaml failed");
  }
};

/// `text` with every duration replaced by TIME.
inline std::string without_times(const std::string& text) {
  return std::regex_replace(text, std::regex("[0-9.]+ (us|ms|s)\\b"), "TIME");
}

}  // namespace ice::cli
