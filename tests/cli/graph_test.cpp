// `ice graph`: the computation graph of an expression.
#include <catch2/catch.hpp>

#include "base/value.hpp"
#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

TEST_CASE("graph: the notes' graph as a table") {
  const Result result = Shell().ice({"graph", "3*(a + b*c)", "a=5", "b=3", "c=2"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out,
             StartsWith("node  formula  value  dJ/d node  nudged  central  chain rule\n"
                        "────  ───────  ─────  ─────────  ──────  ───────  ─────────────────\n"
                        "a                  5          3       3        3  dJ/dv * 1 = 3 * 1\n"
                        "b                  3          6       6        6  dJ/du * 2 = 3 * 2\n"
                        "c                  2          9       9        9  dJ/du * 3 = 3 * 3\n"
                        "u     b * c        6          3       3        3  dJ/dv * 1 = 3 * 1\n"
                        "v     a + u       11          3       3        3  dJ/dJ * 3 = 1 * 3\n"
                        "J     3 * v       33          1       1        1\n"));
}

TEST_CASE("graph: --json has exact numbers") {
  const Result result = Shell().ice({"graph", "a*a", "a=0.1", "--json"});
  const Value rows = Value::parse(result.out);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["node"] == "a");
  CHECK(rows[0]["dJ/d node"] == 0.2);
  CHECK(rows[0]["nudged"].get<double>() == Approx(0.201));
  CHECK(rows[1]["formula"] == "a * a");
}

TEST_CASE("graph: --dot has a node for each value and an edge with each slope") {
  const Result result = Shell().ice({"graph", "3*(a + b*c)", "a=5", "b=3", "c=2", "--dot"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, StartsWith("digraph expression {\n"));
  CHECK_THAT(result.out, Contains("  \"a\" [label=\"a = 5\\ndJ/da = 3\", shape=ellipse];\n"));
  CHECK_THAT(result.out, Contains("  \"u\" [label=\"u = b * c = 6\\ndJ/du = 3\"];\n"));
  CHECK_THAT(result.out, Contains("  \"b\" -> \"u\" [label=\"2\"];\n"));
}

TEST_CASE("graph: a kink is told") {
  const Result result = Shell().ice({"graph", "relu(a)", "a=0"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("a: backward gives 0, nudging both ways 0.5: a kink is here"));
}

TEST_CASE("graph: faults of the expression and of the values") {
  const auto check_error = [](const std::vector<std::string>& line, const std::string& text) {
    const Result result = Shell().ice(line);
    CHECK(result.code == 2);
    CHECK(result.err == "ice: " + text + "\n");
  };
  check_error({"graph", "3*(a + ", "a=5"},
              "column 8: expected a number, a name, a function or '(', got the end");
  check_error({"graph", "a + b", "a=5"}, "column 5: b has no value. Give b=NUMBER");
  check_error({"graph", "a", "a=x"}, "a=x: expected NAME=NUMBER, as in a=5");
  check_error({"graph", "a", "a=1", "a=2"}, "a=2: this variable has a number already");
  check_error({"graph", "log(a)", "a=0"}, "column 1: log(a) is -inf at a = 0");
}
