#pragma once
// Examples of the values of keys: what the reference shows beside the rules of the schema.
#include <string>

#include "study/schema.hpp"

namespace ice::reference {

/// One of the key's values as YAML; without an example of its own the default or the first choice.
/// Empty where there is neither.
[[nodiscard]] std::string example_of(const study::Key& key);

/// What a key of Type::kOwn takes: "a list of claims". Empty for others.
[[nodiscard]] std::string form_of(const study::Key& key);

}  // namespace ice::reference
