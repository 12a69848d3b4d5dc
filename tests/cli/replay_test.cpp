// A recorded run is trained again: the same bits, or what is another and why.
#include <catch2/catch.hpp>

#include "base/value.hpp"
#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

namespace fs = std::filesystem;

// All that draws random numbers: mini-batches, dropout, the split, the start. One rate diverges.
const std::string kDrawn = R"(name: drawn
code:
  data: {name: planar, samples: 90, split: {train: 60, dev: 30}}
  network: {hidden: [8, 5], activation: relu, output: sigmoid}
  loss: {name: binary_cross_entropy}
  optimizer: {name: momentum, learning_rate: 0.1}
  regularization: {dropout: 0.2, l2: 0.01}
  training: {epochs: 12, batch_size: 16}
experiment:
  metric: {name: dev.accuracy, goal: maximize}
  seeds: {count: 2, root: 5}
  record: {points: 5}
  parameters:
    optimizer.learning_rate: {values: [0.1, 1e200]}
    optimizer.schedule: {values: [constant, cosine]}
)";

const std::string kSwish = R"(name: swish
plugin_path: [plugins]
code:
  data: {name: xor, samples: 60, noise: 0.1}
  network: {hidden: [8], activation: acme/swish, output: sigmoid}
  loss: binary_cross_entropy
  optimizer: {name: adam, learning_rate: 0.05}
  training: {epochs: 5, batch_size: full}
experiment:
  metric: {name: train.cost, goal: minimize}
  seeds: [1]
)";

struct ReplayShell : Shell {
  ReplayShell(const std::string& file, const std::string& study) {
    write(file, study);
    fs::create_directory(folder() / "plugins");
    build("broken");
    const Result run = ice({"run", file, "-q"});
    INFO(run.err);
    REQUIRE(run.code == 0);
  }
  void build(const std::string& version) const {
    fs::copy_file(ICE_BUILD "/tests/faulty/mended/swish_" + version + ".ice.so",
                  folder() / "plugins/swish.ice.so", fs::copy_options::overwrite_existing);
  }
  [[nodiscard]] std::string id_of_first() const {
    const Result runs = ice({"runs", "--columns", "id", "--limit", "1", "-f", "csv"});
    return runs.out.substr(3, 6);
  }
};

}  // namespace

TEST_CASE("replay: runs of a study come out bit by bit, those that diverge too") {
  const ReplayShell shell("drawn.yaml", kDrawn);
  const Result all = shell.ice({"replay", "drawn", "--sample", "0"});
  CHECK(all.out == "8 runs trained again, 8 equal bit by bit\n");
  CHECK(all.code == 0);
  CHECK(shell.ice({"replay", "drawn", "--sample", "3"}).out ==
        "3 runs trained again, 3 equal bit by bit\n");
  const std::string id = shell.id_of_first();
  const Result one = shell.ice({"replay", id});
  CHECK(one.code == 0);
  CHECK_THAT(one.out, Contains("Run " + id + " of drawn, recorded on ") &&
                          Contains("Equal bit by bit: ") && !Contains("Since then"));
  const Value rows = Value::parse(shell.ice({"replay", id, "--json"}).out);
  CHECK(rows[0]["result"] == "equal");
  CHECK(rows[0]["epoch"].is_null());
  CHECK(shell.ice({"studies", "-f", "csv", "--columns", "study,runs"}).out ==
        "study,runs\ndrawn,8\n");  // nothing was recorded
}

TEST_CASE("replay: a plugin that was mended gives other values, and is named") {
  const ReplayShell shell("swish.yaml", kSwish);
  shell.build("mended");
  const std::string id = shell.id_of_first();
  const Result result = shell.ice({"replay", id});
  CHECK(result.code == 1);
  CHECK_THAT(result.out, Contains("train.asymmetry at epoch 1: ") &&
                             Contains("\nSince then another:\n  plugin activation acme/swish: "));
  const Value row = Value::parse(shell.ice({"replay", "swish", "--json"}).out)[0];
  CHECK(row["result"] == "other values");
  CHECK(row["metric"] == "train.asymmetry");
  CHECK(row["epoch"] == 1);
  CHECK(row["recorded"] != row["again"]);
  fs::remove(shell.folder() / "plugins/swish.ice.so");
  const Result gone = shell.ice({"replay", id});
  CHECK(gone.code == 2);
  CHECK_THAT(gone.err, Contains("acme/swish"));
}

TEST_CASE("replay: a folder for temporary files that is not there is named") {
  const ReplayShell shell("drawn.yaml", kDrawn);
  const Result result = shell.ice({"replay", "drawn"}, {"TMPDIR=/nowhere"});
  CHECK(result.code == 2);
  CHECK_THAT(result.err, Contains("ice: /nowhere/ice-replay-") &&
                             Contains("No such file or directory. $TMPDIR names the folder"));
}

TEST_CASE("replay: what is neither a run nor a study is told") {
  const ReplayShell shell("drawn.yaml", kDrawn);
  CHECK(shell.ice({"replay", "drown"}).code == 2);
  CHECK_THAT(shell.ice({"replay", "drown"}).err, Contains("Did you mean the study 'drawn'?"));
}
