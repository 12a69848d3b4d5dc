#pragma once
// A test's cases: each setting of the parameters, double and float, again and again with new data.
#include <fmt/format.h>

#include <exception>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "conformance/call.hpp"
#include "conformance/subject.hpp"

namespace ice::conformance {

enum class Types { kDouble, kBoth };  ///< both: float too, if the plugin declares it

struct Case {
  const Subject& subject;
  const base::Value& parameters;
  Made plugin;
  std::uint64_t seed;  ///< of the random data

  /// Another object with the same parameters.
  [[nodiscard]] Made again() const { return subject.make(parameters); }
  /// Calls with this case's data; another variant has other data.
  template <class T>
  [[nodiscard]] std::vector<Call<T>> calls_of(const Made& made, Sample sample = {},
                                              std::uint64_t variant = 0) const {
    sample.seed = seed + variant;
    return calls<T>(subject, made, sample);
  }
};

/// Runs body(case) and says in which case it failed, unless that is the plainest one.
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

/// Calls body.operator()<T>(case) for each setting, `rounds` times with new data. Settings that the
/// plugin refuses are left to the test of its parameters.
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

/// And as often as the level asks.
template <class Body>
void in_each_case(const Subject& subject, Types types, Body&& body) {
  in_each_setting(subject, types, subject.rounds(), body);
}

}  // namespace ice::conformance
