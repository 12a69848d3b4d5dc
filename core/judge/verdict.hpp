#pragma once
// The verdicts that a claim can get.
#include <string>

namespace ice::judge {

enum class Verdict { kSupported, kRefuted, kUndecided };
[[nodiscard]] std::string to_string(Verdict verdict);  ///< "supported"
/// The verdict of this name; kUndecided for any other text.
[[nodiscard]] Verdict verdict_from(const std::string& text);

}  // namespace ice::judge
