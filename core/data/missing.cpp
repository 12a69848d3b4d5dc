#include "data/missing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "data/csv_columns.hpp"
#include "data/dataset.hpp"

namespace ice::data {
namespace {

[[noreturn]] void refuse_empty(const Samples& samples, std::uint64_t feature) {
  const std::string name = samples.features.empty() ? "" : " " + shown(samples.features[feature]);
  throw base::UserError(code_path("data.missing"),
                        fmt::format("feature {}{} has no value in the training part that "
                                    "could stand for the missing ones",
                                    feature + 1, name),
                        "Remove the column, or train with more samples");
}

// A running mean, because the sum of large values may overflow.
double training_mean(const Samples& samples, const std::vector<std::uint64_t>& train,
                     std::uint64_t feature) {
  double mean = 0, count = 0;
  for (const std::uint64_t j : train) {
    const double x = samples.values[j * samples.n_x + feature];
    if (!std::isnan(x)) mean += (x - mean) / ++count;
  }
  if (count == 0) refuse_empty(samples, feature);
  return mean;
}

// The middle value, or the mean of the two middle ones.
double training_median(const Samples& samples, const std::vector<std::uint64_t>& train,
                       std::uint64_t feature) {
  std::vector<double> values;
  for (const std::uint64_t j : train) {
    const double x = samples.values[j * samples.n_x + feature];
    if (!std::isnan(x)) values.push_back(x);
  }
  if (values.empty()) refuse_empty(samples, feature);
  const std::size_t half = values.size() / 2;
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(half));
  if (values.size() % 2 == 1) return values[half];
  return (values[half] +
          *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(half))) /
         2;
}

}  // namespace

std::vector<double> fill_missing(Samples& samples, const std::vector<std::uint64_t>& train,
                                 StandIn stand_in) {
  const auto is_missing = [](double x) { return std::isnan(x); };
  if (std::ranges::none_of(samples.values, is_missing)) return {};
  std::vector<double> stand_ins;
  for (std::uint64_t i = 0; i < samples.n_x; ++i)
    stand_ins.push_back(stand_in == StandIn::kMean ? training_mean(samples, train, i)
                                                   : training_median(samples, train, i));
  for (std::uint64_t at = 0; at < samples.values.size(); ++at)
    if (is_missing(samples.values[at])) samples.values[at] = stand_ins[at % samples.n_x];
  return stand_ins;
}

}  // namespace ice::data
