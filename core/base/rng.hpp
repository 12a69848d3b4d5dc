#pragma once
// Random numbers that depend on nothing but (seed, purpose, index): Philox4x32-10, counter-based
// (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011).
#include <array>
#include <cstdint>
#include <span>

namespace ice::base {

/// What a stream is for: streams of different purposes never share numbers.
enum class Purpose : std::uint32_t {
  kInit = 1,
  kShuffle = 2,
  kDropout = 3,
  kData = 4,
  kSampler = 5,
  kStatistics = 6
};

/// One application of the Philox4x32-10 bijection; public so that the published test vectors can be
/// checked.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                      std::array<std::uint32_t, 2> key);

/// A named stream of random numbers: a value; two with the same name give the same numbers for
/// ever. The counter holds 64 bits of position, the purpose and `index` (epoch, layer, cell ...;
/// below 2^32).
class Stream {
 public:
  Stream(std::uint64_t seed, Purpose purpose, std::uint64_t index = 0);

  [[nodiscard]] std::uint32_t next32();
  [[nodiscard]] std::uint64_t next64();
  /// Uniform on [0, 1) with 53 random bits.
  [[nodiscard]] double uniform();
  /// Standard normal (Box-Muller; both values of a pair are used).
  [[nodiscard]] double normal();
  /// Uniform on 0 .. n-1, without bias (Lemire 2019). n > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t n);
  /// Fisher-Yates.
  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  unsigned used_ = 4;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

/// The seed of index `i` under a root: raising the count of seeds keeps the earlier ones. Below
/// 2^53, so exact as a double.
[[nodiscard]] std::uint64_t derive_seed(std::uint64_t root, std::uint64_t i);

}  // namespace ice::base
