#pragma once
// The JSON Schema of one value.
#include "base/rule.hpp"
#include "base/value.hpp"

namespace ice::reference {

/// What the rule allows: {"type": "integer", "minimum": 1}.
[[nodiscard]] base::Value rule_schema(const base::Rule& rule);

}  // namespace ice::reference
