#pragma once
// What other tools call our plugins and their parameters: for hints in messages.
#include <string>
#include <string_view>

#include "plugin/info.hpp"

namespace ice::plugin {

/// The hint for a plugin's name that nobody knows: "sgd" -> "gradient_descent is that here."; empty
/// when the word means nothing. Letter case, `_` and `-` do not matter.
[[nodiscard]] std::string hint_for_plugin(Kind kind, std::string_view word);

/// The plugin's name that such a word means: "sgd" -> "gradient_descent"; empty where it means
/// none, or one of several.
[[nodiscard]] std::string name_for_word(Kind kind, std::string_view word);

}  // namespace ice::plugin
