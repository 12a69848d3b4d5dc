#include "search/cmaes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "search/generations.hpp"
#include "search/oracle.hpp"

namespace {

using namespace ice::search;

void check_near(const arma::vec& found, const std::vector<double>& expected) {
  REQUIRE(found.n_elem == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK(found[i] == Approx(expected[i]).epsilon(1e-9).margin(1e-12));
}

Cmaes start_of(const nlohmann::json& run) {
  const std::size_t n = run["dim"];
  const double mean = run["mean0"], sigma = run["sigma0"];
  const std::size_t population = run["constants"]["popsize"];
  return {{arma::vec(n, arma::fill::value(mean)), sigma, arma::eye(n, n)}, population};
}

void check_constants(const CmaesConstants& found, const nlohmann::json& expected) {
  check_near({found.mu, found.mu_eff, found.c_1, found.c_mu, found.c_sigma, found.d_sigma,
              found.c_c, found.chi_n},
             {expected["mu"], expected["mu_eff"], expected["c1"], expected["cmu"],
              expected["c_sigma"], expected["d_sigma"], expected["cc"], expected["chi_n"]});
  check_near(found.weights, expected["weights"]);
}

void update(Cmaes& cmaes, const nlohmann::json& solutions) {
  std::vector<std::pair<std::vector<double>, double>> sorted = solutions;
  std::ranges::stable_sort(sorted, {}, [](const auto& solution) { return solution.second; });
  arma::mat X(sorted[0].first.size(), sorted.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) X.col(i) = arma::vec(sorted[i].first);
  cmaes.update(X, sorted.front().second, sorted.back().second);
}

void check_state(const Cmaes& found, const nlohmann::json& expected) {
  CAPTURE(expected["generation"]);
  check_near(found.distribution().mean, expected["mean"]);
  CHECK(found.distribution().sigma == Approx(double(expected["sigma"])).epsilon(1e-9));
  check_near(found.p_sigma(), expected["p_sigma"]);
  check_near(found.p_c(), expected["pc"]);
  for (std::size_t i = 0; i < expected["C"].size(); ++i)
    check_near(found.distribution().C.row(i).t(), expected["C"][i]);
}

void check_runs(const nlohmann::json& figures) {
  for (const auto& run : figures["runs"]) {
    Cmaes cmaes = start_of(run);
    check_constants(cmaes.constants(), run["constants"]);
    for (const auto& generation : run["generations"]) {
      update(cmaes, generation["solutions"]);
      if (generation.contains("mean")) check_state(cmaes, generation);
    }
  }
}

}  // namespace

TEST_CASE("cmaes: constants and states are those of python3-cmaes") {
  check_runs(oracle("cmaes.json"));
}

TEST_CASE("cmaes: constants and all states are those of python3-cmaes") {
  check_runs(whole_oracle("cmaes.json"));
}

TEST_CASE("cmaes: the usual population grows with the logarithm of the dimensions") {
  CHECK(usual_population(1) == 4);
  CHECK(usual_population(2) == 6);
  CHECK(usual_population(10) == 10);
}

// Of 20000 draws: deviations of means are below 0.006, of the covariance below 0.02; limits at 5.
TEST_CASE("cmaes: draws have the mean and the covariance of the distribution") {
  const arma::mat C{{1.0, 0.6}, {0.6, 2.0}};
  const Cmaes cmaes({{0.5, -1.0}, 0.5, C}, 6);
  ice::base::Stream stream(1, ice::base::Purpose::kPropose);
  arma::mat X(2, 20000);
  for (arma::uword i = 0; i < X.n_cols; ++i) X.col(i) = cmaes.draw(stream);
  CHECK(arma::approx_equal(arma::vec(arma::mean(X, 1)), arma::vec{0.5, -1.0}, "absdiff", 0.03));
  CHECK(arma::approx_equal(arma::cov(X.t()), arma::mat(0.25 * C), "absdiff", 0.1));
}

TEST_CASE("cmaes: has converged when values no longer differ") {
  Cmaes cmaes({{0.5, 0.5}, 0.1, arma::eye(2, 2)}, 6);
  ice::base::Stream stream(1, ice::base::Purpose::kPropose);
  int generations = 0;
  while (!cmaes.has_converged() && generations < 1000) {
    arma::mat X(2, 6);
    for (arma::uword i = 0; i < 6; ++i) X.col(i) = cmaes.draw(stream);
    cmaes.update(X, 3, 3);
    ++generations;
  }
  CHECK(generations == 21);  // 10 + 30 n / lambda, and one
}

// get_warm_start_mgd of python3-cmaes 0.9.1.
TEST_CASE("cmaes: a warm start has the distribution of the best tenth") {
  const auto figures = oracle("cmaes.json")["warm_start"];
  std::vector<Told> told;
  for (const auto& [point, value] : figures["source"].get<std::vector<std::pair<Point, double>>>())
    told.push_back({point, State::kFinished, value});
  const Space cube{std::vector<Dimension>(3)};
  const CmaesStart start = warm_start(cube, told, told.size());
  CHECK(start.cell == 40);
  check_near(start.distribution.mean, figures["mean"]);
  CHECK(start.distribution.sigma == Approx(double(figures["sigma"])));
  for (std::size_t i = 0; i < 3; ++i)
    check_near(start.distribution.C.row(i).t(), figures["cov"][i]);
}
