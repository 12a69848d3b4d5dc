// A table with texts and gaps, from the study to predictions.
#include <catch2/catch.hpp>

#include "base/value.hpp"
#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// Whoever is called Ann survives: a network learns it from `sex`.
std::string passengers() {
  std::string text = "id,survived,name,sex,age\n";
  for (int i = 1; i <= 40; ++i)
    text += std::to_string(i) + (i % 2 == 0 ? ",1,\"A, Ann\",female," : ",0,\"B, Bob\",male,") +
            (i % 5 == 0 ? "" : std::to_string(20 + i % 7)) + "\n";
  return text;
}

constexpr const char* kTitanic =
    "name: titanic\n"
    "code:\n"
    "  data: {name: csv, file: t.csv, target: survived, task: classification, ignore: [id, name],\n"
    "         categories: one_hot, missing: median, split: {train: 0.8, dev: 0.2}}\n"
    "  network: {hidden: [4], output: sigmoid}\n"
    "  loss: binary_cross_entropy\n"
    "  optimizer: {name: adam, learning_rate: 0.1}\n"
    "  training: {epochs: 60, batch_size: 8, save: final}\n";

}  // namespace

TEST_CASE("tables: categories are seen in the plan, learned from, and predicted with") {
  const Shell shell;
  shell.write("t.csv", passengers());
  shell.write("f.yaml", kTitanic);
  CHECK_THAT(shell.ice({"plan", "f.yaml"}).out, Contains("  features sex=female, sex=male, age\n"));
  REQUIRE(shell.ice({"run", "f.yaml", "-q"}).code == 0);
  const Value run = Value::parse(shell.ice({"runs", "titanic", "--json"}).out)[0];
  CHECK(run["dev.accuracy"] == 1);
  shell.write("new.csv", "age,sex,survived\n30,female,1\n,male,0\n31,robot,0\n");
  const Result refused = shell.ice({"predict", run["id"], "--data", "new.csv"});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, Contains("new.csv:3: column 1 'age': empty. Fill it in"));
  shell.write("new.csv", "age,sex,survived\n30,female,1\n24,male,0\n31,robot,0\n");
  const Result predicted = shell.ice({"predict", run["id"], "--data", "new.csv", "--json"});
  CHECK(predicted.code == 0);
  CHECK(Value::parse(predicted.out)[0]["prediction"] == "1");
  CHECK(Value::parse(predicted.out)[1]["prediction"] == "0");
  CHECK_THAT(predicted.err, Contains("ice: warning: ") &&
                                Contains("'robot' is no value of 'sex' in training in 1 row"));
}
