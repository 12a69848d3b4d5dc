#include "expression/parse.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace ice::expression;

namespace {

double value_of(const std::string& text, const Variables& variables) {
  const Graph graph = parse(text);
  return forward(graph, variables)[graph.result];
}

std::string names_of(const Graph& graph) {
  std::string names;
  for (const Node& node : graph.nodes)
    if (!node.is_constant()) names += node.name + " ";
  return names;
}

void check_fault(const std::string& text, const std::string& message) {
  CAPTURE(text);
  CHECK_THROWS_WITH(parse(text), message);
}

}  // namespace

TEST_CASE("parse: operators bind as in mathematics") {
  const Variables at{{"a", 2}, {"b", 3}};
  CHECK(value_of("a + b*a", at) == 8);
  CHECK(value_of("a - b - 1", at) == -2);
  CHECK(value_of("12/b/a", at) == 2);
  CHECK(value_of("-a^2", at) == -4);
  CHECK(value_of("2^-a", at) == 0.25);
  CHECK(value_of("a^b^2", at) == 512);
  CHECK(value_of("(a + b)*-2", at) == -10);
  CHECK(value_of("1.5e1*a + .5", at) == 30.5);
  CHECK(value_of("relu(a - b) + abs(a - b)", at) == 1);
}

TEST_CASE("parse: the notes' graph has the notes' names") {
  const Graph graph = parse("3*(a + b*c)");
  CHECK(names_of(graph) == "a b c u v J ");
  CHECK(formula(graph, graph.nodes[graph.result]) == "3 * v");
}

TEST_CASE("parse: names of its own, and automatic ones that are not taken") {
  CHECK(names_of(parse("z = w*x + b; a = sigmoid(z); a^2")) == "w x u b z a J ");
  CHECK(names_of(parse("u + v*w*x*y*z")) == "u v w u2 x v2 y w2 z u3 J ");
  CHECK(names_of(parse("J + 1")) == "J u ");
  CHECK(names_of(parse("cost = a*a;")) == "a cost ");
  CHECK(names_of(parse("p = a; 2*p")) == "a J ");
}

TEST_CASE("parse: what consists of constants is computed at once") {
  const Graph graph = parse("2*3*a");
  CHECK(formula(graph, graph.nodes[graph.result]) == "6 * a");
}

TEST_CASE("parse: each fault names its column") {
  check_fault("", "column 1: expected a number, a name, a function or '(', got the end");
  check_fault("3*(a + b", "column 9: expected an operator or ')', got the end");
  check_fault("3(a + b)",
              "column 2: expected an operator, ';' or the end, got '('. A product is written a*b");
  check_fault("2a",
              "column 2: expected an operator, ';' or the end, got 'a'. A product is written a*b");
  check_fault("a + * b", "column 5: expected a number, a name, a function or '(', got '*'");
  check_fault("a \u00b7 b", "column 3: expected an operator, ';' or the end, got '\u00b7'");
  check_fault("1.2.3*a", "column 1: '1.2.3' is no number");
  check_fault("a + sgmoid(b)", "column 5: unknown function sgmoid. Did you mean 'sigmoid'?");
  check_fault("a(b)", "column 1: unknown function a. A product is written a*(...)");
  check_fault("a + exp*b", "column 5: exp is a function. Write exp(...)");
  check_fault("3 + 4", "column 1: there is no variable to nudge");
  check_fault("a + 1/0", "column 6: '/' gives inf here");
  check_fault("u = a; u = b; u", "column 8: u is defined twice");
  check_fault("v = 2*u; u = a; v", "column 10: u is read before it is defined");
  check_fault("u = u + 1; u", "column 1: u is read before it is defined");
  check_fault(std::string(101, '(') + "a" + std::string(101, ')'),
              "column 101: this is more than 100 brackets or signs deep");
  check_fault(std::string(5000, '-') + "a",
              "column 4097: an expression has 4096 characters at most");
}
