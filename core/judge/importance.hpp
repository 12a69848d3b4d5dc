#pragma once
// Says how much of a metric's variance each parameter explains. Numbers in, numbers out.
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ice::judge {

/// The level of a parameter that a run does not have.
inline constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

/// One run: for each parameter the index of its value among the parameter's values, or kAbsent, and
/// what was measured. Runs with the same levels differ only by their seeds: they are one cell.
struct Observation {
  std::vector<std::size_t> levels;
  double value = 0;
};

/// The share of the variance that two factors explain together, beyond what each explains.
struct Interaction {
  std::size_t first = 0, second = 0;  ///< indices of factors; first < second
  double share = 0;
};

/// The decomposition for the runs that have the same parameters. All shares are of the variance of
/// `runs` values, each cell with equal weight; they add up to 1.
struct Importance {
  /// Each factor is the parameters that change together in these runs, as zipped ones do; most
  /// factors are one parameter. Parameters that these runs do not have, or that have one value in
  /// all of them, are in no factor.
  std::vector<std::vector<std::size_t>> factors;
  std::vector<double> main;        ///< by factor: what it explains by itself
  std::vector<Interaction> pairs;  ///< every pair of factors
  double higher = 0;               ///< interactions of three factors or more
  /// The share of the seeds: the mean variance within a cell. nullopt where no cell has two runs;
  /// the noise then hides in the other shares.
  std::optional<double> noise;
  /// True: the cells are a full grid of the factors' levels, and the shares are exact. False: a
  /// random forest fills the gaps, and the shares are estimates.
  bool exact = true;
  std::size_t cells = 0, runs = 0;
  double variance = 0;  ///< of the values; 0: all are equal, and every share is 0
};

/// One decomposition for each set of parameters that runs have (for a study with `when`, each
/// active set), the largest first. `ordered` says of each parameter whether the order of its levels
/// means something, as that of numbers does.
///
/// On a full grid, the means of the cells are decomposed as in an analysis of variance with equal
/// weight for each cell: a main effect is the variance of the means over all other parameters, an
/// interaction that of the means of two, less their main effects. Otherwise a random forest
/// (Breiman 2001; 64 trees over the cells' means) is decomposed, as in Hutter, Hoos and
/// Leyton-Brown: An efficient approach for assessing hyperparameter importance (fANOVA). ICML 2014.
/// It draws from a fixed stream, so equal input gives equal shares. It puts ordered levels into at
/// most 32 groups.
///
/// Values that are not finite are left out; the caller counts them. REQUIRES: all observations have
/// a level, or kAbsent, for each parameter of `ordered`.
[[nodiscard]] std::vector<Importance> importance(std::span<const Observation> observations,
                                                 const std::vector<bool>& ordered);

}  // namespace ice::judge
