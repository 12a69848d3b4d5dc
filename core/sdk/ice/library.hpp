#pragma once
// ICE_LIBRARY: makes the two symbols of the binary contract (abi.h) from a list of plugin classes.
// All checks of the classes run when they are compiled, with texts that begin with "ice:".
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "ice/abi.h"
#include "ice/activation.hpp"
#include "ice/initializer.hpp"
#include "ice/loss.hpp"
#include "ice/optimizer.hpp"
#include "ice/params.hpp"
#include "ice/processor.hpp"

/// Defines a library: its package, version and licence, and its plugin classes. Stands exactly once
/// in a library, at namespace scope.
///
///   ICE_LIBRARY("acme", "1.0.0", "MIT", Swish, Gelu)
#define ICE_LIBRARY(package, version, licence, ...)                                                \
  static_assert(ice::detail::is_identifier(package),                                               \
                "ice: in ICE_LIBRARY the package must be like 'acme': [a-z][a-z0-9_]*");           \
  static_assert(ice::detail::fit_the_card(package, version, licence),                              \
                "ice: in ICE_LIBRARY the package and the licence may have 63 characters, and the " \
                "version 31");                                                                     \
  extern "C" {                                                                                     \
  __attribute__((visibility("default"))) extern const ice_card ice_build_card;                     \
  __attribute__((used, section(ICE_CARD_SECTION))) constexpr ice_card ice_build_card =             \
      ice::detail::make_card(package, version, licence);                                           \
  __attribute__((visibility("default"))) const ice_library* ice_describe(void);                    \
  const ice_library* ice_describe(void) { return ice::detail::library<__VA_ARGS__>(); }            \
  }

namespace ice::detail {

/// [a-z][a-z0-9_]*
constexpr bool is_identifier(std::string_view text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
  for (const char c : text) {
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') return false;
  }
  return true;
}

template <std::size_t N>
consteval void copy_text(char (&to)[N], std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) to[i] = text[i];
}

/// Whether each text fits, with its zero byte.
consteval bool fit_the_card(std::string_view package, std::string_view version,
                            std::string_view licence) {
  const ice_card card{};
  return package.size() < sizeof card.package && version.size() < sizeof card.version &&
         licence.size() < sizeof card.licence;
}

consteval std::uint32_t build_flags() {
  std::uint32_t flags = 0;
#if defined(__SANITIZE_ADDRESS__)
  flags |= ICE_CARD_ADDRESS_SANITIZER;
#endif
#if defined(__SANITIZE_THREAD__)
  flags |= ICE_CARD_THREAD_SANITIZER;
#endif
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
  flags |= ICE_CARD_ADDRESS_SANITIZER;
#endif
#if __has_feature(thread_sanitizer)
  flags |= ICE_CARD_THREAD_SANITIZER;
#endif
#endif
#if defined(ARMA_32BIT_WORD)
  flags |= ICE_CARD_ARMA_32BIT;
#endif
#if defined(ARMA_NO_DEBUG)
  flags |= ICE_CARD_ARMA_NO_DEBUG;
#endif
#if defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI
  flags |= ICE_CARD_OLD_STRING_ABI;
#endif
  return flags;
}

consteval void copy_armadillo_version(char (&to)[16]) {
  std::size_t at = 0;
  for (const int part : {ARMA_VERSION_MAJOR, ARMA_VERSION_MINOR, ARMA_VERSION_PATCH}) {
    if (at > 0) to[at++] = '.';
    if (part >= 10) to[at++] = static_cast<char>('0' + part / 10);
    to[at++] = static_cast<char>('0' + part % 10);
  }
}

consteval ice_card make_card(std::string_view package, std::string_view version,
                             std::string_view licence) {
  ice_card card{};
  copy_text(card.magic, ICE_CARD_MAGIC);
  card.size = sizeof(ice_card);
  card.abi = ICE_ABI;
  card.sdk = ICE_SDK_VERSION;
  card.flags = build_flags();
  copy_armadillo_version(card.armadillo);
#if defined(__clang__)
  copy_text(card.compiler, std::string_view(__VERSION__).substr(0, sizeof card.compiler - 1));
#else
  copy_text(card.compiler,
            std::string_view("g++ " __VERSION__).substr(0, sizeof card.compiler - 1));
#endif
  copy_text(card.package, package);
  copy_text(card.version, version);
  copy_text(card.licence, licence);
  return card;
}

template <class C>
constexpr auto table_of() {
  if constexpr (std::derived_from<C, Activation>)
    return std::type_identity<ActivationTable<C>>{};
  else if constexpr (std::derived_from<C, Initializer>)
    return std::type_identity<InitializerTable<C>>{};
  else if constexpr (std::derived_from<C, Loss>)
    return std::type_identity<LossTable<C>>{};
  else if constexpr (std::derived_from<C, Optimizer>)
    return std::type_identity<OptimizerTable<C>>{};
  else
    static_assert(!sizeof(C*),
                  "ice: a plugin class derives from ice::Activation, ice::Initializer, ice::Loss "
                  "or ice::Optimizer");
}

template <class C>
using Table = typename decltype(table_of<C>())::type;

template <class C>
constexpr Traits traits_of() {
  if constexpr (requires { C::traits; })
    return C::traits | Table<C>::kImplied;
  else
    return Table<C>::kDefault | Table<C>::kImplied;
}

constexpr bool default_is_allowed(const Param& p) {
  const double x =
      p.fallback.type == ICE_REAL ? p.fallback.real : static_cast<double>(p.fallback.integer);
  if (p.fallback.type == ICE_CHOICE) {
    for (std::uint32_t i = 0; i < p.choice_count; ++i) {
      if (std::string_view(p.choices[i]) == p.fallback.choice) return true;
    }
    return false;
  }
  return (p.flags & ICE_MIN_OPEN ? x > p.min : x >= p.min) &&
         (p.flags & ICE_MAX_OPEN ? x < p.max : x <= p.max);
}

/// The declared parameters of a class; an empty array when it declares none.
template <class C>
constexpr auto params_of() {
  if constexpr (requires { C::params; })
    return C::params;
  else
    return std::array<Param, 0>{};
}

/// The declared parameters of a class in the host's form.
template <class C>
struct ParamTable {
  static constexpr auto params = params_of<C>();
  static constexpr std::size_t kCount = params.size();
  static constexpr std::array<ice_param, kCount> descriptors = [] {
    std::array<ice_param, kCount> out{};
    for (std::size_t i = 0; i < kCount; ++i) out[i] = params[i].descriptor();
    return out;
  }();
  static constexpr std::array<const ice_param*, kCount> pointers = [] {
    std::array<const ice_param*, kCount> out{};
    for (std::size_t i = 0; i < kCount; ++i) out[i] = &descriptors[i];
    return out;
  }();
};

template <class C>
std::int32_t create(const ice_value* values, std::uint32_t count, void** self,
                    ice_error* error) noexcept {
  return guarded(error, [&] {
    if (count != ParamTable<C>::kCount) throw Failure(ICE_FAILED, "was given too few parameters");
    if constexpr (requires { C::params; })
      *self = new C(Params(ParamTable<C>::params, values));
    else
      *self = new C();
  });
}

template <class C>
void destroy(void* self) noexcept {
  delete static_cast<C*>(self);
}

/// Does not compile unless C has what a plugin class needs; returns true.
template <class C>
consteval bool check_class() {
  static_assert(
      requires { std::string_view(C::id); } && requires { std::string_view(C::doc); },
      "ice: a plugin class needs `static constexpr auto id = \"name\"` and `static "
      "constexpr auto doc = \"formula and source\"`");
  static_assert(is_identifier(C::id), "ice: an id must be like 'leaky_relu': [a-z][a-z0-9_]*");
  if constexpr (requires { C::params; }) {
    static_assert(
        std::constructible_from<C, const Params&>,
        "ice: a class with params needs the constructor `explicit C(const ice::Params& p)`");
    static_assert(std::ranges::all_of(ParamTable<C>::params, default_is_allowed),
                  "ice: the default of a parameter lies outside its bounds or choices");
  } else {
    static_assert(std::default_initializable<C>,
                  "ice: a class without `static constexpr std::array params{...}` is constructed "
                  "without arguments");
  }
  if constexpr (requires { C::outputs; }) {
    static_assert(std::same_as<std::remove_cvref_t<decltype(C::outputs)>, Range> &&
                      (Table<C>::kKind == ICE_ACTIVATION || Table<C>::kKind == ICE_LOSS),
                  "ice: an activation or a loss may have `static constexpr auto outputs = "
                  "ice::between(0, 1)` (any_number, at_least, above, between or inside)");
    static_assert(C::outputs.low <= C::outputs.high,
                  "ice: the low end of outputs is above its high end");
  }
  Table<C>::check();
  return true;
}

/// Describes a class, with its functions as compiled for kLevel.
template <class C, Level kLevel = Level::kBaseline>
constexpr ice_plugin describe() {
  static_assert(check_class<C>());  // first: else its texts would come behind other errors
  ice_plugin plugin{};
  plugin.size = sizeof(ice_plugin);
  plugin.kind = Table<C>::kKind;
  plugin.id = C::id;
  plugin.doc = C::doc;
  plugin.traits = static_cast<std::uint32_t>(traits_of<C>());
  plugin.dtypes = ICE_HAS_FLOAT64 | (Table<C>::template kKnows<float> ? ICE_HAS_FLOAT32 : 0);
  plugin.param_count = ParamTable<C>::kCount;
  plugin.params = ParamTable<C>::pointers.data();
  plugin.create = create<C>;
  plugin.destroy = destroy<C>;
  if constexpr (requires { C::outputs; }) plugin.outputs = &C::outputs;
  Table<C>::template enter<kLevel>(plugin);
  return plugin;
}

template <Level kLevel, class... C>
struct Library {
  static_assert(sizeof...(C) > 0, "ice: ICE_LIBRARY names no plugin class");
  static constexpr std::array<ice_plugin, sizeof...(C)> plugins{describe<C, kLevel>()...};
  static constexpr std::array<const ice_plugin*, sizeof...(C)> pointers = [] {
    std::array<const ice_plugin*, sizeof...(C)> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = &plugins[i];
    return out;
  }();
  static constexpr ice_library descriptor{sizeof(ice_library), sizeof...(C), pointers.data()};
};

/// The library's descriptor for the level of this process.
template <class... C>
const ice_library* library() {
  if constexpr (kLevelNames.size() > 1) {
    if (level() == Level::kV4) return &Library<Level::kV4, C...>::descriptor;
    if (level() == Level::kV3) return &Library<Level::kV3, C...>::descriptor;
  }
  return &Library<Level::kBaseline, C...>::descriptor;
}

}  // namespace ice::detail
