// How often claims of which nothing is true are ever supported or refuted: by one look, and by five
// with more seeds each. Ends with 1 where a rate is above alpha by more than chance.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "null_studies.hpp"

int main(int argc, char** argv) {
  const std::uint64_t studies = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 2000;
  if (studies == 0) {
    fmt::print(stderr, "usage: ice_nulls [STUDIES]\n");
    return 2;
  }
  const double most = ice::bench::most_wrong(studies);
  fmt::print("{} true nulls, {} settings a seed; alpha = 0.05, by chance up to {:.4f}\n\n", studies,
             ice::bench::NullStudy::kSettings, most);
  fmt::print("{:26} {:>10} {:>10}\n", "ever supported or refuted", "1 look", "5 looks");
  double worst = 0;
  for (const ice::bench::NullKind& kind : ice::bench::null_kinds()) {
    const double one = ice::bench::ever_wrong_rate(kind, studies, 1);
    const double five = ice::bench::ever_wrong_rate(kind, studies, 5);
    fmt::print("{:26} {:10.4f} {:10.4f}\n", kind.name, one, five);
    worst = std::max({worst, one, five});
  }
  return worst > most ? 1 : 0;
}
