#pragma once
// Compares the results of calls and describes the first difference. Functions that compare two
// matrices REQUIRE that both have the same shape; indices of elements are column-major.
#include <fmt/format.h>

#include <armadillo>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "conformance/call.hpp"

namespace ice::conformance {

/// The name of element i: "dZ(2, 3)" for row 2 and column 3, both counted from 0.
template <class T>
std::string element(const std::string& name, const arma::Mat<T>& M, arma::uword i) {
  return fmt::format("{}({}, {})", name, i % M.n_rows, i / M.n_rows);
}

/// The shortest text that reads back as the same number of its type.
template <class T>
std::string number(T x) {
  return std::isnan(x) ? "nan" : fmt::format("{}", x);  // not "-nan", which tells nobody anything
}

/// Column j as text: "[1, 0, 0]".
template <class T>
std::string column_text(const arma::Mat<T>& M, arma::uword j) {
  std::vector<std::string> numbers;
  for (arma::uword i = 0; i < M.n_rows; ++i) numbers.push_back(number(M(i, j)));
  return fmt::format("[{}]", base::join(numbers, ", "));
}

/// The first element whose bits differ; nullopt when there is none.
template <class T>
std::optional<arma::uword> first_difference(const arma::Mat<T>& a, const arma::Mat<T>& b) {
  for (arma::uword i = 0; i < a.n_elem; ++i) {
    if (!same_bits(a[i], b[i])) return i;
  }
  return std::nullopt;
}

/// The first element that is not finite; nullopt when there is none.
template <class T>
std::optional<arma::uword> first_non_finite(const arma::Mat<T>& M) {
  for (arma::uword i = 0; i < M.n_elem; ++i) {
    if (!std::isfinite(M[i])) return i;
  }
  return std::nullopt;
}

/// The first element of `a` that differs from that of `b` by more than `tolerance` times the
/// largest absolute value in `b`. Two elements that are both not finite count as equal.
template <class A, class B>
std::optional<arma::uword> first_beyond(const arma::Mat<A>& a, const arma::Mat<B>& b,
                                        double tolerance) {
  double largest = 0;
  for (const B x : b) {
    if (std::isfinite(x)) largest = std::max(largest, std::abs(static_cast<double>(x)));
  }
  for (arma::uword i = 0; i < a.n_elem; ++i) {
    const bool is_near =
        std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])) <= tolerance * largest;
    if (!is_near && (std::isfinite(a[i]) || std::isfinite(b[i]))) return i;
  }
  return std::nullopt;
}

/// The first difference between the outputs of two executions of a call: "backward: dZ(0, 0) is 1,
/// then 2". Empty when all bits are equal.
template <class T>
std::string difference(const Call<T>& call, const Memory<T>& first, const Memory<T>& then) {
  for (std::size_t k = 0; k < call.outputs.size(); ++k) {
    const arma::Mat<T> a = first.out[k].view(), b = then.out[k].view();
    if (const auto i = first_difference(a, b)) {
      return fmt::format("{}: {} is {}, then {}", call.name, element(call.outputs[k].name, a, *i),
                         number(a[*i]), number(b[*i]));
    }
  }
  return "";
}

}  // namespace ice::conformance
