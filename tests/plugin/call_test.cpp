// Calls of plugins through their C tables: values against plain formulas, and what the host says
// when a call goes wrong.
#include <catch2/catch.hpp>
#include <cmath>
#include <new>
#include <thread>

#include "libraries.hpp"
#include "plugin/functions.hpp"
#include "plugin/library.hpp"

using namespace ice;
using namespace ice::plugin;
using namespace ice::plugin::test;

namespace {

// X (3, 4): all test sizes differ.
template <class T>
arma::Mat<T> example() {
  arma::Mat<T> X(3, 4);
  for (arma::uword i = 0; i < X.n_elem; ++i) X[i] = static_cast<T>(std::sin(3.0 * double(i)) * 2);
  return X;
}

const base::Value kCentre{{"rounds", 1}, {"negate", false}, {"axis", "column"}, {"rate", 0.5}};

Recipe acme(Kind kind, const std::string& id, base::Value parameters = base::Value::object()) {
  return {kind, "acme/" + id, sound("acme"), std::move(parameters), ""};
}

Activation misbehaving(const std::string& library, const std::string& how) {
  return Activation(create({Kind::kActivation, "bad/forward", sound(library), {{"how", how}}, ""}));
}

std::string forward_error(const std::string& library, const std::string& how) {
  const arma::mat Z = example<double>();
  arma::mat A = Z;
  const Activation plugin = misbehaving(library, how);
  const double* const before = A.memptr();
  std::string text = error_of([&] { plugin.forward(Z, A); });
  CHECK(A.memptr() == before);
  CHECK((A.n_rows == 3 && A.n_cols == 4));
  return text;
}

}  // namespace

TEMPLATE_TEST_CASE("call: an activation's value and slope are applied to each element", "", float,
                   double) {
  const Activation swish(create(acme(Kind::kActivation, "swish", {{"beta", 1.5}})));
  const arma::Mat<TestType> Z = example<TestType>(), dA = example<TestType>() + TestType(1);
  arma::Mat<TestType> A(3, 4), dZ(3, 4);
  swish.forward(Z, A);
  swish.backward(Z, A, dA, dZ);
  for (arma::uword i = 0; i < Z.n_elem; ++i) {
    const double z = Z[i], s = 1 / (1 + std::exp(-1.5 * z));
    CHECK(A[i] == Approx(z * s).epsilon(1e-5));
    CHECK(dZ[i] == Approx(dA[i] * (s + 1.5 * z * s * (1 - s))).epsilon(1e-5).margin(1e-6));
  }
  CHECK((swish.elementwise() && swish.in_place() && swish.needs_z() && swish.needs_a()));
  CHECK(swish.id() == "acme/swish");
  CHECK(swish.gain() == 1);
}

TEST_CASE("call: an activation over whole matrices, with parameters of every type") {
  base::Value parameters = kCentre;
  parameters["negate"] = true;
  const Activation centre(create(acme(Kind::kActivation, "centre", parameters)));
  const arma::mat Z = example<double>();
  arma::mat A(3, 4);
  centre.forward(Z, A);
  CHECK(A(1, 2) == Approx(-(Z(1, 2) - (Z(0, 2) + Z(1, 2) + Z(2, 2)) / 3)));
  parameters["axis"] = "row";
  Activation(create(acme(Kind::kActivation, "centre", parameters))).forward(Z, A);
  CHECK(A(1, 2) == Approx(-(Z(1, 2) - (Z(1, 0) + Z(1, 1) + Z(1, 2) + Z(1, 3)) / 4)));
  CHECK_FALSE((centre.elementwise() || centre.in_place() || centre.needs_z()));
  CHECK(centre.gain() == 1.5);
}

TEST_CASE("call: a plugin for double alone refuses float") {
  const Activation centre(create(acme(Kind::kActivation, "centre", kCentre)));
  const arma::fmat Z = example<float>();
  arma::fmat A(3, 4);
  CHECK(error_of([&] { centre.forward(Z, A); }) ==
        "acme/centre forward was called with an element type that it does not declare");
}

TEMPLATE_TEST_CASE("call: an initializer draws from the host's stream alone", "", float, double) {
  const Initializer scaled(create(acme(Kind::kInitializer, "scaled")));
  arma::Mat<TestType> W(3, 4), b(3, 1);
  base::Stream rng(11, base::Purpose::kInit, 2);
  scaled.fill({.index = 2, .fan_in = 4, .fan_out = 3, .gain = 3, .activation = "core/relu"}, rng, W,
              b);
  base::Stream same(11, base::Purpose::kInit, 2);
  for (arma::uword i = 0; i < W.n_elem; ++i) {
    CHECK(W[i] == static_cast<TestType>(1.5 * same.normal()));  // gain / sqrt(fan_in) = 1.5
  }
  for (arma::uword i = 0; i < b.n_elem; ++i) {
    CHECK(b[i] == static_cast<TestType>(2 + same.uniform()));
  }
}

TEST_CASE("call: biases of an initializer without fill_bias are 0") {
  const Catalog shipped = Catalog::scan({{ICE_BUILD "/lib/ice/plugins"}});
  const Initializer normal(create(recipe(shipped.resolve(Kind::kInitializer, "normal", ""))));
  arma::mat W(3, 4), b(3, 1, arma::fill::ones);
  base::Stream rng(1, base::Purpose::kInit);
  normal.fill({.index = 1, .fan_in = 4, .fan_out = 3, .gain = 1, .activation = ""}, rng, W, b);
  CHECK(arma::accu(arma::abs(b)) == 0);
  CHECK(arma::abs(W).max() > 0);
}

TEMPLATE_TEST_CASE("call: a loss, its gradient and their fused forms", "", float, double) {
  const Loss distance(create(acme(Kind::kLoss, "distance")));
  CHECK(distance.fuses() == "core/linear");
  const arma::Mat<TestType> A = example<TestType>(), Y = arma::reverse(A, 1);
  arma::Mat<TestType> per_sample(1, 4), fused(1, 4), dA(3, 4), dZ(3, 4);
  distance.value(A, Y, per_sample);
  distance.fused_value(A, Y, fused);
  distance.gradient(A, Y, dA);
  distance.fused_gradient(A, Y, dZ);
  for (arma::uword j = 0; j < 4; ++j) {
    double sum = 0;
    for (arma::uword i = 0; i < 3; ++i) sum += std::pow(A(i, j) - Y(i, j), 2) / 2;
    CHECK(per_sample[j] == Approx(sum).epsilon(1e-5));
    CHECK(fused[j] == per_sample[j]);
  }
  CHECK(dA(2, 1) == A(2, 1) - Y(2, 1));
  CHECK(arma::approx_equal(dA, dZ, "absdiff", TestType(0)));
}

TEMPLATE_TEST_CASE("call: an optimizer's slots are the host's", "", float, double) {
  const Optimizer average(create(acme(Kind::kOptimizer, "average")));
  REQUIRE(average.slot_count() == 2);
  arma::Mat<TestType> w(5, 1, arma::fill::zeros), slots(5, 2, arma::fill::zeros);
  const arma::Mat<TestType> g1(5, 1, arma::fill::ones), g2 = g1 * TestType(3);
  average.step(1, 0.5, g1, w, slots);
  average.step(2, 0.5, g2, w, slots);
  CHECK(slots(4, 0) == Approx(2));  // mean of 1 and 3
  CHECK(slots(4, 1) == Approx(2));  // t
  CHECK(w[4] == Approx(-0.5 * 1 - 0.5 * 2));
}

TEST_CASE("call: a plugin in plain C") {
  const Activation twice(
      create({Kind::kActivation, "plain/twice", sound("plain_c"), base::Value::object(), ""}));
  const arma::fmat Z = example<float>();
  arma::fmat A(3, 4);
  twice.forward(Z, A);
  CHECK(A(2, 3) == 2 * Z(2, 3));
  CHECK(twice.gain() == 1);
}

TEST_CASE("call: matrices without columns pass") {
  const Activation swish(create(acme(Kind::kActivation, "swish", {{"beta", 1}})));
  const arma::mat Z(3, 0);
  arma::mat A(3, 0);
  CHECK_NOTHROW(swish.forward(Z, A));
}

TEST_CASE("call: threads may share an instance") {
  const Activation swish(create(acme(Kind::kActivation, "swish", {{"beta", 1}})));
  const arma::mat Z = example<double>();
  arma::mat expected(3, 4);
  swish.forward(Z, expected);
  std::vector<arma::mat> results(4, arma::mat(3, 4));
  std::vector<std::thread> threads;
  for (arma::mat& A : results) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) swish.forward(Z, A);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const arma::mat& A : results) CHECK(arma::approx_equal(A, expected, "absdiff", 0));
}

TEST_CASE("call: exceptions arrive as texts") {
  CHECK(forward_error("misbehaving", "throws") == "bad/forward forward: cannot go on");
  CHECK(forward_error("misbehaving", "throws_int") ==
        "bad/forward forward: threw something that is not a std::exception");
  const std::string cut = forward_error("misbehaving", "throws_long");
  CHECK(cut.size() == std::string("bad/forward forward: ").size() + 503);
  CHECK(cut.ends_with("xxx"));
}

TEST_CASE("call: a lack of memory stays a lack of memory") {
  const arma::mat Z = example<double>();
  arma::mat A(3, 4);
  CHECK_THROWS_AS(misbehaving("misbehaving", "out_of_memory").forward(Z, A), std::bad_alloc);
}

TEST_CASE("call: outputs that were resized or moved are found, without Armadillo's own checks") {
  const auto left = [](const std::string& shape) {
    return "bad/forward forward left its 3x4 output as " + shape +
           ". Outputs are pre-sized: assign, do not resize.";
  };
  CHECK(forward_error("misbehaving", "resizes") == left("1x1"));
  CHECK(forward_error("misbehaving", "reshapes") == left("4x3"));
  CHECK(forward_error("misbehaving", "assigns_other_shape") == left("6x4"));
  CHECK(forward_error("misbehaving", "resets") == left("0x0"));
}

TEST_CASE("call: outputs that were resized are found, with Armadillo's own checks") {
  CHECK(forward_error("misbehaving_checked", "resizes").find("bad/forward forward: Mat::") == 0);
  CHECK(forward_error("misbehaving_checked", "reshapes") ==
        "bad/forward forward left its 3x4 output as 4x3. Outputs are pre-sized: assign, do not "
        "resize.");
}

TEST_CASE("call: an output that left the host's memory is found though its shape is right") {
  CHECK(forward_error("misbehaving", "moves") ==
        "bad/forward forward left its 3x4 output in memory of its own. Outputs are pre-sized: "
        "assign, do not resize.");
}

TEST_CASE("call: every kind's outputs are examined") {
  const auto bad = [](Kind kind, const std::string& id) {
    return create({kind, "bad/" + id, sound("misbehaving"), base::Value::object(), ""});
  };
  const std::string advice = ". Outputs are pre-sized: assign, do not resize.";
  const arma::mat X = example<double>();
  arma::mat W(3, 4), b(3, 1), per_sample(1, 4), w(5, 1), slots(5, 1);
  base::Stream rng(1, base::Purpose::kInit);
  CHECK(error_of([&] {
          Initializer(bad(Kind::kInitializer, "fill")).fill(LayerShape{}, rng, W, b);
        }) == "bad/fill fill left its 3x4 output as 2x2" + advice);
  const Loss loss(bad(Kind::kLoss, "value"));
  CHECK(error_of([&] { loss.value(X, X, per_sample); }) ==
        "bad/value value left its 1x4 output as 1x1" + advice);
  CHECK(error_of([&] { loss.gradient(X, X, W); }) == "bad/value gradient: Y holds no class");
  CHECK(error_of([&] {
          Optimizer(bad(Kind::kOptimizer, "step")).step(1, 0.1, arma::mat(5, 1), w, slots);
        }) == "bad/step step left its 5x1 output as 1x1" + advice);
  CHECK(error_of([&] { misbehaving("misbehaving", "throws").backward(X, X, X, W); }) ==
        "bad/forward backward left its 3x4 output as 4x3" + advice);
}

TEST_CASE("create: a constructor's refusal arrives as a text") {
  const auto text = [](const std::string& id, const base::Value& parameters) {
    return error_of([&] {
      (void)create({Kind::kActivation, "bad/" + id, sound("misbehaving"), parameters, ""});
    });
  };
  CHECK(text("refusing", base::Value::object()) == "bad/refusing constructor: no licence found");
  CHECK(text("asking", {{"slope", 1.0}}) ==
        "bad/asking constructor: its constructor asks for 'slpoe', which its params do not declare "
        "with this type");
}

TEST_CASE("create: a file that changed since it was probed is refused") {
  const LibraryFolder folder;
  const fs::path copy = folder.take(sound("beta"));
  const Catalog catalog = Catalog::scan({{copy}});
  Recipe swish = recipe(catalog.resolve(Kind::kActivation, "swish", ""));
  CHECK(to_value(recipe_from(to_value(swish))) == to_value(swish));
  CHECK(Activation(create(swish)).id() == "beta/swish");
  fs::last_write_time(copy, fs::last_write_time(copy) + std::chrono::seconds(1));
  CHECK(error_of([&] { (void)create(swish); }) ==
        copy.string() + ": changed since its plugins were listed. Start again to use the new one.");
}

TEST_CASE("create: a library without the plugin names what it lacks") {
  CHECK(error_of([] {
          (void)create({Kind::kLoss, "acme/swish", sound("acme"), base::Value::object(), ""});
        }) == sound("acme").string() + ": holds no loss acme/swish");
}
