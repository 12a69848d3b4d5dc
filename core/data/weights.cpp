#include "data/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/dataset.hpp"
#include "data/labels.hpp"

namespace ice::data {
namespace {

using base::UserError;
using base::Value;
using Columns = std::vector<std::uint64_t>;

std::vector<double> balanced(const Samples& samples, const Columns& train) {
  std::vector<double> counts(samples.classes.size());
  for (const std::uint64_t j : train) ++counts[class_of(samples, j)];
  const auto occurring =
      static_cast<double>(std::ranges::count_if(counts, [](double count) { return count > 0; }));
  std::vector<double> weights(counts.size(), 1);
  for (std::size_t c = 0; c < counts.size(); ++c)
    if (counts[c] > 0) weights[c] = static_cast<double>(train.size()) / (occurring * counts[c]);
  return weights;
}

std::vector<double> given(const Samples& samples, const Value& map) {
  std::vector<double> weights(samples.classes.size(), 1);
  for (const auto& [name, weight] : map.items()) {
    const auto found = std::ranges::find(samples.classes, name);
    if (found == samples.classes.end())
      throw UserError(code_path("data.class_weight"), fmt::format("there is no class '{}'", name),
                      base::suggest(name, samples.classes));
    weights[static_cast<std::size_t>(found - samples.classes.begin())] = weight.get<double>();
  }
  return weights;
}

// By class; empty where all classes count the same.
std::vector<double> weights_of_classes(const Samples& samples, const Columns& train,
                                       const Value& wanted) {
  if (wanted.is_null() || wanted == "none") return {};
  if (samples.classes.empty())
    throw UserError(code_path("data.class_weight"), "the targets are numbers, and no classes");
  return wanted.is_object() ? given(samples, wanted) : balanced(samples, train);
}

// Brings the mean over each part to 1.
void normalize(std::vector<double>& weights, const Split& parts) {
  for (const auto& [name, columns] :
       {std::tuple("training", &parts.train), std::tuple("dev", &parts.dev),
        std::tuple("test", &parts.test)}) {
    if (columns->empty()) continue;
    double sum = 0;
    for (const std::uint64_t j : *columns) sum += weights[j];
    if (sum == 0) throw UserError("data", fmt::format("all samples of the {} part weigh 0", name));
    const double mean = sum / static_cast<double>(columns->size());
    for (const std::uint64_t j : *columns) weights[j] /= mean;
  }
}

}  // namespace

Weights weigh(const Samples& samples, const Split& parts, const Value& section) {
  const std::vector<double> of_classes =
      weights_of_classes(samples, parts.train, section.at("class_weight"));
  Weights weights;
  if (samples.weights.empty() && of_classes.empty()) return weights;
  weights.of_costs = samples.weights;
  if (!of_classes.empty()) {
    weights.of_costs.resize(samples.m, 1);
    weights.of_scores = weights.of_costs;
    for (std::uint64_t j = 0; j < samples.m; ++j)
      weights.of_costs[j] *= of_classes[class_of(samples, j)];
    normalize(weights.of_scores, parts);
  }
  normalize(weights.of_costs, parts);
  return weights;
}

}  // namespace ice::data
