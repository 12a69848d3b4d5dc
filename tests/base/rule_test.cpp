#include "base/rule.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <vector>

using ice::base::Interval;
using ice::base::Rule;
using ice::base::Value;
using Type = ice::base::Rule::Type;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Wording {
  Rule rule;
  std::string range, expected;
};

}  // namespace

TEST_CASE("rule: an interval contains its ends unless they are open, and never NaN") {
  const Interval share{.low = 0, .high = 1, .high_open = true};
  CHECK(share.contains(0));
  CHECK(share.contains(0.999));
  CHECK_FALSE(share.contains(1));
  CHECK_FALSE(share.contains(-1e-300));
  CHECK_FALSE(share.contains(kNan));
  CHECK(Interval{}.contains(-kInfinity));
  CHECK_FALSE(Interval{}.contains(kNan));
  CHECK_FALSE(Interval{.low = 0, .low_open = true}.contains(0));
}

TEST_CASE("rule: one interval is inside another, or reaches an end that the other lacks") {
  const Interval open{.low = 0, .high = 1, .low_open = true, .high_open = true};
  const Interval closed{.low = 0, .high = 1}, wide{.low = -1};
  CHECK(closed.is_within(open));
  CHECK(closed.reaches_end_of(open));
  CHECK_FALSE(open.reaches_end_of(closed));
  CHECK(open.is_within(wide));
  CHECK_FALSE(wide.is_within(open));
}

TEST_CASE("rule: what is expected is said in the words of its type and range") {
  for (const auto& [rule, range, expected] : std::vector<Wording>{
           {{}, "any number", "a number"},
           {{.range = {.low = 0}}, ">= 0", "a number >= 0"},
           {{.range = {.low = 1e-30, .low_open = true}}, "> 1e-30", "a number > 1e-30"},
           {{.range = {.high = 5, .high_open = true}}, "< 5", "a number < 5"},
           {{.range = {.low = 0, .high = 1, .high_open = true}}, "[0, 1)", "a number in [0, 1)"},
           {{.type = Type::kWhole}, "any whole number", "a whole number"},
           {{.type = Type::kWhole, .range = {.low = 1, .high = 1e9}},
            "[1, 1000000000]",
            "a whole number in [1, 1000000000]"},
           {{.type = Type::kFlag}, "true or false", "true or false"},
           {{.type = Type::kText}, "text", "text"},
           {{.type = Type::kChoice, .choices = {"a", "b"}}, "one of a, b", "one of a, b"}}) {
    CHECK(rule.range_text() == range);
    CHECK(rule.expected() == expected);
  }
}

TEST_CASE("rule: a value has the type and the range, or is refused") {
  const Rule whole{.type = Type::kWhole, .range = {.low = 1}};
  CHECK(whole.allows(1));
  CHECK(whole.allows(1e3));
  for (const Value& bad : {Value(0), Value(1.5), Value("1"), Value(true), Value(), Value(kInfinity),
                           Value(kNan), Value(9007199254740992), Value::array({1})})
    CHECK_FALSE(whole.allows(bad));
  CHECK(whole.has_type(0));
  CHECK(whole.hint(9007199254740992) == "The largest is 9007199254740991");
  CHECK(whole.hint(0).empty());

  CHECK(Rule{}.allows(-1e300));
  CHECK_FALSE(Rule{}.allows(kInfinity));
  CHECK(Rule{.type = Type::kFlag}.allows(false));
  CHECK_FALSE(Rule{.type = Type::kFlag}.allows(0));
  CHECK(Rule{.type = Type::kText}.allows("x"));
  const Rule choice{.type = Type::kChoice, .choices = {"a", "b"}};
  CHECK(choice.allows("b"));
  CHECK(choice.has_type("c"));
  CHECK_FALSE(choice.allows("c"));
  CHECK_FALSE(choice.has_type(1));
  const Rule part{.type = Type::kShareOrCount};
  for (const Value& good : {Value(0), Value(0.2), Value(2), Value(1e6)}) CHECK(part.allows(good));
  for (const Value& bad : {Value(1), Value(-0.1), Value(2.5), Value("all"), Value(1e300)})
    CHECK_FALSE(part.allows(bad));
}
