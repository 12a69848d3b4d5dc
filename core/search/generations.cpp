#include "search/generations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "search/ranking.hpp"
#include "search/scale.hpp"
#include "search/sobol.hpp"

namespace ice::search {
namespace {

constexpr double kSigma = 1.0 / 6;  // three deviations from the middle of the cube to its faces

// The value at a coordinate of the unit cube, which may lie outside.
double value_at(const Scale& scale, double x) {
  return scale.value(scale.lower() + x * (scale.upper() - scale.lower()));
}

double share_of(const Scale& scale, double coordinate) {
  return (coordinate - scale.lower()) / (scale.upper() - scale.lower());
}

arma::vec in_cube(const Space& space, const Point& point) {
  arma::vec x(point.size());
  for (std::size_t d = 0; d < point.size(); ++d) {
    const Scale scale(space.dimensions[d]);
    x[d] = share_of(scale, scale.coordinate(point[d]));
  }
  return x;
}

// The coordinates that lead to the same value as x, of a dimension with steps.
Interval interval_around(const Dimension& dimension, double x) {
  const Scale scale(dimension);
  const double value = value_at(scale, x);
  const double infinity = std::numeric_limits<double>::infinity();
  return {value > dimension.low ? share_of(scale, scale.left_of(value)) : -infinity,
          value < dimension.high ? share_of(scale, scale.right_of(value)) : infinity};
}

bool has_steps(const Dimension& dimension) { return Scale(dimension).has_steps(); }

}  // namespace

CmaesStart cmaes_start(const Space& space, std::span<const Told> earlier) {
  const auto given = std::ranges::find_if_not(earlier, &Told::is_given) - earlier.begin();
  const std::size_t n = space.dimensions.size();
  arma::vec mean(n, arma::fill::value(0.5));
  const std::vector<std::size_t> best = best_first(earlier.first(static_cast<std::size_t>(given)));
  if (!best.empty()) mean = in_cube(space, earlier[best.front()].point);
  return {static_cast<std::uint64_t>(given), {mean, kSigma, arma::eye(n, n)}};
}

CmaesStart warm_start(const Space& space, std::span<const Told> earlier, std::uint64_t cell) {
  constexpr double kDeviation = 0.1;
  const std::span<const Told> source = earlier.first(cell);
  const std::vector<std::size_t> best = best_first(source);
  const std::size_t count = std::max<std::size_t>(best.size() / 10, 1);
  const std::size_t n = space.dimensions.size();
  arma::mat X(n, count);
  for (std::size_t i = 0; i < count; ++i) X.col(i) = in_cube(space, source[best[i]].point);
  const arma::vec mean = arma::mean(X, 1);
  const arma::mat spread = X.each_col() - mean;
  const arma::mat covariance =
      kDeviation * kDeviation * arma::eye(n, n) + spread * spread.t() / static_cast<double>(count);
  const double variance = std::pow(arma::det(covariance), 1 / static_cast<double>(n));
  return {cell, {mean, std::sqrt(variance), covariance / variance}};
}

Generations::Generations(const Space& space, std::uint64_t root_seed, std::span<const Told> earlier,
                         CmaesStart start)
    : space_(space),
      root_seed_(root_seed),
      begin_(start.cell),
      population_(usual_population(space.dimensions.size())),
      strategy_(std::move(start.distribution), population_),
      widths_(space.dimensions.size(), 1.0) {
  const auto is_pending = [](const Told& cell) { return cell.state == State::kPending; };
  while (end() <= earlier.size()) {
    const std::span<const Told> generation = earlier.subspan(begin_, population_);
    if (std::ranges::any_of(generation, is_pending)) return;
    learn(generation);
    begin_ += population_;
    if (strategy_.has_converged()) restart();
  }
}

void Generations::restart() {
  const std::size_t n = widths_.size();
  population_ *= 2;
  const arma::vec mean = scrambled_sobol(n, ++restarts_, root_seed_);
  strategy_ = Cmaes({mean, kSigma, arma::eye(n, n)}, population_);
  widths_.assign(n, 1.0);
}

Point Generations::point(std::uint64_t cell) const {
  const arma::vec x = draw(cell);
  const arma::vec& mean = strategy_.distribution().mean;
  Point point;
  for (std::size_t d = 0; d < x.n_elem; ++d) {
    const double widened = mean[d] + widths_[d] * (x[d] - mean[d]);
    point.push_back(value_at(Scale(space_.dimensions[d]), widened));
  }
  return point;
}

// The strategy learns from points as they were drawn, before they were widened and rounded.
void Generations::learn(std::span<const Told> generation) {
  const std::vector<std::size_t> order = best_first(generation);
  arma::mat X(space_.dimensions.size(), population_);
  for (std::size_t i = 0; i < population_; ++i) X.col(i) = draw(begin_ + order[i]);
  strategy_.update(X, generation[order.front()].value, generation[order.back()].value);
  correct_margins();
}

void Generations::correct_margins() {
  Cmaes& cmaes = strategy_;
  const auto& [mean, sigma, C] = cmaes.distribution();
  const double alpha = 1 / static_cast<double>(mean.n_elem * population_);
  arma::vec corrected_mean = mean;
  for (std::size_t d = 0; d < mean.n_elem; ++d) {
    const Dimension& dimension = space_.dimensions[d];
    if (!has_steps(dimension)) continue;
    const double deviation = sigma * std::sqrt(C(d, d));
    const Margin margin =
        corrected({mean[d], widths_[d]}, deviation, interval_around(dimension, mean[d]), alpha);
    corrected_mean[d] = margin.mean;
    widths_[d] = margin.width;
  }
  cmaes.move_mean(corrected_mean);
}

// Draws again where a point lies outside the cube; the last one is cut off at its faces.
arma::vec Generations::draw(std::uint64_t cell) const {
  const Cmaes& cmaes = strategy_;
  base::Stream stream(root_seed_, base::Purpose::kPropose, cell);
  arma::vec x = cmaes.draw(stream);
  for (std::size_t again = 10 * x.n_elem; again > 0 && !is_inside(x); --again)
    x = cmaes.draw(stream);
  for (std::size_t d = 0; d < x.n_elem; ++d) {
    if (!has_steps(space_.dimensions[d])) x[d] = std::clamp(x[d], 0.0, 1.0);
  }
  return x;
}

// Steps are rounded into their range, so they need no bounds.
bool Generations::is_inside(const arma::vec& x) const {
  for (std::size_t d = 0; d < x.n_elem; ++d) {
    if ((x[d] < 0 || x[d] > 1) && !has_steps(space_.dimensions[d])) return false;
  }
  return true;
}

}  // namespace ice::search
