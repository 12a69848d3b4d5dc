#pragma once
// The tests of `ice plugin check`, one function each. They run in a child process and load the
// plugin into it. A test returns a verdict, or throws Failed when the plugin is wrong; every other
// exception counts as a failure too. The table in tests.cpp says what each test requires. `threads`
// is the only one that starts threads.
#include <string>

#include "conformance/plugin_under_test.hpp"

namespace ice::conformance {

Verdict parameters(const Subject& subject);
Verdict shape(const Subject& subject);
Verdict inputs(const Subject& subject);
Verdict determinism(const Subject& subject);
Verdict statelessness(const Subject& subject);
Verdict batch(const Subject& subject);
Verdict precision(const Subject& subject);
Verdict threads(const Subject& subject);
Verdict speed(const Subject& subject);

Verdict activation_gradient(const Subject& subject);
Verdict activation_finite(const Subject& subject);
Verdict activation_aliasing(const Subject& subject);
Verdict activation_traits(const Subject& subject);
Verdict activation_outputs(const Subject& subject);

Verdict initializer_finite(const Subject& subject);
Verdict initializer_traits(const Subject& subject);
Verdict initializer_streams(const Subject& subject);
Verdict initializer_moments(const Subject& subject);

Verdict loss_gradient(const Subject& subject);
Verdict loss_zero(const Subject& subject);
Verdict loss_fused(const Subject& subject);
Verdict loss_finite(const Subject& subject);
Verdict loss_outputs(const Subject& subject);

Verdict optimizer_finite(const Subject& subject);
Verdict optimizer_descent(const Subject& subject);
Verdict optimizer_resume(const Subject& subject);
Verdict optimizer_zero_rate(const Subject& subject);

/// Runs the test of this name for the subject's kind. Returns kSkipped when the plugin cannot be
/// created with its defaults, which the test `parameters` reports. Throws what the test throws.
/// REQUIRES: `name` is one of check_tests(subject.plugin.kind).
[[nodiscard]] Verdict run_test(const std::string& name, const Subject& subject);

}  // namespace ice::conformance
