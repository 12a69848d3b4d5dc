// Studies that are broken, huge, hostile or empty: told with their place, exit code 2, and nothing
// is recorded.
#include <catch2/catch.hpp>

#include "cli/ice.hpp"
#include "cli/studies.hpp"

using ice::cli::FlatShell;
using ice::cli::kFlat;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// `run` and `plan` refuse the study with exactly this text, and leave nothing behind.
void check_refused(const std::string& study, const std::string& text,
                   const std::vector<std::string>& environment = {}) {
  const Shell shell;
  shell.write("f.yaml", study);
  for (const char* command : {"run", "plan"}) {
    const Result result = shell.ice({command, "f.yaml"}, environment);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK(result.err == text + "\n");
  }
  const auto files = std::filesystem::directory_iterator(shell.folder());
  CHECK(std::distance(begin(files), end(files)) == 1);
}

std::string flat_with(const std::string& from, const std::string& to) {
  std::string study = kFlat;
  return study.replace(study.find(from), from.size(), to);
}

// "a1: &a1 [*a0, *a0, ...]": ten aliases a level, 10^levels nodes.
std::string alias_bomb(char levels) {
  std::string text = "a0: &a0 [x]\n";
  for (char i = '1'; i < '1' + levels; ++i) {
    text.append("a").append(1, i).append(": &a").append(1, i).append(" [");
    for (int j = 0; j < 10; ++j) text.append(j == 0 ? "*a" : ", *a").append(1, char(i - 1));
    text.append("]\n");
  }
  return text;
}

}  // namespace

TEST_CASE("bad study: empty, or no study at all") {
  check_refused("",
                "ice: f.yaml: expected a study, got nothing. A study is a map: code: ..., "
                "experiment: ...");
  check_refused("just a text",
                "f.yaml:1:1: expected a study, got 'just a text'. A study is a map: code: ..., "
                "experiment: ...");
  check_refused(std::string("\0\1\2", 3), "f.yaml:1:1: control character 0x00");
}

TEST_CASE("bad study: broken YAML is told where it breaks") {
  check_refused("a: [1, 2\nb: {", "f.yaml:1:4: this '[' is never closed");
  check_refused("name: a\nname: b\n", "f.yaml:2:1: key 'name' is there twice. Keep one of them");
  check_refused("name: a\n---\nname: b\n",
                "f.yaml:2:1: a second document begins here. One file is one study");
}

TEST_CASE("bad study: huge and hostile YAML is refused, not walked") {
  check_refused(std::string(300000, 'a'),
                "ice: f.yaml: larger than 256 KiB. A study is a short text: put data into files of "
                "their own");
  check_refused("a: &x [*x]\n",
                "f.yaml:1:8: an alias stands inside what it stands for. Alias cycles are refused");
  check_refused(alias_bomb(9),
                "f.yaml:6:25: more than 100000 nodes. Aliases count as what they stand for");
  check_refused("a: " + std::string(5000, '[') + std::string(5000, ']'),
                "ice: f.yaml: nested deeper than 64 levels");
  check_refused("!!python/object/apply:os.system [\"touch hacked\"]\n",
                "f.yaml:1:1: tag 'tag:yaml.org,2002:python/object/apply:os.system'. Tags have no "
                "meaning in a study");
}

TEST_CASE("bad study: a grid of 10^12 cells is refused at once") {
  check_refused(flat_with("    network.activation: {values: [tanh, relu]}\n",
                          "    learning_rate: {min: 1, max: 2, points: 10000}\n"
                          "    noise: {min: 0, max: 1, points: 10000}\n"
                          "    l2: {min: 0, max: 1, points: 10000}\n"),
                "f.yaml:14:5: experiment.parameters: 10000 x 10000 x 10000 values and 2 seeds make "
                "2e+12 runs, at most 10,000,000 are allowed. List fewer values, or use method: "
                "random with run_cap");
}

TEST_CASE("bad study: all errors of a file at once, each with its place and the nearest name") {
  std::string study = flat_with("activation: tanh", "activaton: tanh");
  study.replace(study.find("epochs: 3"), 9, "epochs: 0");
  check_refused(
      study,
      "f.yaml:5:26: code.network.activaton: unknown key. Did you mean 'activation'?\n"
      "f.yaml:9:22: code.training.epochs: expected a whole number in [1, 1000000000], got "
      "0");
}

TEST_CASE("bad study: a metric of a part that the data lacks shows the line to add") {
  check_refused(flat_with(", split: {train: 0.5, dev: 0.5}", ""),
                "f.yaml:11:11: metric dev.cost: data 'planar' has no dev part. Add to code.data:  "
                "split: {train: 0.8, dev: 0.2}");
}

TEST_CASE("bad study: no file, or a wrong override") {
  const FlatShell shell;
  const auto refusal = [&](const std::vector<std::string>& line) {
    const Result result = shell.ice(line);
    CHECK(result.code == 2);
    return result.err;
  };
  CHECK(refusal({"run", "nope.yaml"}) == "ice: nope.yaml: no such file\n");
  CHECK(refusal({"run", "."}) == "ice: .: not a file\n");
  CHECK(refusal({"run", "flat.yaml", "epochs"}) ==
        "ice: command line: 'epochs' is no override. Expected path=value or path=value,value\n");
  CHECK(refusal({"run", "flat.yaml", "epoch=3"}) ==
        "ice: command line: epoch: unknown parameter. Did you mean 'epochs'?\n");
  CHECK(refusal({"run", "flat.yaml", "epochs=many"}) ==
        "ice: command line: code.training.epochs: expected a whole number in [1, 1000000000], got "
        "'many'\n");
  CHECK_FALSE(std::filesystem::exists(shell.store()));
}
