#pragma once
// The planes over which a landscape is drawn, as two directions in the space of all P parameters.
#include <armadillo>
#include <cstdint>
#include <string>

#include "inspect/parameter_name.hpp"

namespace ice::inspect {

/// A point (x, y) of the plane is end + (x - x_end) dx + (y - y_end) dy, where dx and dy (P, 1) are
/// at right angles. `end` stands for the parameters that training ended with.
struct Directions {
  std::string x_name, y_name;
  arma::mat dx{}, dy{};
  /// Where a coordinate is a parameter itself, its place; the end's coordinate is then its value.
  /// Otherwise the end is at 0.
  bool are_parameters = false;
  double share_x = 0, share_y = 0;  ///< of the way's squared distances from its end

  [[nodiscard]] arma::mat at(const arma::mat& end, double x, double y) const;
  /// The coordinates of end + from_end, projected onto the plane.
  [[nodiscard]] double x_of(const arma::mat& end, const arma::mat& from_end) const;
  [[nodiscard]] double y_of(const arma::mat& end, const arma::mat& from_end) const;
};

/// Throws UserError when both are the same parameter.
[[nodiscard]] Directions along_parameters(std::uint64_t x, std::uint64_t y,
                                          const LayerSizes& sizes);

/// The two principal components of the points (P, count) around the last of them, of length 1; the
/// start lies to the right and above. Throws UserError when all points are the same one.
[[nodiscard]] Directions along_way(const arma::mat& points);

/// Two directions drawn from the seed, the second at right angles to the first, in which each row
/// of W[l] with its entry of b[l] has the length that the row has in `end`.
[[nodiscard]] Directions along_filters(const arma::mat& end, const LayerSizes& sizes,
                                       std::uint64_t seed);

}  // namespace ice::inspect
