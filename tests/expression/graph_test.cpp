#include "expression/graph.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "expression/parse.hpp"

using namespace ice::expression;

namespace {

struct Found {
  std::map<std::string, double> values, derivatives;
};

Found computed(const std::string& text, const Variables& variables) {
  const Graph graph = parse(text);
  require_variables(graph, variables);
  const std::vector<double> values = forward(graph, variables);
  const std::vector<double> derivatives = backward(graph, values);
  Found found;
  for (std::size_t i = 0; i < values.size(); ++i) {
    found.values[graph.nodes[i].name] = values[i];
    found.derivatives[graph.nodes[i].name] = derivatives[i];
  }
  return found;
}

// A random expression of a, b, c whose value and derivatives stay of a middling size: every
// operation is of what tanh or sigmoid gave.
std::string random_expression(std::mt19937& random, int depth) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  if (depth == 0) return std::string(1, "abc"[pick(3)]);
  const auto part = [&] { return random_expression(random, depth - 1); };
  switch (pick(8)) {
    case 0:
      return "(" + part() + " + " + part() + ")";
    case 1:
      return "(" + part() + " - 0.7*" + part() + ")";
    case 2:
      return "tanh(" + part() + ")*" + part();
    case 3:
      return "tanh(" + part() + ")/(2 + sigmoid(" + part() + "))";
    case 4:
      return "(1 + sigmoid(" + part() + "))^tanh(" + part() + ")";
    case 5:
      return "exp(-tanh(" + part() + "))";
    case 6:
      return "log(1 + sigmoid(" + part() + "))";
    default:
      return "sqrt(1 + sin(" + part() + ")^2)";
  }
}

}  // namespace

// The numbers are those of the notes, 2.5 and 2.6.
TEST_CASE("graph: J = 3(a + bc) at a = 5, b = 3, c = 2 is the notes' graph") {
  const Found found = computed("3*(a + b*c)", {{"a", 5}, {"b", 3}, {"c", 2}});
  CHECK(found.values.at("u") == 6);
  CHECK(found.values.at("v") == 11);
  CHECK(found.values.at("J") == 33);
  CHECK(found.derivatives.at("v") == 3);
  CHECK(found.derivatives.at("u") == 3);
  CHECK(found.derivatives.at("a") == 3);
  CHECK(found.derivatives.at("b") == 6);
  CHECK(found.derivatives.at("c") == 9);
}

TEST_CASE("graph: nudging a by 0.001 moves J by 0.003, as in the notes") {
  const Graph graph = parse("3*(a + b*c)");
  const Variables at{{"a", 5}, {"b", 3}, {"c", 2}};
  REQUIRE(graph.nodes[1].name == "a");
  CHECK(forward(graph, at, Nudge{1, 0.001})[graph.result] == Approx(33.003).epsilon(1e-15));
  CHECK(nudged(graph, at, {1, 0.001}) == Approx(3).epsilon(1e-10));
}

// By hand: dz = a - y, dw = x dz, db = dz for the logistic loss (notes 2.9).
TEST_CASE("graph: the logistic loss has the notes' derivatives") {
  const Found found = computed("z = w*x + b; a = sigmoid(z); -(y*log(a) + (1 - y)*log(1 - a))",
                               {{"w", 0.5}, {"x", 2}, {"b", -0.3}, {"y", 1}});
  const double a = 1 / (1 + std::exp(-0.7));
  CHECK(found.values.at("J") == Approx(-std::log(a)));
  CHECK(found.derivatives.at("z") == Approx(a - 1));
  CHECK(found.derivatives.at("w") == Approx(2 * (a - 1)));
  CHECK(found.derivatives.at("b") == Approx(a - 1));
}

TEST_CASE("graph: a node that is read twice gets the sum of both branches") {
  CHECK(computed("a*a", {{"a", 3}}).derivatives.at("a") == 6);
  CHECK(computed("u = a*b; u^2 + u", {{"a", 3}, {"b", 2}}).derivatives.at("a") == 26);
}

TEST_CASE("graph: a value that the result does not read has the derivative 0") {
  const Found found = computed("u = sqrt(b); a", {{"a", 1}, {"b", 0}});
  CHECK(found.derivatives.at("b") == 0);
  CHECK(found.derivatives.at("a") == 1);
}

TEST_CASE("graph: backward agrees with central differences in random expressions") {
  std::mt19937 random(1);
  for (int i = 0; i < 300; ++i) {
    const std::string text = random_expression(random, 3) + " + 0*(a + b + c)";
    const Variables at{{"a", 0.4}, {"b", -0.9}, {"c", 1.3}};
    const Graph graph = parse(text);
    const std::vector<double> derivatives = backward(graph, forward(graph, at));
    CAPTURE(text);
    for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
      if (graph.nodes[node].is_constant()) continue;
      CAPTURE(graph.nodes[node].name);
      CHECK(derivatives[node] ==
            Approx(nudged_both_ways(graph, at, node)).epsilon(1e-7).margin(1e-8));
    }
  }
}

TEST_CASE("graph: variables without a number and numbers without a variable are errors") {
  const Graph graph = parse("alpha*b + bc");
  CHECK_THROWS_WITH(require_variables(graph, {{"alhpa", 1}, {"b", 2}}),
                    "column 1: alpha has no value. Give alpha=NUMBER; a product is written with *\n"
                    "column 11: bc has no value. Give bc=NUMBER; a product is written with *\n"
                    "alhpa=1: the expression has no variable of this name. Did you mean 'alpha'?");
}

TEST_CASE("graph: a value that is not finite names its operation and column") {
  CHECK_THROWS_WITH(computed("2*log(a - b)", {{"a", 1}, {"b", 3}}),
                    "column 3: log(u) is nan at u = -2");
  CHECK_THROWS_WITH(computed("a/b", {{"a", 1}, {"b", 0}}),
                    "column 2: a / b is inf at a = 1, b = 0");
}
