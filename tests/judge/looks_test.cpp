#include "judge/looks.hpp"

#include <catch2/catch.hpp>

#include "judge/verdict.hpp"

using namespace ice;
using namespace ice::judge;
using ice::store::Look;

namespace {

Look look_of(std::uint64_t number, const std::string& cells, const std::string& runs,
             Verdict verdict = Verdict::kUndecided) {
  Look look;
  look.look = number;
  look.cells = cells;
  look.runs = runs;
  look.alpha = alpha_of_look(0.05, number);
  look.verdict = to_string(verdict);
  return look;
}

Standing now(const std::vector<Look>& looks, const std::string& cells, const std::string& runs) {
  return standing(0.05, looks, cells, runs);
}

}  // namespace

TEST_CASE("looks: the first spends 0.8 of alpha, the k-th 0.2 of it times 2^(1-k)") {
  CHECK(alpha_of_look(0.05, 1) == Approx(0.04).epsilon(1e-14));
  CHECK(alpha_of_look(0.05, 2) == Approx(0.005).epsilon(1e-14));
  CHECK(alpha_of_look(0.05, 3) == Approx(0.0025).epsilon(1e-14));
  CHECK(alpha_of_look(0.01, 4) == Approx(0.00025).epsilon(1e-14));
}

TEST_CASE("looks: all that there can ever be spend less than alpha together") {
  for (const double alpha : {0.5, 0.05, 0.001}) {
    double spent = 0;
    for (std::uint64_t look = 1; look <= 30; ++look) {
      spent += alpha_of_look(alpha, look);
      CHECK(spent < alpha);
    }
  }
}

TEST_CASE("looks: without any before it a judgement is the first") {
  const Standing first = now({}, "c", "r");
  CHECK(first.look == 1);
  CHECK(first.next == 2);
  CHECK_FALSE(first.is_repeated);
  CHECK(first.alpha == Approx(0.04));
  CHECK(first.spent_before == 0);
  CHECK_FALSE(first.decided);
}

TEST_CASE("looks: other runs are another look, and what was spent stays spent") {
  const Standing third = now({look_of(1, "c", "r6"), look_of(2, "c", "r9")}, "c", "r12");
  CHECK(third.look == 3);
  CHECK(third.next == 4);
  CHECK(third.alpha == Approx(0.0025));
  CHECK(third.spent_before == Approx(0.045));
}

TEST_CASE("looks: the same runs judged again are the look that they were") {
  const Standing again = now({look_of(1, "c", "r6"), look_of(2, "c", "r9")}, "c", "r6");
  CHECK(again.look == 1);
  CHECK(again.next == 3);
  CHECK(again.is_repeated);
  CHECK(again.alpha == Approx(0.04));
  CHECK(again.spent_before == Approx(0.005));
}

TEST_CASE("looks: the first verdict on the same cells stays") {
  const std::vector<Look> looks{look_of(1, "c", "r6"), look_of(3, "c", "r12", Verdict::kRefuted),
                                look_of(2, "c", "r9", Verdict::kSupported)};
  REQUIRE(now(looks, "c", "r15").decided);
  CHECK(now(looks, "c", "r15").decided->look == 2);
}

// A claim about a learning rate of 0.01 says nothing of 0.1; trying settings until one is
// supported is looking often all the same.
TEST_CASE("looks: a verdict on other cells is none on these, though it was a look") {
  const Standing other = now({look_of(1, "c", "r6", Verdict::kSupported)}, "other", "s6");
  CHECK_FALSE(other.decided);
  CHECK(other.look == 2);
}
