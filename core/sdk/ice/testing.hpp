#pragma once
// For the tests of a plugin author: makes a plugin object as the host does, gives it random numbers
// and compares results with figures. It needs no test framework and works with any:
//
//   #include "swish.cpp"
//
//   #include <ice/testing.hpp>
//
//   int main() {
//     const auto g = ice::testing::make<Swish>({{"beta", 2.0}});
//     ice::testing::Expectations expect;
//     expect.near(g.value(0.5), 0.36552928931500245);
//     return expect.failures();
//   }
//
// `ice plugin check` tests everything else: it needs no figures and runs the built library. The
// classes below are for one thread at a time.
#include <armadillo>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "ice/library.hpp"
#include "ice/random.hpp"

namespace ice::testing {

/// A value for one parameter: {"beta", 2.0}, {"steps", 3}, {"exact", true}, {"form", "tanh"}.
struct Setting {
  const char* name;
  ice_value value;

  Setting(const char* parameter, double x) : name(parameter), value{ICE_REAL, 0, x, 0, nullptr} {}
  Setting(const char* parameter, bool x)
      : name(parameter), value{ICE_BOOLEAN, 0, 0, x ? 1 : 0, nullptr} {}
  template <std::integral I>
  Setting(const char* parameter, I x)
      : name(parameter), value{ICE_INTEGER, 0, 0, static_cast<std::int64_t>(x), nullptr} {}
  Setting(const char* parameter, const char* x) : name(parameter), value{ICE_CHOICE, 0, 0, 0, x} {}
};

/// An object of plugin class C; parameters that are not set have their defaults. Throws
/// std::invalid_argument for a parameter that the class does not declare with this type. Bounds are
/// not examined.
template <class C>
[[nodiscard]] C make(std::initializer_list<Setting> settings = {}) {
  static constexpr auto declared = detail::params_of<C>();
  std::vector<ice_value> values;
  for (const Param& param : declared) values.push_back(param.fallback);
  for (const Setting& setting : settings) {
    std::size_t at = 0;
    while (at < declared.size() && std::string_view(declared[at].name) != setting.name) ++at;
    if (at == declared.size() || values[at].type != setting.value.type)
      throw std::invalid_argument("'" + std::string(setting.name) +
                                  "' is no parameter of this type");
    values[at] = setting.value;
  }
  if constexpr (requires { C::params; })
    return C(Params(declared, values.data()));
  else
    return C();
}

/// Random numbers for an initializer. The same seed gives the same numbers, but not those of the
/// host.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// A stream over this object, which must outlive it.
  [[nodiscard]] Rng stream() {
    return Rng({sizeof(ice_rng), 0, &engine_, draw<std::uniform_real_distribution<double>>,
                draw<std::normal_distribution<double>>});
  }

 private:
  template <class Distribution>
  static void draw(void* state, double* out, std::uint64_t count) {
    Distribution distribution;
    for (std::uint64_t i = 0; i < count; ++i)
      out[i] = distribution(*static_cast<std::mt19937_64*>(state));
  }

  std::mt19937_64 engine_;
};

/// Compares numbers and counts the differences. Reports each on standard error with file and line
/// of the caller.
class Expectations {
 public:
  /// |actual - expected| <= tolerance * max(1, |expected|). Two NaN are equal.
  void near(double actual, double expected, double tolerance = 1e-12,
            const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    if (is_near(actual, expected, tolerance)) return;
    std::fprintf(stderr, "%s:%d: got %.17g, expected %.17g\n", file, line, actual, expected);
    ++failures_;
  }
  /// The same for each element of two matrices of one shape.
  template <class T>
  void near(const arma::Mat<T>& actual, const arma::mat& expected, double tolerance = 1e-12,
            const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    if (actual.n_rows != expected.n_rows || actual.n_cols != expected.n_cols) {
      std::fprintf(stderr, "%s:%d: got %zux%zu numbers, expected %zux%zu\n", file, line,
                   std::size_t(actual.n_rows), std::size_t(actual.n_cols),
                   std::size_t(expected.n_rows), std::size_t(expected.n_cols));
      ++failures_;
      return;
    }
    for (arma::uword i = 0; i < actual.n_elem; ++i)
      near(double(actual[i]), expected[i], tolerance, file, line);
  }
  /// The number of differences, for main() to return.
  [[nodiscard]] int failures() const { return failures_; }

 private:
  static bool is_near(double actual, double expected, double tolerance) {
    if (std::isnan(actual) || std::isnan(expected))
      return std::isnan(actual) && std::isnan(expected);
    return actual == expected ||
           std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected));
  }

  int failures_ = 0;
};

}  // namespace ice::testing
