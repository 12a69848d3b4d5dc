// A library that the first SDK built (tests/assets/plugins) is found, described, created and called
// by every later host of its ABI.
#include <armadillo>
#include <catch2/catch.hpp>

#include "ice/abi.h"
#include "libraries.hpp"
#include "plugin/catalog.hpp"
#include "plugin/functions.hpp"
#include "plugin/known_form.hpp"
#include "plugin/library.hpp"
#include "support/skip.hpp"

using namespace ice;
using namespace ice::plugin;
using namespace ice::plugin::test;

namespace {

const fs::path kAsset = ICE_TEST_ASSETS "/plugins/frozen_v1.ice.so";

const Catalog& museum() {
  static const Catalog catalog = Catalog::scan({{kAsset}});
  return catalog;
}

std::shared_ptr<const Instance> make(Kind kind, const base::Value& reference) {
  return create(recipe(museum().resolve(kind, reference, "test")));
}

// Machine code of x86-64: elsewhere nothing can load it.
void require_its_machine() {
#if !defined(__x86_64__)
  skip("frozen_v1.ice.so is for x86-64");
#endif
}

// A struct that has grown since its first form.
struct Grown {
  std::uint32_t size = 0;
  std::uint32_t first = 0;
  std::uint64_t later = 0;
};

}  // namespace

TEST_CASE("frozen ABI: a plugin library of the first SDK is described whole") {
  require_its_machine();
  CHECK(museum().refusals().empty());
  REQUIRE(museum().plugins().size() == 4);
  const PluginInfo& clip = museum().find(Kind::kActivation, "museum/clip", "");
  CHECK(clip.doc == "scale z, kept in [-limit, limit]");
  CHECK(clip.version == "1.0.0");
  CHECK(clip.traits == std::vector<std::string>{"elementwise", "in_place", "needs_z"});
  CHECK(clip.float32);
  CHECK_FALSE(clip.outputs);  // its descriptor ends before them
  REQUIRE(clip.parameters.size() == 3);
  CHECK(clip.parameters[0].rule.range_text() == "(0, 8]");
  CHECK(clip.parameters[1].rule.range_text() == "one of cut, whole");
  CHECK(clip.parameters[2].rule.range_text() == ">= 1");
  const PluginInfo& weighted = museum().find(Kind::kLoss, "museum/weighted", "");
  CHECK(weighted.fuses == "core/linear");
  CHECK(weighted.traits == std::vector<std::string>{"zero_at_target"});
  CHECK_FALSE(weighted.outputs);
  CHECK(museum().find(Kind::kInitializer, "museum/shifted", "").parameters[0].unit == "weights");
  CHECK(museum().find(Kind::kOptimizer, "museum/heavy", "").slots ==
        std::vector<std::string>{"velocity"});
}

TEMPLATE_TEST_CASE("frozen ABI: plugins of the first SDK are made and called", "", float, double) {
  require_its_machine();
  using Matrix = arma::Mat<TestType>;
  using Values = arma::Col<TestType>;
  const Activation g(make(Kind::kActivation, {{"name", "clip"}, {"scale", 2.0}, {"limit", 3}}));
  CHECK(g.gain() == 0.5);
  CHECK(g.needs_z());
  CHECK_FALSE(g.gives_probabilities());
  const Matrix Z{{-4, -0.5}, {0.25, 2}}, dA(2, 2, arma::fill::ones);
  Matrix A(2, 2), dZ(2, 2);
  g.forward(Z, A);
  g.backward(Z, A, dA, dZ);
  CHECK(arma::approx_equal(A, Matrix{{-3, -1}, {0.5, 3}}, "absdiff", 0));
  CHECK(arma::approx_equal(dZ, Matrix{{0, 2}, {2, 0}}, "absdiff", 0));

  const Activation whole(make(Kind::kActivation, {{"name", "clip"}, {"form", "whole"}}));
  whole.forward(Z, A);
  CHECK(arma::approx_equal(A, Z, "absdiff", 0));

  const Initializer initializer(make(Kind::kInitializer, {{"name", "shifted"}, {"shift", 10.0}}));
  base::Stream stream(7, base::Purpose::kInit);
  Matrix W(3, 50), b(3, 1);
  initializer.fill({.index = 1, .fan_in = 50, .fan_out = 3, .gain = 1, .activation = "core/tanh"},
                   stream, W, b);
  CHECK(W.min() >= 9.5);
  CHECK(W.max() <= 10.5);
  CHECK(W.max() - W.min() > 0.5);
  CHECK(b.min() == 10);
  CHECK(b.max() == 10);

  const Loss loss(make(Kind::kLoss, {{"name", "weighted"}, {"weight", 4.0}}));
  const Matrix Y{{0, 1}, {0, 1}}, P{{1, 1}, {-2, 0}};
  Matrix per_sample(1, 2), dP(2, 2);
  loss.value(P, Y, per_sample);
  loss.gradient(P, Y, dP);
  CHECK(arma::approx_equal(per_sample, Matrix{{10, 2}}, "absdiff", 0));
  CHECK(arma::approx_equal(dP, Matrix{{4, 0}, {-8, -4}}, "absdiff", 0));
  loss.fused_value(P, Y, per_sample);
  CHECK(per_sample[0] == 10);

  const Optimizer optimizer(make(Kind::kOptimizer, {{"name", "heavy"}}));  // beta = 1/2
  REQUIRE(optimizer.slot_count() == 1);
  const Values gradient{1, -2};
  Matrix w(2, 1, arma::fill::zeros), slots(2, 1, arma::fill::zeros);
  optimizer.step(1, 0.5, gradient, w, slots);
  optimizer.step(2, 0.5, gradient, w, slots);
  CHECK(arma::approx_equal(slots, Values{1.5, -3}, "absdiff", 0));
  CHECK(arma::approx_equal(w, Values{-1.25, 2.5}, "absdiff", 0));
}

TEST_CASE("frozen ABI: a plugin of the first SDK refuses what it refused then") {
  require_its_machine();
  CHECK(
      error_of([] {
        (void)museum().resolve(Kind::kActivation, {{"name", "clip"}, {"scale", 9.0}}, "f.yaml:1:1");
      }) == "f.yaml:1:1: museum/clip: scale = 9 is outside (0, 8] (slope at 0, default 1)");
}

TEST_CASE("frozen ABI: what an older struct lacks is zero, what a newer one adds is left out") {
  struct {
    std::uint32_t size = 8, first = 5;
    std::uint64_t not_its_own = ~0ULL;  // whatever stands behind a struct of the first form
  } old;
  const Grown from_old = known_form(reinterpret_cast<const Grown*>(&old));
  CHECK(from_old.first == 5);
  CHECK(from_old.later == 0);

  struct {
    Grown known{32, 5, 6};
    std::uint64_t unknown[2] = {7, 8};
  } newer;
  const Grown from_newer = known_form(&newer.known);
  CHECK(from_newer.size == 32);
  CHECK(from_newer.first == 5);
  CHECK(from_newer.later == 6);
}
