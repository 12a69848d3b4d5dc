// inspect::check_gradients: the network of a study's cell, checked in a child process.
#include "inspect/gradients.hpp"

#include <catch2/catch.hpp>

#include "support/studies.hpp"

using namespace ice;
using namespace ice::inspect;

namespace {

const std::vector<std::filesystem::path> kPlugins{ICE_BUILD "/lib/ice/plugins",
                                                  ICE_BUILD "/tests/faulty/check"};

Subject subject_with(const std::vector<std::string>& overrides, std::uint64_t cell = 1) {
  return subject_of_cell(test::small_study(overrides), kPlugins, cell);
}

}  // namespace

TEST_CASE("gradients: hold for a study's network, with its regularization") {
  const GradientReport report =
      check_gradients(subject_with({"regularization.l2=0.3", "regularization.dropout=0.2"}), 20);
  CHECK(report.last_wrong_layer() == 0);
  CHECK(report.columns == 40);
  CHECK(report.is_fused);
  REQUIRE(report.matrices.size() == 4);
  CHECK(report.matrices[0].examples.size() == 3);
}

TEST_CASE("gradients: a wrong activation is found in its layer, and named") {
  const Subject subject =
      subject_with({"network.hidden=[{units: 4, activation: faulty/slope_not_squared}, 3]",
                    "initializer.scale=0.5"});
  const GradientReport report = check_gradients(subject, 20);
  CHECK(report.last_wrong_layer() == 1);
  CHECK(suspects(subject, report) ==
        std::vector<std::string>{"activation faulty/slope_not_squared"});
}

TEST_CASE("gradients: a wrong loss makes all layers wrong, and stands before core's activation") {
  const Subject subject = subject_with({"loss=faulty/missing_factor_two", "initializer.scale=0.5"});
  const GradientReport report = check_gradients(subject, 20);
  CHECK(report.last_wrong_layer() == 2);
  CHECK(suspects(subject, report) ==
        std::vector<std::string>{"loss faulty/missing_factor_two", "activation core/sigmoid"});
}

TEST_CASE("gradients: the n-th cell has its own parameters") {
  CHECK(subject_with({"network.activation=tanh,relu"}, 2).code.hidden[0].activation.id ==
        "core/relu");
  CHECK(test::error_of([] { (void)subject_with({"network.activation=tanh,relu"}, 3); }) ==
        "f.yaml: there is no cell 3. The study plans 2 cells");
}
