#pragma once
// What the values of a key may be, in words: for errors ("expected ..., got ...") and for the
// reference of study files.
#include <string>

#include "base/rule.hpp"
#include "study/schema.hpp"

namespace ice::study {

/// The rule of a key whose values are numbers (also of each rate of Type::kRates, and of a batch
/// size that is a number) or flags.
[[nodiscard]] base::Rule rule_of(const Key& key);

/// "a whole number in [1, 1000000000]", "one of grid, random"; empty for Type::kOwn.
[[nodiscard]] std::string expected(const Key& key);

}  // namespace ice::study
