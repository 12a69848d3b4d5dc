#pragma once
// Runs the body of a test in all its cases: with each setting of the plugin's parameters, in double
// and in float, and several times with new random data.
#include <fmt/format.h>

#include <exception>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "conformance/call.hpp"
#include "conformance/plugin_under_test.hpp"

namespace ice::conformance {

/// kBoth: in float too, if the plugin declares that it computes in float.
enum class Types { kDouble, kBoth };

/// One case. Borrows subject and parameters; valid during the call of the body.
struct Case {
  const Subject& subject;
  const base::Value& parameters;
  Made plugin;         ///< created with `parameters`
  std::uint64_t seed;  ///< seed of the random data

  /// Creates another plugin object with the same parameters.
  [[nodiscard]] Made again() const { return subject.make(parameters); }
  /// The calls of `made` with the data of this case; another `variant` gives other data.
  template <class T>
  [[nodiscard]] std::vector<Call<T>> calls_of(const Made& made, Sample sample = {},
                                              std::uint64_t variant = 0) const {
    sample.seed = seed + variant;
    return calls<T>(subject, made, sample);
  }
};

/// Calls body.operator()<T>(case). An exception becomes Failed, and its text begins with the case
/// ("[float, slope = 0]") unless that is double with the defaults.
template <class T, class Body>
void run_case(const Case& c, Body&& body) {
  try {
    body.template operator()<T>(c);
  } catch (const std::exception& error) {
    const std::string setting = setting_text(c.subject.plugin, c.parameters);
    const std::string type = sizeof(T) == sizeof(float) ? "float" : "";
    const std::string both = type + (type.empty() || setting.empty() ? "" : ", ") + setting;
    throw Failed(both.empty() ? error.what() : fmt::format("[{}] {}", both, error.what()));
  }
}

/// Calls body.operator()<T>(case) for each setting and type, `rounds` times with new data. Skips a
/// setting that the plugin's constructor refuses: the test `parameters` reports it. Throws Failed
/// for the first case that fails.
template <class Body>
void in_each_setting(const Subject& subject, Types types, int rounds, Body&& body) {
  for (const base::Value& parameters : settings(subject.plugin)) {
    const Made plugin = subject.make_if_possible(parameters);
    for (int round = 0; plugin && round < rounds; ++round) {
      const Case c{subject, parameters, plugin, subject.seed_of(round)};
      run_case<double>(c, body);
      if (types == Types::kBoth && subject.plugin.float32) run_case<float>(c, body);
    }
  }
}

/// The same with the number of rounds that the level of the check asks for.
template <class Body>
void in_each_case(const Subject& subject, Types types, Body&& body) {
  in_each_setting(subject, types, subject.rounds(), body);
}

}  // namespace ice::conformance
