#include "inspect/parameter_name.hpp"

#include <catch2/catch.hpp>

using namespace ice::inspect;

namespace {

const LayerSizes kSizes{{3, 2}, {1, 3}};  // W[1] (3, 2), b[1] (3, 1), W[2] (1, 3), b[2] (1, 1)

}  // namespace

TEST_CASE("parameter name: every place has its name, column by column, b[l] after W[l]") {
  CHECK(name_of(0, kSizes) == "W[1](1, 1)");
  CHECK(name_of(1, kSizes) == "W[1](2, 1)");
  CHECK(name_of(3, kSizes) == "W[1](1, 2)");
  CHECK(name_of(6, kSizes) == "b[1](1)");
  CHECK(name_of(9, kSizes) == "W[2](1, 1)");
  CHECK(name_of(12, kSizes) == "b[2](1)");
  for (std::uint64_t place = 0; place < 13; ++place)
    CHECK(place_of(name_of(place, kSizes), kSizes) == place);
}

TEST_CASE("parameter name: w and b are the first ones, as in logistic regression") {
  CHECK(place_of("w", kSizes) == 0);
  CHECK(place_of("b", kSizes) == 6);
}

TEST_CASE("parameter name: what there is not, and what is no name") {
  CHECK_THROWS_WITH(place_of("W[3](1, 1)", kSizes),
                    "parameter W[3](1, 1): the network has 2 layers");
  CHECK_THROWS_WITH(place_of("W[1](4, 1)", kSizes), "parameter W[1](4, 1): W[1] is (3, 2)");
  CHECK_THROWS_WITH(place_of("b[1](1, 2)", kSizes), "parameter b[1](1, 2): b[1] is (3, 1)");
  CHECK_THROWS_WITH(place_of("weights", kSizes),
                    "parameter weights: is no name of a parameter. Write W[l](row, column) or "
                    "b[l](row), for example W[1](1, 2)");
}
