#pragma once
// Compares two sets of runs: what differs between them, and by how much their metrics differ over
// the seeds that both have.
#include <cstddef>
#include <string>
#include <vector>

#include "judge/comparison.hpp"
#include "report/figure.hpp"
#include "report/side.hpp"

namespace ice::report {

/// How the runs of two sides are paired: by seed, and by the values of these parameters.
struct Pairing {
  std::vector<std::string> parameters;  ///< full names: those that vary within a side, unless named
  /// Row numbers (in A, in B) of each pair of runs, and which pair of cells it belongs to.
  struct Pair {
    std::size_t a = 0, b = 0, cells = 0;
  };
  std::vector<Pair> pairs;
  std::size_t alone_a = 0, alone_b = 0;  ///< runs without a partner
};
[[nodiscard]] Pairing pair_sides(const Side& a, const Side& b);

/// A table with the columns kind, name, A, B. Its rows are what differs between all runs of A and
/// all runs of B: parameters (several values in braces), plugins, data, numerics, environment. Null
/// stands for what no run of a side has.
[[nodiscard]] store::Table side_differences(store::Reader& reader, const Side& a, const Side& b);

/// A table with the columns metric, A, B (means over the finished paired runs), difference (B - A),
/// low, high, p, d, seeds, pairs, bad_a, bad_b. A row for each metric that runs of both sides have,
/// or only for `metrics`. Throws UserError for a metric that a side has not.
[[nodiscard]] store::Table metric_differences(const Side& a, const Side& b, const Pairing& pairing,
                                              const std::vector<std::string>& metrics);

/// The mean curves of a metric of both sides, with bands, over each other. No lines when a side has
/// no such curve.
[[nodiscard]] Figure side_curves(store::Reader& reader, const Side& a, const Side& b,
                                 const std::string& metric);

}  // namespace ice::report
