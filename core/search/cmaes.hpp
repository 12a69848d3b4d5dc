#pragma once
// Covariance matrix adaptation (Hansen: The CMA evolution strategy: a tutorial. arXiv 1604.00772):
// the normal distribution from which a generation of points is drawn follows the better ones.
//
//     n dimensions   lambda points a generation, the best mu of them have positive weights
#include <armadillo>
#include <cstddef>
#include <vector>

#include "base/rng.hpp"

namespace ice::search {

/// The constants of the strategy (table 1 of the tutorial), with active (negative) weights.
struct CmaesConstants {
  CmaesConstants(std::size_t dimensions, std::size_t population);
  double n, lambda, mu;
  arma::vec weights;  ///< (lambda)
  double mu_eff, c_1, c_mu, c_sigma, d_sigma, c_c;
  double chi_n;  ///< expected length of a standard normal vector
};

/// The usual number of points a generation: 4 + floor(3 ln n).
[[nodiscard]] std::size_t usual_population(std::size_t dimensions);

/// The distribution N(mean, sigma^2 C), C (n, n).
struct Gaussian {
  arma::vec mean;
  double sigma = 1;
  arma::mat C;
};

/// The distribution and what it has learned. A value.
class Cmaes {
 public:
  /// REQUIRES: C is symmetric and positive definite; population >= 2.
  Cmaes(Gaussian start, std::size_t population);

  /// A point from the distribution. It is a continuous function of mean, sigma and C: rounding in
  /// these stays rounding.
  [[nodiscard]] arma::vec draw(base::Stream& stream) const;
  /// Learns from one generation. X (n, lambda) are points from draw(), the best first. `best` and
  /// `worst` are the least and the largest value among them.
  void update(const arma::mat& X, double best, double worst);
  /// Whether more generations would find nothing better: values or points no longer differ, or the
  /// distribution has lost its shape (tutorial, section B.3).
  [[nodiscard]] bool has_converged() const;

  [[nodiscard]] const CmaesConstants& constants() const { return constants_; }
  [[nodiscard]] const Gaussian& distribution() const { return gaussian_; }
  [[nodiscard]] const arma::vec& p_sigma() const { return p_sigma_; }
  [[nodiscard]] const arma::vec& p_c() const { return p_c_; }
  /// Moves the mean, as the margin of whole numbers asks.
  void move_mean(const arma::vec& mean) { gaussian_.mean = mean; }

 private:
  void decompose();
  void adapt_step_size(const arma::vec& y_w);
  void adapt_covariance(const arma::mat& Y, const arma::vec& y_w);

  CmaesConstants constants_;
  Gaussian gaussian_;
  arma::vec p_sigma_, p_c_;        // evolution paths
  arma::vec axes_;                 // square roots of the eigenvalues of C, ascending
  arma::mat root_, inverse_root_;  // of C
  double start_sigma_;
  std::size_t generation_ = 0;
  std::vector<std::pair<double, double>> extremes_;  // best and worst value of each generation
};

}  // namespace ice::search
