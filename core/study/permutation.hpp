#pragma once
// Computes a shuffled order one element at a time, without storing it.
#include <cstdint>

namespace ice::study {

/// The i-th element of a permutation of 0 .. n-1 that depends only on n and `root`. A balanced
/// Feistel network with Philox as its round function permutes the numbers below the next even power
/// of two and is applied until its result is below n (Black, Rogaway: Ciphers with arbitrary finite
/// domains. CT-RSA 2002); fewer than four times on average. A pure function. REQUIRES: 0 <= i < n.
[[nodiscard]] std::uint64_t permuted(std::uint64_t i, std::uint64_t n, std::uint64_t root);

}  // namespace ice::study
