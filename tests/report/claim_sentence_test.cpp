#include "report/claim_sentence.hpp"

#include <catch2/catch.hpp>

using namespace ice;
using ice::study::Claim;
using ice::study::Goal;

TEST_CASE("claim sentence: a claim is told as a sentence") {
  Claim claim{"H", "dev.cost", {{"network.activation", "tanh"}}, {{"network.activation", "relu"}}};
  CHECK(report::describe(claim, Goal::kMinimize) ==
        "activation = tanh has a lower dev.cost than activation = relu");
  claim.metric = "dev.accuracy";
  claim.better["optimizer.learning_rate"] = 0.1;
  claim.by = 0.02;
  CHECK(report::describe(claim, Goal::kMaximize) ==
        "activation = tanh, learning_rate = 0.1 has a higher dev.accuracy than activation = relu, "
        "by more than 0.02");
}
