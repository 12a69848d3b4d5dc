// ice/testing.hpp: what an author's own tests stand on.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <ice/plugin.hpp>
#include <ice/testing.hpp>
#include <iterator>
#include <string>

namespace {

using ice::testing::Expectations;
using ice::testing::make;

// One parameter of each type.
struct Everything : ice::Activation {
  static constexpr std::array params{ice::real("scale", 0.5), ice::integer("power", 2),
                                     ice::boolean("exact", false),
                                     ice::choice("form", "sine", {"sine", "cosine"})};
  explicit Everything(const ice::Params& p)
      : scale(p.real("scale")),
        power(p.integer("power")),
        exact(p.boolean("exact")),
        form(p.choice("form")) {}
  double scale;
  std::int64_t power;
  bool exact;
  std::string form;
};

struct Plain : ice::Activation {
  double value = 3;
};

// What `act` prints on standard error.
template <class Act>
std::string printed_by(Act&& act) {
  std::string name = (std::filesystem::temp_directory_path() / "ice-stderr-XXXXXX").string();
  const int file = ::mkstemp(name.data());
  std::fflush(stderr);
  const int before = ::dup(STDERR_FILENO);
  ::dup2(file, STDERR_FILENO);
  act();
  std::fflush(stderr);
  ::dup2(before, STDERR_FILENO);
  ::close(before);
  ::close(file);
  std::ifstream in(name);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::filesystem::remove(name);
  return text;
}

}  // namespace

TEST_CASE("testing: a plugin is made with its defaults, and with what is set instead") {
  const auto usual = make<Everything>();
  CHECK(usual.scale == 0.5);
  CHECK(usual.power == 2);
  CHECK_FALSE(usual.exact);
  CHECK(usual.form == "sine");
  const auto other =
      make<Everything>({{"scale", 1.5}, {"power", 7}, {"exact", true}, {"form", "cosine"}});
  CHECK(other.scale == 1.5);
  CHECK(other.power == 7);
  CHECK(other.exact);
  CHECK(other.form == "cosine");
  CHECK(make<Plain>().value == 3);
}

TEST_CASE("testing: a parameter of another name or type is refused") {
  CHECK_THROWS_WITH(make<Everything>({{"scal", 1.0}}), "'scal' is no parameter of this type");
  CHECK_THROWS_WITH(make<Everything>({{"scale", 1}}), "'scale' is no parameter of this type");
  CHECK_THROWS_WITH(make<Plain>({{"scale", 1.0}}), "'scale' is no parameter of this type");
}

TEST_CASE("testing: a seed decides the random numbers") {
  ice::testing::Random one(1), again(1), two(2);
  arma::mat A(40, 50), B(40, 50), C(40, 50);
  one.stream().fill_uniform(A, -2, 6);
  again.stream().fill_uniform(B, -2, 6);
  two.stream().fill_uniform(C, -2, 6);
  CHECK(arma::all(arma::vectorise(A == B)));
  CHECK_FALSE(arma::any(arma::vectorise(A == C)));
  // Uniform on [-2, 6): mean 2, deviation 8 / sqrt(12); five standard errors of 2000 draws.
  CHECK(std::abs(arma::mean(arma::vectorise(A)) - 2) < 5 * 8 / std::sqrt(12.0 * 2000));
  CHECK(A.min() >= -2);
  CHECK(A.max() < 6);
}

TEST_CASE("testing: what is near passes in silence, the rest is counted and told with its place") {
  Expectations expect;
  CHECK(printed_by([&] {
          expect.near(1 + 1e-13, 1);
          expect.near(1e6 + 1e-7, 1e6);  // relative to the larger
          expect.near(std::nan(""), std::nan(""));
          expect.near(INFINITY, INFINITY);
          expect.near(arma::fmat{{1, 2}}, {{1, 2}});
        }).empty());
  CHECK(expect.failures() == 0);
  CHECK(printed_by([&] { expect.near(0.5, 0.25, 1e-3, "swish_test.cpp", 12); }) ==
        "swish_test.cpp:12: got 0.5, expected 0.25\n");
  CHECK(printed_by([&] { expect.near(arma::mat(2, 3), arma::mat(3, 2), 1, "t.cpp", 3); }) ==
        "t.cpp:3: got 2x3 numbers, expected 3x2\n");
  CHECK(printed_by([&] { expect.near(INFINITY, 1, 1, "t.cpp", 4); }) ==
        "t.cpp:4: got inf, expected 1\n");
  CHECK(expect.failures() == 3);
}
