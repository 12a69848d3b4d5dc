#include "nn/schedule.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "networks.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

using Kind = ScheduleOptions::Kind;
using Numbers = std::vector<double>;

struct Case {
  ScheduleOptions options;
  Numbers factors;  // of 12 epochs of one step, warm-up 3
  double cost, b;   // logistic regression at rate 2: before the last step, and after it
};

// Made by oracle.py with NumPy.
std::vector<Case> cases() {
  const double third = 1.0 / 3, two_thirds = 2.0 / 3;
  return {{{.kind = Kind::kConstant, .warmup = 3},
           {third, two_thirds, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
           0.032697226776462,
           0.173411680129225},
          {{.kind = Kind::kStep, .every = 4, .factor = 0.5, .warmup = 3},
           {third, two_thirds, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25},
           0.0407003201785592,
           0.169252822747844},
          {{.kind = Kind::kExponential, .factor = 0.9, .warmup = 3},
           {third, two_thirds, 1, 1, 0.9, 0.81, 0.729, 0.6561, 0.59049, 0.531441, 0.4782969,
            0.43046721},
           0.0424987108603461,
           0.168836286113479},
          {{.kind = Kind::kInverseTime, .decay = 0.3, .warmup = 3},
           {third, two_thirds, 1, 1, 0.769230769230769, 0.625, 0.526315789473684, 0.454545454545455,
            0.4, 0.357142857142857, 0.32258064516129, 0.294117647058824},
           0.0505027067436635,
           0.165835523210725},
          {{.kind = Kind::kCosine, .floor = 0.1, .warmup = 3},
           {third, two_thirds, 1, 1, 0.972861679353659, 0.89471999940354, 0.775, 0.628141679950119,
            0.471858320049881, 0.325, 0.20528000059646, 0.127138320646341},
           0.0446906921268855,
           0.167564047491003}};
}

Numbers factors(const ScheduleOptions& options, std::uint64_t epochs, std::uint64_t steps) {
  const Schedule schedule(options, epochs, steps);
  Numbers all;
  for (std::uint64_t k = 1; k <= epochs * steps; ++k) all.push_back(schedule.factor(k));
  return all;
}

void check_equal(const Numbers& found, const Numbers& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i] == Approx(expected[i]).epsilon(1e-13).margin(1e-14));
  }
}

}  // namespace

TEST_CASE("schedule: a full batch gives NumPy's factors for each epoch") {
  for (const Case& c : cases()) {
    CAPTURE(static_cast<int>(c.options.kind));
    check_equal(factors(c.options, 12, 1), c.factors);
  }
}

TEST_CASE("schedule: training takes its steps by it, to NumPy's cost and parameters") {
  const auto parts = parts_of<double>(data::Task::kBinary, half_planes(7));
  for (const Case& c : cases()) {
    CAPTURE(static_cast<int>(c.options.kind));
    Network<double> network(
        network_options(3, {layer(1, "sigmoid", 0, "zeros")}, "binary_cross_entropy"), 7);
    TrainOptions options{.epochs = 12, .optimizer = optimizer("gradient_descent"), .metrics = {}};
    options.learning_rate = 2;
    options.schedule = c.options;
    options.metrics = {"train.cost"};
    const Result result = train(network, parts, options);
    CHECK(result.curve.back().values[0] == Approx(c.cost).epsilon(1e-12));
    CHECK(network.b(1)(0) == Approx(c.b).epsilon(1e-12));
  }
}

TEST_CASE("schedule: without one the rate is as it is") {
  CHECK(factors({}, 3, 5) == Numbers(15, 1.0));
}

TEST_CASE("schedule: mini-batches move along it step by step") {
  // oracle.py: (1 + cos(pi k / 8)) / 2
  check_equal(factors({.kind = Kind::kCosine}, 2, 4),
              {1, 0.961939766255643, 0.853553390593274, 0.691341716182545, 0.5, 0.308658283817455,
               0.146446609406726, 0.0380602337443567});
  check_equal(factors({.kind = Kind::kInverseTime, .decay = 1}, 2, 2), {1, 1 / 1.5, 0.5, 1 / 2.5});
  check_equal(factors({.kind = Kind::kExponential, .factor = 0.25}, 2, 2), {1, 0.5, 0.25, 0.125});
  check_equal(factors({.warmup = 1}, 2, 4), {0.25, 0.5, 0.75, 1, 1, 1, 1, 1});
}

TEST_CASE("schedule: steps fall at the ends of epochs, whatever the batches") {
  const Numbers found = factors({.kind = Kind::kStep, .every = 3, .factor = 0.1}, 9, 7);
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i] == Approx(std::pow(0.1, i / 21)).epsilon(1e-14));
  }
}

TEST_CASE("schedule: no rate is above the one given, below 0, or above the one before it") {
  for (const Case& c : cases()) {
    ScheduleOptions options = c.options;
    options.warmup = 0;
    const Numbers found = factors(options, 30, 3);
    CAPTURE(static_cast<int>(options.kind));
    CHECK(found.front() == 1);
    CHECK(found.back() >= options.floor);
    CHECK(std::is_sorted(found.rbegin(), found.rend()));
  }
}
