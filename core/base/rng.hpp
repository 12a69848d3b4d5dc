#pragma once
// Random numbers that depend only on (seed, purpose, index), by the counter-based generator
// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011).
#include <array>
#include <cstdint>
#include <span>

namespace ice::base {

/// What a stream is for. Streams of different purposes never share numbers. The numbers below are
/// part of every recorded result: never change or reuse one.
enum class Purpose : std::uint32_t {
  kInit = 1,
  kShuffle = 2,
  kDropout = 3,
  kData = 4,
  kSampler = 5,
  kStatistics = 6,
  kScramble = 7,
  kPropose = 8
};

/// Applies the Philox4x32-10 bijection once. Public for the test of the published vectors.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                      std::array<std::uint32_t, 2> key);

/// A stream of random numbers, named by (seed, purpose, index). Two streams of the same name give
/// the same numbers on every machine, in every version. A value: a copy continues from the same
/// position. Not thread-safe: each thread uses its own.
class Stream {
 public:
  /// `index` tells streams of one purpose apart (an epoch, a layer, a cell). REQUIRES: index <
  /// 2^32; the bits above are ignored.
  Stream(std::uint64_t seed, Purpose purpose, std::uint64_t index = 0);

  /// The next 32 or 64 random bits.
  [[nodiscard]] std::uint32_t next32();
  [[nodiscard]] std::uint64_t next64();
  /// Uniform on [0, 1) with 53 random bits.
  [[nodiscard]] double uniform();
  /// Standard normal, by Box and Muller (1958); both values of a pair are used.
  [[nodiscard]] double normal();
  /// Uniform on 0 .. n-1 without bias (Lemire: Fast random integer generation in an interval. ACM
  /// TOMACS 2019). REQUIRES: n > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t n);
  /// Puts the items into a random order (Fisher-Yates); all orders are equally likely.
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

/// The i-th seed derived from a root. It depends only on the two, so raising the number of seeds of
/// a study keeps the earlier ones. The result is below 2^53 and therefore exact as a double.
[[nodiscard]] std::uint64_t derive_seed(std::uint64_t root, std::uint64_t i);

}  // namespace ice::base
