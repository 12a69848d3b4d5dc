#include "search/halton.hpp"

#include <algorithm>
#include <boost/math/special_functions/prime.hpp>
#include <numeric>

#include "base/rng.hpp"

namespace ice::search {
namespace {

constexpr std::uint64_t kMostDigits = 64;     // base 2 has 54 of them
constexpr double kSmallestShare = 0x1.0p-54;  // digits below it do not change a double near 1

// What a digit becomes, at `place` (0: behind the point) of a dimension's base.
std::uint64_t permuted(std::uint64_t digit, std::uint64_t base, std::size_t dimension,
                       std::uint64_t place, std::uint64_t root_seed) {
  std::vector<std::uint64_t> digits(base);
  std::iota(digits.begin(), digits.end(), std::uint64_t{0});
  base::Stream stream(root_seed, base::Purpose::kScramble, dimension * kMostDigits + place);
  stream.shuffle(std::span(digits));
  return digits[digit];
}

double coordinate(std::size_t dimension, std::uint64_t index, std::uint64_t root_seed) {
  const std::uint64_t base = boost::math::prime(static_cast<unsigned>(dimension));
  double sum = 0;
  double share = 1.0 / static_cast<double>(base);
  for (std::uint64_t place = 0; share > kSmallestShare; ++place) {
    sum += share * static_cast<double>(permuted(index % base, base, dimension, place, root_seed));
    index /= base;
    share /= static_cast<double>(base);
  }
  return std::min(sum, 1 - 0x1.0p-53);  // rounding may reach 1
}

}  // namespace

std::vector<double> scrambled_halton(std::size_t dimensions, std::uint64_t index,
                                     std::uint64_t root_seed) {
  std::vector<double> shares(dimensions);
  for (std::size_t d = 0; d < dimensions; ++d) shares[d] = coordinate(d, index, root_seed);
  return shares;
}

}  // namespace ice::search
