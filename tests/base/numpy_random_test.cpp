// The figures were printed by NumPy 1.24: np.random.seed(s), then rand() or randn().
#include "base/numpy_random.hpp"

#include <catch2/catch.hpp>

using ice::base::NumpyRandom;

TEST_CASE("numpy_random: uniform gives the bits of rand") {
  NumpyRandom random(1);
  CHECK(random.uniform() == 0.417022004702574);
  CHECK(random.uniform() == 0.7203244934421581);
  CHECK(random.uniform() == 0.00011437481734488664);
}

TEST_CASE("numpy_random: normal gives the numbers of randn") {
  NumpyRandom random(1);
  CHECK(random.normal() == Approx(1.6243453636632417).epsilon(1e-15));
  CHECK(random.normal() == Approx(-0.6117564136500754).epsilon(1e-15));
  CHECK(random.normal() == Approx(-0.5281717522634557).epsilon(1e-15));
  CHECK(random.normal() == Approx(-1.0729686221561705).epsilon(1e-15));
  double last = 0;
  for (int i = 4; i < 1000; ++i) last = random.normal();
  CHECK(last == Approx(-0.18695501653274957).epsilon(1e-15));
}

TEST_CASE("numpy_random: uniforms between leave the second value of a pair waiting") {
  NumpyRandom random(4294967295U);
  CHECK(random.normal() == Approx(0.6484086742306527).epsilon(1e-15));
  CHECK(random.uniform() == 0.01793967398674523);
  CHECK(random.normal() == Approx(0.6693235306338161).epsilon(1e-15));
}
