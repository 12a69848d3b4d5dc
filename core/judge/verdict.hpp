#pragma once
// What may be said of a claim.
#include <string>

namespace ice::judge {

enum class Verdict { kSupported, kRefuted, kUndecided };
[[nodiscard]] std::string to_string(Verdict verdict);  ///< "supported"
/// The verdict of that name; undecided for any other text.
[[nodiscard]] Verdict verdict_from(const std::string& text);

}  // namespace ice::judge
