#pragma once
// Makes one file fast on every x86-64 processor: loops are compiled for the levels x86-64-v3 and
// x86-64-v4 too, and a process uses the highest level that its processor supports. library.hpp does
// this for plugins: their authors need not read this file.
//
// $ICE_CPU names a lower level, for tests and to repeat a run of a smaller machine. Levels differ
// in the last digits: with FMA a product and a sum are rounded once, and a sum is added up in as
// many lanes as a register has. A loop gives the same result on every machine that runs it at one
// level.
//
// Other architectures have one level. So has a file that is compiled for processors with AVX
// (-march=native), which runs on such processors only. Any thread may call all functions.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace ice {

/// The instructions that a loop is compiled for: those that the compiler was asked for; AVX2 and
/// FMA too; AVX-512 (F, BW, CD, DQ, VL) too.
enum class Level { kBaseline, kV3, kV4 };

#if defined(__x86_64__) && !defined(__AVX__)

/// The names of the compiled levels, lowest first, as $ICE_CPU gives them.
inline constexpr std::array<std::string_view, 3> kLevelNames{"x86-64-v2", "x86-64-v3", "x86-64-v4"};

/// The highest compiled level whose instructions this processor has.
inline Level highest_level() noexcept {
  __builtin_cpu_init();
  const bool has_v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool has_v4 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vl");
  if (!has_v3) return Level::kBaseline;
  return has_v4 ? Level::kV4 : Level::kV3;
}

namespace detail {

// flatten: what f calls is compiled into it, and so for its level. Features and not arch=x86-64-v3:
// g++ does not inline across architectures.
template <class F>
[[gnu::target("avx2,fma"), gnu::flatten]] auto at_v3(const F& f) {
  return f();
}
template <class F>
[[gnu::target("avx2,fma,avx512f,avx512bw,avx512cd,avx512dq,avx512vl"), gnu::flatten]] auto at_v4(
    const F& f) {
  return f();
}

/// Calls f as compiled for a level. REQUIRES: kLevel <= highest_level().
template <Level kLevel, class F>
auto at(const F& f) {
  if constexpr (kLevel == Level::kV4)
    return at_v4(f);
  else if constexpr (kLevel == Level::kV3)
    return at_v3(f);
  else
    return f();
}

}  // namespace detail

#else

#if defined(__x86_64__)
inline constexpr std::array<std::string_view, 1> kLevelNames{"native"};
#else
inline constexpr std::array<std::string_view, 1> kLevelNames{"baseline"};
#endif

inline Level highest_level() noexcept { return Level::kBaseline; }

namespace detail {
template <Level /*kLevel*/, class F>
auto at(const F& f) {
  return f();
}
}  // namespace detail

#endif

/// The level of this name if the processor supports it, otherwise the highest level.
inline Level level_of(std::string_view name) noexcept {
  const auto* const found = std::find(kLevelNames.begin(), kLevelNames.end(), name);
  return std::min(static_cast<Level>(found - kLevelNames.begin()), highest_level());
}

/// The level of this process, for the loops of ice and of plugins. The first call reads $ICE_CPU.
inline Level level() noexcept {
  static const Level chosen = [] {
    const char* const name = std::getenv("ICE_CPU");
    return level_of(name == nullptr ? "" : name);
  }();
  return chosen;
}

/// Calls f as compiled, with all that it calls, for the level of this process. For whole loops: the
/// call itself is not inlined.
template <class F>
auto vectorized(const F& f) {
  if constexpr (kLevelNames.size() > 1) {
    if (level() == Level::kV4) return detail::at<Level::kV4>(f);
    if (level() == Level::kV3) return detail::at<Level::kV3>(f);
  }
  return f();
}

}  // namespace ice
