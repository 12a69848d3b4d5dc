#pragma once
// Parameters: how a plugin declares them, and how its constructor reads them.
//
//   static constexpr std::array params{
//       ice::real("beta", 1.0).above(0).help("slope of the gate"),
//       ice::choice("form", "exact", {"exact", "tanh"})};
//   explicit Swish(const ice::Params& p) : beta(p.real("beta")) {}
//
// The host checks names, types and bounds before it constructs the plugin: a constructor need not.
// It may throw when values do not fit each other.
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "ice/abi.h"

namespace ice {

inline constexpr std::size_t kMaxChoices = 16;

/// A declaration of one parameter. real(), integer(), boolean() and choice() make it; the functions
/// below return a changed copy. Texts must be literals.
struct Param {
  const char* name = "";
  const char* doc = "";
  const char* unit_name = "";
  ice_value fallback{};
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  std::uint32_t flags = 0;
  std::array<const char*, kMaxChoices> choices{};
  std::uint32_t choice_count = 0;

  [[nodiscard]] constexpr Param above(double bound) const { return lower(bound, ICE_MIN_OPEN); }
  [[nodiscard]] constexpr Param at_least(double bound) const { return lower(bound, 0); }
  [[nodiscard]] constexpr Param below(double bound) const { return upper(bound, ICE_MAX_OPEN); }
  [[nodiscard]] constexpr Param at_most(double bound) const { return upper(bound, 0); }
  /// A hint for sweeps: search this parameter on a logarithmic scale.
  [[nodiscard]] constexpr Param log() const {
    Param p = *this;
    p.flags |= ICE_LOG_SCALE;
    return p;
  }
  [[nodiscard]] constexpr Param help(const char* text) const {
    Param p = *this;
    p.doc = text;
    return p;
  }
  [[nodiscard]] constexpr Param unit(const char* text) const {
    Param p = *this;
    p.unit_name = text;
    return p;
  }

  /// The declaration as the host reads it. Refers to this object, which must outlive it.
  [[nodiscard]] constexpr ice_param descriptor() const {
    return {sizeof(ice_param), fallback.type, name, doc, unit_name, fallback, min, max, flags,
            choice_count,      choices.data()};
  }

 private:
  [[nodiscard]] constexpr Param lower(double bound, std::uint32_t open) const {
    Param p = *this;
    p.min = bound;
    p.flags |= open;
    return p;
  }
  [[nodiscard]] constexpr Param upper(double bound, std::uint32_t open) const {
    Param p = *this;
    p.max = bound;
    p.flags |= open;
    return p;
  }
};

[[nodiscard]] constexpr Param real(const char* name, double fallback) {
  Param p;
  p.name = name;
  p.fallback = {ICE_REAL, 0, fallback, 0, nullptr};
  return p;
}

[[nodiscard]] constexpr Param integer(const char* name, std::int64_t fallback) {
  Param p;
  p.name = name;
  p.fallback = {ICE_INTEGER, 0, 0, fallback, nullptr};
  return p;
}

[[nodiscard]] constexpr Param boolean(const char* name, bool fallback) {
  Param p;
  p.name = name;
  p.fallback = {ICE_BOOLEAN, 0, 0, fallback ? 1 : 0, nullptr};
  return p;
}

/// A parameter whose value is one of several texts. More than kMaxChoices do not compile.
[[nodiscard]] constexpr Param choice(const char* name, const char* fallback,
                                     std::initializer_list<const char*> choices) {
  Param p;
  p.name = name;
  p.fallback = {ICE_CHOICE, 0, 0, 0, fallback};
  for (const char* text : choices) p.choices.at(p.choice_count++) = text;
  return p;
}

/// The values of all declared parameters. Valid only during the constructor, which copies what it
/// needs. All functions throw std::invalid_argument when the plugin declares no parameter of this
/// name and type.
class Params {
 public:
  Params(std::span<const Param> declared, const ice_value* values)
      : declared_(declared), values_(values) {}

  [[nodiscard]] double real(std::string_view name) const { return get(name, ICE_REAL).real; }
  [[nodiscard]] std::int64_t integer(std::string_view name) const {
    return get(name, ICE_INTEGER).integer;
  }
  [[nodiscard]] bool boolean(std::string_view name) const {
    return get(name, ICE_BOOLEAN).integer != 0;
  }
  [[nodiscard]] std::string choice(std::string_view name) const {
    return get(name, ICE_CHOICE).choice;
  }

 private:
  [[nodiscard]] const ice_value& get(std::string_view name, std::uint32_t type) const {
    for (std::size_t i = 0; i < declared_.size(); ++i) {
      if (declared_[i].name == name && values_[i].type == type) return values_[i];
    }
    throw std::invalid_argument("its constructor asks for '" + std::string(name) +
                                "', which its params do not declare with this type");
  }

  std::span<const Param> declared_;
  const ice_value* values_;
};

}  // namespace ice
