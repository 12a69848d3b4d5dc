#pragma once
// The wall between C++ and C on the plugin's side: makes matrices over the host's memory, turns
// exceptions into codes and checks outputs. Plugin authors need not read it.
#include <cstdint>
#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "ice/abi.h"
#include "ice/matrix.hpp"
#include "ice/processor.hpp"

namespace ice::detail {

/// A failure with a code of its own. Any other exception is ICE_FAILED.
struct Failure : std::runtime_error {
  Failure(std::int32_t failure, const std::string& text)
      : std::runtime_error(text), code(failure) {}
  std::int32_t code;
};

/// Writes code and text into the host's error; returns the code. Cuts a text that is too long.
inline std::int32_t report(ice_error& error, std::int32_t code, const char* text) noexcept {
  error.code = code;
  std::snprintf(error.text, sizeof error.text, "%s", text);
  return code;
}

// noinline: failures are compiled once, and not into each function at each level.

/// Reports the exception that is being handled. REQUIRES: a catch block calls it.
[[gnu::noinline, gnu::cold]] inline std::int32_t report_exception(ice_error& error) noexcept {
  try {
    throw;
  } catch (const Failure& failure) {
    return report(error, failure.code, failure.what());
  } catch (const std::bad_alloc&) {
    return report(error, ICE_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception& exception) {
    return report(error, ICE_FAILED, exception.what());
  } catch (...) {
    return report(error, ICE_FAILED, "threw something that is not a std::exception");
  }
}

[[noreturn, gnu::noinline, gnu::cold]] inline void throw_unsupported(const char* text) {
  throw Failure(ICE_UNSUPPORTED, text);
}

/// Throws the failure that an output is no longer the matrix of `view`, but has this shape or other
/// memory.
[[noreturn, gnu::noinline, gnu::cold]] inline void throw_output_lost(const ice_view& view,
                                                                     std::uint64_t rows,
                                                                     std::uint64_t cols) {
  const auto shape = [](std::uint64_t n, std::uint64_t m) {
    return std::to_string(n) + "x" + std::to_string(m);
  };
  const std::string wanted = shape(view.rows, view.cols), got = shape(rows, cols);
  throw Failure(ICE_OUTPUT_LOST, "left its " + wanted + " output " +
                                     (got == wanted ? "in memory of its own" : "as " + got) +
                                     ". Outputs are pre-sized: assign, do not resize.");
}

/// Calls `body` and returns a code. No exception leaves: the error has its text.
template <class Body>
std::int32_t guarded(ice_error* error, const Body& body) noexcept {
  try {
    body();
    return ICE_OK;
  } catch (...) {
    return report_exception(*error);
  }
}

/// Calls body(T{}), guarded and as compiled for kLevel, with the element type T of `view`. kFloat:
/// whether the plugin knows float.
template <Level kLevel, bool kFloat, class Body>
std::int32_t guarded_call(ice_error* error, const ice_view& view, const Body& body) noexcept {
  return guarded(error, [&] {
    if (view.dtype == ICE_FLOAT64) return at<kLevel>([&] { body(double{}); });
    if constexpr (kFloat) {
      if (view.dtype == ICE_FLOAT32) return at<kLevel>([&] { body(float{}); });
    }
    throw_unsupported("was called with an element type that it does not declare");
  });
}

/// An Armadillo matrix over the memory of a view. Declare it const for inputs: Armadillo takes no
/// const memory.
template <class T>
arma::Mat<T> matrix(const ice_view& view) {
  if (view.ld != view.rows) {
    throw_unsupported("was called with columns that are not adjacent");
  }
  return {static_cast<T*>(view.data), static_cast<arma::uword>(view.rows),
          static_cast<arma::uword>(view.cols), false, true};
}

/// Throws when the plugin gave an output other memory or another shape. Armadillo silently reshapes
/// a matrix with the same number of elements, and with ARMA_NO_DEBUG a resize silently detaches it.
template <class T>
void check_output(const arma::Mat<T>& output, const ice_view& view) {
  if (output.memptr() == view.data && output.n_rows == view.rows && output.n_cols == view.cols) {
    return;
  }
  throw_output_lost(view, output.n_rows, output.n_cols);
}

/// The plugin object behind the pointer that the host got from create().
template <class C>
const C& object(const void* self) {
  return *static_cast<const C*>(self);
}

}  // namespace ice::detail
