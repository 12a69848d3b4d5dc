#pragma once
// The operations of which an expression is made, each with its derivatives: a row of a table each.
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ice::expression {

/// f(x, y), or f(x) where `inputs` is 1: y is then 0 and has no slope.
struct Operation {
  std::string_view name;  ///< "+", "log"; "-" stands for the difference and for the sign
  std::size_t inputs = 2;
  double (*value)(double x, double y) = nullptr;
  /// df/dx and df/dy at (x, y), where f has the value f. Where f has a kink, 0 or a one-sided
  /// slope.
  double (*slope_x)(double x, double y, double f) = nullptr;
  double (*slope_y)(double x, double y, double f) = nullptr;
};

/// All operations: never changed. Any thread may read them.
[[nodiscard]] std::span<const Operation> operations();

/// The operation of this name with so many inputs; nullptr when there is none.
[[nodiscard]] const Operation* find_operation(std::string_view name, std::size_t inputs);

/// The names that are written as name(x): "abs", "exp" ...
[[nodiscard]] std::vector<std::string> function_names();

}  // namespace ice::expression
