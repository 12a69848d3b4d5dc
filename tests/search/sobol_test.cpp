#include "search/sobol.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace ice::search;
}

TEST_CASE("sobol: points begin as the published sequence") {
  CHECK(sobol_bits(2, 0) == std::vector<std::uint64_t>{0, 0});
  const std::uint64_t half = std::uint64_t{1} << 63, quarter = half / 2;
  CHECK(sobol_bits(2, 1) == std::vector<std::uint64_t>{half, half});
  CHECK(sobol_bits(2, 2) == std::vector<std::uint64_t>{half + quarter, quarter});
}
