#pragma once
// Converts values of the code section between two forms. The short form is what people write and
// read: `tanh`, `[20, 7]`. The long form is what programs walk: {"name": "tanh"}, [{"units": 20},
// {"units": 7}]. Both are canonical: equal values have equal forms. Pure functions: any thread may
// call them. REQUIRES everywhere: the values were checked against the schema.
#include "base/value.hpp"
#include "study/schema.hpp"

namespace ice::study {

/// The long form of a value at `key` of the code section. `key` is nullptr for a plugin's own
/// parameter, whose two forms are the same.
[[nodiscard]] base::Value long_form(const Key* key, const base::Value& value);

/// A code section with every value in its long form.
[[nodiscard]] base::Value long_code(const base::Value& code);

/// A code section with every value in its short form.
[[nodiscard]] base::Value short_code(const base::Value& code);

/// A plugin reference in short form: only the name when nothing else is set, else the map.
[[nodiscard]] base::Value short_reference(base::Value reference);

/// A layer in short form: only the number of units when nothing else is set, else the map.
[[nodiscard]] base::Value short_layer(base::Value layer);

}  // namespace ice::study
