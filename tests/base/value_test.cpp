#include "base/value.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/rng.hpp"
#include "base/whole_number.hpp"

using namespace ice::base;

TEST_CASE("value: one value has one canonical text") {
  CHECK(canonical(Value::parse(R"({"b": 1.0, "a": [2, 0.5]})")) == R"({"a":[2,0.5],"b":1})");
  CHECK(canonical(1.0) == canonical(1));
  CHECK(canonical(-0.0) == canonical(0));
  CHECK(canonical(0.1) == "0.1");
  CHECK(canonical(1e300) == "1e+300");
  CHECK(canonical("1") != canonical(1));
  CHECK(canonical(true) != canonical(1));
}

TEST_CASE("value: a canonical real reads back as the same bits") {
  Stream stream(5, Purpose::kSampler);
  for (int i = 0; i < 2000; ++i) {
    double x = 0;
    const std::uint64_t bits = stream.next64();
    std::memcpy(&x, &bits, sizeof x);
    if (!std::isfinite(x)) continue;
    CHECK(Value::parse(canonical(x)).get<double>() == x);
  }
}

TEST_CASE("value: nan and infinity are no parameters") {
  CHECK_THROWS_AS(canonical(std::numeric_limits<double>::quiet_NaN()), Error);
  CHECK_THROWS_AS(canonical(std::numeric_limits<double>::infinity()), Error);
}

TEST_CASE("value: people see values as they would write them") {
  CHECK(to_text("tanh") == "tanh");
  CHECK(to_text(0.01) == "0.01");
  CHECK(to_text(1e-7) == "1e-07");
  CHECK(to_text(Value::parse("[20, 7]")) == "[20, 7]");
  CHECK(to_text(Value::parse(R"({"name": "leaky_relu", "slope": 0.05})")) ==
        "{name: leaky_relu, slope: 0.05}");
  CHECK(to_text(Value()) == "null");
  CHECK(to_text(true) == "true");
}

TEST_CASE("value: a whole number is what counts, and nothing that would have to be changed") {
  constexpr auto kLargest = std::numeric_limits<std::uint64_t>::max();
  CHECK(whole_number(Value::parse("0")) == 0);
  CHECK(whole_number(7) == 7);
  CHECK(whole_number(7.0) == 7);
  CHECK(whole_number(kLargest) == kLargest);
  CHECK_THROWS_WITH(whole_number(-1), "expected a whole number, got -1");
  CHECK_THROWS_WITH(whole_number(0.5), "expected a whole number, got 0.5");
  CHECK_THROWS_WITH(whole_number(1e300), "expected a whole number, got 1e+300");
  CHECK_THROWS_WITH(whole_number("7"), "expected a whole number, got string");
  CHECK_THROWS_AS(whole_number(std::numeric_limits<double>::quiet_NaN()), Error);
  CHECK_THROWS_AS(whole_number(Value()), Error);
}

TEST_CASE("value: paths find and set inside maps") {
  Value tree = Value::parse(R"({"optimizer": {"learning_rate": 0.1}})");
  REQUIRE(find_path(tree, "optimizer.learning_rate") != nullptr);
  CHECK(*find_path(tree, "optimizer.learning_rate") == 0.1);
  CHECK(find_path(tree, "optimizer.rate") == nullptr);
  CHECK(find_path(tree, "optimizer.learning_rate.x") == nullptr);
  set_path(tree, "training.epochs", 5);
  CHECK(*find_path(tree, "training.epochs") == 5);
  CHECK_THROWS_AS(set_path(tree, "optimizer.learning_rate.x", 1), Error);
}
