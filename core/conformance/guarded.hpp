#pragma once
// A matrix for a call under test. Around it stand canaries, which show a write beside it: NaN
// beside inputs, so that what is read there is NaN, and a number beside outputs, as a NaN written
// over a NaN would not show. An output starts as NaN, which shows an element that was not written,
// or read before (`dZ += ...` finds nothing wrong in a matrix of zeros).
#include <algorithm>
#include <armadillo>
#include <bit>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace ice::conformance {

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

/// Beside outputs.
template <class T>
inline constexpr T kCanary = static_cast<T>(-0x1.CE1CE1p+40);

template <class T>
[[nodiscard]] bool same_bits(T a, T b) {
  using Bits = std::conditional_t<sizeof(T) == sizeof(float), std::uint32_t, std::uint64_t>;
  return std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
}

template <class T>
class Guarded {
 public:
  Guarded(const arma::Mat<T>& content, T canary)
      : canary_(canary),
        rows_(content.n_rows),
        cols_(content.n_cols),
        memory_(content.n_elem + 2 * kMargin, canary) {
    std::copy(content.begin(), content.end(), memory_.begin() + kMargin);
  }

  /// The matrix, over this object's memory; writable also where it is an input, as a plugin may
  /// write where it must not.
  [[nodiscard]] arma::Mat<T> view() const {
    return {const_cast<T*>(memory_.data()) + kMargin, rows_, cols_, false, true};
  }

  /// A copy, which may outlast this object.
  [[nodiscard]] arma::Mat<T> content() const {
    return arma::Mat<T>(memory_.data() + kMargin, rows_, cols_);
  }

  [[nodiscard]] bool has_canaries() const {
    const auto is_canary = [this](T x) { return same_bits(x, canary_); };
    return std::all_of(memory_.begin(), memory_.begin() + kMargin, is_canary) &&
           std::all_of(memory_.end() - kMargin, memory_.end(), is_canary);
  }

 private:
  static constexpr std::ptrdiff_t kMargin = 64;

  T canary_;
  arma::uword rows_, cols_;
  std::vector<T> memory_;
};

}  // namespace ice::conformance
