#include "judge/looks.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "judge/verdict.hpp"

namespace ice::judge {

double alpha_of_look(double alpha, std::uint64_t look) {
  constexpr double kFirst = 0.8;
  if (look <= 1) return kFirst * alpha;
  return (1 - kFirst) * alpha * std::exp2(1 - static_cast<double>(look));
}

Standing standing(double alpha, std::span<const store::Look> looks, const std::string& cells,
                  const std::string& runs) {
  Standing now;
  for (const store::Look& look : looks) now.look = std::max(now.look, look.look + 1);
  now.next = now.look + 1;
  for (const store::Look& look : looks) {
    if (look.runs == runs) {
      now.next = std::exchange(now.look, look.look);
      now.is_repeated = true;
    }
    const bool is_verdict = look.verdict != to_string(Verdict::kUndecided);
    const bool is_first = !now.decided || look.look < now.decided->look;
    if (is_verdict && is_first && look.cells == cells) now.decided = look;
  }
  for (const store::Look& look : looks)
    if (look.look != now.look) now.spent_before += look.alpha;
  now.alpha = alpha_of_look(alpha, now.look);
  return now;
}

}  // namespace ice::judge
