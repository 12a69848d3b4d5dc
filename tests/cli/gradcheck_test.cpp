// `ice gradcheck`: backward against nudged parameters.
#include <catch2/catch.hpp>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::FlatShell;
using ice::cli::RecordedShell;
using ice::cli::Result;

TEST_CASE("gradcheck: a right network holds in every layer") {
  const FlatShell shell;
  const Result result = shell.ice({"gradcheck", "flat.yaml", "initializer=xavier_normal"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("Study flat, cell 1: activation = tanh\n"
                                  "Seed 1 at the start values, 20 training samples, in float64\n"));
  CHECK_THAT(result.out, Contains("W[1]        (3, 2)        6      0"));
  CHECK_THAT(result.out, Contains("Backward and nudged agree in every layer.\n"));
}

TEST_CASE("gradcheck: a recorded study is known by its name") {
  const RecordedShell shell;
  const Result result = shell.ice({"gradcheck", "flat", "--cell", "2"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("cell 2: activation = relu\n"));
  CHECK_THAT(result.out, Contains("all derivatives are 0 at the start values"));
}

TEST_CASE("gradcheck: a wrong derivative ends with 1 and names layer and plugin") {
  const FlatShell shell;
  const Result result = shell.ice({"gradcheck", "flat.yaml", "initializer=xavier_normal",
                                   "network.activation=faulty/slope_not_squared", "--plugin",
                                   (ICE_BUILD "/tests/faulty/check/slope_not_squared.ice.so")});
  CHECK(result.code == 1);
  CHECK_THAT(result.out,
             Contains("The gradient is wrong from layer 1 of 2 down; layers behind it hold. "
                      "Suspect: activation faulty/slope_not_squared.\n"
                      "'ice plugin check faulty/slope_not_squared --only gradient' looks closer."));
}

TEST_CASE("gradcheck: --json has a row for each matrix") {
  const FlatShell shell;
  const Result result =
      shell.ice({"gradcheck", "flat.yaml", "initializer=xavier_normal", "--json"});
  CHECK(result.code == 0);
  const Value rows = Value::parse(result.out);
  REQUIRE(rows.size() == 4);
  CHECK(rows[0]["parameters"] == "W[1]");
  CHECK(rows[0]["verdict"] == "holds");
  CHECK(rows[0]["largest error"].get<double>() < 1e-5);
}
