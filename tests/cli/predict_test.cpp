// `training.save` and `ice predict`.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using ice::base::split;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

std::string study(const std::string& data, const std::string& output, const std::string& loss,
                  const std::string& training) {
  return fmt::format(R"(name: lesson
code:
  data: {{{}}}
  network: {{hidden: [4], activation: tanh, output: {}}}
  loss: {}
  optimizer: {{name: adam, learning_rate: 0.05}}
  training: {{epochs: 30, {}}}
experiment:
  metric: {{name: train.cost, goal: minimize}}
  seeds: [1]
)",
                     data, output, loss, training);
}

const std::string kPlanar = study("name: planar, samples: 60, standardize: true", "sigmoid",
                                  "binary_cross_entropy", "precision: float64");

// Runs one study of one run; the rest of a command line about that run follows.
struct Trained : Shell {
  explicit Trained(const std::string& text, const std::vector<std::string>& overrides = {}) {
    write("lesson.yaml", text);
    std::vector<std::string> line{"run", "lesson.yaml", "-q"};
    line.insert(line.end(), overrides.begin(), overrides.end());
    if (const Result result = ice(line); result.code != 0) throw std::runtime_error(result.err);
  }
  [[nodiscard]] std::string run_id() const {
    return split(ice({"runs", "--columns", "id", "-f", "csv"}).out, '\n').at(1);
  }
  [[nodiscard]] Value shown() const { return Value::parse(ice({"show", run_id(), "--json"}).out); }
  [[nodiscard]] Result predict(const std::string& data,
                               const std::vector<std::string>& more = {}) const {
    std::vector<std::string> line{"predict", run_id(), "--data", data};
    line.insert(line.end(), more.begin(), more.end());
    return ice(line);
  }
};

using Scores = std::set<std::string>;  // "accuracy 0.9125"

// What the run recorded of its final parameters on the same samples. Its train.cost is another one,
// the last epoch's mean, and its asymmetry is none of outputs.
Scores recorded_scores(const Trained& trained) {
  Scores scores;
  const Value metrics = trained.shown()["metrics"];
  for (const auto& [name, values] : metrics.items())
    if (name != "train.cost" && name != "train.asymmetry")
      scores.insert(
          fmt::format("{} {:.4g}", name.substr(name.find('.') + 1), values["final"].get<double>()));
  return scores;
}

// Those of the last line, "60 samples: cost C, accuracy A, ...".
Scores told_scores(const Result& predicted) {
  const std::vector<std::string> lines = split(predicted.out, '\n');  // the last is empty
  CHECK(lines.at(lines.size() - 3) == "the network after epoch 30");
  const std::string begin = "60 samples: cost ", &line = lines.at(lines.size() - 2);
  REQUIRE_THAT(line, StartsWith(begin));
  Scores scores;
  for (const std::string& score : split(line.substr(line.find(", ")), ','))
    if (!score.empty()) scores.insert(score.substr(1));
  return scores;
}

std::size_t files_in(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder)) return 0;
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder),
                                                std::filesystem::directory_iterator()));
}

}  // namespace

TEST_CASE("predict: what a plugin prints is no part of the answer") {
  const std::vector<std::string> plugin{"--plugin", ICE_BUILD "/tests/faulty/load/chatters.ice.so"};
  std::vector<std::string> overrides = plugin;
  overrides.emplace_back("network.activation=chatters/linear");
  const Trained trained(kPlanar, overrides);
  const Result table = trained.predict("lesson.yaml", plugin);
  CHECK(table.code == 0);
  CHECK_THAT(table.out, StartsWith("sample  prediction  target    p(1)\n"));
}

TEST_CASE("predict: two classes, their probability, and the scores that the run recorded") {
  const Trained trained(kPlanar);
  const Result table = trained.predict("lesson.yaml");
  CHECK(table.code == 0);
  CHECK_THAT(table.out, StartsWith("sample  prediction  target    p(1)\n"));
  CHECK(told_scores(table) == recorded_scores(trained));

  const Value rows = Value::parse(trained.predict("lesson.yaml", {"--json"}).out);
  REQUIRE(rows.size() == 60);
  double right = 0;
  for (const Value& row : rows) {
    CHECK(row["prediction"] == (row["p(1)"] > 0.5 ? "1" : "0"));
    right += row["prediction"] == row["target"];
  }
  CHECK(trained.shown()["metrics"]["train.accuracy"]["final"] == Approx(right / 60));
}

TEST_CASE("predict: more classes, a probability each") {
  const Trained trained(study("name: blobs, samples: 60", "softmax", "categorical_cross_entropy",
                              "precision: float32"));
  const std::string csv = trained.predict("lesson.yaml", {"-f", "csv"}).out;
  CHECK_THAT(csv, StartsWith("sample,prediction,target,p(0),p(1),p(2)\n1,"));
  CHECK(told_scores(trained.predict("lesson.yaml")) == recorded_scores(trained));
}

TEST_CASE("predict: numbers") {
  const Trained trained(study("name: housing, samples: 60, standardize: true", "linear",
                              "squared_error", "precision: float64"));
  CHECK_THAT(trained.predict("lesson.yaml", {"-f", "csv"}).out,
             StartsWith("sample,prediction,target\n1,"));
  CHECK(told_scores(trained.predict("lesson.yaml")) == recorded_scores(trained));
}

TEST_CASE("predict: -o writes every row as csv and tells the scores") {
  const Trained trained(kPlanar);
  const Result result = trained.predict("lesson.yaml", {"-o", "out.csv"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, StartsWith("the network after epoch 30\n60 samples: cost "));
  CHECK(trained.read("out.csv") == trained.predict("lesson.yaml", {"-f", "csv"}).out);
  CHECK(trained.predict("lesson.yaml", {"-o", "nowhere/out.csv"}).err ==
        "ice: nowhere/out.csv: cannot be written: No such file or directory\n");
}

TEST_CASE("predict: data that are not the network's are refused") {
  const Trained trained(kPlanar);
  trained.write("housing.yaml", study("name: housing", "linear", "squared_error", "batch_size: 8"));
  const Result other = trained.predict("housing.yaml");
  CHECK(other.code == 2);
  CHECK_THAT(other.err, StartsWith("ice: ") &&
                            EndsWith("housing.yaml: has no feature 'x1'. Known: size, bedrooms, "
                                     "walkability, wealth\n"));
  CHECK(trained.predict("absent.yaml").code == 2);
}

namespace {

// Two clear groups: small ones are "left", large ones "right".
const std::string kTable = [] {
  std::string rows = "width,height,side\n";
  for (int i = 2; i < 32; ++i)
    rows += fmt::format("{},{},{}\n", i, 100 - i, i < 17 ? "left" : "right");
  return rows;
}();

struct TrainedOnTable : Shell {
  explicit TrainedOnTable(const std::string& table, const std::string& text) {
    write("table.csv", table);
    write("lesson.yaml", text);
    if (const Result result = ice({"run", "lesson.yaml", "-q"}); result.code != 0)
      throw std::runtime_error(result.err);
  }
  [[nodiscard]] Result predict(const std::string& table) const {
    write("new.csv", table);
    const std::string id = split(ice({"runs", "--columns", "id", "-f", "csv"}).out, '\n').at(1);
    return ice({"predict", id, "--data", "new.csv", "-f", "csv"});
  }
};

}  // namespace

TEST_CASE("predict: a table, its columns by name, with targets or without") {
  const TrainedOnTable trained(
      kTable, study("name: csv, file: table.csv, target: side, standardize: true", "sigmoid",
                    "binary_cross_entropy", "precision: float64"));
  const auto classes = [&](const std::string& table) {
    const Result result = trained.predict(table);
    CHECK(result.err.empty());
    std::vector<std::string> lines = split(result.out, '\n');
    lines.pop_back();
    for (std::string& line : lines) line = line.substr(0, line.rfind(','));  // the probability
    return ice::base::join(lines, " ");
  };
  CHECK(classes("width,height\n2,98\n27,73\n") == "sample,prediction 1,left 2,right");
  CHECK(classes("name,height,width\nann,98,2\nbob,73,27\n") == "sample,prediction 1,left 2,right");
  CHECK(classes("height,side,width\n98,left,2\n") == "sample,prediction,target 1,left,left");

  const auto refusal = [&](const std::string& table) {
    const Result result = trained.predict(table);
    CHECK(result.code == 2);
    const std::size_t at = result.err.find("new.csv:");
    return at == std::string::npos ? result.err : result.err.substr(at);
  };
  CHECK(refusal("width,hight\n1,2\n") ==
        "new.csv:1: has no column 'height'. Did you mean 'hight'?\n");
  CHECK(refusal("width,height\n1,\n") ==
        "new.csv:2: column 2 'height': empty. Fill it in: what is missing cannot be predicted "
        "from\n");
  CHECK(refusal("width,height,side\n1,2,up\n") ==
        "new.csv: class 'up' is none of the network's. They are left, right\n");
}

TEST_CASE("predict: a table is read as the one that was trained on") {
  std::string table = "a;price\n";
  for (int i = 0; i < 20; ++i) table += fmt::format("{};{}\n", i, 3 * i);
  const TrainedOnTable trained(
      table, study("name: csv, file: table.csv, target: price, delimiter: \";\"", "linear",
                   "squared_error", "precision: float64"));
  CHECK_THAT(trained.predict("price;a\n9;3\n").out,
             StartsWith("sample,prediction,target\n1,") && EndsWith(",9\n"));
  CHECK_THAT(trained.predict("price;a\nmuch;3\n").err,
             EndsWith("new.csv:2: column 1 'price': 'much' is no number. The targets are numbers "
                      "with data.task: regression\n"));
}

TEST_CASE("predict: a table for a network that was trained on made samples") {
  const Trained trained(kPlanar);
  trained.write("points.csv", "x2,x1,note\n0.5,1,here\n-1,2,there\n");
  CHECK_THAT(trained.predict("points.csv").out,
             StartsWith("sample  prediction    p(1)\n") && EndsWith("\n2 samples\n"));
  trained.write("points.csv", "x1,x3\n1,2\n");
  CHECK_THAT(trained.predict("points.csv").err,
             EndsWith("points.csv:1: has no column 'x2'. Did you mean 'x1'?\n"));
}

TEST_CASE("predict: other samples are named by two lines over the study") {
  const Trained trained(kPlanar);
  trained.write("more.yaml", "include: lesson.yaml\ncode: {data: {samples: 90, seed: 5}}\n");
  CHECK_THAT(trained.predict("more.yaml").out, Contains("\n90 samples: cost "));
}

TEST_CASE("predict: a damaged network is refused") {
  const Trained trained(kPlanar);
  const std::string file = trained.shown()["network"];
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  const Result result = trained.predict("lesson.yaml");
  CHECK(result.code == 2);
  CHECK(result.err == "ice: " + file +
                          ": is no HDF5 file. Train the run again with "
                          "training.save\n");
}

TEST_CASE("predict: a run whose network was not saved says how to save one, and that works") {
  const Trained trained(kPlanar, {"training.save=none"});
  CHECK(files_in(trained.folder() / "weights") == 0);
  CHECK(trained.shown()["network"] == "");
  const Result result = trained.predict("lesson.yaml");
  CHECK(result.code == 2);
  CHECK(result.err == "ice: run " + trained.run_id() +
                          ": its network was not saved. Train it again with 'ice run STUDY.yaml "
                          "training.save=final', the same study\n");
  CHECK_THAT(trained.ice({"plan", "lesson.yaml", "training.save=final"}).out,
             Contains("1  to run\n"));
  CHECK(trained.ice({"run", "lesson.yaml", "-q", "training.save=final"}).code == 0);
  CHECK(trained.predict("lesson.yaml").code == 0);
  CHECK_THAT(trained.ice({"plan", "lesson.yaml", "training.save=final"}).out,
             Contains("0  to run\n"));
}

TEST_CASE("predict: a sweep saves what it is told to, one run its final network") {
  const Trained one(kPlanar);
  CHECK_THAT(one.shown()["network"].get<std::string>(), EndsWith(".final.h5"));
  const Trained sweep(kPlanar, {"optimizer.learning_rate=0.01,0.1"});
  CHECK(files_in(sweep.folder() / "weights") == 0);
  const Trained saved(kPlanar, {"optimizer.learning_rate=0.01,0.1", "training.save=best"});
  CHECK(files_in(saved.folder() / "weights") == 2);
  CHECK_THAT(saved.shown()["network"].get<std::string>(), EndsWith(".best-train.cost.h5"));
}

TEST_CASE("predict: studies that share a run and differ in their metric have a network each") {
  const std::string both = "code: {data: {split: {dev: 0.3}}, training: {save: best}}\n";
  const Trained trained(kPlanar);
  trained.write("cost.yaml", "name: cost\ninclude: lesson.yaml\n" + both +
                                 "experiment: {metric: {name: dev.cost}}\n");
  trained.write("asymmetry.yaml", "name: asymmetry\ninclude: lesson.yaml\n" + both +
                                      "experiment: {metric: {name: train.asymmetry}}\n");
  CHECK(trained.ice({"run", "cost.yaml", "-q"}).code == 0);
  CHECK(trained.ice({"run", "asymmetry.yaml", "-q"}).code == 0);
  CHECK(files_in(trained.folder() / "weights") == 3);  // and lesson's own
  CHECK_THAT(trained.ice({"plan", "cost.yaml"}).out, Contains("0  to run\n"));
  CHECK_THAT(trained.ice({"plan", "asymmetry.yaml"}).out, Contains("0  to run\n"));
  const std::string id =
      ice::base::split(trained.ice({"runs", "asymmetry", "--columns", "id", "-f", "csv"}).out, '\n')
          .at(1);
  const auto predict = [&](const std::vector<std::string>& more) {
    std::vector<std::string> line{"predict", id, "--data", "lesson.yaml", "-o", "out.csv"};
    line.insert(line.end(), more.begin(), more.end());
    return trained.ice(line);
  };
  CHECK_THAT(predict({"--by", "dev.cost"}).out, Contains(", the best by dev.cost\n"));
  CHECK_THAT(predict({"--by", "train.asymmetry"}).out, Contains(", the best by train.asymmetry\n"));
  CHECK_THAT(predict({"--by", "dev.f1"}).err,
             Contains("no network of its best epoch by dev.f1. Saved: dev.cost, train.asymmetry"));
}

// The file was written before files had a format number (assets/networks/README.md).
TEST_CASE("predict: a network that an earlier ice saved") {
  const std::filesystem::path assets = ICE_TEST_ASSETS "/networks";
  const Shell shell;
  std::filesystem::copy_file(assets / "binary.yaml", shell.folder() / "binary.yaml");
  REQUIRE(shell.ice({"run", "binary.yaml", "training.save=none", "-q"}).code == 0);
  const std::string key =
      split(shell.ice({"sql", "SELECT key FROM runs", "-f", "csv"}).out, '\n').at(1);
  std::filesystem::create_directories(shell.folder() / "weights");
  std::filesystem::copy_file(assets / "unnumbered-binary-float64.h5",
                             shell.folder() / "weights" / (key + ".best.h5"));
  const Result result = shell.ice({"predict", key, "--data", "binary.yaml"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("\nthe network after epoch 3\n60 samples: cost "));
}

TEST_CASE("early stopping: show says where it stopped, and after which epoch") {
  // With a rate of 0 no epoch is better than the first.
  const Trained trained(kPlanar, {"optimizer.learning_rate=0",
                                  "training.early_stopping={metric: train.accuracy, patience: 4}"});
  CHECK(trained.shown()["epochs"] == 5);
  CHECK_THAT(trained.ice({"show", trained.run_id()}).out,
             Contains("finished after 5 of 30 epochs (early stopping: train.accuracy was best at "
                      "epoch 1) in "));
}

TEST_CASE("run: schedules, clipping and early stopping give the same bytes on one or two workers") {
  const std::vector<std::string> settings{"optimizer.schedule=step,{name: cosine, warmup: 3}",
                                          "training.clip_norm=0,0.1",
                                          "training.batch_size=7",
                                          "regularization.dropout=0.2",
                                          "data.split.dev=0.3",
                                          "training.early_stopping.patience=0,3"};
  const auto checksums = [&](const std::string& workers) {
    std::vector<std::string> all = settings;
    all.insert(all.end(), {"-j", workers});
    const Trained trained(kPlanar, all);
    return trained.ice({"sql", "SELECT key, checksum FROM runs ORDER BY key", "-f", "csv"}).out;
  };
  const std::string one = checksums("1");
  CHECK(split(one, '\n').size() == 10);  // a head, 8 runs, and what is behind the last line's end
  CHECK(checksums("2") == one);
}
