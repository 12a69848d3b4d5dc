// doc/metrics.md says of each metric what its row of the table says.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <string>

#include "metric/metric.hpp"

using namespace ice::metric;

namespace {

std::string better_text(Better better) {
  return better == Better::kLess ? "less" : better == Better::kMore ? "more" : "neither";
}

std::string bounds_text(const Bounds& bounds) {
  const auto whole = [](double x) { return std::to_string(static_cast<int>(x)); };
  if (std::isinf(bounds.low)) return whole(bounds.high) + " and down";
  return whole(bounds.low) + " and " + (std::isinf(bounds.high) ? "up" : whole(bounds.high));
}

std::string classes_text(const Classes& classes) {
  if (classes.most == 0) return "numbers";
  if (classes.most == 2) return "two classes";
  if (classes.least == 0) return "any";
  return classes.least == 2 ? "classes" : std::to_string(classes.least) + " classes or more";
}

}  // namespace

TEST_CASE("metrics.md: a line for each metric, in the order of the table") {
  std::ifstream file(ICE_SOURCE "/doc/metrics.md");
  auto row = table().begin();
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| ") || line.starts_with("| metric")) continue;
    INFO(line);
    REQUIRE(row != table().end());
    CHECK(line.starts_with("| " + std::string(row->name) + " | " + better_text(row->better) +
                           " | " + bounds_text(row->bounds) + " | " + classes_text(row->classes) +
                           " | "));
    ++row;
  }
  CHECK(row == table().end());
}
