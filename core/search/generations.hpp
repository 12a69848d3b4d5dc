#pragma once
// A search by cmaes, cell after cell: generations of points in the unit cube, of which each
// coordinate is a share of a dimension (see Scale).
#include <cstdint>
#include <span>
#include <vector>

#include "search/cmaes.hpp"
#include "search/margin.hpp"
#include "search/space.hpp"

namespace ice::search {

/// Where a search by cmaes starts.
struct CmaesStart {
  std::uint64_t cell = 0;  ///< the first cell of the first generation
  Gaussian distribution;   ///< in the unit cube
};

/// In the middle of the cube, or at the best of the given cells; all cells that are given come
/// first. sigma 1/6.
[[nodiscard]] CmaesStart cmaes_start(const Space& space, std::span<const Told> earlier);

/// At the best tenth of the first `cell` cells: their mean, their covariance and 0.1 more deviation
/// (Nomura et al.: Warm starting CMA-ES. AAAI 2021, arXiv 2012.06932).
[[nodiscard]] CmaesStart warm_start(const Space& space, std::span<const Told> earlier,
                                    std::uint64_t cell);

/// Replays all generations of which every cell has its result, and stands in the next one. When a
/// strategy has converged, the next starts elsewhere with twice the population (Auger and Hansen: A
/// restart CMA evolution strategy with increasing population size. CEC 2005). Borrows all.
class Generations {
 public:
  Generations(const Space& space, std::uint64_t root_seed, std::span<const Told> earlier,
              CmaesStart start);

  /// The first cell after the current generation.
  [[nodiscard]] std::uint64_t end() const { return begin_ + population_; }
  /// The parameters of a cell of the current generation.
  [[nodiscard]] Point point(std::uint64_t cell) const;

 private:
  void restart();
  void learn(std::span<const Told> generation);
  void correct_margins();
  [[nodiscard]] arma::vec draw(std::uint64_t cell) const;
  [[nodiscard]] bool is_inside(const arma::vec& x) const;

  const Space& space_;
  std::uint64_t root_seed_, begin_;
  std::size_t population_;
  std::uint64_t restarts_ = 0;
  Cmaes strategy_;
  std::vector<double> widths_;  // of the margins
};

}  // namespace ice::search
