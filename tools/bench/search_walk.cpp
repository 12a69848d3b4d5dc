// Walks a search over a problem whose results are known at once, for tools/bench/search.
//
//     ice_search_walk METHOD CELLS SEEDS AHEAD < problem.json
//
// A problem has dimensions: [{"choices": 5}, {"levels": 10}, {"low": -5, "high": 5}]. It is a
// table, "values" in C order of the indices, or "function": "sphere" with "optima", one for each
// seed. Prints for each seed a JSON list: the least value after 1, 2, ... CELLS cells. A result
// counts as known AHEAD - 1 cells later, and where a generation ends.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <limits>
#include <map>
#include <numbers>
#include <string>

#include "base/value.hpp"
#include "search/propose.hpp"

namespace {

using ice::search::Dimension;
using ice::search::Method;
using ice::search::Point;
using ice::search::Space;
using ice::search::State;
using ice::search::Told;

using Cost = std::function<double(const Point&)>;
using Json = ice::base::Value;

const std::map<std::string, Method> kMethods{{"sobol", Method::kSobol},
                                             {"halton", Method::kHalton},
                                             {"tpe", Method::kTpe},
                                             {"cmaes", Method::kCmaes},
                                             {"auto", Method::kAuto}};

Dimension dimension_from(const Json& about) {
  if (about.contains("choices"))
    return {.kind = Dimension::Kind::kCategory, .choices = about["choices"]};
  if (about.contains("levels"))
    return {.kind = Dimension::Kind::kInteger, .low = 0, .high = about["levels"].get<double>() - 1};
  return {.low = about["low"], .high = about["high"]};
}

Cost table_cost(const Json& problem) {
  std::vector<std::size_t> sizes;
  for (const Json& about : problem["dimensions"])
    sizes.push_back(about.contains("choices") ? about["choices"] : about["levels"]);
  return [sizes, values = problem["values"].get<std::vector<double>>()](const Point& point) {
    std::size_t index = 0;
    for (std::size_t d = 0; d < sizes.size(); ++d)
      index = index * sizes[d] + static_cast<std::size_t>(point[d]);
    return values[index];
  };
}

// Sums over d = 0 .. n - 1 of a term of z = x - optimum.
double sum(const Point& z, const std::function<double(double, double)>& term) {
  double total = 0;
  for (std::size_t d = 0; d < z.size(); ++d) total += term(z[d], static_cast<double>(d));
  return total;
}

double rosenbrock(const Point& z) {
  double total = 0;  // its optimum is at 1
  for (std::size_t d = 0; d + 1 < z.size(); ++d) {
    const double x = z[d] + 1, next = z[d + 1] + 1;
    total += 100 * std::pow(next - x * x, 2) + std::pow(1 - x, 2);
  }
  return total;
}

double ackley(const Point& z) {
  const auto n = static_cast<double>(z.size());
  const double squares = sum(z, [](double x, double) { return x * x; });
  const double waves = sum(z, [](double x, double) { return std::cos(2 * std::numbers::pi * x); });
  return -20 * std::exp(-0.2 * std::sqrt(squares / n)) - std::exp(waves / n) + 20 + std::numbers::e;
}

double function_value(const std::string& name, const Point& z) {
  if (name == "rosenbrock") return rosenbrock(z);
  if (name == "ackley") return ackley(z);
  if (name == "rastrigin")
    return sum(
        z, [](double x, double) { return x * x - 10 * std::cos(2 * std::numbers::pi * x) + 10; });
  const double growth = name == "ellipsoid" ? 6 / (static_cast<double>(z.size()) - 1) : 0;
  return sum(z, [growth](double x, double d) { return std::pow(10, growth * d) * x * x; });
}

Cost cost_of(const Json& problem, std::uint64_t seed) {
  if (problem.contains("values")) return table_cost(problem);
  return [name = problem["function"].get<std::string>(),
          optimum = problem["optima"][seed].get<Point>()](const Point& point) {
    Point z = point;
    for (std::size_t d = 0; d < z.size(); ++d) z[d] -= optimum[d];
    return function_value(name, z);
  };
}

// The least value after each cell.
std::vector<double> walk(const Space& space, Method method, std::uint64_t seed, std::uint64_t cells,
                         std::uint64_t ahead, const Cost& cost) {
  std::vector<Told> told;
  std::vector<double> least;
  std::uint64_t known = 0;  // results of cells before this one
  while (told.size() < cells) {
    if (told.size() >= ahead) known = std::max(known, told.size() - ahead + 1);
    if (ice::search::proposable(space, method, seed, told) <= told.size()) known = told.size();
    for (std::uint64_t i = 0; i < known; ++i) told[i].state = State::kFinished;
    Point point = ice::search::propose(space, method, seed, told);
    const double value = cost(point);
    told.push_back({std::move(point), State::kPending, value});
    least.push_back(least.empty() ? value : std::min(least.back(), value));
  }
  return least;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5 || !kMethods.contains(argv[1])) {
    fmt::print(stderr, "usage: ice_search_walk METHOD CELLS SEEDS AHEAD < problem.json\n");
    return 2;
  }
  const auto count = [&](int i) { return std::strtoull(argv[i], nullptr, 10); };
  const Json problem = Json::parse(std::cin);
  Space space;
  for (const Json& about : problem["dimensions"]) space.dimensions.push_back(dimension_from(about));
  for (std::uint64_t seed = 0; seed < count(3); ++seed) {
    const std::vector<double> least =
        walk(space, kMethods.at(argv[1]), seed, count(2), count(4), cost_of(problem, seed));
    fmt::print("{}\n", Json(least).dump());
  }
  return 0;
}
