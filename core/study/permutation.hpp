#pragma once
// A shuffled order without a table of it.
#include <cstdint>

namespace ice::study {

/// The i-th number (0 <= i < n) of the permutation of 0 .. n-1 that `root` names: a balanced
/// Feistel network over the next even power of two with Philox as its round function, walked until
/// it lands below n (Black, Rogaway: Ciphers with arbitrary finite domains. CT-RSA 2002). Fewer
/// than four steps on average.
[[nodiscard]] std::uint64_t permuted(std::uint64_t i, std::uint64_t n, std::uint64_t root);

}  // namespace ice::study
