#include "metric/confusion.hpp"

#include <catch2/catch.hpp>

#include "classified.hpp"

using namespace ice::metric;

// Counted by hand: of 0, 0, 0, 2, 2 the network calls 0, 2, 2, 2, 1.
TEST_CASE("confusion: samples of a class, called it, and called what they are") {
  const ConfusionTable<double> counts = classified(3, {0, 0, 0, 2, 2}, {0, 2, 2, 2, 1}).confusion;
  CHECK(counts(0, 2) == 2);
  CHECK(counts(2, 0) == 0);
  CHECK(counts.samples_of(0) == 3);
  CHECK(counts.samples_of(1) == 0);
  CHECK(counts.samples_of(2) == 2);
  CHECK(counts.called(0) == 1);
  CHECK(counts.called(1) == 1);
  CHECK(counts.called(2) == 3);
  CHECK(counts.right() == 2);
}
