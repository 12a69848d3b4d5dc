#include "run/inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/labels.hpp"
#include "spec/study.hpp"

namespace ice::run {
namespace {

using base::UserError;
using Places = std::vector<std::uint64_t>;
using Names = std::vector<std::string>;

// The sample's row of each of the network's features: by name, or by position where one of the two
// has no names.
Places rows_of_features(const data::Samples& samples, const data::Shape& trained,
                        const std::string& where) {
  const bool by_name = !samples.features.empty() && !trained.features.empty();
  if (!by_name && samples.n_x != trained.n_x)
    throw UserError(where, fmt::format("has {}, and the network takes {}",
                                       base::format_count(samples.n_x, "feature"), trained.n_x));
  Places rows;
  for (std::uint64_t i = 0; i < trained.n_x; ++i) {
    if (!by_name) {
      rows.push_back(i);
      continue;
    }
    const auto found = std::ranges::find(samples.features, trained.features[i]);
    if (found == samples.features.end())
      throw UserError(where, fmt::format("has no feature '{}'", trained.features[i]),
                      base::suggest(trained.features[i], samples.features));
    rows.push_back(static_cast<std::uint64_t>(found - samples.features.begin()));
  }
  return rows;
}

// The network's number of each class of the samples.
Places numbers_of_classes(const Names& classes, const data::Shape& trained,
                          const std::string& where) {
  Places numbers;
  for (const std::string& name : classes) {
    const auto found = std::ranges::find(trained.classes, name);
    if (found == trained.classes.end())
      throw UserError(where, fmt::format("class '{}' is none of the network's", name),
                      "They are " + base::join(trained.classes, ", "));
    numbers.push_back(static_cast<std::uint64_t>(found - trained.classes.begin()));
  }
  return numbers;
}

arma::mat features_from(const data::Samples& samples, const data::Shape& trained,
                        const std::string& where) {
  const Places rows = rows_of_features(samples, trained, where);
  arma::mat X(trained.n_x, samples.m);
  for (std::uint64_t j = 0; j < samples.m; ++j)
    for (std::uint64_t i = 0; i < trained.n_x; ++i) X(i, j) = samples.x(rows[i], j);
  if (trained.mean.empty()) return X;
  for (std::uint64_t j = 0; j < samples.m; ++j)
    for (std::uint64_t i = 0; i < trained.n_x; ++i)
      X(i, j) = (X(i, j) - trained.mean[i]) / trained.deviation[i];
  return X;
}

arma::mat targets_from(const data::Samples& samples, const data::Shape& trained,
                       const std::string& where) {
  if (samples.Y.empty()) return arma::mat(trained.n_y, 0);
  const bool is_regression = trained.task == data::Task::kRegression;
  if (is_regression != (samples.task == data::Task::kRegression) ||
      (is_regression && samples.n_y != trained.n_y))
    throw UserError(where, "its targets are of another kind than the network's");
  arma::mat Y(trained.n_y, samples.m, arma::fill::zeros);
  if (is_regression) {
    std::ranges::copy(samples.Y, Y.begin());
    return Y;
  }
  const Places numbers = numbers_of_classes(samples.classes, trained, where);
  for (std::uint64_t j = 0; j < samples.m; ++j) {
    const std::uint64_t number = numbers[data::class_of(samples, j)];
    if (trained.n_y == 1)
      Y(0, j) = static_cast<double>(number);
    else
      Y(number, j) = 1;
  }
  return Y;
}

}  // namespace

Inputs inputs_from(const data::Samples& samples, const data::Shape& trained,
                   const std::string& where) {
  return {features_from(samples, trained, where), targets_from(samples, trained, where)};
}

Inputs read_inputs(const std::filesystem::path& file, const data::Shape& trained) {
  if (file.extension() != ".yaml" && file.extension() != ".yml")
    throw UserError(file.string(), "is no study",
                    "Give a FILE.yaml whose code.data names the data");
  const spec::Study study = spec::load(file);
  return inputs_from(data::load(study.code["data"], {file.parent_path()}), trained, file.string());
}

}  // namespace ice::run
