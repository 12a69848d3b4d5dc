#include <catch2/catch.hpp>

#include "classified.hpp"

using namespace ice::metric;

// The example of scikit-learn 1.2's balanced_accuracy_score, where accuracy is 4 / 6: recalls 3 / 4
// and 1 / 2.
TEST_CASE("balanced accuracy: the mean of the classes' recalls, as in scikit-learn's example") {
  const Evidence evidence = classified(2, {0, 1, 0, 0, 1, 0}, {0, 1, 0, 0, 0, 1});
  CHECK(value("balanced_accuracy", evidence) == 0.625);
  CHECK(value("accuracy", evidence) == Approx(4.0 / 6));
}

// By hand: recalls 2 / 3, 0 / 1, 3 / 4.
TEST_CASE("balanced accuracy: of several classes each counts the same, however rare") {
  const Evidence evidence = classified(3, {0, 0, 0, 1, 2, 2, 2, 2}, {0, 0, 2, 2, 2, 2, 2, 0});
  CHECK(value("balanced_accuracy", evidence) == Approx((2.0 / 3 + 0 + 3.0 / 4) / 3));
}

// So does scikit-learn, which warns that a class was predicted that does not occur.
TEST_CASE("balanced accuracy: a class that does not occur does not count") {
  CHECK(value("balanced_accuracy", classified(4, {0, 0, 3, 3}, {0, 1, 3, 3})) == 0.75);
  CHECK(value("balanced_accuracy", classified(2, {0, 0, 0, 0}, {0, 1, 0, 0})) == 0.75);
}

TEST_CASE("balanced accuracy: a network that calls everything one class is right by chance") {
  CHECK(value("balanced_accuracy",
              classified(2, {0, 0, 0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 0, 0, 0, 0})) == 0.5);
}
