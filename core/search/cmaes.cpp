#include "search/cmaes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ice::search {
namespace {

constexpr double kTiny = 1e-8;
constexpr double kLargestSigma = 1e32;

// log((lambda + 1) / 2) - log(i), i = 1 .. lambda (eq. 49).
arma::vec raw_weights(std::size_t population) {
  const arma::vec ranks = arma::regspace(1, static_cast<double>(population));
  return std::log((static_cast<double>(population) + 1) / 2) - arma::log(ranks);
}

double effective_number(const arma::vec& weights) {
  return std::pow(arma::accu(weights), 2) / arma::accu(arma::square(weights));
}

}  // namespace

CmaesConstants::CmaesConstants(std::size_t dimensions, std::size_t population)
    : n(static_cast<double>(dimensions)),
      lambda(static_cast<double>(population)),
      mu(std::floor(lambda / 2)),
      weights(raw_weights(population)) {
  const auto parents = static_cast<arma::uword>(mu);
  mu_eff = effective_number(weights.head(parents));
  const double mu_eff_minus = effective_number(weights.tail(population - parents));
  c_1 = 2 / ((n + 1.3) * (n + 1.3) + mu_eff);
  c_mu = std::min(1 - c_1 - kTiny,  // kTiny: for large populations
                  2 * (mu_eff - 2 + 1 / mu_eff) / ((n + 2) * (n + 2) + mu_eff));
  const double negative = std::min({1 + c_1 / c_mu, 1 + 2 * mu_eff_minus / (mu_eff + 2),
                                    (1 - c_1 - c_mu) / (n * c_mu)});  // eq. 50 to 52
  const double positive_sum = arma::accu(weights.elem(arma::find(weights > 0)));
  const double negative_sum = -arma::accu(weights.elem(arma::find(weights < 0)));
  weights.transform(
      [&](double w) { return w >= 0 ? w / positive_sum : w * negative / negative_sum; });
  c_sigma = (mu_eff + 2) / (n + mu_eff + 5);
  d_sigma = 1 + 2 * std::max(0.0, std::sqrt((mu_eff - 1) / (n + 1)) - 1) + c_sigma;
  c_c = (4 + mu_eff / n) / (n + 4 + 2 * mu_eff / n);
  chi_n = std::sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
}

std::size_t usual_population(std::size_t dimensions) {
  return 4 + static_cast<std::size_t>(3 * std::log(static_cast<double>(dimensions)));
}

Cmaes::Cmaes(Gaussian start, std::size_t population)
    : constants_(start.mean.n_elem, population),
      gaussian_(std::move(start)),
      p_sigma_(gaussian_.mean.n_elem, arma::fill::zeros),
      p_c_(gaussian_.mean.n_elem, arma::fill::zeros),
      start_sigma_(gaussian_.sigma) {
  decompose();
}

arma::vec Cmaes::draw(base::Stream& stream) const {
  arma::vec z(gaussian_.mean.n_elem);
  for (double& value : z) value = stream.normal();
  return gaussian_.mean + gaussian_.sigma * (root_ * z);
}

void Cmaes::update(const arma::mat& X, double best, double worst) {
  ++generation_;
  extremes_.emplace_back(best, worst);
  const arma::mat Y = (X.each_col() - gaussian_.mean) / gaussian_.sigma;  // (n, lambda)
  const auto parents = static_cast<arma::uword>(constants_.mu);
  const arma::vec y_w = Y.head_cols(parents) * constants_.weights.head(parents);  // (n)
  gaussian_.mean += gaussian_.sigma * y_w;
  adapt_step_size(y_w);
  adapt_covariance(Y, y_w);
  decompose();
}

// eq. 43 and 44
void Cmaes::adapt_step_size(const arma::vec& y_w) {
  const double c_sigma = constants_.c_sigma, d_sigma = constants_.d_sigma;
  p_sigma_ = (1 - c_sigma) * p_sigma_ +
             std::sqrt(c_sigma * (2 - c_sigma) * constants_.mu_eff) * (inverse_root_ * y_w);
  const double growth = c_sigma / d_sigma * (arma::norm(p_sigma_) / constants_.chi_n - 1);
  gaussian_.sigma = std::min(gaussian_.sigma * std::exp(growth), kLargestSigma);
}

// eq. 45 to 47
void Cmaes::adapt_covariance(const arma::mat& Y, const arma::vec& y_w) {
  const double c_c = constants_.c_c, c_1 = constants_.c_1, c_mu = constants_.c_mu;
  const double settled =
      std::sqrt(1 - std::pow(1 - constants_.c_sigma, 2.0 * static_cast<double>(generation_ + 1)));
  const bool is_stalled =
      arma::norm(p_sigma_) / settled >= (1.4 + 2 / (constants_.n + 1)) * constants_.chi_n;
  p_c_ *= 1 - c_c;
  if (!is_stalled) p_c_ += std::sqrt(c_c * (2 - c_c) * constants_.mu_eff) * y_w;

  arma::vec weights = constants_.weights;  // (lambda)
  for (arma::uword i = 0; i < weights.n_elem; ++i) {
    if (weights[i] < 0)
      weights[i] *= constants_.n / (arma::accu(arma::square(inverse_root_ * Y.col(i))) + kTiny);
  }
  const double lost = is_stalled ? c_1 * c_c * (2 - c_c) : 0;
  gaussian_.C = (1 + lost - c_1 - c_mu * arma::accu(constants_.weights)) * gaussian_.C +
                c_1 * p_c_ * p_c_.t() + c_mu * Y * arma::diagmat(weights) * Y.t();
}

void Cmaes::decompose() {
  arma::mat& C = gaussian_.C;
  C = 0.5 * (C + C.t());
  arma::vec eigenvalues;
  arma::mat B;  // (n, n), columns are axes
  arma::eig_sym(eigenvalues, B, C);
  eigenvalues.transform([](double value) { return value > 0 ? value : kTiny; });
  axes_ = arma::sqrt(eigenvalues);
  C = B * arma::diagmat(eigenvalues) * B.t();
  root_ = B * arma::diagmat(axes_) * B.t();
  inverse_root_ = B * arma::diagmat(1 / axes_) * B.t();
}

bool Cmaes::has_converged() const {
  constexpr double kSame = 1e-12, kWorstCondition = 1e7;  // of the axes: 1e14 of C
  const arma::vec deviations = gaussian_.sigma * arma::sqrt(gaussian_.C.diag());
  const bool is_point = deviations.max() < kSame * start_sigma_ &&
                        arma::abs(gaussian_.sigma * p_c_).max() < kSame * start_sigma_;
  const bool is_flat = axes_.max() > kWorstCondition * axes_.min();
  const bool is_lost = arma::any(gaussian_.mean == gaussian_.mean + 0.2 * deviations);
  if (is_point || is_flat || is_lost) return true;

  const auto remembered =
      10 + static_cast<std::size_t>(std::ceil(30 * constants_.n / constants_.lambda));
  if (extremes_.size() <= remembered) return false;
  double least = std::numeric_limits<double>::infinity(), largest = -least;
  for (std::size_t i = extremes_.size() - remembered; i < extremes_.size(); ++i) {
    least = std::min(least, extremes_[i].first);
    largest = std::max(largest, extremes_[i].second);
  }
  return !(largest - least >= kSame);  // also where all are infinite
}

}  // namespace ice::search
