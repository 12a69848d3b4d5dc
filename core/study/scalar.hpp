#pragma once
// Decides what an unquoted YAML scalar is: text, a number, a boolean or null. The rules are the
// core schema of YAML 1.2 (specification, section 10.3.2).
#include <string_view>

#include "base/value.hpp"

namespace ice::study {

/// The value of an unquoted scalar: `~` is null, `true` a boolean, `0x1F` and `12` are integers,
/// `1e-4` and `.inf` reals. Everything else is text, `yes`, `on` and `1_000` too. A number outside
/// a double's range becomes infinity or 0; an integer of more than 64 bits becomes a real.
[[nodiscard]] base::Value plain_scalar(std::string_view text);

}  // namespace ice::study
