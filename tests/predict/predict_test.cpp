// The plugins of a saved network, found again. What is predicted: tests/cli/predict_test.cpp.
#include "predict/predict.hpp"

#include <catch2/catch.hpp>

#include "support/studies.hpp"

using namespace ice;
using namespace ice::predict;
using ice::plugin::Kind;
using ice::store::PluginUse;

namespace {

PluginUse use_of(Kind kind, const std::string& id) {
  const ice::plugin::PluginInfo& plugin = test::catalog().find(kind, id, "test");
  return {to_string(kind), plugin.id, plugin.version, plugin.sha256, plugin.file.string()};
}

std::string refusal(const PluginUse& use) {
  return test::error_of([&] { (void)recipes_of({use}, {}); });
}

}  // namespace

TEST_CASE("predict: the plugins of a run are those it was trained with, wherever they stand") {
  const auto recipes =
      recipes_of({use_of(Kind::kLoss, "core/hinge"), use_of(Kind::kActivation, "acme/swish")}, {});
  REQUIRE(recipes.size() == 2);
  CHECK(recipes[0].id == "core/hinge");
  CHECK(recipes[0].kind == Kind::kLoss);
  CHECK(recipes[1].id == "acme/swish");
  CHECK(recipes[1].file == ICE_BUILD "/tests/libraries/acme.ice.so");
}

TEST_CASE("predict: a core plugin may have been built anew, any other may not") {
  PluginUse core = use_of(Kind::kLoss, "core/hinge"),
            other = use_of(Kind::kActivation, "acme/swish");
  core.sha256 = other.sha256 = std::string(64, '0');
  CHECK(refusal(core).empty());
  CHECK(refusal(other) == "plugin acme/swish: " ICE_BUILD
                          "/tests/libraries/acme.ice.so is not the file that the run was trained "
                          "with. Give that one with --plugin");
}

TEST_CASE("predict: a plugin that is nowhere is told by its name") {
  PluginUse gone = use_of(Kind::kActivation, "acme/swish");
  gone.path = "/nowhere/acme.ice.so";
  CHECK_THAT(refusal(gone), Catch::StartsWith("plugin acme/swish: "));
}
