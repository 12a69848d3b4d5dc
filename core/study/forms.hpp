#pragma once
// The two forms of a value of the code section. Short, as people write and read it: `tanh`,
// `[20, 7]`. Long, as programs walk it: {"name": "tanh"}, [{"units": 20}, {"units": 7}]. Each is
// canonical: equal values have equal forms.
#include "base/value.hpp"
#include "study/schema.hpp"

namespace ice::study {

/// The long form of the value of a key of the code section; nullptr: a plugin's own parameter.
[[nodiscard]] base::Value long_form(const Key* key, const base::Value& value);

/// A code section with every value in its long form.
[[nodiscard]] base::Value long_code(const base::Value& code);

/// A code section with every value in its short form.
[[nodiscard]] base::Value short_code(const base::Value& code);

/// A plugin reference in short form: the name alone when nothing else is set.
[[nodiscard]] base::Value short_reference(base::Value reference);

/// A layer in short form: the units alone when nothing else is set.
[[nodiscard]] base::Value short_layer(base::Value layer);

}  // namespace ice::study
