#include "judge/verdict.hpp"

namespace ice::judge {

std::string to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSupported:
      return "supported";
    case Verdict::kRefuted:
      return "refuted";
    case Verdict::kUndecided:
      break;
  }
  return "undecided";
}

Verdict verdict_from(const std::string& text) {
  for (const Verdict verdict : {Verdict::kSupported, Verdict::kRefuted})
    if (to_string(verdict) == text) return verdict;
  return Verdict::kUndecided;
}

}  // namespace ice::judge
