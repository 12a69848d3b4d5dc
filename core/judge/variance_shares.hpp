#pragma once
// Decomposes the variance of a function that is constant on boxes: a grid of cells, or a tree.
#include <cstddef>
#include <span>
#include <vector>

#include "judge/importance.hpp"

namespace ice::judge {

/// Indices of levels, or the level of each factor in a cell.
using Levels = std::vector<std::size_t>;

/// A part of the space of all combinations of levels, on which the function has one value.
struct Box {
  std::vector<Levels> levels;  ///< by factor: those that the box contains
  double value = 0;
};

/// Shares of the variance of a function under the uniform distribution over all combinations of
/// levels. All are 0 where the function is constant.
struct Shares {
  std::vector<double> main;        ///< by factor
  std::vector<Interaction> pairs;  ///< of each two factors
};

/// REQUIRES: the boxes part the whole space; `counts` is the number of levels of each factor.
[[nodiscard]] Shares shares_of(std::span<const Box> boxes, const Levels& counts);

}  // namespace ice::judge
