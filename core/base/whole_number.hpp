#pragma once
// Counts that come as values from outside: from another process or from a file.
#include <cstdint>
#include <string>

#include "base/error.hpp"
#include "base/value.hpp"

namespace ice::base {

/// The whole number, 0 or more, that a value is. Throws Error for every other value, because
/// Value's own conversions make some number of 0.5, -1 and 1e300 too.
[[nodiscard]] inline std::uint64_t whole_number(const Value& value) {
  const Value whole = value.is_number() ? normalized(value) : value;
  if (whole.is_number_unsigned() || (whole.is_number_integer() && whole >= 0))
    return whole.get<std::uint64_t>();
  throw Error("expected a whole number, got " +
              (value.is_number() ? to_text(value) : std::string(value.type_name())));
}

}  // namespace ice::base
