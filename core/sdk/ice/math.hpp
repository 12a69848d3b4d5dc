#pragma once
// exp, log, tanh and their kin for float and double, written so that a loop over them vectorizes:
// no branch, no table, no call, only arithmetic and selects. A call costs what its polynomial
// costs, eight or sixteen elements at a time, with g++ and clang++ at -O3 -fno-math-errno
// -fno-trapping-math and without -ffast-math, so NaN stays NaN and a diverging run is seen.
//
// All are pure: any number of threads may call them, and nothing is thrown. Every result is within
// 3 units in the last place (ulp) of the exact value over the whole range, subnormal results
// included, and special values are those of <cmath>: NaN gives NaN, exp(inf) = inf, log(0) = -inf,
// log(-1) = NaN. tests/plugin/math_test.cpp holds each function to its own tighter bound.
//
// The polynomials are minimax: Remez exchange in 200-bit arithmetic, rounded to the type.
#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace ice {

namespace detail {

/// What the algorithms below need to know of a floating-point type.
template <std::floating_point T>
struct Real;

template <>
struct Real<double> {
  using Bits = std::uint64_t;
  static constexpr int kMantissa = 52;
  static constexpr Bits kBias = 1023;

  static constexpr double kExpLow = -746;  // exp below is 0, and above kExpHigh infinity
  static constexpr double kExpHigh = 710;
  static constexpr double kTanhHigh = 20;  // tanh from here on rounds to 1
  static constexpr double kErfcHigh = 28;  // erfc from here on is 0

  // ln 2 in two pieces; the first has so few bits that k * kLn2High is exact for every exponent k.
  static constexpr double kLn2High = 0x1.62e42feep-1, kLn2Low = 0x1.a39ef35793c76p-33;

  // (exp(r) - 1 - r) / r^2 on |r| <= ln(2) / 2
  static constexpr std::array kExp{
      0x1.0000000000004p-1,  0x1.555555555555cp-3,  0x1.555555555258dp-5,  0x1.111111110e918p-7,
      0x1.6c16c17e49fb4p-10, 0x1.a01a01b52578fp-13, 0x1.a019a8d9b1abfp-16, 0x1.71ddeb7256a39p-19,
      0x1.28a0ac140062cp-22, 0x1.af74994fb1fc8p-26};

  // (2 atanh(s) - 2 s) / s^3 in s^2, for s = f / (2 + f) and 1 + f in [sqrt(1/2), sqrt(2)]
  static constexpr std::array kLog{0x1.5555555555572p-1, 0x1.999999998887ep-2, 0x1.2492493b52e70p-2,
                                   0x1.c71c56d2cc57bp-3, 0x1.74655a8154c44p-3, 0x1.39b6f1f02fb78p-3,
                                   0x1.2e3e4a9fc3e6cp-3};

  // erf(x) / x in x^2, for |x| <= 1/2
  static constexpr std::array kErf{
      0x1.20dd750429b6dp+0,  -0x1.812746b0379e6p-2,  0x1.ce2f21a042b29p-4,  -0x1.b82ce3127f79dp-6,
      0x1.565bcd0aa806bp-8,  -0x1.c02db23dd8ac0p-11, 0x1.f9a2a68002aeap-14, -0x1.f4bba28e89e05p-17,
      0x1.b77671dd7a93cp-20, -0x1.39fc6318db4fep-23};

  // (x + c) exp(x^2) erfc(x) in (x - c) / (x + c), for x >= 1/2
  static constexpr double kErfcCentre = 4;
  static constexpr std::array kErfc{
      0x1.18932bf08e154p+0,   -0x1.f3fe31ecb49bfp-1,  0x1.8be202d26c6fcp-1,   -0x1.14eacb1ad033fp-1,
      0x1.52cac2371064cp-2,   -0x1.645fd8a4bc1a6p-3,  0x1.38dbd2c8c206bp-4,   -0x1.b00c052c1d544p-6,
      0x1.908f473e9c998p-8,   -0x1.269b528686a51p-12, -0x1.dd2851990244dp-12, 0x1.72cdad910af37p-13,
      -0x1.e7cc9dac0c9e0p-19, -0x1.3c6f913aa307cp-16, 0x1.3ae045b214d14p-18,  0x1.7e6a0811c287dp-20,
      -0x1.c3ccdbfc2b546p-21, -0x1.4701a10964d50p-24, 0x1.fd80d36591ef7p-24,  0x1.6dd000c7a3bd6p-30,
      -0x1.96f761e13450dp-27};
};

template <>
struct Real<float> {
  using Bits = std::uint32_t;
  static constexpr int kMantissa = 23;
  static constexpr Bits kBias = 127;

  static constexpr float kExpLow = -104;
  static constexpr float kExpHigh = 89;
  static constexpr float kTanhHigh = 10;
  static constexpr float kErfcHigh = 10.3F;

  static constexpr float kLn2High = 0x1.62ep-1F, kLn2Low = 0x1.0bfbe8p-15F;

  static constexpr std::array kExp{0x1p-1F, 0.16666545F, 0.041666288F, 0.008366374F, 0.001394605F};

  static constexpr std::array kLog{0.66666764F, 0.39978603F, 0.29847834F};

  static constexpr std::array kErf{1.1283791F, -0.37612608F, 0.11282837F, -0.026758073F,
                                   0.0047197375F};

  static constexpr float kErfcCentre = 2;
  static constexpr std::array kErfc{1.0215827F,     -0.6871607F,   0.27947208F,   -0.036442306F,
                                    -0.021510558F,  0.006480371F,  0.0030892256F, -0.00084529945F,
                                    -0.0006548696F, 5.931245e-05F, 0.00012246387F};
};

template <class T>
using BitsOf = typename Real<T>::Bits;

template <class T>
inline BitsOf<T> bits(T x) {
  return std::bit_cast<BitsOf<T>>(x);
}

/// 2^n, for a normal result. n is two's complement.
template <class T>
inline T power_of_two(BitsOf<T> n) {
  return std::bit_cast<T>((n + Real<T>::kBias) << Real<T>::kMantissa);
}

/// c[0] + c[1] x + c[2] x^2 ..., by Horner's rule. Unrolled here, since a loop inside the caller's
/// loop would keep that one from being vectorized.
template <class T, std::size_t N, std::size_t... I>
inline T polynomial(const std::array<T, N>& c, T x, std::index_sequence<I...> /*0 .. N-2*/) {
  T sum = c[N - 1];
  ((sum = sum * x + c[N - 2 - I]), ...);
  return sum;
}
template <class T, std::size_t N>
inline T polynomial(const std::array<T, N>& c, T x) {
  return polynomial(c, x, std::make_index_sequence<N - 1>{});
}

/// min and max that keep a NaN of their first argument.
template <class T>
inline T at_most(T x, T high) {
  return x > high ? high : x;
}
template <class T>
inline T at_least(T x, T low) {
  return x < low ? low : x;
}

/// x = n ln 2 + r with n whole and |r| <= ln(2) / 2.
template <class T>
struct Reduced {
  BitsOf<T> n;  // two's complement
  T r;
};

/// Cody and Waite's reduction. Adding 1.5 * 2^mantissa rounds to a whole number and leaves it in
/// the low bits, so that no conversion between real and integer (which SSE2 and AVX2 lack for 64
/// bits) is needed.
template <class T>
inline Reduced<T> reduce(T x) {
  constexpr T kLog2E = T(1.44269504088896340736L);
  constexpr T kShift = T(BitsOf<T>{3} << (Real<T>::kMantissa - 1));
  const T shifted = x * kLog2E + kShift;
  const T n = shifted - kShift;
  const T r = (x - n * Real<T>::kLn2High) - n * Real<T>::kLn2Low;
  return {bits(shifted) - bits(kShift), r};
}

/// exp(r) - 1 for |r| <= ln(2) / 2.
template <class T>
inline T expm1_reduced(T r) {
  return r + r * r * polynomial(Real<T>::kExp, r);
}

/// exp(x + low) for a low that is small beside 1.
template <class T>
inline T exp_of_sum(T x, T low) {
  const Reduced<T> parts = reduce(at_least(at_most(x, Real<T>::kExpHigh), Real<T>::kExpLow));
  const T e = 1 + expm1_reduced(parts.r + low);
  // 2^n in two factors, for n beyond the normal exponents; the offset makes the halving unsigned.
  constexpr BitsOf<T> kOffset = 2 * (Real<T>::kBias + 1);
  const BitsOf<T> half = (parts.n + kOffset) / 2 - kOffset / 2;
  return e * power_of_two<T>(half) * power_of_two<T>(parts.n - half);
}

/// u = 2^k m with m in [sqrt(1/2), sqrt(2)).
template <class T>
struct Split {
  BitsOf<T> k_bits;  // two's complement
  T k, m;
};

/// For a normal u > 0. The exponent becomes a real by way of the bits of 2^mantissa, as in
/// reduce().
template <class T>
inline Split<T> split(T u) {
  using R = Real<T>;
  constexpr BitsOf<T> kOffset = R::kBias + 1;  // keeps the shifted exponent unsigned
  constexpr T kSqrtHalf = T(0.707106781186547524401L);
  constexpr T kTwoToMantissa = T(BitsOf<T>{1} << R::kMantissa);
  const BitsOf<T> k = (bits(u) - bits(kSqrtHalf) + (kOffset << R::kMantissa)) >> R::kMantissa;
  return {k - kOffset, std::bit_cast<T>(k | bits(kTwoToMantissa)) - (kTwoToMantissa + T(kOffset)),
          std::bit_cast<T>(bits(u) - ((k - kOffset) << R::kMantissa))};
}

/// k ln 2 + log(1 + f) for 1 + f in [sqrt(1/2), sqrt(2)), where
/// log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)), s = f / (2 + f)  (as Sun Microsystems' libm, 1993).
template <class T>
inline T log_of(T k, T f) {
  const T s = f / (2 + f);
  const T z = s * s;
  const T half_square = T(0.5) * f * f;
  const T tail = s * (half_square + z * polynomial(Real<T>::kLog, z)) + k * Real<T>::kLn2Low;
  return k * Real<T>::kLn2High - ((half_square - tail) - f);
}

/// log(1 + x) for -1 < x < inf, or NaN. What rounding lost in u = 1 + x is added to the fraction,
/// except where u is so large that it no longer shows (and its 2^-k may be no normal number).
template <class T>
inline T log1p_inside(T x) {
  constexpr T kLarge = T(BitsOf<T>{1} << (Real<T>::kMantissa + 4));
  const T u = 1 + x;
  const auto [k_bits, k, m] = split(u);
  const T lost = (x - (u - 1)) * power_of_two<T>(BitsOf<T>{0} - k_bits);
  return log_of(k, (m - 1) + (x > kLarge ? T(0) : lost));
}

/// A logarithm's special values: `result` for 0 < x < inf.
template <class T>
inline T with_special_logs(T x, T result) {
  constexpr T kInfinity = std::numeric_limits<T>::infinity();
  const T outside = x > 0 ? kInfinity : std::numeric_limits<T>::quiet_NaN();
  const T special = x == 0 ? -kInfinity : outside;
  const bool inside = (x > 0) & (x < kInfinity);
  return inside ? result : special;
}

/// erf(x) for |x| <= 1/2.
template <class T>
inline T erf_near_zero(T x) {
  return x * polynomial(Real<T>::kErf, x * x);
}

/// erfc(x) for x >= 1/2: exp(-x^2) times a polynomial in (x - c) / (x + c), which maps the
/// half-line to an interval (Shepherd and Laframboise 1981). The square is split in an exact head
/// and a tail: the error of a rounded x^2 would be magnified x^2 times.
template <class T>
inline T erfc_beyond_half(T x) {
  using R = Real<T>;
  constexpr BitsOf<T> kHead = ~BitsOf<T>{0} << (R::kMantissa / 2 + 1);
  const T a = at_most(x, R::kErfcHigh);
  const T head = std::bit_cast<T>(bits(a) & kHead);
  const T e = exp_of_sum(-head * head, -(a - head) * (a + head));
  const T inverse = 1 / (a + R::kErfcCentre);
  return e * inverse * polynomial(R::kErfc, (a - R::kErfcCentre) * inverse);
}

}  // namespace detail

/// e^x.
template <std::floating_point T>
inline T exp(T x) {
  return detail::exp_of_sum(x, T(0));
}

/// e^x - 1, to full precision near 0.
template <std::floating_point T>
inline T expm1(T x) {
  using R = detail::Real<T>;
  constexpr T kRoundsToMinusOne = T(-2) * R::kTanhHigh;
  const auto [n, r] =
      detail::reduce(detail::at_least(detail::at_most(x, R::kExpHigh), kRoundsToMinusOne));
  // 2^n (e^r - 1) + (2^n - 1), halved and doubled because 2^n itself may overflow.
  const T half_scale = detail::power_of_two<T>(n - 1);
  return 2 * (half_scale * detail::expm1_reduced(r) + (half_scale - T(0.5)));
}

/// Natural logarithm.
template <std::floating_point T>
inline T log(T x) {
  constexpr T kLift = T(detail::BitsOf<T>{1} << detail::Real<T>::kMantissa);
  const bool is_subnormal = x < std::numeric_limits<T>::min();
  const auto [k_bits, k, m] = detail::split(is_subnormal ? x * kLift : x);
  const T lifted = is_subnormal ? T(detail::Real<T>::kMantissa) : T(0);
  return detail::with_special_logs(x, detail::log_of(k - lifted, m - 1));
}

/// log(1 + x), to full precision near 0.
template <std::floating_point T>
inline T log1p(T x) {
  return detail::with_special_logs(1 + x, detail::log1p_inside(x));
}

/// (e^x - e^-x) / (e^x + e^-x), taken as t / (t + 2) with t = e^2|x| - 1.
template <std::floating_point T>
inline T tanh(T x) {
  const T a = detail::at_most(std::abs(x), detail::Real<T>::kTanhHigh);
  const auto [n, r] = detail::reduce(2 * a);
  const T scale = detail::power_of_two<T>(n);
  const T t = scale * detail::expm1_reduced(r) + (scale - 1);
  return std::copysign(t / (t + 2), x);
}

/// 1 / (1 + e^-x), from e^-|x| so that nothing overflows and a small result keeps its precision.
template <std::floating_point T>
inline T sigmoid(T x) {
  const T e = exp(-std::abs(x));
  const T numerator = x < 0 ? e : T(1);
  return numerator / (1 + e);
}

/// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|).
template <std::floating_point T>
inline T softplus(T x) {
  const T positive = x > 0 ? x : T(0);
  return positive + detail::log1p_inside(exp(-std::abs(x)));
}

/// The error function, 2 / sqrt(pi) times the integral of e^-t^2 from 0 to x.
template <std::floating_point T>
inline T erf(T x) {
  const T a = std::abs(x);
  const T near = detail::erf_near_zero(a);
  const T far = 1 - detail::erfc_beyond_half(a);
  return std::copysign(a < T(0.5) ? near : far, x);
}

/// 1 - erf(x), to full relative precision for large x.
template <std::floating_point T>
inline T erfc(T x) {
  const T a = std::abs(x);
  const T near = 1 - detail::erf_near_zero(x);
  const T tail = detail::erfc_beyond_half(a);
  const T far = x < 0 ? 2 - tail : tail;
  return a < T(0.5) ? near : far;
}

}  // namespace ice
