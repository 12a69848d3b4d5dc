// Studies whose cells are proposed by core/search: what they may say, and which cells they get.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <set>

#include "studies.hpp"
#include "study/expand.hpp"
#include "study/proposals.hpp"

using ice::base::Value;
using ice::study::Choice;
using ice::study::Expansion;
using ice::study::Method;
using ice::study::Study;

namespace {

// The method is named in line 9, run_cap in line 10; `more` begins in line 11.
std::string searching(const std::string& method, const std::string& parameters,
                      const std::string& more = "", int run_cap = 20) {
  return varying(parameters, fmt::format("  method: {}\n  run_cap: {}\n", method, run_cap) + more);
}

const std::string kTwoRanges =
    "optimizer.learning_rate: {min: 0.001, max: 1, distribution: log_uniform}\n"
    "    noise: {min: 0, max: 1}";
const std::string kRangeAndList =
    "optimizer.learning_rate: {min: 0.001, max: 1, distribution: log_uniform}\n"
    "    network.activation: {values: [tanh, relu, sigmoid]}";

// The values of all cells that the expansion has by now.
std::vector<std::string> cells_of(const Expansion& expansion, const Study& study) {
  std::vector<std::string> all;
  for (std::uint64_t i = 0; i < expansion.slot_count(); i += study.experiment.seeds.size())
    all.push_back(Value(std::get<Choice>(expansion.choose(i)).values).dump());
  return all;
}

// A made-up result: it depends on the values and nothing else.
double result_of(const std::string& values) {
  return static_cast<double>(std::hash<std::string>{}(values) % 1000) / 1000;
}

// All cells, where results are told `late` cells after the first one that is missing.
std::vector<std::string> cells_with_results(const Study& study, std::uint64_t late = 0) {
  Expansion expansion(study);
  std::uint64_t told = 0;
  while (true) {
    auto cells = cells_of(expansion, study);
    const std::uint64_t known = cells.size() > late ? cells.size() - late : 0;
    const std::uint64_t end = std::max(known, std::min<std::uint64_t>(told + 1, cells.size()));
    if (told == cells.size()) return cells;
    for (; told < end; ++told) expansion.tell(told, result_of(cells[told]));
    expansion.propose();
  }
}

}  // namespace

TEST_CASE("search: all methods are read, and bayes means auto and says so") {
  for (const char* word : {"sobol", "halton", "tpe", "auto"}) {
    const Study study = study_of(searching(word, kTwoRanges));
    CHECK(to_string(study.experiment.method) == word);
    CHECK(study.warnings.empty());
    CHECK(study_of(study.text).experiment.method == study.experiment.method);
  }
  const Study study = study_of(searching("bayes", kTwoRanges));
  CHECK(study.experiment.method == Method::kAuto);
  CHECK(study.warnings ==
        std::vector<std::string>{
            "f.yaml:10:11: experiment.method: bayes is W&B's word: it means method: auto, which is "
            "tpe where anything is categorical or conditional, else tpe and then cmaes. Write the "
            "one that you want"});
  CHECK(study_of(study.text).warnings.empty());
}

TEST_CASE("search: keys that mean nothing with a method are refused") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {varying("epochs: {values: [1, 2]}", "  ahead: 2\n"),
       "f.yaml:9:10: experiment.ahead: method: grid depends on no results: there is nothing to be "
       "ahead of. Leave it out, or use method: tpe, cmaes or auto"},
      {varying("epochs: {values: [1, 2]}", "  start_with: [{epochs: 1}]\n"),
       "f.yaml:9:15: experiment.start_with: method: grid proposes no cells that others could come "
       "before. Leave it out, or use method: sobol, halton, tpe, cmaes or auto"},
      {searching("cmaes", kTwoRanges, "  ahead: 2\n"),
       "f.yaml:12:10: experiment.ahead: method: cmaes goes ahead by whole generations. Leave it "
       "out"},
      {searching("tpe", kTwoRanges, "  order: shuffled\n"),
       "f.yaml:12:10: experiment.order: method: tpe decides about the order. Leave it out"},
      {searching("tpe", kTwoRanges, "  ahead: 0\n"),
       "f.yaml:12:10: experiment.ahead: expected a whole number in [1, 1000000], got 0"},
      {searching("bayesian", kTwoRanges),  // and no word on what a grid would want of the ranges
       "f.yaml:10:11: experiment.method: expected one of grid, random, sobol, halton, tpe, cmaes, "
       "auto, got 'bayesian'"},
      {searching("sobol", "noise: {distribution: normal, mu: 0, sigma: 1}"),
       "f.yaml:8:12: experiment.parameters.data.noise: method: sobol needs a range with ends, and "
       "normal has none: give min: and max:, or use method: random"},
      {searching("tpe", kTwoRanges, "  seeds: {count: 2}\n", 300'000),
       "f.yaml:11:12: experiment.run_cap: 150,000 cells with 2 seeds: method: tpe proposes at most "
       "100,000. Use a smaller one, or method: random"},
      {varying("noise: {min: 0, max: 1}", "  method: halton\n"),
       "f.yaml:7:3: experiment.run_cap: method: halton needs a number of runs. For example "
       "run_cap: 100"},
      {searching("tpes", "epochs: {values: [1, 2]}"),
       "f.yaml:9:11: experiment.method: expected one of grid, random, sobol, halton, tpe, cmaes, "
       "auto, got 'tpes'. Did you mean 'tpe'?"}};
  for (const auto& [text, message] : cases) CHECK(refusal_of(text) == message);
}

TEST_CASE("search: start_with names varied parameters, values that they have, and each cell once") {
  const std::string when =
      "network.activation: {values: [relu, {name: leaky_relu, slope: 0.1}]}\n"
      "    noise: {min: 0, max: 1, when: {network.activation: leaky_relu}}";
  const std::vector<std::array<std::string, 3>> cases{
      {kRangeAndList, "[{activation: tanh}, {learning_rate: 0.5}]", "accepted"},
      {kRangeAndList, "{activation: tanh}",
       "f.yaml:12:15: experiment.start_with: expected a list of cells, got a map. For example "
       "start_with: [{learning_rate: 0.01}]"},
      {kRangeAndList, "[{activation: tanhh}]",
       "f.yaml:12:16: experiment.start_with[0].network.activation: 'tanhh' is none of its values. "
       "Did you mean 'tanh'?"},
      {kRangeAndList, "[{learning_rate: 2}]",
       "f.yaml:12:16: experiment.start_with[0].optimizer.learning_rate: 2 is never drawn. It is "
       "drawn from 0.001 to 1"},
      {kRangeAndList, "[{epochs: 2}]",
       "f.yaml:12:17: experiment.start_with[0].training.epochs: is not varied in "
       "experiment.parameters. Varied: optimizer.learning_rate, network.activation"},
      {kRangeAndList, "[{activation: tanh}, {network.activation: tanh}]",
       "f.yaml:12:36: experiment.start_with[1]: is there twice"},
      {when, "[{noise: 0.5}]",
       "f.yaml:12:16: experiment.start_with[0].data.noise: exists only when network.activation = "
       "leaky_relu. Give both, or leave it out"},
      {when, "[{noise: 0.5, activation: leaky_relu}]", "accepted"}};
  for (const auto& [parameters, start, message] : cases)
    CHECK(refusal_of(searching("tpe", parameters, "  start_with: " + start + "\n")) == message);
  const std::string zipped = "epochs: {values: [1, 2]}\n    noise: {values: [0.1, 0.2]}";
  CHECK(refusal_of(searching("tpe", zipped,
                             "  zip: [[epochs, noise]]\n  start_with: [{epochs: 1, noise: 0.2}]\n",
                             2)) ==
        "f.yaml:13:16: experiment.start_with[0]: zip does not put these values of training.epochs, "
        "data.noise together. Give one of them: the others follow");
}

TEST_CASE("search: cells of start_with come first, and its other values are drawn") {
  const Study study =
      study_of(searching("sobol", kRangeAndList,
                         "  start_with: [{activation: relu, learning_rate: 0.25}, {activation: "
                         "tanh}]\n"));
  const auto cells = cells_of(Expansion(study), study);
  CHECK(cells.size() == 20);
  CHECK(cells[0] == R"([0.25,"relu"])");
  CHECK(cells[1].ends_with(R"(,"tanh"])"));
  CHECK(study_of(study.text).text == study.text);
  const std::string zipped = "epochs: {values: [1, 2, 3]}\n    noise: {values: [0.1, 0.2, 0.3]}";
  const Study of_zip = study_of(
      searching("halton", zipped, "  zip: [[epochs, noise]]\n  start_with: [{epochs: 2}]\n", 3));
  CHECK(cells_of(Expansion(of_zip), of_zip)[0] == "[2,0.2]");
}

TEST_CASE("search: cells of sobol and halton are known ahead, and run_cap only ends them") {
  for (const char* method : {"sobol", "halton"}) {
    const Study many = study_of(searching(method, kRangeAndList, "", 40));
    const Study few = study_of(searching(method, kRangeAndList, "", 15));
    const auto all = cells_of(Expansion(many), many);
    auto first = cells_of(Expansion(few), few);
    CHECK(all.size() == 40);
    CHECK(first.size() == 15);
    CHECK(std::equal(first.begin(), first.end(), all.begin()));
    CHECK(!Expansion(many).may_grow());
  }
}

TEST_CASE("search: values keep to their ranges, steps and lists") {
  const Study study = study_of(
      searching("sobol",
                "epochs: {min: 1, max: 9}\n    noise: {min: 0, max: 1, step: 0.25}\n"
                "    batch_size: {min: 8, max: 256, distribution: q_log_uniform_values, q: 8}\n"
                "    optimizer.learning_rate: {min: 0.001, max: 1, distribution: log_uniform}\n"
                "    network.activation: {values: [tanh]}",
                "", 200));
  std::set<Value> epochs, noises;
  const Expansion expansion(study);
  for (std::uint64_t slot = 0; slot < expansion.slot_count(); ++slot) {
    const auto values = std::get<Choice>(expansion.choose(slot)).values;
    epochs.insert(values[0]);
    noises.insert(values[1]);
    CHECK(values[2].get<int>() % 8 == 0);
    CHECK(values[3].get<double>() >= 0.001);
    CHECK(values[3].get<double>() <= 1);
    CHECK(values[4] == "tanh");
  }
  CHECK(epochs == std::set<Value>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(noises == std::set<Value>{0, 0.25, 0.5, 0.75, 1});
}

TEST_CASE(
    "search: excluded and repeated proposals are passed over, to the last cell of the space") {
  const std::string small = "epochs: {values: [1, 2, 3]}\n    batch_size: {min: 1, max: 4}";
  for (const char* method : {"sobol", "halton", "tpe"}) {
    const Study study =
        study_of(searching(method, small, "  exclude: [{epochs: 2, batch_size: {gt: 2}}]\n", 30));
    const auto cells = cells_with_results(study);
    CHECK(std::set(cells.begin(), cells.end()).size() == 10);
    CHECK(cells.size() == 10);
    CHECK(std::ranges::find(cells, "[2,3]") == cells.end());
  }
}

TEST_CASE("search: a parameter exists only where its condition holds") {
  const std::string when =
      "network.activation: {values: [relu, leaky_relu]}\n"
      "    network.activation.slope: {min: 0.01, max: 0.5, when: {network.activation: leaky_relu}}";
  for (const char* method : {"sobol", "tpe", "auto"}) {
    const Study study = study_of(searching(method, when, "", 12));
    for (const std::string& cell : cells_with_results(study))
      CHECK((cell == R"(["relu",null])") == cell.starts_with(R"(["relu")"));
  }
}

TEST_CASE("search: a method that learns proposes as many cells ahead as the study says") {
  const Study study = study_of(searching("tpe", kTwoRanges, "  ahead: 3\n"));
  Expansion expansion(study);
  CHECK(expansion.slot_count() == 3);
  CHECK(!expansion.propose());
  expansion.tell(1, 0.5);
  CHECK(!expansion.propose());
  expansion.tell(0, 0.5);
  CHECK(expansion.propose());
  CHECK(expansion.slot_count() == 5);
  CHECK(expansion.may_grow());
}

TEST_CASE("search: cells do not depend on when results became known") {
  for (const char* method : {"tpe", "auto", "cmaes"}) {
    const Study study = study_of(searching(method, kTwoRanges, "", 40));
    const auto cells = cells_with_results(study);
    CHECK(cells.size() == 40);
    for (const std::uint64_t late : {1, 2, 3}) CHECK(cells_with_results(study, late) == cells);
  }
}

TEST_CASE("search: proposals do not use results that are too new") {
  // Two searches whose results differ only in cell 6 have the same cells up to 6 + ahead - 1.
  const Study study = study_of(searching("tpe", kTwoRanges, "  ahead: 3\n", 40));
  std::vector<std::vector<std::string>> found;
  for (const double sixteenth : {0.0, 9.0}) {
    Expansion expansion(study);
    for (std::uint64_t cell = 0; cell < 40; ++cell) {
      auto cells = cells_of(expansion, study);
      expansion.tell(cell, cell == 16 ? sixteenth : result_of(cells[cell]));
      expansion.propose();
    }
    found.push_back(cells_of(expansion, study));
  }
  CHECK(std::equal(found[0].begin(), found[0].begin() + 19, found[1].begin()));
}

TEST_CASE("search: samples have every listed value and both ends of every range") {
  const std::string when =
      "network.activation: {values: [relu, leaky_relu]}\n"
      "    network.activation.slope: {min: 0.01, max: 0.5, when: {network.activation: leaky_relu}}";
  const Study study = study_of(searching("tpe", when));
  std::vector<std::string> texts;
  for (const Choice& choice : Expansion(study).samples())
    texts.push_back(Value(choice.values).dump());
  CHECK(texts.size() == 4);
  CHECK(texts[0] == R"(["relu",null])");
  CHECK(texts[1].starts_with(R"(["leaky_relu")"));
  CHECK(texts[2] == R"(["leaky_relu",0.01])");
  CHECK(texts[3] == R"(["leaky_relu",0.5])");
}

TEST_CASE("search: a rule that stops runs is not there yet, and no key is listed for it") {
  CHECK(refusal_of(searching("tpe", kTwoRanges, "  early_terminate: {type: hyperband}\n")) ==
        "f.yaml:12:3: experiment.early_terminate: unknown key. It is a rule that stops poor runs, "
        "which is not there yet");
}

TEST_CASE("search: a study that is trained elsewhere names its parameters as it likes") {
  const std::string text =
      "code: elsewhere\nexperiment:\n  method: tpe\n  run_cap: 8\n  parameters:\n"
      "    lr: {min: 0.01, max: 1}\n    net.depth: {values: [1, 2]}\n    trick: {values: [a, b]}\n";
  const Study study = study_of(text);
  CHECK(study.is_elsewhere);
  CHECK(study.experiment.parameters[0].name == "lr");
  CHECK(study.experiment.parameters[1].name == "net.depth");
  const Study again = study_of(study.text);
  CHECK(again.is_elsewhere);
  CHECK(again.text == study.text);
  CHECK(cells_of(Expansion(study), study).size() == 4);
  const Study overridden = study_of(text, {"run_cap=20", "lr=0.5", "width=32"});
  CHECK(overridden.is_elsewhere);
  CHECK(overridden.experiment.run_cap == 20);
  CHECK(overridden.experiment.parameters[0].values == std::vector<Value>{0.5});
  CHECK(overridden.experiment.parameters[3].name == "width");
  CHECK(refusal_of("code: elswhere\nexperiment:\n  parameters:\n    lr: {values: [1, 2]}\n")
            .starts_with("f.yaml:1:7: code: expected a map, got 'elswhere'"));
  CHECK(refusal_of("code: elsewhere\nexperiment:\n  parameters:\n    l r: {values: [1, 2]}\n") ==
        "f.yaml:4:5: experiment.parameters.l r: 'l r' is no name. Names have a-z, 0-9 and _, with "
        "dots between their parts: optimizer.learning_rate");
}
