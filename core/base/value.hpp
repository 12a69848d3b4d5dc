#pragma once
// Value: a hyperparameter's value and, as a tree of them, the `code` section of a study. The home
// of nlohmann-json.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace ice::base {

/// null, bool, integer, real, text, list or map (keys sorted). 1 and 1.0 compare equal.
using Value = nlohmann::json;

/// The one text of a value that identity is made of: compact JSON, keys sorted, reals in their
/// shortest form that reads back the same, and a real that is a whole number written as an integer
/// (1.0 and 1 are one value). Throws Error on NaN and infinity: no parameter may be one.
[[nodiscard]] std::string canonical(const Value& value);

/// The same rules applied to the tree itself: whole reals become integers.
[[nodiscard]] Value normalized(const Value& value);

/// A value as people write it in a table or on the command line: tanh, 0.01, [20, 7], {name:
/// leaky_relu, slope: 0.05}.
[[nodiscard]] std::string to_text(const Value& value);

/// The number a value holds (booleans are not numbers); nothing for text, lists and maps.
[[nodiscard]] std::optional<double> as_number(const Value& value);

/// The value at a dotted path ("optimizer.learning_rate"), or nullptr where there is none.
[[nodiscard]] const Value* find_path(const Value& tree, std::string_view path);

/// Sets the value at a dotted path, making the maps on the way. Throws Error where the way leads
/// through a non-map.
void set_path(Value& tree, std::string_view path, Value value);

/// Whether a text is well-formed UTF-8, without which it cannot be a value.
[[nodiscard]] bool is_utf8(const std::string& text);

}  // namespace ice::base
