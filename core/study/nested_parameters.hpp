#pragma once
// Accepts experiment.parameters as W&B nests them.
#include "study/yaml.hpp"

namespace ice::study {

/// Rewrites `optimizer: {parameters: {learning_rate: {values: [...]}}}` in experiment.parameters of
/// a study as `optimizer.learning_rate: {values: [...]}`, at any depth, in the same order.
void flatten_parameters(Node& study);

}  // namespace ice::study
