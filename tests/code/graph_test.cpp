// The computation graph against the course's formulas (3.9, 4.5), written out by hand.
#include "code/graph.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace ice;
using namespace ice::code;

namespace {

// 5-3-2, m = 4.
NetworkSummary two_layers() {
  NetworkSummary network;
  network.n_x = 5;
  network.n_y = 2;
  network.batch = 4;
  network.layers = {{3, 5, "core/tanh", "core/zeros", 0, true},
                    {2, 3, "core/sigmoid", "core/zeros", 0, true}};
  network.loss = "core/binary_cross_entropy";
  network.optimizer = "core/adam";
  network.fused = network.fused_difference = true;
  return network;
}

std::vector<std::string> lines(const NetworkSummary& network, Pass pass) {
  std::vector<std::string> lines;
  for (const GraphStep& step : computation_graph(network))
    if (step.pass == pass) lines.push_back(step.result + " = " + step.formula);
  return lines;
}

std::string formula_of(const NetworkSummary& network, const std::string& result) {
  for (const GraphStep& step : computation_graph(network))
    if (step.result == result && step.pass != Pass::kUpdate) return step.formula;
  return "none";
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("graph: forward, backward and update of two layers are the course's six equations") {
  CHECK(lines(two_layers(), Pass::kForward) ==
        Lines{"Z[1] = W[1] X + b[1]", "A[1] = tanh(Z[1])", "Z[2] = W[2] A[1] + b[2]",
              "A[2] = sigmoid(Z[2])", "J = 1/m sum binary_cross_entropy(A[2], Y)"});
  CHECK(lines(two_layers(), Pass::kBackward) ==
        Lines{"dZ[2] = A[2] - Y", "dW[2] = 1/m dZ[2] A[1]'",
              "db[2] = 1/m sum over columns of dZ[2]", "dA[1] = W[2]' dZ[2]",
              "dZ[1] = dA[1] * tanh'(Z[1])", "dW[1] = 1/m dZ[1] X'",
              "db[1] = 1/m sum over columns of dZ[1]"});
  CHECK(lines(two_layers(), Pass::kUpdate) ==
        Lines{"W[1] = adam(W[1], dW[1])", "b[1] = adam(b[1], db[1])", "W[2] = adam(W[2], dW[2])",
              "b[2] = adam(b[2], db[2])"});
}

TEST_CASE("graph: a product's shapes fit, and a gradient has the shape of what it is of") {
  for (const GraphStep& step : computation_graph(two_layers())) {
    CAPTURE(step.result);
    if (step.result == "Z[1]") CHECK(step.product == "(3, 5) (5, 4)");
    if (step.result == "dW[2]") CHECK(step.product == "(2, 4) (4, 3)");
    if (step.result == "dA[1]") CHECK(step.product == "(3, 2) (2, 4)");
    if (step.result == "dW[1]") CHECK((step.rows == 3 && step.cols == 5));
    if (step.result == "db[1]") CHECK((step.rows == 3 && step.cols == 1));
    if (step.result == "dZ[1]") CHECK((step.rows == 3 && step.cols == 4));
    if (step.result == "J") CHECK((step.rows == 1 && step.cols == 1));
  }
}

TEST_CASE("graph: every step reads what is given or was computed before it") {
  std::set<std::string> known{"X", "Y", "W[1]", "b[1]", "W[2]", "b[2]", "D[1]"};
  NetworkSummary network = two_layers();
  network.layers[0].dropout = 0.5;
  network.l2 = 0.1;
  network.fused = false;
  for (const GraphStep& step : computation_graph(network)) {
    for (const std::string& input : step.inputs) {
      CAPTURE(step.result, input);
      CHECK(known.contains(input));
    }
    known.insert(step.result);
  }
}

TEST_CASE("graph: dropout, L2, a loss of its own and a row of dependent outputs are told") {
  NetworkSummary network = two_layers();
  network.layers[0].dropout = 0.5;
  network.l2 = 0.1;
  network.fused = false;
  network.layers[1].activation = "core/softmax";
  network.layers[1].elementwise = false;
  CHECK(formula_of(network, "A[1]") == "tanh(Z[1]) * D[1]");
  CHECK(formula_of(network, "dZ[1]") == "dA[1] * D[1] * tanh'(Z[1])");
  CHECK(formula_of(network, "J") == "1/m sum binary_cross_entropy(A[2], Y) + 0.1/(2m) sum W^2");
  CHECK(formula_of(network, "dW[1]") == "1/m dZ[1] X' + 0.1/m W[1]");
  CHECK(formula_of(network, "dA[2]") == "dL/dA of binary_cross_entropy");
  CHECK(formula_of(network, "dZ[2]") == "dA[2] through the derivative of softmax at Z[2]");
  network.fused = true;
  network.fused_difference = false;
  network.loss = "acme/margin";
  CHECK(formula_of(network, "dZ[2]") == "dL/dZ of margin after softmax");
}
