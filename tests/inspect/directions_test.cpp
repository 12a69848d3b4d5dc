#include "inspect/directions.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace ice::inspect;

namespace {

const LayerSizes kTwoLayers{{2, 2}, {1, 2}};  // 9 parameters

}  // namespace

TEST_CASE("directions: a way in a plane is found whole, the longer component first") {
  // Points end + s u + t v with u and v at right angles.
  const arma::mat u = arma::normalise(arma::mat{1, 2, 0, 0, 2, 0, 0, 0, 0}.t());
  const arma::mat v = arma::normalise(arma::mat{2, -1, 0, 3, 0, 0, 0, 0, 0}.t());
  const arma::mat end(9, 1, arma::fill::value(0.5));
  arma::mat points(9, 0);
  for (const auto& [s, t] : {std::pair{8.0, 0.5}, {4.0, -1.0}, {1.0, 0.25}, {0.0, 0.0}})
    points.insert_cols(points.n_cols, end + s * u + t * v);
  const Directions plane = along_way(points);
  CHECK(arma::norm(plane.dx, 2) == Approx(1));
  CHECK(arma::dot(plane.dx, plane.dy) == Approx(0).margin(1e-12));
  CHECK(plane.share_x + plane.share_y == Approx(1));
  CHECK(plane.share_x > 0.95);
  for (arma::uword i = 0; i < points.n_cols; ++i) {
    const arma::mat from_end = points.col(i) - end;
    const arma::mat again = plane.at(end, plane.x_of(end, from_end), plane.y_of(end, from_end));
    CHECK(arma::approx_equal(again, arma::mat(points.col(i)), "absdiff", 1e-12));
  }
  CHECK(plane.x_of(end, points.col(0) - end) > 0);  // the start is right
}

TEST_CASE("directions: a straight way has some second direction, and one that stands still none") {
  const arma::mat u = arma::mat{1, 2, 0, 0, 2, 0, 0, 0, 0}.t();
  const Directions plane = along_way(arma::join_rows(3 * u, u, 0 * u));
  CHECK(plane.share_x == Approx(1));
  CHECK(arma::norm(plane.dy, 2) == Approx(1));
  CHECK(arma::dot(plane.dx, plane.dy) == Approx(0).margin(1e-12));
  CHECK_THROWS_WITH(along_way(arma::join_rows(u, u)),
                    "landscape: training never moved a parameter");
}

TEST_CASE("directions: two parameters are coordinates themselves") {
  const Directions plane = along_parameters(4, 1, kTwoLayers);  // b[1](1), W[1](2, 1)
  CHECK(plane.x_name == "b[1](1)");
  CHECK(plane.y_name == "W[1](2, 1)");
  const arma::mat end = arma::linspace(0, 8, 9);
  const arma::mat moved = plane.at(end, 40, 10);
  CHECK(moved(4) == 40);
  CHECK(moved(1) == 10);
  CHECK(moved(8) == 8);
  CHECK(plane.x_of(end, arma::mat(9, 1, arma::fill::zeros)) == 4);
  CHECK_THROWS_WITH(along_parameters(2, 2, kTwoLayers),
                    "landscape: both axes are parameter W[1](1, 2)");
}

// Li et al. 2018, section 4: each filter of a direction has the norm of the network's.
TEST_CASE("directions: a drawn direction has the length of each unit's own weights and bias") {
  const arma::mat end = arma::linspace(1, 9, 9);
  const Directions plane = along_filters(end, kTwoLayers, 3);
  const auto length = [](const arma::mat& of, std::initializer_list<arma::uword> places) {
    double squares = 0;
    for (const arma::uword i : places) squares += of(i) * of(i);
    return std::sqrt(squares);
  };
  for (const auto& unit : {std::initializer_list<arma::uword>{0, 2, 4}, {1, 3, 5}, {6, 7, 8}})
    CHECK(length(plane.dx, unit) == Approx(length(end, unit)));
  CHECK(arma::dot(plane.dx, plane.dy) == Approx(0).margin(1e-9));
}
