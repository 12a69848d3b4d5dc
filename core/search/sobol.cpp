#include "search/sobol.hpp"

#include <boost/random/sobol.hpp>

#include "base/rng.hpp"

namespace ice::search {
namespace {

constexpr unsigned kWordBits = 64;
constexpr unsigned kUsedBits = 53;  // of a double in [0, 1)

// Whether bit `place` (0: the highest) of a coordinate is flipped where `above` are the bits above.
bool is_flipped(std::uint64_t root_seed, std::size_t dimension, unsigned place,
                std::uint64_t above) {
  const auto block = base::philox4x32(
      {static_cast<std::uint32_t>(above), static_cast<std::uint32_t>(above >> 32),
       static_cast<std::uint32_t>(dimension * kWordBits + place),
       static_cast<std::uint32_t>(base::Purpose::kScramble)},
      {static_cast<std::uint32_t>(root_seed), static_cast<std::uint32_t>(root_seed >> 32)});
  return (block[0] & 1U) != 0;
}

double scrambled(std::uint64_t bits, std::size_t dimension, std::uint64_t root_seed) {
  std::uint64_t result = 0;
  for (unsigned place = 0; place < kUsedBits; ++place) {
    const std::uint64_t above = place == 0 ? 0 : bits >> (kWordBits - place);
    const std::uint64_t bit = bits >> (kWordBits - 1 - place) & 1U;
    result = result << 1U | (bit ^ std::uint64_t{is_flipped(root_seed, dimension, place, above)});
  }
  return static_cast<double>(result) * 0x1.0p-53;
}

}  // namespace

std::vector<std::uint64_t> sobol_bits(std::size_t dimensions, std::uint64_t index) {
  std::vector<std::uint64_t> bits(dimensions);
  if (index == 0 || dimensions == 0) return bits;  // Boost begins with point 1
  boost::random::sobol_engine<std::uint64_t, kWordBits> engine(dimensions);
  engine.seed(index - 1);
  engine.generate(bits.begin(), bits.end());
  return bits;
}

std::vector<double> scrambled_sobol(std::size_t dimensions, std::uint64_t index,
                                    std::uint64_t root_seed) {
  const std::vector<std::uint64_t> bits = sobol_bits(dimensions, index);
  std::vector<double> shares(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) shares[d] = scrambled(bits[d], d, root_seed);
  return shares;
}

}  // namespace ice::search
