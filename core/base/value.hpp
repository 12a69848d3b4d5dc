#pragma once
// Value: the value of a hyperparameter or, as a tree, the `code` section of a study. Only this
// header includes nlohmann-json. Different threads may use different values; one value is used by
// one thread at a time unless nobody changes it.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace ice::base {

/// null, bool, integer, real, text, list or map with sorted keys. 1 and 1.0 compare equal.
using Value = nlohmann::json;

/// The text of a value from which identities are hashed: compact JSON, keys sorted, reals in the
/// shortest form that reads back as the same number. A real that is a whole number of at most 2^53
/// is written as an integer, because 1.0 and 1 are the same value. Throws Error for NaN and
/// infinity, which no parameter may be. REQUIRES: all texts are UTF-8.
[[nodiscard]] std::string canonical(const Value& value);

/// The value with whole reals as integers, as in canonical(). Throws Error for NaN and infinity.
[[nodiscard]] Value normalized(const Value& value);

/// A value in the form in which people write it in a table or on the command line: tanh, 0.01,
/// [20, 7], {name: leaky_relu, slope: 0.05}.
[[nodiscard]] std::string to_text(const Value& value);

/// The number that a value is; nullopt for every other type, booleans included.
[[nodiscard]] std::optional<double> as_number(const Value& value);

/// The value at a dotted path ("optimizer.learning_rate"), or nullptr when the tree has none. The
/// result points into `tree`.
[[nodiscard]] const Value* find_path(const Value& tree, std::string_view path);

/// Sets the value at a dotted path and creates the maps on the way. Throws Error when a value on
/// the way is neither a map nor null.
void set_path(Value& tree, std::string_view path, Value value);

}  // namespace ice::base
