#pragma once
// What the header of a file of numbers claims, held against what the file can hold: a size that
// lies must not make the reader take memory.
#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string>

namespace ice::data {

/// A byte packed by deflate (gzip, HDF5's filter) holds no more: 258 bytes in two bits.
inline constexpr std::uint64_t kMostPerDeflatedByte = 1032;

/// The product, or UINT64_MAX where it is larger.
[[nodiscard]] inline std::uint64_t saturated_product(std::span<const std::uint64_t> factors) {
  std::uint64_t product = 1;
  for (const std::uint64_t factor : factors)
    if (__builtin_mul_overflow(product, factor, &product)) return UINT64_MAX;
  return product;
}

/// "60000 x 28 x 28".
[[nodiscard]] inline std::string sizes_text(std::span<const std::uint64_t> sizes) {
  return fmt::format("{}", fmt::join(sizes, " x "));
}

}  // namespace ice::data
