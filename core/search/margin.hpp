#pragma once
// The margin of whole numbers (Hamano et al.: CMA-ES with margin. GECCO 2022, arXiv 2205.13482): a
// dimension with steps keeps a chance to leave the value at its mean, which a shrinking
// distribution would take away.
#include <armadillo>

#include "search/cmaes.hpp"

namespace ice::search {

/// The coordinates around a mean that all lead to the same value. An end is infinite where no value
/// lies beyond it.
struct Interval {
  double left = 0, right = 0;
};

/// How much wider than its distribution a dimension is drawn, and where its mean is, so that each
/// side of the interval of the mean keeps a chance of alpha / 2 (of an interval with one end: the
/// other side keeps alpha).
struct Margin {
  double mean = 0, width = 1;
};

/// The margin of one dimension after an update of its distribution N(margin.mean, deviation^2).
[[nodiscard]] Margin corrected(Margin margin, double deviation, Interval interval, double alpha);

}  // namespace ice::search
