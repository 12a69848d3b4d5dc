// The tests of `ice plugin check`, in the order in which they run.
#include "conformance/tests.hpp"

#include <algorithm>
#include <vector>

#include "conformance/check.hpp"

namespace ice::conformance {
namespace {

constexpr plugin::Kind kA = plugin::Kind::kActivation, kI = plugin::Kind::kInitializer,
                       kL = plugin::Kind::kLoss, kO = plugin::Kind::kOptimizer;

struct Test {
  const char* name;
  std::vector<plugin::Kind> kinds;
  Verdict (*run)(const Subject&);
  const char* what;
  CheckLevel level = CheckLevel::kQuick;
};

const std::vector<Test>& all_tests() {
  static const std::vector<Test> tests{
      {"parameters",
       {kA, kI, kL, kO},
       parameters,
       "the plugin can be made with its defaults and at each bound; the host refuses unknown names "
       "and values out of bounds"},
      {"shape",
       {kA, kI, kL, kO},
       shape,
       "outputs of every shape (5x7, 1x1, 1xN, Nx1, no columns, large) are written whole, in "
       "place, and "
       "nothing beside them"},
      {"inputs", {kA, kL, kO}, inputs, "no call writes to its inputs"},
      {"gradient", {kA}, activation_gradient, "backward is the derivative of forward"},
      {"gradient", {kL}, loss_gradient, "gradient is the derivative of value"},
      {"zero",
       {kL},
       loss_zero,
       "the loss of a perfect prediction is 0, if zero_at_target is promised"},
      {"fused",
       {kL},
       loss_fused,
       "the fused form equals the loss of the activation's output, and fused_gradient is its "
       "derivative, and A - Y if that is promised"},
      {"finite",
       {kA},
       activation_finite,
       "values and slopes at 0, +-1e-8, +-50, +-100, +-745, +-1e3 and +-1e6 are finite"},
      {"finite", {kI}, initializer_finite, "the numbers for small and large layers are finite"},
      {"finite", {kL}, loss_finite, "values and gradients at |z| = 800 (float: 60) are finite"},
      {"finite",
       {kO},
       optimizer_finite,
       "parameters and slots stay finite for gradients of 0, 1e-8, 1 and 1e6"},
      {"determinism",
       {kA, kI, kL, kO},
       determinism,
       "a call repeated, by another instance too, gives the same"},
      {"statelessness",
       {kA, kI, kL, kO},
       statelessness,
       "calls with other data in between change nothing"},
      {"batch", {kA, kL}, batch, "a sample gives the same alone and in a batch"},
      {"aliasing",
       {kA},
       activation_aliasing,
       "calls in place give the same, if in_place is promised"},
      {"traits", {kA}, activation_traits, "elementwise, needs_z and needs_a are true"},
      {"outputs",
       {kA},
       activation_outputs,
       "outputs lie where they are declared to, and each column sums to 1, if that is promised"},
      {"outputs",
       {kL},
       loss_outputs,
       "values and gradients are finite for all outputs that it is declared to take, and the sign "
       "of an output says its class, if that is promised"},
      {"traits",
       {kI},
       initializer_traits,
       "numbers are drawn if, and only if, stochastic is promised"},
      {"streams",
       {kI},
       initializer_streams,
       "the seed and the layer decide the numbers, no other generator does"},
      {"moments",
       {kI},
       initializer_moments,
       "mean and deviation are those declared, in layers wide and tall"},
      {"descent",
       {kO},
       optimizer_descent,
       "a quadratic and Rosenbrock's function decrease, at some learning rate"},
      {"resume",
       {kO},
       optimizer_resume,
       "a run taken up at step 10 from w and the slots goes on bit by bit the same; every slot "
       "is written"},
      {"zero_rate", {kO}, optimizer_zero_rate, "a learning rate of 0 leaves w as it is"},
      {"precision", {kA, kI, kL, kO}, precision, "float gives what double gives, within 1e-4"},
      {"threads",
       {kA, kI, kL, kO},
       threads,
       "four threads at once give what one gives",
       CheckLevel::kStandard},
      {"speed",
       {kA, kI, kL, kO},
       speed,
       "how fast, beside a built-in plugin and a matrix product; only warns",
       CheckLevel::kStandard},
  };
  return tests;
}

bool is_of(const Test& test, plugin::Kind kind) {
  return std::find(test.kinds.begin(), test.kinds.end(), kind) != test.kinds.end();
}

}  // namespace

std::vector<CheckTest> check_tests(plugin::Kind kind) {
  std::vector<CheckTest> tests;
  for (const Test& test : all_tests()) {
    if (is_of(test, kind)) tests.push_back({test.name, test.what, test.level});
  }
  return tests;
}

Verdict run_test(const std::string& name, const Subject& subject) {
  const std::vector<Test>& tests = all_tests();
  const auto test = std::find_if(tests.begin(), tests.end(), [&](const Test& t) {
    return t.name == name && is_of(t, subject.plugin.kind);
  });
  const bool needs_plugin = name != "parameters";
  if (needs_plugin && !subject.make_if_possible(defaults(subject.plugin)))
    return {CheckOutcome::kSkipped, "it cannot be made with its defaults: see parameters"};
  return test->run(subject);
}

}  // namespace ice::conformance
