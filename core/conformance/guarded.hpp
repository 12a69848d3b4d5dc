#pragma once
// The memory of a matrix in a call under test. Before and after the matrix lie canaries: numbers
// whose change shows that the call wrote outside the matrix. Beside inputs they are NaN, so that a
// result computed from them is NaN; beside outputs they are a number, because a NaN written over a
// NaN would not show. An output is filled with NaN before the call: an element that is still NaN
// afterwards was not written, or was read before it was written (as by `dZ += ...`).
#include <algorithm>
#include <armadillo>
#include <bit>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace ice::conformance {

/// A NaN with a payload of its own, by which it is recognized afterwards.
template <class T>
[[nodiscard]] inline T poison();
template <>
inline double poison() {
  return std::bit_cast<double>(std::uint64_t{0x7FF8'1CE1'1CE1'1CE1});
}
template <>
inline float poison() {
  return std::bit_cast<float>(std::uint32_t{0x7FC0'1CE1});
}

/// The canary beside outputs.
template <class T>
inline constexpr T kCanary = static_cast<T>(-0x1.CE1CE1p+40);

/// Whether two numbers have the same bits; unlike ==, a NaN equals itself and 0 does not equal -0.
template <class T>
[[nodiscard]] bool same_bits(T a, T b) {
  using Bits = std::conditional_t<sizeof(T) == sizeof(float), std::uint32_t, std::uint64_t>;
  return std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
}

/// Owns one matrix and the canaries around it.
template <class T>
class Guarded {
 public:
  /// Copies `content`.
  Guarded(const arma::Mat<T>& content, T canary)
      : canary_(canary),
        rows_(content.n_rows),
        cols_(content.n_cols),
        memory_(content.n_elem + 2 * kMargin, canary) {
    std::copy(content.begin(), content.end(), memory_.begin() + kMargin);
  }

  /// The matrix, in this object's memory, which must outlive it. Writable also when it is an input,
  /// because a plugin may write to its inputs by mistake.
  [[nodiscard]] arma::Mat<T> view() const {
    return {const_cast<T*>(memory_.data()) + kMargin, rows_, cols_, false, true};
  }

  /// A copy of the matrix.
  [[nodiscard]] arma::Mat<T> content() const {
    return arma::Mat<T>(memory_.data() + kMargin, rows_, cols_);
  }

  /// Whether all canaries are unchanged.
  [[nodiscard]] bool has_canaries() const {
    const auto is_canary = [this](T x) { return same_bits(x, canary_); };
    return std::all_of(memory_.begin(), memory_.begin() + kMargin, is_canary) &&
           std::all_of(memory_.end() - kMargin, memory_.end(), is_canary);
  }

 private:
  static constexpr std::ptrdiff_t kMargin = 64;  // canaries on each side

  T canary_;
  arma::uword rows_, cols_;
  std::vector<T> memory_;
};

}  // namespace ice::conformance
