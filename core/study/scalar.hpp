#pragma once
// Plain scalars of YAML 1.2 (core schema, section 10.3.2 of its specification).
#include <string_view>

#include "base/value.hpp"

namespace ice::study {

/// The value that an unquoted scalar stands for: `~` null, `true` a boolean, `0x1F` and `12`
/// integers, `1e-4` and `.inf` reals, all else text (`yes`, `on`, `1_000`). A number beyond a
/// double's range becomes infinity or 0, an integer beyond 64 bits a real.
[[nodiscard]] base::Value plain_scalar(std::string_view text);

}  // namespace ice::study
