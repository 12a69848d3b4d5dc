#pragma once
// The wall between C++ and C, on the plugin's side: host memory in, exceptions caught, outputs
// examined. Authors need not read it.
#include <cstdint>
#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "ice/abi.h"
#include "ice/matrix.hpp"

namespace ice::detail {

/// A failure that has its own code; any other exception is ICE_FAILED.
struct Failure : std::runtime_error {
  Failure(std::int32_t failure, const std::string& text)
      : std::runtime_error(text), code(failure) {}
  std::int32_t code;
};

inline std::int32_t report(ice_error& error, std::int32_t code, const char* text) noexcept {
  error.code = code;
  std::snprintf(error.text, sizeof error.text, "%s", text);
  return code;
}

/// Runs `body` of the plugin; nothing that it throws leaves.
template <class Body>
std::int32_t guarded(ice_error* error, Body&& body) noexcept {
  try {
    body();
    return ICE_OK;
  } catch (const Failure& failure) {
    return report(*error, failure.code, failure.what());
  } catch (const std::bad_alloc&) {
    return report(*error, ICE_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception& exception) {
    return report(*error, ICE_FAILED, exception.what());
  } catch (...) {
    return report(*error, ICE_FAILED, "threw something that is not a std::exception");
  }
}

/// Runs body(T{}), guarded, with the element type T of `view`; kFloat: the plugin knows float.
template <bool kFloat, class Body>
std::int32_t guarded_call(ice_error* error, const ice_view& view, Body&& body) noexcept {
  return guarded(error, [&] {
    if (view.dtype == ICE_FLOAT64) return body(double{});
    if constexpr (kFloat) {
      if (view.dtype == ICE_FLOAT32) return body(float{});
    }
    throw Failure(ICE_UNSUPPORTED, "was called with an element type that it does not declare");
  });
}

/// An Armadillo matrix over a view. Use as `const` for inputs: Armadillo borrows no const memory.
template <class T>
arma::Mat<T> matrix(const ice_view& view) {
  if (view.ld != view.rows) {
    throw Failure(ICE_UNSUPPORTED, "was called with columns that are not adjacent");
  }
  return {static_cast<T*>(view.data), static_cast<arma::uword>(view.rows),
          static_cast<arma::uword>(view.cols), false, true};
}

/// Throws when the plugin detached or reshaped an output. Armadillo reshapes a view of the same
/// number of elements silently, and with ARMA_NO_DEBUG a resize detaches it silently.
template <class T>
void check_output(const arma::Mat<T>& output, const ice_view& view) {
  if (output.memptr() == view.data && output.n_rows == view.rows && output.n_cols == view.cols) {
    return;
  }
  const auto shape = [](auto rows, auto cols) {
    return std::to_string(rows) + "x" + std::to_string(cols);
  };
  const std::string wanted = shape(view.rows, view.cols), got = shape(output.n_rows, output.n_cols);
  throw Failure(ICE_OUTPUT_LOST, "left its " + wanted + " output " +
                                     (got == wanted ? "in memory of its own" : "as " + got) +
                                     ". Outputs are pre-sized: assign, do not resize.");
}

/// The plugin behind the host's pointer.
template <class C>
const C& object(const void* self) {
  return *static_cast<const C*>(self);
}

}  // namespace ice::detail
