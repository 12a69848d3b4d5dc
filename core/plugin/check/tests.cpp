// The tests of `ice plugin check`, in the order in which they run.
#include <initializer_list>

#include "plugin/check.hpp"

namespace ice::plugin {
namespace {

constexpr Kind kA = Kind::kActivation, kI = Kind::kInitializer, kL = Kind::kLoss,
               kO = Kind::kOptimizer;

struct Test {
  const char* name;
  std::initializer_list<Kind> kinds;
  const char* what;
  CheckLevel level = CheckLevel::kQuick;
};

const std::initializer_list<Test> kTests{
    {"parameters",
     {kA, kI, kL, kO},
     "the plugin can be made with its defaults and at each bound; the host refuses unknown names "
     "and values out of bounds"},
    {"shape",
     {kA, kI, kL, kO},
     "outputs of every shape (5x7, 1x1, 1xN, Nx1, no columns) are written whole, in place, and "
     "nothing beside them"},
    {"inputs", {kA, kL, kO}, "no call writes to its inputs"},
    {"gradient", {kA}, "backward is the derivative of forward"},
    {"gradient", {kL}, "gradient is the derivative of value"},
    {"zero", {kL}, "the loss of a perfect prediction is 0, if zero_at_target is promised"},
    {"fused",
     {kL},
     "the fused form equals the loss of the activation's output, and fused_gradient is its "
     "derivative"},
    {"finite", {kA}, "values and slopes at 0, +-1e-8, +-50, +-745, +-1e3 and +-1e6 are finite"},
    {"finite", {kI}, "the numbers for small and large layers are finite"},
    {"finite", {kL}, "values and gradients at |z| = 800 (float: 60) are finite"},
    {"finite", {kO}, "parameters and slots stay finite for gradients of 0, 1e-8, 1 and 1e6"},
    {"determinism", {kA, kI, kL, kO}, "a call repeated, by another instance too, gives the same"},
    {"statelessness", {kA, kI, kL, kO}, "calls with other data in between change nothing"},
    {"batch", {kA, kL}, "a sample gives the same alone and in a batch"},
    {"aliasing", {kA}, "calls in place give the same, if in_place is promised"},
    {"traits", {kA}, "elementwise, needs_z and needs_a are true"},
    {"traits", {kI}, "numbers are drawn if, and only if, stochastic is promised"},
    {"streams", {kI}, "the seed and the layer decide the numbers, no other generator does"},
    {"moments", {kI}, "mean and deviation are those declared, in layers wide and tall"},
    {"descent", {kO}, "a quadratic and Rosenbrock's function decrease, at some learning rate"},
    {"resume", {kO}, "a run taken up at step 10 from w and the slots goes on bit by bit the same"},
    {"zero_rate", {kO}, "a learning rate of 0 leaves w as it is"},
    {"precision", {kA, kI, kL, kO}, "float gives what double gives, within 1e-4"},
    {"threads",
     {kA, kI, kL, kO},
     "four threads at once give what one gives",
     CheckLevel::kStandard},
    {"speed",
     {kA, kI, kL, kO},
     "how fast, beside a built-in plugin and a matrix product; only warns",
     CheckLevel::kStandard},
};

}  // namespace

std::vector<CheckTest> check_tests(Kind kind) {
  std::vector<CheckTest> tests;
  for (const Test& test : kTests) {
    for (const Kind k : test.kinds) {
      if (k == kind) tests.push_back({test.name, test.what, test.level});
    }
  }
  return tests;
}

}  // namespace ice::plugin
