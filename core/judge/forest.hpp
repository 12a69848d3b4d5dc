#pragma once
// A random forest over cells, for the importance of parameters where the cells are no full grid.
#include <cstddef>
#include <vector>

#include "judge/variance_shares.hpp"

namespace ice::judge {

/// The cells that a forest learns from. A row of `levels` and one of `values` is a cell.
struct ForestCells {
  std::vector<Levels> levels;  ///< by factor
  std::vector<double> values;
  Levels counts;              ///< by factor: how many levels it has
  std::vector<bool> ordered;  ///< by factor: a split parts its levels in their order
};

/// The mean of the trees' shares, over the trees that are not constant. A tree learns from as many
/// cells as there are, at most 1000, drawn with replacement. It splits until a leaf's cells are
/// equal, each time where the squared error becomes least; levels without an order are parted in
/// the order of their means, which is the best of all partitions (Fisher 1958).
[[nodiscard]] Shares forest_shares(const ForestCells& cells);

}  // namespace ice::judge
