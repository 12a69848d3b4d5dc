// Weights of samples and classes, standardized targets and splits of runs, through the built `ice`.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

constexpr int kRows = 30;

// Rows of a table: a, b, w (1 to 3) and a class that depends on a and b.
std::string weighed_table(bool repeats) {
  std::string text = "a,b,w,y\n";
  for (int i = 0; i < kRows; ++i) {
    const int w = 1 + i % 3, a = i * 7 % 11, b = i * 5 % 13;
    const std::string row = fmt::format("{}.5,{},{},{}\n", a, b, w, a + b > 11 ? "yes" : "no");
    for (int k = 0; k < (repeats ? w : 1); ++k) text += row;
  }
  return text;
}

// Numbers from 25 to 346 that a line fits.
std::string table_of_numbers() {
  std::string text = "a,b,y\n";
  for (int i = 0; i < 40; ++i)
    text += fmt::format("{},{},{}\n", i % 10, i * 3 % 7, 25 + 30 * (i % 10) + 5 * (i * 3 % 7));
  return text;
}

std::string study_of_table(const std::string& data, const std::string& more = "") {
  return "code:\n  data: {name: csv, file: t.csv, target: y" + data +
         "}\n"
         "  network: {hidden: [4], activation: tanh, output: sigmoid}\n"
         "  loss: binary_cross_entropy\n"
         "  optimizer: {name: gradient_descent, learning_rate: 0.2}\n"
         "  training: {epochs: 40, batch_size: full, precision: float64}\n"
         "experiment:\n  seeds: [1, 2]\n" +
         more;
}

struct TableShell : Shell {
  Result run_study(const std::string& name, const std::string& text,
                   std::vector<std::string> more = {}) {
    write(name + ".yaml", text);
    std::vector<std::string> line{"run", name + ".yaml", "-q", "-j", "1"};
    line.insert(line.end(), more.begin(), more.end());
    return ice(line);
  }
  [[nodiscard]] Value rows_of(const std::string& study) const {
    const Result result = ice({"runs", study, "--columns", "all", "--json"});
    CAPTURE(result.err);
    REQUIRE(result.code == 0);
    return Value::parse(result.out);
  }
};

std::set<std::string> ids_in(const Value& rows) {
  std::set<std::string> ids;
  for (const Value& row : rows) ids.insert(row.at("id").get<std::string>());
  return ids;
}

}  // namespace

TEST_CASE("weights: a weighted table trains as one whose rows are repeated") {
  TableShell shell;
  shell.write("t.csv", weighed_table(false));
  REQUIRE(shell.run_study("weighed", study_of_table(", weight: w")).code == 0);
  shell.write("t.csv", weighed_table(true));
  REQUIRE(shell.run_study("often", study_of_table(", ignore: [w]")).code == 0);
  const Value weighed = shell.rows_of("weighed"), often = shell.rows_of("often");
  REQUIRE(weighed.size() == 2);
  for (std::size_t i = 0; i < 2; ++i)
    for (const char* metric : {"train.cost", "train.accuracy", "train.f1", "train.auc"})
      CHECK(weighed[i].at(metric).get<double>() == Approx(often[i].at(metric).get<double>()));
}

TEST_CASE("weights: plan, gradcheck and predict take them as training does") {
  TableShell shell;
  shell.write("t.csv", weighed_table(false));
  shell.write("s.yaml", study_of_table(", weight: w, class_weight: balanced"));
  CHECK(shell.ice({"plan", "s.yaml"}).code == 0);
  const Result checked = shell.ice({"gradcheck", "s.yaml"});
  CHECK(checked.code == 0);
  REQUIRE(shell.ice({"run", "s.yaml", "training.save=final", "-q"}).code == 0);
  const Value run = shell.rows_of("s")[0];
  const Result scored = shell.ice({"predict", run.at("id").get<std::string>(), "--data", "t.csv"});
  CAPTURE(scored.out, scored.err);
  REQUIRE(scored.code == 0);
  // Scores are weighted by the samples, not by the classes: those of the training part.
  CHECK_THAT(scored.out + scored.err, Contains("accuracy"));
}

TEST_CASE("weights: class_weight may be varied, and 'none' is the run without it") {
  TableShell shell;
  shell.write("t.csv", weighed_table(false));
  REQUIRE(shell.run_study("plain", study_of_table(", ignore: [w]")).code == 0);
  REQUIRE(
      shell
          .run_study("both", study_of_table(", ignore: [w]",
                                            "  parameters:\n    data.class_weight: {values: [none, "
                                            "balanced, {yes: 2}, null]}\n"))
          .code == 2);  // null is none: there twice
  REQUIRE(shell
              .run_study("both", study_of_table(", ignore: [w]",
                                                "  parameters:\n    class_weight: {values: [none, "
                                                "balanced, {yes: 2}]}\n"))
              .code == 0);
  const auto plain = ids_in(shell.rows_of("plain")), both = ids_in(shell.rows_of("both"));
  CHECK(both.size() == 6);
  for (const std::string& id : plain) CHECK(both.contains(id));
}

TEST_CASE("weights: beside a loss they are told where they belong") {
  TableShell shell;
  shell.write("t.csv", weighed_table(false));
  std::string text = study_of_table(", ignore: [w]");
  const std::string loss = "loss: binary_cross_entropy";
  text.replace(text.find(loss), loss.size(),
               "loss: {name: binary_cross_entropy, class_weight: balanced}");
  shell.write("s.yaml", text);
  CHECK_THAT(shell.ice({"plan", "s.yaml"}).err,
             Contains("class_weight belongs to the data. Write data.class_weight: balanced, or a "
                      "map from classes to numbers"));
}

TEST_CASE("targets: scores and predictions of standardized numbers are in their own unit") {
  TableShell shell;
  shell.write("t.csv", table_of_numbers());
  std::string text = study_of_table(", targets: standardize, standardize: true");
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>{"output: sigmoid", "output: linear"},
        {"loss: binary_cross_entropy", "loss: squared_error"},
        {"epochs: 40", "epochs: 400, save: final"},
        {"seeds: [1, 2]", "seeds: [1]"}})
    text.replace(text.find(from), from.size(), to);
  REQUIRE(shell.run_study("s", text).code == 0);
  const Value row = shell.rows_of("s")[0];
  const double rmse = row.at("train.rmse");
  CHECK(rmse < 20);  // of numbers from 25 to 325
  CHECK(row.at("train.r2").get<double>() > 0.95);
  // cost is half a mean square of standardized numbers: it is the error by their deviation.
  const double r2 = row.at("train.r2");
  CHECK(rmse > 5 * std::sqrt(2 * row.at("train.cost").get<double>()));

  const Result predicted =
      shell.ice({"predict", row.at("id").get<std::string>(), "--data", "t.csv", "-f", "csv"});
  REQUIRE(predicted.code == 0);
  double squares = 0, total = 0;
  std::size_t rows = 0;
  for (const std::string& line : ice::base::split(predicted.out, '\n')) {
    const auto fields = ice::base::split(line, ',');
    if (fields.size() != 3 || fields[0] == "sample") continue;
    const double y = std::stod(fields[2]);
    squares += std::pow(std::stod(fields[1]) - y, 2);
    total += y;
    ++rows;
  }
  REQUIRE(rows == 40);
  CHECK(total / 40 == Approx(160 + 15.0 / 4).epsilon(0.1));
  CHECK(std::sqrt(squares / 40) == Approx(rmse).epsilon(0.01));
  CHECK(r2 <= 1);
}

TEST_CASE("targets: large numbers are reported by plan and run") {
  TableShell shell;
  shell.write("t.csv", table_of_numbers());
  std::string text = study_of_table("");
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>{"output: sigmoid", "output: linear"},
        {"loss: binary_cross_entropy", "loss: squared_error"}})
    text.replace(text.find(from), from.size(), to);
  shell.write("s.yaml", text);
  for (const char* command : {"plan", "run"}) {
    CHECK_THAT(shell.ice({command, "s.yaml"}).err,
               Contains("the targets go from 25 to 325. Networks learn small numbers faster: write "
                        "data.targets: standardize"));
    CHECK_THAT(shell.ice({command, "s.yaml", "data.targets=as_is"}).err, !Contains("targets go"));
  }
}

TEST_CASE("folds: a run per fold and seed, which a second launch finds again") {
  TableShell shell;
  shell.write("t.csv", weighed_table(false));
  const std::string text = study_of_table(", ignore: [w], split: {folds: 3}",
                                          "  metric: {name: dev.cost}\n  parameters:\n    "
                                          "network.activation: {values: [tanh, relu]}\n");
  shell.write("s.yaml", text);
  CHECK_THAT(shell.ice({"plan", "s.yaml"}).out, Contains("12  runs: 2 cells x 2 seeds x 3 folds"));
  REQUIRE(shell.run_study("s", text).code == 0);
  const Value rows = shell.rows_of("s");
  REQUIRE(rows.size() == 12);
  std::set<std::uint64_t> seeds;
  for (const Value& row : rows) seeds.insert(row.at("seed").get<std::uint64_t>());
  CHECK(seeds.size() == 6);
  CHECK_THAT(shell.ice({"plan", "s.yaml"}).out, Contains("12  recorded already"));
  const Result best = shell.ice({"best", "s"});
  CHECK_THAT(best.out, Contains("Each seed has 3 runs, one for each fold."));
  const Value board = Value::parse(shell.ice({"best", "s", "--json"}).out);
  REQUIRE(board.size() == 2);
  CHECK(board[0].at("n") == 6);
}

TEST_CASE("folds: a cell's mean is that over its runs of all folds") {
  TableShell shell;
  shell.write("t.csv", weighed_table(false));
  REQUIRE(shell
              .run_study("s", study_of_table(", ignore: [w], split: {folds: 3}",
                                             "  metric: {name: dev.cost}\n"))
              .code == 0);
  double sum = 0;
  const Value rows = shell.rows_of("s");
  for (const Value& row : rows) sum += row.at("dev.cost").get<double>();
  const Value board = Value::parse(shell.ice({"best", "s", "--json"}).out);
  CHECK(board.at(0).at("dev.cost").get<double>() == Approx(sum / static_cast<double>(rows.size())));
}

TEST_CASE("splits: by seed, the interval contains the split's noise, and best says so") {
  TableShell shell;
  shell.write("t.csv", weighed_table(false));
  const auto study = [&](const std::string& by) {
    return study_of_table(", ignore: [w], split: {dev: 0.3" + by + "}",
                          "  metric: {name: dev.cost}\n");
  };
  REQUIRE(shell.run_study("one", study("")).code == 0);
  REQUIRE(shell.run_study("own", study(", by: seed")).code == 0);
  CHECK_THAT(shell.ice({"best", "one"}).out, Contains("One split for all runs"));
  CHECK_THAT(shell.ice({"best", "own"}).out, Contains("Each seed has a split of its own"));
  CHECK_THAT(shell.ice({"best", "own", "--by", "train.cost"}).out, !Contains("a split of its own"));
  CHECK(shell.ice({"report", "own", "-o", "own.html"}).code == 0);
  CHECK_THAT(shell.read("own.html"), Contains("Each seed has a split of its own"));
}

TEST_CASE("splits: the file may say which row is in which part") {
  TableShell shell;
  std::string text = "a,part,y\n";
  for (int i = 0; i < 20; ++i)
    text += fmt::format("{},{},{}\n", i * 7 % 11,
                        i < 12   ? "train"
                        : i < 16 ? "val"
                                 : "test",
                        i * 7 % 11 > 5 ? "yes" : "no");
  shell.write("t.csv", text);
  shell.write("s.yaml", study_of_table(", split: {column: part}"));
  const Result plan = shell.ice({"plan", "s.yaml"});
  CAPTURE(plan.err);
  REQUIRE(plan.code == 0);
  CHECK_THAT(plan.out, Contains("12") && Contains("train") && Contains("dev"));
  REQUIRE(shell.ice({"run", "s.yaml", "-q"}).code == 0);
  CHECK(shell.rows_of("s")[0].contains("test.accuracy"));
}

TEST_CASE("splits: a run of a fold goes back to a file with the same id") {
  TableShell shell;
  shell.write("t.csv", weighed_table(false));
  for (const char* split : {"folds: 3", "folds: 3, by: seed", "dev: 0.3, by: seed"}) {
    const std::string name = "s" + std::to_string(std::string(split).size());
    REQUIRE(
        shell
            .run_study(name, study_of_table(", ignore: [w], split: {" + std::string(split) + "}",
                                            "  metric: {name: dev.cost}\n"))
            .code == 0);
    const std::string id = shell.rows_of(name).back().at("id");
    const Result yaml = shell.ice({"show", id, "--yaml"});
    REQUIRE(yaml.code == 0);
    shell.write("again.yaml", yaml.out);
    const Result plan = shell.ice({"plan", "again.yaml"});
    CAPTURE(yaml.out, plan.err);
    CHECK_THAT(plan.out, Contains("1  recorded already"));
  }
}
