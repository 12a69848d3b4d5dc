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
  double alpha = 0.05;    ///< the chance, over the whole race, that the best cell goes out
};

/// A cell that is still in the race.
struct Racer {
  std::vector<double>
      values;            ///< one per seed, in the order of seeds; to minimize; may be infinite
  bool is_safe = false;  ///< a claim names it: it is never out
};

/// Whether the rule decides after this number of seeds.
[[nodiscard]] bool decides_after(const RaceRule& rule, std::size_t seeds);

/// The level of the j-th decision (from 1) among so many cells: alpha / (cells (1 + ln j)). The
/// leading cell is the best of all and is asked again and again, so a test at alpha itself drops
/// the best of 16 equal cells in 65 of 100 races over 30 seeds; at this level in less than 5, of 2
/// to 16 equal cells and up to 60 seeds (tests/search/race_test.cpp).
[[nodiscard]] double race_level(double alpha, std::size_t cells, std::size_t decision);

/// For each racer whether it is out. The leading cell has the best mean (of equal ones the first);
/// a cell is out where the one-sided paired sign-flip test against it gives p < race_level().
/// A value that is infinite is worse than all others and as bad as every infinite one; with such
/// values the test takes the ranks of differences.
/// REQUIRES: all racers have the same number of values, and decides_after() it.
[[nodiscard]] std::vector<bool> out_of_race(const RaceRule& rule, std::span<const Racer> racers);

}  // namespace ice::search
