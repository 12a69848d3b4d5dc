#pragma once
// A race of cells over seeds: cells that are clearly worse get no further seeds. A pure function.
#include <cstddef>
#include <span>
#include <vector>

namespace ice::search {

/// `experiment.race`.
struct RaceRule {
  std::size_t first = 6;  ///< seeds of every cell before the first decision
  std::size_t each = 1;   ///< seeds from one decision to the next
  double alpha = 0.05;    ///< error rate of one decision about one cell
};

/// A cell that is still in the race.
struct Racer {
  std::vector<double>
      values;            ///< one per seed, in the order of seeds; to minimize, may be +infinity
  bool is_safe = false;  ///< a claim names it: it is never out
};

/// Whether the rule decides after this number of seeds.
[[nodiscard]] bool decides_after(const RaceRule& rule, std::size_t seeds);

/// For each racer whether it is out. The leading cell has the best mean (of equal ones the first);
/// a cell is out where the paired sign-flip test against the leading one gives p < alpha.
/// REQUIRES: all racers have the same number of values, and decides_after() it.
[[nodiscard]] std::vector<bool> out_of_race(const RaceRule& rule, std::span<const Racer> racers);

}  // namespace ice::search
