#pragma once
// A matrix for a call under test. Around it stand canaries, which show a write beside it; an output
// starts as a NaN that no computation gives, which shows an element that was not written, and one
// that was read before (`dZ += ...` finds nothing wrong in a matrix of zeros).
#include <algorithm>
#include <armadillo>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

namespace ice::plugin {

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

template <class T>
[[nodiscard]] bool same_bits(T a, T b) {
  return std::memcmp(&a, &b, sizeof(T)) == 0;
}

template <class T>
class Guarded {
 public:
  explicit Guarded(const arma::Mat<T>& content)
      : rows_(content.n_rows),
        cols_(content.n_cols),
        memory_(content.n_elem + 2 * kMargin, poison<T>()) {
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
    const auto is_canary = [](T x) { return same_bits(x, poison<T>()); };
    return std::all_of(memory_.begin(), memory_.begin() + kMargin, is_canary) &&
           std::all_of(memory_.end() - kMargin, memory_.end(), is_canary);
  }

 private:
  static constexpr std::ptrdiff_t kMargin = 64;

  arma::uword rows_, cols_;
  std::vector<T> memory_;
};

}  // namespace ice::plugin
