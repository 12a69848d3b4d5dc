#pragma once
// The tests, one function each, as they run in the child: a verdict, or Failed when the plugin is
// wrong. Whatever else a call throws is a failure too. tests.cpp says what each holds.
#include <string>

#include "conformance/subject.hpp"

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

/// Runs the test of this name on the subject. What it throws is told as a failure.
[[nodiscard]] Verdict run_test(const std::string& name, const Subject& subject);

}  // namespace ice::conformance
