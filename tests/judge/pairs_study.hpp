#pragma once
// A study whose cells claims compare.
#include <map>
#include <string>

#include "study/study.hpp"

inline const std::string kActivation = "network.activation";
inline const std::string kRate = "optimizer.learning_rate";

/// Cells in the file's order: the last parameter varies fastest. `more` stands in experiment.
inline ice::study::Study study_of(const std::string& parameters, const std::string& more = "") {
  return ice::study::load_text(R"(name: pairs
code:
  data: {name: planar, samples: 40}
  network: {hidden: [3], activation: tanh, output: sigmoid}
  initializer: zeros
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1}
  training: {epochs: 3, batch_size: full}
experiment:
  metric: {name: dev.cost, goal: minimize}
  seeds: [1, 2]
  parameters: {)" + parameters + "}\n" +
                                   more,
                               "pairs.yaml", {});
}

using Side = std::map<std::string, ice::base::Value>;

inline ice::study::Claim claim_of(const Side& better, const Side& than) {
  return {"H", "dev.cost", better, than, 0, 0.05};
}

inline ice::study::Claim tanh_wins() {
  return claim_of({{kActivation, "tanh"}}, {{kActivation, "relu"}});
}
