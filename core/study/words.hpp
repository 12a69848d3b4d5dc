#pragma once
// What people write who come from other tools, and what it is called here. Nothing is taken for
// something else in silence: the words make hints of error messages. Pure functions: any thread may
// call them.
#include <string>
#include <string_view>

namespace ice::study {

/// The hint for an unknown key of a study or an unknown parameter: "lr" -> "Did you mean
/// 'optimizer.learning_rate'?". `parent` is the path of the section in which it stands
/// ("code.optimizer", empty for the whole study): a key of that section is named without its path.
/// Empty when the word means nothing here. Letter case, `_` and `-` do not matter.
[[nodiscard]] std::string hint_for_key(std::string_view word, std::string_view parent);

/// The key that a word means whole: "lr" -> "code.optimizer.learning_rate". Empty when it means
/// none.
[[nodiscard]] std::string key_for_word(std::string_view word);

/// The metric that a word for one means: "val_accuracy" -> "dev.accuracy", "loss" -> "train.cost".
/// Empty when it means none. A word without a part means the held-out samples where the word says
/// so, and else both are named: "accuracy" -> "dev.accuracy or train.accuracy".
[[nodiscard]] std::string metric_for_word(std::string_view word);

}  // namespace ice::study
