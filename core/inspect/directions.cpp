#include "inspect/directions.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
#include "base/rng.hpp"

namespace ice::inspect {
namespace {

// The coordinate along a direction, which need not have the length 1.
double along(const arma::mat& direction, const arma::mat& of) {
  return arma::dot(direction, of) / arma::dot(direction, direction);
}

arma::mat unit(std::uint64_t place, std::uint64_t count) {
  arma::mat direction(count, 1, arma::fill::zeros);
  direction(place) = 1;
  return direction;
}

std::uint64_t parameter_count(const LayerSizes& sizes) {
  std::uint64_t count = 0;
  for (const auto& [rows, columns] : sizes) count += rows * (columns + 1);
  return count;
}

// Gives each row of W[l] with its bias the length that it has in `end`.
void normalize_filters(arma::mat& direction, const arma::mat& end, const LayerSizes& sizes) {
  std::uint64_t start = 0;
  for (const auto& [rows, columns] : sizes) {
    for (std::uint64_t row = 0; row < rows; ++row) {
      double own = 0, wanted = 0;
      for (std::uint64_t column = 0; column <= columns; ++column) {  // b follows W
        const std::uint64_t i = start + column * rows + row;
        own += direction(i) * direction(i);
        wanted += end(i) * end(i);
      }
      for (std::uint64_t column = 0; column <= columns; ++column)
        direction(start + column * rows + row) *= std::sqrt(wanted / own);
    }
    start += rows * (columns + 1);
  }
}

arma::mat drawn(std::uint64_t count, base::Stream& stream) {
  arma::mat direction(count, 1);
  for (double& entry : direction) entry = stream.normal();
  return direction;
}

// The part of `of` that is at right angles to a direction.
arma::mat beside(const arma::mat& of, const arma::mat& direction) {
  return of - along(direction, of) * direction;
}

}  // namespace

arma::mat Directions::at(const arma::mat& end, double x, double y) const {
  const arma::mat none(arma::size(end), arma::fill::zeros);
  return end + (x - x_of(end, none)) * dx + (y - y_of(end, none)) * dy;
}

double Directions::x_of(const arma::mat& end, const arma::mat& from_end) const {
  return along(dx, are_parameters ? arma::mat(end + from_end) : from_end);
}

double Directions::y_of(const arma::mat& end, const arma::mat& from_end) const {
  return along(dy, are_parameters ? arma::mat(end + from_end) : from_end);
}

Directions along_parameters(std::uint64_t x, std::uint64_t y, const LayerSizes& sizes) {
  if (x == y) throw base::UserError("landscape", "both axes are parameter " + name_of(x, sizes));
  const std::uint64_t count = parameter_count(sizes);
  return {.x_name = name_of(x, sizes),
          .y_name = name_of(y, sizes),
          .dx = unit(x, count),
          .dy = unit(y, count),
          .are_parameters = true};
}

// The components are those of the small matrix of the points' products (Sirovich 1987): there are
// far fewer points than parameters.
Directions along_way(const arma::mat& points) {
  const arma::mat from_end = points.each_col() - points.tail_cols(1).as_col();
  const arma::mat products = from_end.t() * from_end;
  arma::vec values;
  arma::mat vectors;
  if (!arma::eig_sym(values, vectors, products))
    throw base::Error("landscape: the way has no principal components");
  const double all = arma::accu(values);
  if (!(all > 0)) throw base::UserError("landscape", "training never moved a parameter");
  Directions found{.x_name = "1st direction of the way", .y_name = "2nd direction of the way"};
  const auto direction = [&](arma::uword from_last) -> arma::mat {
    const arma::mat way = from_end * vectors.col(values.n_elem - 1 - from_last);
    const double length = arma::norm(way, 2);
    // A way along a straight line has no second direction: any that is beside it does.
    if (!(length > 1e-9 * std::sqrt(all))) {
      base::Stream stream(0, base::Purpose::kStatistics);
      const arma::mat any = beside(drawn(points.n_rows, stream), found.dx);
      return any / arma::norm(any, 2);
    }
    const double sign = arma::dot(way, from_end.col(0)) < 0 ? -1 : 1;
    return way * (sign / length);
  };
  found.dx = direction(0);
  found.dy = direction(1);
  found.share_x = values(values.n_elem - 1) / all;
  found.share_y = std::max(0.0, values(values.n_elem - 2)) / all;
  return found;
}

Directions along_filters(const arma::mat& end, const LayerSizes& sizes, std::uint64_t seed) {
  base::Stream stream(seed, base::Purpose::kStatistics);
  Directions found{.x_name = "1st drawn direction", .y_name = "2nd drawn direction"};
  found.dx = drawn(end.n_rows, stream);
  normalize_filters(found.dx, end, sizes);
  arma::mat second = drawn(end.n_rows, stream);
  normalize_filters(second, end, sizes);
  found.dy = beside(second, found.dx);
  return found;
}

}  // namespace ice::inspect
