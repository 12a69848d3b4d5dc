#include "search/presence.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace {

using namespace ice::search;

const auto is_one = [](double value) { return value == 1; };
const auto is_large = [](double value) { return value > 0.5; };

// 0 needs 2, 1 needs nothing, 2 needs 1.
Space chain() {
  return {{{.when = {{2, is_large}}},
           {.kind = Dimension::Kind::kCategory, .choices = 2},
           {.when = {{1, is_one}}}}};
}

}  // namespace

TEST_CASE("presence: a level depends on earlier levels only, else the order of the file stays") {
  CHECK(levels(chain()) == std::vector<std::vector<std::size_t>>{{1}, {2}, {0}});
  CHECK(levels({std::vector<Dimension>(3)}) == std::vector<std::vector<std::size_t>>{{0, 1, 2}});
  CHECK(levels({}).empty());
}

TEST_CASE("presence: what depends on an absent parameter is absent") {
  Point point{0.1, 1, 0.9};
  remove_absent(chain(), point);
  CHECK(point == Point{0.1, 1, 0.9});
  point = {0.1, 1, 0.2};
  remove_absent(chain(), point);
  CHECK(std::isnan(point[0]));
  CHECK(point[2] == 0.2);
  point = {0.1, 0, 0.9};
  remove_absent(chain(), point);
  CHECK(std::isnan(point[0]));
  CHECK(std::isnan(point[2]));
}
