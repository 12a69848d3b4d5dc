#include "study/permutation.hpp"

#include <bit>

#include "base/rng.hpp"

namespace ice::study {
namespace {

constexpr std::uint32_t kRounds = 6;
constexpr std::uint32_t kOrderTag = 0xFFFFFFFF;  // apart from the streams of random cells

}  // namespace

std::uint64_t permuted(std::uint64_t i, std::uint64_t n, std::uint64_t root) {
  const auto half_bits = static_cast<unsigned>(std::bit_width(n - 1) + 1) / 2;
  const std::uint64_t mask = (std::uint64_t{1} << half_bits) - 1;
  const auto round_value = [&](std::uint64_t half, std::uint32_t round) {
    const auto block = base::philox4x32(
        {static_cast<std::uint32_t>(half), round, kOrderTag,
         static_cast<std::uint32_t>(base::Purpose::kSampler)},
        {static_cast<std::uint32_t>(root), static_cast<std::uint32_t>(root >> 32)});
    return block[0] & mask;
  };
  do {
    std::uint64_t left = i >> half_bits, right = i & mask;
    for (std::uint32_t round = 0; round < kRounds; ++round) {
      const std::uint64_t mixed = left ^ round_value(right, round);
      left = right;
      right = mixed;
    }
    i = left << half_bits | right;
  } while (i >= n);
  return i;
}

}  // namespace ice::study
