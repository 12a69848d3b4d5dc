#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "report/page/page_data.hpp"
#include "report/page/page_file.hpp"
#include "report/page/thinning.hpp"
#include "store/store.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::report;
using base::Value;
using Catch::Matchers::Contains;

namespace {

// A line of n points at 0, with some other values.
Line level_line(std::size_t n, const std::vector<std::pair<std::size_t, double>>& others = {}) {
  Line line;
  for (std::size_t i = 0; i < n; ++i) line.x.push_back(static_cast<double>(i + 1));
  line.y.assign(n, 0);
  for (const auto& [at, value] : others) line.y[at] = value;
  return line;
}

bool has(const std::vector<double>& values, double value) {
  return std::ranges::find(values, value) != values.end();
}

constexpr const char* kSpec = R"(name: many
code:
  data: {name: planar, samples: 40}
  network: {hidden: [4], activation: tanh, output: sigmoid}
  initializer: zeros
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1}
  training: {epochs: 200, batch_size: full}
experiment:
  metric: {name: dev.cost, goal: minimize}
  seeds: [1, 2]
  exclude: [{network.activation: relu, optimizer.learning_rate: {gt: 1}}]
  parameters:
    network.activation: {values: [tanh, relu]}
    optimizer.learning_rate: {values: [1, 2, 3]}
)";

constexpr const char* kHostile = "</script><script>alert(1)</script><!-- \xc3\xa4";

struct Many {
  std::uint64_t cells = 2, seeds = 2, points = 4;
};

// Costs fall as 1 / epoch, and are larger in later cells; the last cell's last run fails.
store::Run run_of_many(const Many& many, std::uint64_t cell, std::uint64_t seed) {
  store::Run run;
  run.key = base::sha256_hex(std::to_string(cell) + " " + std::to_string(seed));
  run.cell = cell;
  run.identity = {base::sha256_hex("cell " + std::to_string(cell)), std::string(64, 'd'), 1, {}};
  run.seed = (std::uint64_t{1} << 60) + seed;
  run.params = {{"initializer", "zeros"},
                {"network.activation", cell % 2 == 0 ? "tanh" : "relu"},
                {"optimizer.learning_rate", 0.01 * static_cast<double>(cell + 1)}};
  run.epochs = many.points;
  run.started_at = run.finished_at = "2026-11-24T10:00:00.000Z";
  run.plugins = {{"activation", "core/tanh", "0.1.0", std::string(64, 'a'), "/lib/tanh.ice.so"}};
  if (cell + 1 == many.cells && seed + 1 == many.seeds) {
    run.status = store::Status::kFailed;
    run.error = kHostile;
    return run;
  }
  for (const char* const metric : {"dev.cost", "train.cost"}) {
    store::Curve curve{metric, {}, {}};
    for (std::uint64_t epoch = 1; epoch <= many.points; ++epoch) {
      curve.epochs.push_back(epoch);
      curve.values.push_back((1 + 0.1 * static_cast<double>(cell) +
                              0.01 * static_cast<double>(seed) + std::sin(epoch * seed) / 997) /
                             static_cast<double>(epoch));
    }
    run.metrics.push_back({metric, curve.values.back(), curve.values.back(), many.points});
    run.curves.push_back(std::move(curve));
  }
  return run;
}

// The page of a study of so many runs.
std::string page_of(const Many& many) {
  const test::TemporaryFolder folder;
  {
    store::Writer writer(folder / "s.db");
    study::Study study;
    study.name = "many";
    study.idea.title = kHostile;
    study.experiment.metric = "dev.cost";
    study.text = kSpec;
    const std::int64_t environment = writer.add_environment({});
    const std::int64_t revision = writer.add_study(study, {many.cells * many.seeds, "plan"});
    for (std::uint64_t cell = 0; cell < many.cells; ++cell)
      for (std::uint64_t seed = 0; seed < many.seeds; ++seed)
        writer.add(revision, environment, run_of_many(many, cell, seed), [] {});
    writer.commit(true);
  }
  store::Reader reader(folder / "s.db");
  return page_html(page_data(reader, {{{.study = "many"}}, " --db s.db"}));
}

// What stands between two texts.
std::string between(const std::string& page, const std::string& begin, const std::string& end) {
  const auto from = page.find(begin);
  if (from == std::string::npos) return "";
  const auto start = from + begin.size();
  return page.substr(start, page.find(end, start) - start);
}

std::string data_text(const std::string& page) {
  return between(page, "<script type=\"application/json\" id=\"data\">", "</script>");
}

std::string csp_hash(const std::string& content) {
  std::array<std::uint8_t, 32> digest{};
  base::from_hex(base::sha256_hex(content), digest);
  return "'sha256-" + base::to_base64(digest) + "'";
}

}  // namespace

TEST_CASE("page: thinning keeps the first, the last, the lowest and the highest of each part") {
  const Line line =
      level_line(100'000, {{0, 1}, {31'234, 9}, {31'235, -7}, {77'777, 5}, {99'999, 2}});
  const Line thin = thinned(line, 1000);
  CHECK(thin.x.size() <= 1000);
  CHECK(thin.x.size() >= 500);
  for (const double value : {1, 9, -7, 5, 2}) CHECK(has(thin.y, value));
  CHECK(thin.x.front() == 1);
  CHECK(thin.x.back() == 100'000);
  CHECK(std::ranges::is_sorted(thin.x));
  CHECK(thinned(level_line(1000), 1000).x.size() == 1000);
}

TEST_CASE("page: a thinned band keeps its own peaks, with the values of the same epochs") {
  Line line = level_line(5000, {{2500, 1}});
  line.low.assign(5000, -1);
  line.high.assign(5000, 1);
  line.low[1111] = -8;
  line.high[3333] = 6;
  const Line thin = thinned(line, 400);
  CHECK(thin.x.size() <= 400);
  CHECK(thin.low.size() == thin.x.size());
  CHECK(thin.high.size() == thin.x.size());
  for (std::size_t i = 0; i < thin.x.size(); ++i) {
    const auto at = static_cast<std::size_t>(thin.x[i]) - 1;
    CHECK(thin.y[i] == line.y[at]);
    CHECK(thin.low[i] == line.low[at]);
    CHECK(thin.high[i] == line.high[at]);
  }
  CHECK(has(thin.low, -8));
  CHECK(has(thin.high, 6));
  CHECK(has(thin.y, 1));
}

TEST_CASE("page: a thinned gap stays a gap") {
  Line line = level_line(3000);
  for (std::size_t i = 1000; i < 2000; ++i) line.y[i] = std::nan("");
  const Line thin = thinned(line, 100);
  CHECK(std::ranges::count_if(thin.y, [](double y) { return std::isnan(y); }) >= 15);
  CHECK(std::ranges::count(thin.y, 0.0) >= 30);
}

TEST_CASE("page: its data are JSON, in which no text can end the element") {
  const std::string page = page_of({});
  const std::string text = data_text(page);
  CHECK(text.find('<') == std::string::npos);
  const Value data = Value::parse(text);
  const Value& study = data["studies"][0];
  CHECK(study["title"] == kHostile);
  CHECK(study["runs"]["errors"] == Value{"", kHostile});
  CHECK(study["runs"]["seed"][1] == "1152921504606846977");
  CHECK(data["suffix"] == " --db s.db");
  CHECK(page.find("alert(1)</script>") == std::string::npos);
}

TEST_CASE("page: cells, their values and what they came to") {
  const Value study = Value::parse(data_text(page_of({})))["studies"][0];
  CHECK(study["cells"] == Value{0, 1});
  REQUIRE(study["parameters"].size() == 2);
  CHECK(study["parameters"][0] == Value{{"name", "network.activation"},
                                        {"short", "activation"},
                                        {"values", {{nullptr, "tanh"}, {nullptr, "relu"}}}});
  CHECK(study["parameters"][1]["values"] == Value{{0.01, "0.01"}, {0.02, "0.02"}});
  CHECK(study["values"] == Value{{0, 0}, {1, 1}});
  CHECK(study["runs"]["constants"] == Value{{"initializer", "zeros"}});
  CHECK(study["runs"]["status"] == Value{"finished", "finished", "finished", "failed"});
  const Value& final = study["board"]["dev.cost"]["final"];
  CHECK(final["n"] == Value{2, 1});
  // (1 + 1.01 + sin(4) / 997) / 4 / 2 and (1 + 0.1) / 4, with Python
  CHECK(final["mean"][0].get<double>() == Approx(0.251155).margin(1e-6));
  CHECK(final["mean"][1].get<double>() == Approx(0.275).margin(1e-6));
  CHECK(
      study["plan"]["excluded"] ==
      Value::parse(
          R"([{"text": "network.activation = relu and optimizer.learning_rate > 1", "cells": 2}])"));
  CHECK(study["curves"]["epochs"] == Value::parse("[[1, 2, 3, 4]]"));
  CHECK(study["curves"]["lines"]["dev.cost"]["0"]["low"][3] == 0.25);
}

TEST_CASE("page: the policy allows its own script and style, by their SHA-256, and nothing else") {
  const std::string page = page_of({});
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\"");
  const std::string script = between(page, "<script>", "</script>");
  const std::string style = between(page, "<style>", "</style>");
  CHECK(script.size() > 100'000);
  CHECK(policy == "default-src 'none'; script-src " + csp_hash(script) + "; style-src " +
                      csp_hash(style) + "; img-src data:; base-uri 'none'; form-action 'none'");
  const std::regex element("<(script|style|link|img|iframe)[ >]");
  CHECK(std::distance(std::sregex_iterator(page.begin(), page.end(), element), {}) == 4);
  CHECK(page.find("src=\"http") == std::string::npos);
}

TEST_CASE("page: 2000 runs are at most 3 MB, in 200 cells or each in its own") {
  CHECK(page_of({200, 10, 200}).size() <= 3'000'000);
  const std::string page = page_of({2000, 1, 100});
  CHECK(page.size() <= 3'000'000);
  CHECK(Value::parse(data_text(page))["studies"][0]["curves"]["lines"]["dev.cost"].size() == 1999);
}

TEST_CASE("page: a study without runs, or unknown, is an error") {
  const test::TemporaryFolder folder;
  {
    store::Writer writer(folder / "s.db");
    study::Study study;
    study.name = "none";
    study.experiment.metric = "dev.cost";
    study.text = "name: none\n";
    (void)writer.add_study(study, {2, "plan"});
    writer.commit(true);
  }
  store::Reader reader(folder / "s.db");
  CHECK_THROWS_WITH(page_data(reader, {{{.study = "none"}}, ""}),
                    Contains("study none: it has no recorded run"));
  CHECK_THROWS_WITH(page_data(reader, {{{.study = "nome"}}, ""}), Contains("Did you mean 'none'?"));
}
