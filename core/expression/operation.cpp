#include "expression/operation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace ice::expression {
namespace {

double one(double, double, double) { return 1; }
double minus_one(double, double, double) { return -1; }
double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

constexpr std::array kOperations{
    Operation{"+", 2, [](double x, double y) { return x + y; }, one, one},
    Operation{"-", 2, [](double x, double y) { return x - y; }, one, minus_one},
    Operation{"*", 2, [](double x, double y) { return x * y; },
              [](double, double y, double) { return y; },
              [](double x, double, double) { return x; }},
    Operation{"/", 2, [](double x, double y) { return x / y; },
              [](double, double y, double) { return 1 / y; },
              [](double, double y, double f) { return -f / y; }},
    // x^0 is 1 everywhere, and 0^y is 0 for y > 0: their slopes are 0, where the formulas give NaN.
    Operation{"^", 2, [](double x, double y) { return std::pow(x, y); },
              [](double x, double y, double) { return y == 0 ? 0 : y * std::pow(x, y - 1); },
              [](double x, double, double f) { return f == 0 ? 0 : f * std::log(x); }},
    Operation{"-", 1, [](double x, double) { return -x; }, minus_one},
    Operation{"abs", 1, [](double x, double) { return std::fabs(x); },
              [](double x, double, double) { return x > 0 ? 1.0 : (x < 0 ? -1.0 : 0.0); }},
    Operation{"cos", 1, [](double x, double) { return std::cos(x); },
              [](double x, double, double) { return -std::sin(x); }},
    Operation{"exp", 1, [](double x, double) { return std::exp(x); },
              [](double, double, double f) { return f; }},
    Operation{"log", 1, [](double x, double) { return std::log(x); },
              [](double x, double, double) { return 1 / x; }},
    Operation{"relu", 1, [](double x, double) { return x > 0 ? x : 0.0; },
              [](double x, double, double) { return x > 0 ? 1.0 : 0.0; }},
    Operation{"sigmoid", 1, [](double x, double) { return sigmoid(x); },
              [](double, double, double f) { return f * (1 - f); }},
    Operation{"sin", 1, [](double x, double) { return std::sin(x); },
              [](double x, double, double) { return std::cos(x); }},
    Operation{"sqrt", 1, [](double x, double) { return std::sqrt(x); },
              [](double, double, double f) { return 0.5 / f; }},
    Operation{"tanh", 1, [](double x, double) { return std::tanh(x); },
              [](double, double, double f) { return 1 - f * f; }},
};

}  // namespace

std::span<const Operation> operations() { return kOperations; }

const Operation* find_operation(std::string_view name, std::size_t inputs) {
  const auto* const found = std::ranges::find_if(kOperations, [&](const Operation& operation) {
    return operation.name == name && operation.inputs == inputs;
  });
  return found == kOperations.end() ? nullptr : found;
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Operation& operation : kOperations)
    if (operation.inputs == 1 && operation.name != "-") names.emplace_back(operation.name);
  return names;
}

}  // namespace ice::expression
