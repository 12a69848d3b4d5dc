#include "expression/operation.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ice::expression;

TEST_CASE("operation: every slope is the central difference of its value") {
  for (const Operation& operation : operations()) {
    for (const double x : {0.3, 1.7}) {
      for (const double y : {0.6, -1.2}) {
        CAPTURE(operation.name, x, y);
        const double h = 6e-6, f = operation.value(x, y);
        CHECK(operation.slope_x(x, y, f) ==
              Approx((operation.value(x + h, y) - operation.value(x - h, y)) / (2 * h))
                  .epsilon(1e-8));
        if (operation.inputs == 2)
          CHECK(operation.slope_y(x, y, f) ==
                Approx((operation.value(x, y + h) - operation.value(x, y - h)) / (2 * h))
                    .epsilon(1e-8));
      }
    }
  }
}

TEST_CASE("operation: at 0 the slope of abs and relu is 0, and powers have no NaN") {
  for (const char* name : {"abs", "relu"}) CHECK(find_operation(name, 1)->slope_x(0, 0, 0) == 0);
  const Operation& power = *find_operation("^", 2);
  CHECK(power.slope_x(0, 0, 1) == 0);  // x^0
  CHECK(power.slope_y(0, 2, 0) == 0);  // 0^y
  CHECK(power.slope_x(0, 1, 0) == 1);
}

TEST_CASE("operation: '-' has a form with one input and one with two") {
  CHECK(find_operation("-", 1)->value(3, 0) == -3);
  CHECK(find_operation("-", 2)->value(3, 5) == -2);
  CHECK(find_operation("log", 2) == nullptr);
}
