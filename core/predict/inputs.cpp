#include "predict/inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/csv.hpp"
#include "data/labels.hpp"
#include "study/study.hpp"

namespace ice::predict {
namespace {

using base::UserError;
using Indices = std::vector<std::uint64_t>;
using Names = std::vector<std::string>;

// For each feature of the network, its row in the samples: found by name, or by its index where one
// of the two has no names.
Indices rows_of_features(const data::Samples& samples, const data::Shape& trained,
                         const std::string& where) {
  const bool by_name = !samples.features.empty() && !trained.features.empty();
  if (!by_name && samples.n_x != trained.n_x)
    throw UserError(where, fmt::format("has {}, and the network takes {}",
                                       base::format_count(samples.n_x, "feature"), trained.n_x));
  Indices rows;
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

// For each class of the samples, its index among the network's classes.
Indices numbers_of_classes(const Names& classes, const data::Shape& trained,
                           const std::string& where) {
  Indices numbers;
  for (const std::string& name : classes) {
    const auto found = std::ranges::find(trained.classes, name);
    if (found == trained.classes.end())
      throw UserError(where, fmt::format("class '{}' is none of the network's", name),
                      "They are " + base::join(trained.classes, ", "));
    numbers.push_back(static_cast<std::uint64_t>(found - trained.classes.begin()));
  }
  return numbers;
}

// The number that replaces a missing value, the same as in training.
double filled(std::uint64_t feature, const data::Shape& trained, const std::string& where) {
  if (!trained.fill.empty()) return trained.fill[feature];
  throw UserError(where, "has missing values, and the network was trained on data without any",
                  "Fill them in: what is missing cannot be predicted from");
}

template <class T>
arma::Mat<T> features_from(const data::Samples& samples, const data::Shape& trained,
                           const std::string& where) {
  const Indices rows = rows_of_features(samples, trained, where);
  const bool is_standardized = !trained.mean.empty();
  arma::Mat<T> X(trained.n_x, samples.m);
  for (std::uint64_t j = 0; j < samples.m; ++j) {
    for (std::uint64_t i = 0; i < trained.n_x; ++i) {
      double x = samples.x(rows[i], j);
      if (std::isnan(x)) x = filled(i, trained, where);
      if (is_standardized) x = (x - trained.mean[i]) / trained.deviation[i];
      X(i, j) = static_cast<T>(x);
    }
  }
  return X;
}

template <class T>
arma::Mat<T> targets_from(const data::Samples& samples, const data::Shape& trained,
                          const std::string& where) {
  if (samples.Y.empty()) return arma::Mat<T>(trained.n_y, 0);
  const bool is_regression = trained.task == data::Task::kRegression;
  if (is_regression != (samples.task == data::Task::kRegression) ||
      (is_regression && samples.n_y != trained.n_y))
    throw UserError(where, "its targets are of another kind than the network's");
  arma::Mat<T> Y(trained.n_y, samples.m, arma::fill::zeros);
  if (is_regression) {
    for (std::uint64_t i = 0; i < samples.Y.size(); ++i) {
      const std::uint64_t row = i % trained.n_y;
      const double y = trained.target_mean.empty() ? samples.Y[i]
                                                   : (samples.Y[i] - trained.target_mean[row]) /
                                                         trained.target_deviation[row];
      Y[i] = static_cast<T>(y);
    }
    return Y;
  }
  const Indices numbers = numbers_of_classes(samples.classes, trained, where);
  for (std::uint64_t j = 0; j < samples.m; ++j) {
    const std::uint64_t number = numbers[data::class_of(samples, j)];
    if (trained.n_y == 1)
      Y(0, j) = static_cast<T>(number);
    else
      Y(number, j) = 1;
  }
  return Y;
}

template <class T>
arma::Mat<T> weights_from(const data::Samples& samples) {
  arma::Mat<T> weights(samples.weights.empty() ? 0 : 1, samples.weights.size());
  std::ranges::transform(samples.weights, weights.begin(),
                         [](double weight) { return static_cast<T>(weight); });
  return weights;
}

data::Samples read_study(const std::filesystem::path& file) {
  return data::load(study::load(file).code["data"], {file.parent_path()});
}

data::Samples read_table(const std::filesystem::path& file, const data::Shape& trained,
                         const base::Value& section) {
  data::CsvOptions options;
  if (section.at("name") == "csv") options = data::csv_options(section);
  options.kind = trained.task == data::Task::kRegression ? data::CsvOptions::Target::kRegression
                                                         : data::CsvOptions::Target::kClasses;
  return data::read_csv_to_predict(file, trained.features, options);
}

}  // namespace

template <class T>
Inputs<T> inputs_from(const data::Samples& samples, const data::Shape& trained,
                      const std::string& where) {
  return {features_from<T>(samples, trained, where), targets_from<T>(samples, trained, where),
          weights_from<T>(samples), samples.notes};
}

data::Samples samples_on(const Raster& grid) {
  const arma::rowvec x = arma::linspace<arma::rowvec>(grid.x_low, grid.x_high, grid.n);
  const arma::rowvec y = arma::linspace<arma::rowvec>(grid.y_low, grid.y_high, grid.n);
  data::Samples samples;
  samples.n_x = 2;
  samples.m = grid.n * grid.n;
  for (const double y_place : y)
    for (const double x_place : x) samples.values.insert(samples.values.end(), {x_place, y_place});
  return samples;
}

template <class T>
Inputs<T> read_inputs(const std::filesystem::path& file, const data::Shape& trained,
                      const base::Value& section) {
  const bool is_study = file.extension() == ".yaml" || file.extension() == ".yml";
  return inputs_from<T>(is_study ? read_study(file) : read_table(file, trained, section), trained,
                        file.string());
}

template Inputs<float> inputs_from(const data::Samples&, const data::Shape&, const std::string&);
template Inputs<double> inputs_from(const data::Samples&, const data::Shape&, const std::string&);
template Inputs<float> read_inputs(const std::filesystem::path&, const data::Shape&,
                                   const base::Value&);
template Inputs<double> read_inputs(const std::filesystem::path&, const data::Shape&,
                                    const base::Value&);

}  // namespace ice::predict
