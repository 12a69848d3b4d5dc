// A study file as a whole: the example of the handbook, names, locations, all errors at once, and
// what is no study at all.
#include "study/study.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "studies.hpp"
#include "support/trials.hpp"

using ice::base::Value;
using ice::study::Study;
namespace fs = std::filesystem;

namespace {

const std::string kExample =
    R"(name: tanh-vs-sigmoid                 # default: the file's name; [a-z0-9-]
idea:
  title: Hidden tanh units learn faster than sigmoid units
  why: >                              # free text
    tanh is zero-mean, so the next layer sees centred inputs.
  tags: [course-1, week-3]
  follows: planar-baseline            # the study this idea grew out of (lineage)
  claims:                             # declared before the first run, judged after the last
    - {name: H1, metric: train.cost, better: {network.activation: tanh}, than: {network.activation: sigmoid}}
    - {name: H2, metric: dev.accuracy, better: {network.hidden: [20]}, than: {network.hidden: [2]}, by: 0.02, alpha: 0.05}

code:
  data: {name: planar, samples: 400, noise: 0.2, split: {train: 0.8, dev: 0.2}, standardize: false}
  network:
    hidden: [4]                       # units per hidden layer; [] is logistic/softmax/linear regression
    activation: tanh                  # for every hidden layer
    output: sigmoid                   # activation of the output layer; its width comes from the data
  initializer: {name: normal, scale: 0.01}
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1.2}
  regularization: {l2: 0, dropout: 0} # dropout: one rate, or one per hidden layer
  training: {epochs: 5000, batch_size: full, precision: float64}   # precision: float32 unless given

experiment:
  method: grid
  metric: {name: dev.cost, goal: minimize}
  seeds: {count: 10, root: 42}        # or a list. Every cell gets the same seeds, so comparisons are paired
  parameters:
    network.activation: {values: [sigmoid, tanh]}
    network.hidden: {values: [[2], [4], [20]]}
    optimizer.learning_rate: {min: 0.1, max: 1.2, distribution: log_uniform, points: 3}
  zip: []                             # lists of parameters that advance together
  exclude: []                         # cells left out, each with the reason printed by `ice plan`
  record: {points: 200}               # at most this many points per curve; the first and last epoch always
  limits: {seconds: 600, memory: 2GiB}  # per run
  order: declared                     # declared | shuffled
  run_cap: 0                          # 0: no cap
)";

std::string edited(const std::string& from, const std::string& to) {
  std::string text = kExample;
  return text.replace(text.find(from), from.size(), to);
}

std::string name_of(const std::string& file) {
  return ice::study::load_text(kCode, file, "/folder").name;
}

}  // namespace

TEST_CASE("study: the example of the handbook is read whole") {
  const Study study = study_of(kExample);
  CHECK(study.file == "f.yaml");
  CHECK(study.name == "tanh-vs-sigmoid");
  CHECK(study.idea.why == "tanh is zero-mean, so the next layer sees centred inputs.\n");
  CHECK(study.idea.claims.size() == 2);
  CHECK(study.code["training"] ==
        Value{{"epochs", 5000}, {"batch_size", "full"}, {"precision", "float64"}});
  CHECK(study.code["initializer"] == Value{{"name", "normal"}, {"scale", 0.01}});
  CHECK(study.code["network"]["hidden"] == Value::parse(R"([{"units": 4}])"));
  CHECK(study.experiment.seeds.size() == 10);
  CHECK(study.experiment.limit_memory == std::uint64_t{2} << 30);
  CHECK(ice::test::slot_count(study) == 2 * 3 * 3 * 10);
}

TEST_CASE("study: the handbook's errors have the handbook's texts") {
  CHECK(refusal_of(edited("    activation: tanh   ", "    activaton: tanh   ")) ==
        "f.yaml:16:5: code.network.activaton: unknown key. Did you mean 'activation'?");
  CHECK(refusal_of(edited("{min: 0.1,", "{min: 0,")) ==
        "f.yaml:31:30: experiment.parameters.optimizer.learning_rate: log_uniform needs min > 0 "
        "(bounds are values, not exponents), got 0");
}

TEST_CASE("study: all errors of a file are reported at once, in its order") {
  CHECK(refusal_of("name: My Study\n"
                   "idea: {claims: [{name: H}]}\n"
                   "cod: 1\n"
                   "code:\n"
                   "  data: {name: planar, noise: high}\n"
                   "  network: {hiden: [4], output: sigmoid}\n"
                   "  training: {epochs: 1e10}\n"
                   "experiment:\n"
                   "  parameters: {epoch: {values: [1]}, l2: {min: 1, max: 0, points: 2}}\n"
                   "  order: random\n") ==
        "f.yaml:1:7: name: expected a name of a-z, 0-9 and -, got 'My Study'\n"
        "f.yaml:2:17: idea.claims[0].metric: missing. It is what is compared: dev.accuracy\n"
        "f.yaml:2:17: idea.claims[0].better: missing. For example better: {network.activation: "
        "tanh}\n"
        "f.yaml:2:17: idea.claims[0].than: missing. For example than: {network.activation: tanh}\n"
        "f.yaml:3:1: cod: unknown key. Did you mean 'code'?\n"
        "f.yaml:5:3: code.loss: missing. It is what is minimized: binary_cross_entropy, "
        "categorical_cross_entropy, squared_error ...\n"
        "f.yaml:5:31: code.data.noise: expected a number, got 'high'\n"
        "f.yaml:6:13: code.network.hiden: unknown key. Did you mean 'hidden'?\n"
        "f.yaml:7:22: code.training.epochs: expected a whole number in [1, 1000000000], got "
        "10000000000\n"
        "f.yaml:9:16: experiment.parameters.epoch: unknown parameter. Did you mean 'epochs'?\n"
        "f.yaml:9:42: experiment.parameters.regularization.l2: min = 1 is not below max = 0\n"
        "f.yaml:10:10: experiment.order: expected one of declared, shuffled, got 'random'");
}

TEST_CASE("study: it is named after its file unless it has a name") {
  CHECK(name_of("/some/where/planar_baseline.yaml") == "planar-baseline");
  CHECK(name_of("Two Words.v2.yaml") == "two-words-v2");
  CHECK(name_of("") == "study");
  CHECK(name_of("trial-.yaml") == "trial-");
  CHECK(name_of("_draft.yaml") == "draft");  // a dash in front would be taken for an option
  CHECK(name_of("数据v2.yaml") == "v2");
}

TEST_CASE("study: a file name without a letter or digit asks for a name") {
  const auto refused = [](const std::string& file, const std::string& text) {
    return refusal_by([&] { return ice::study::load_text(text, file, "/folder"); });
  };
  for (const std::string file :
       {"---.yaml", ".yaml", ".yml", "数据.yaml", "_.yaml", "a/b/ .yaml"}) {
    CHECK(refused(file, kCode) ==
          file +
              ":1:1: name: missing, and the file's name has no letter a-z or digit to make one "
              "of. Add a line like  name: my-study");
    CHECK(refused(file, "name: data\n" + kCode) == "accepted");
  }
  CHECK(refused("f.yaml", "name: '---'\n" + kCode) ==
        "f.yaml:1:7: name: expected a name with a letter or digit, got '---'");
}

TEST_CASE("study: places say where code, values and claims were written") {
  const std::string text =
      "idea:\n  claims:\n    - {name: H, metric: dev.cost, better: {hidden: [2]}, than: {hidden: "
      "[4]}}\n"
      "code:\n"
      "  data: {name: planar}\n"
      "  network: {hidden: [{units: 3, activation: relu}], output: sigmoid}\n"
      "  loss: hinge\n"
      "  training: {epochs: 3}\n"
      "experiment:\n"
      "  metric: {name: train.cost}\n"
      "  parameters:\n"
      "    hidden: {values: [[2], [4]]}\n"
      "    noise: {value: 1}\n";
  const auto locations = study_of(text, {"loss=huber"}).locations;
  CHECK(locations.at("network.hidden[0].activation") == "f.yaml:6:45");
  CHECK(locations.at("training.epochs") == "f.yaml:8:22");
  CHECK(locations.at("loss") == "command line");
  CHECK(locations.at("parameters.network.hidden[1]") == "f.yaml:12:28");
  CHECK(locations.at("parameters.data.noise[0]") == "f.yaml:13:20");
  CHECK(locations.at("experiment.metric") == "f.yaml:10:11");
  CHECK(locations.at("idea.claims[0]") == "f.yaml:3:7");
}

TEST_CASE("study: plugin paths and pins are relative to the file they stand in") {
  const Study study = study_of(
      "plugin_path: [lib, ../more, /abs]\nplugins: {acme/swish: lib/../swish.so}\n" + kCode);
  CHECK(study.plugin_path == std::vector<fs::path>{"/folder/lib", "/more", "/abs"});
  CHECK(study.plugins == std::map<std::string, fs::path>{{"acme/swish", "/folder/swish.so"}});
  CHECK(study_of("plugin_path: lib\n" + kCode).plugin_path == std::vector<fs::path>{"/folder/lib"});
  CHECK(refusal_of("plugin_path: [3]\nplugins: {swish: a.so, acme/x: 3, ../y: z}\n" + kCode) ==
        "f.yaml:1:15: plugin_path[0]: expected text, got 3. Put it in quotes\n"
        "f.yaml:2:11: plugins.swish: expected package/name. For example acme/swish\n"
        "f.yaml:2:32: plugins.acme/x: expected a file, got 3\n"
        "f.yaml:2:35: plugins.../y: expected package/name. For example acme/swish");
  CHECK(refusal_of("plugins: [a]\n" + kCode) ==
        "f.yaml:1:10: plugins: expected a map of plugins to files, got a list");
}

TEST_CASE("study: what is no study is refused") {
  const std::string form = ". A study is a map: code: ..., experiment: ...";
  CHECK(refusal_of("") == "f.yaml: expected a study, got nothing" + form);
  CHECK(refusal_of("# only a comment\n") == "f.yaml: expected a study, got nothing" + form);
  CHECK(refusal_of("[1, 2]") == "f.yaml:1:1: expected a study, got a list" + form);
  CHECK(refusal_of("hello") == "f.yaml:1:1: expected a study, got 'hello'" + form);
  CHECK(refusal_of("\x7f"
                   "ELF\x02\x01\x01") == "f.yaml:1:5: control character 0x02");
  CHECK(refusal_of(std::string("code:\0", 6)) == "f.yaml:1:6: control character 0x00");
  CHECK(refusal_of("code: \xc3\x28") == "f.yaml:1:7: not UTF-8 text. Save the file as UTF-8");
  CHECK(refusal_of("code: 3\n") ==
        "f.yaml:1:7: code: expected a map, got 3. Its keys: data, network, initializer, loss, "
        "optimizer, regularization, training");
  CHECK_THAT(refusal_of("experiment: {}"),
             Catch::StartsWith("f.yaml:1:1: code.data.name: missing"));
}

TEST_CASE("study: a Windows file is a study too") {
  std::string text = "\xef\xbb\xbf";
  for (const char c : kCode) {
    if (c == '\n') text += '\r';
    text += c;
  }
  CHECK(study_of(text).text == study_of(kCode).text);
}

TEST_CASE("study: hostile texts are refused at once") {
  std::string ten_megabytes;
  ten_megabytes.resize(10'000'000, 'a');
  CHECK(refusal_of(ten_megabytes) ==
        "f.yaml: larger than 256 KiB. A study is a short text: put data into files of their own");
  CHECK(refusal_of(std::string(200, '[')) == "f.yaml: nested deeper than 64 levels");
  CHECK(refusal_of("code: &x [*x]") ==
        "f.yaml:1:11: an alias stands inside what it stands for. Alias cycles are refused");
  CHECK(refusal_of("code: {}\ncode: {}") ==
        "f.yaml:2:1: key 'code' is there twice. Keep one of them");

  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    bomb += fmt::format("a{0}: &a{0} [", i);
    for (int k = 0; k < 10; ++k) bomb += fmt::format("*a{}, ", i - 1);
    bomb += "]\n";
  }
  CHECK_THAT(refusal_of(bomb), Catch::Contains("more than 100000 nodes"));

  std::string unknown = "code:\n";
  for (int i = 0; i < 20'000; ++i) unknown += fmt::format("  k{}: 0\n", i);
  CHECK_THAT(refusal_of(unknown), Catch::EndsWith("These are the first 100 errors"));

  std::string aliases = "code:\n  a: &a {";
  for (int i = 0; i < 900; ++i) aliases += fmt::format("optimizer{}: 0, ", i);
  aliases += "}\n";
  for (int i = 0; i < 50; ++i) aliases += fmt::format("  b{}: *a\n", i);
  CHECK_THAT(refusal_of(aliases), Catch::StartsWith("f.yaml:2:3: code.a: unknown key"));
}

TEST_CASE("study: a file that cannot be read is refused with its name") {
  const auto refused = [](const fs::path& file) {
    return refusal_by([&] { return ice::study::load(file); });
  };
  CHECK(refused("/no/such/./file.yaml") == "/no/such/file.yaml: no such file");
  CHECK(refused("/tmp") == "/tmp: not a file");
  CHECK(refused("/dev/zero") == "/dev/zero: not a file");
}

TEST_CASE("study: the shipped experiments are sound") {
  int count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(ICE_SOURCE "/experiments")) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path());
    ++count;
    const Study study = ice::study::load(entry.path());
    CHECK(ice::test::slot_count(study) > 0);
    std::string question;
    std::getline(std::ifstream(entry.path()) >> std::ws, question);
    CHECK_THAT(question, Catch::StartsWith("# ") && Catch::Contains("?"));
  }
  CHECK(count >= 2);
}
