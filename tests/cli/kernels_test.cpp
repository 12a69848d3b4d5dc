// $ICE_CPU: the level at which ice and its plugins run, and where ice reports it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <ice/processor.hpp>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "support/skip.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// Two cells, wide enough that every loop fills whole registers.
const std::string kCurved = R"(name: curved
idea:
  title: A curve against a line
  claims: [{name: H1, metric: train.cost, better: {activation: tanh}, than: {activation: linear}}]
code:
  data: {name: planar, samples: 200}
  network: {hidden: [16], activation: tanh, output: sigmoid}
  initializer: xavier_normal
  loss: binary_cross_entropy
  optimizer: {name: adam, learning_rate: 0.01}
  training: {epochs: 20, batch_size: full}
experiment:
  metric: {name: train.cost, goal: minimize}
  seeds: [1, 2]
  parameters: {network.activation: {values: [tanh, linear]}}
)";

// The compiled levels that this processor supports.
std::vector<std::string> levels() {
  const auto end = ice::kLevelNames.begin() + static_cast<std::ptrdiff_t>(ice::highest_level()) + 1;
  return {ice::kLevelNames.begin(), end};
}

std::string at(const std::string& level) { return "ICE_CPU=" + level; }

const char* const kOneLevel = "this ice is compiled for one level only";

struct CurvedShell : Shell {
  CurvedShell() { write("curved.yaml", kCurved); }
  void run_at(const std::string& level, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> line{"run", "curved.yaml", "-q"};
    line.insert(line.end(), more.begin(), more.end());
    const Result result = ice(line, {at(level)});
    INFO(result.err);
    REQUIRE(result.code == 0);
  }
  [[nodiscard]] Value json(std::vector<std::string> line) const {
    line.emplace_back("--json");
    return Value::parse(ice(line).out);
  }
  [[nodiscard]] std::vector<double> costs() const {
    std::vector<double> costs;
    for (const Value& row : json({"sql",
                                  "SELECT final FROM metrics JOIN runs ON id = run_id WHERE "
                                  "name = 'train.cost' ORDER BY cell, seed"}))
      costs.push_back(row["final"]);
    return costs;
  }
};

}  // namespace

TEST_CASE("kernels: a study runs at every level of this processor, which is recorded") {
  if (levels().size() == 1) skip(kOneLevel);
  std::vector<std::vector<double>> costs;
  for (const std::string& level : levels()) {
    CAPTURE(level);
    const CurvedShell shell;
    shell.run_at(level);
    const Value recorded = shell.json({"sql", "SELECT DISTINCT compiler, blas FROM environments"});
    REQUIRE(recorded.size() == 1);
    CHECK_THAT(recorded[0]["compiler"].get<std::string>(), EndsWith(" " + level));
    CHECK_THAT(recorded[0]["blas"].get<std::string>(), Contains("OpenBLAS "));
    CHECK_THAT(shell.ice({"doctor"}, {at(level)}).out, Contains("\nOK    kernels   " + level));
    costs.push_back(shell.costs());
    const CurvedShell again;
    again.run_at(level, {"-j", "1"});
    CHECK(again.costs() == costs.back());  // every bit
  }
  for (const std::vector<double>& at_level : costs) {
    REQUIRE(at_level.size() == 4);
    for (std::size_t i = 0; i < at_level.size(); ++i)
      CHECK(at_level[i] == Approx(costs.front()[i]).epsilon(1e-4));  // float, 20 steps
  }
}

TEST_CASE("kernels: the highest level is chosen unless $ICE_CPU names another") {
  const CurvedShell shell;
  REQUIRE(shell.ice({"run", "curved.yaml", "-q"}).code == 0);
  const Value recorded = shell.json({"sql", "SELECT compiler FROM environments"});
  CHECK_THAT(recorded[0]["compiler"].get<std::string>(), EndsWith(" " + levels().back()));
}

TEST_CASE("kernels: a table of runs by different ones says so, and 'ice compare' names them") {
  if (levels().size() == 1) skip(kOneLevel);
  const std::string low = levels().front(), high = levels().back();
  const CurvedShell shell;
  shell.run_at(low);
  shell.run_at(high, {"seeds=[1,2,3]"});
  const std::string note =
      "kernels differ: 4 runs on " + low + ", 2 runs on " + high + "; so do their last digits\n";
  CHECK_THAT(shell.ice({"best", "curved"}).out, EndsWith("\n" + note));
  CHECK_THAT(shell.ice({"runs", "curved"}).out, EndsWith("\n" + note));
  CHECK_THAT(shell.ice({"claims", "curved"}).out, EndsWith("\ncurved: " + note));
  CHECK_THAT(shell.ice({"plot", "curved", "curves"}).out, EndsWith("\n" + note));
  const Result csv = shell.ice({"best", "curved", "-f", "csv"});
  CHECK_THAT(csv.out, !Contains("kernels"));
  CHECK(csv.err == "ice: " + note);
  CHECK_THAT(shell.ice({"runs", "curved", "--where", "seed < 3"}).out, !Contains("kernels"));

  const Value keys = shell.json({"sql", "SELECT key FROM runs WHERE seed > 1 ORDER BY cell, seed"});
  const Value rows = shell.json({"compare", keys[0]["key"], keys[1]["key"]});
  const auto compiler = std::ranges::find_if(rows, [](const Value& row) {
    return row["kind"] == "environment" && row["name"] == "compiler";
  });
  REQUIRE(compiler != rows.end());
  CHECK_THAT(compiler->dump(), Contains(low) && Contains(high));
}

TEST_CASE("kernels: an unknown level, and one that the processor does not support, is refused") {
  const CurvedShell shell;
  const Result unknown = shell.ice({"run", "curved.yaml"}, {at("avx2")});
  CHECK(unknown.code == 2);
  if (ice::kLevelNames.size() == 1) {
    CHECK(unknown.err == "ice: $ICE_CPU: 'avx2', but this ice has one level only. Unset it\n");
    return;
  }
  const std::string way_out =
      ". Set it to " + ice::base::join(levels(), " or ") + ", or unset it\n";
  CHECK(unknown.err == "ice: $ICE_CPU: there is no level 'avx2'" + way_out);
  CHECK(shell.ice({"--version"}, {at("avx2")}).code == 0);
  if (levels().size() == ice::kLevelNames.size()) return;
  const std::string beyond(ice::kLevelNames.back());
  CHECK(shell.ice({"doctor"}, {at(beyond)}).err ==
        "ice: $ICE_CPU: this processor does not support '" + beyond + "'" + way_out);
}
