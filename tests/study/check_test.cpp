// Values against the schema: what each type takes, in which form, and what is said of the rest.
#include "study/check.hpp"

#include <catch2/catch.hpp>

#include "studies.hpp"

using ice::base::Value;
using ice::study::check_plugin_parameter;
using ice::study::check_value;
using ice::study::Faults;
using ice::study::find_key;
using ice::study::is_plugin_name;
using ice::study::Node;
using ice::study::parse_yaml;

namespace {

// The value in short form as JSON, or the faults.
std::string checked(const std::string& key, const std::string& yaml) {
  Faults faults;
  const Node node = parse_yaml(yaml, "f");
  const auto value = check_value(*find_key(key), node, "p", faults);
  if (value) return value->dump();
  return text_of(faults);
}

struct Case {
  std::string key, yaml, result;
};

void check_all(const std::vector<Case>& cases) {
  for (const auto& [key, yaml, result] : cases) {
    INFO(key << ": " << yaml);
    CHECK(checked(key, yaml) == result);
  }
}

}  // namespace

TEST_CASE("check: numbers are taken within their bounds, whole reals as integers") {
  check_all({
      {"code.training.epochs", "3", "3"},
      {"code.training.epochs", "1e3", "1000"},
      {"code.training.epochs", "0", "f:1:1: p: expected a whole number in [1, 1000000000], got 0"},
      {"code.training.epochs", "2.5",
       "f:1:1: p: expected a whole number in [1, 1000000000], got 2.5"},
      {"code.training.epochs", "'3'",
       "f:1:1: p: expected a whole number in [1, 1000000000], got '3'"},
      {"code.training.epochs", "true",
       "f:1:1: p: expected a whole number in [1, 1000000000], got true"},
      {"code.training.epochs", "[3]",
       "f:1:1: p: expected a whole number in [1, 1000000000], got a list"},
      {"code.training.epochs", "1e999",
       "f:1:1: p: expected a whole number in [1, 1000000000], got inf"},
      {"code.training.batch_size", "0", "f:1:1: p: expected full or a whole number >= 1, got 0"},
      {"seeds.root", "9007199254740991", "9007199254740991"},
      {"seeds.root", "9007199254740993",
       "f:1:1: p: expected a whole number >= 0, got 9007199254740993. "
       "The largest is 9007199254740991"},
      {"code.regularization.l2", "1", "1"},
      {"code.regularization.l2", "1.0", "1"},
      {"code.regularization.l2", "1e-4", "0.0001"},
      {"code.regularization.l2", "-1e-4", "f:1:1: p: expected a number >= 0, got -0.0001"},
      {"code.regularization.l2", ".nan", "f:1:1: p: expected a number >= 0, got nan"},
      {"code.regularization.l2", ".inf", "f:1:1: p: expected a number >= 0, got inf"},
      {"code.data.noise", "-3", "-3"},
      {"code.data.scale", "-.inf", "f:1:1: p: expected a number, got -inf"},
      {"parameter.step", "0", "f:1:1: p: expected a number > 0, got 0"},
      {"claim.alpha", "1", "f:1:1: p: expected a number in (0, 1), got 1"},
  });
}

TEST_CASE("check: flags and texts keep their YAML 1.2 types") {
  check_all({
      {"code.data.standardize", "true", "true"},
      {"code.data.standardize", "yes", "f:1:1: p: expected true or false, got 'yes'"},
      {"code.data.standardize", "1", "f:1:1: p: expected true or false, got 1"},
      {"idea.title", "on", "\"on\""},
      {"idea.title", "12", "f:1:1: p: expected text, got 12. Put it in quotes"},
      {"idea.title", "true", "f:1:1: p: expected text, got true. Put it in quotes"},
      {"idea.title", "", "f: p: expected text, got nothing"},
      {"idea.title", "{a: b}", "f:1:1: p: expected text, got a map"},
      {"idea.tags", "one", "[\"one\"]"},
      {"idea.tags", "[one, two]", "[\"one\",\"two\"]"},
      {"idea.tags", "[]", "[]"},
      {"idea.tags", "[1, two, [3]]",
       "f:1:2: p[0]: expected text, got 1. Put it in quotes\n"
       "f:1:10: p[2]: expected text, got a list"},
  });
}

TEST_CASE("check: choices know their aliases and the near") {
  const std::string distributions =
      "expected one of uniform, log_uniform, int_uniform, normal, log_normal, categorical, got ";
  check_all({
      {"experiment.method", "grid", "\"grid\""},
      {"experiment.method", "tpe", "\"tpe\""},
      {"experiment.method", "bayes", "\"auto\""},
      {"experiment.method", "gird",
       "f:1:1: p: expected one of grid, random, sobol, halton, tpe, cmaes, auto, got 'gird'. Did "
       "you mean 'grid'?"},
      {"experiment.method", "simplex",
       "f:1:1: p: expected one of grid, random, sobol, halton, tpe, cmaes, auto, got 'simplex'"},
      {"experiment.method", "3",
       "f:1:1: p: expected one of grid, random, sobol, halton, tpe, cmaes, auto, got 3"},
      {"experiment.metric.goal", "minimise", "\"minimize\""},
      {"experiment.metric.goal", "maximise", "\"maximize\""},
      {"experiment.order", "shuffled", "\"shuffled\""},
      {"code.training.precision", "float16",
       "f:1:1: p: expected one of float32, float64, got 'float16'. Did you mean 'float32'?"},
      {"parameter.distribution", "loguniform", "\"log_uniform\""},
      {"parameter.distribution", "logUniform", "\"log_uniform\""},
      {"parameter.distribution", "log_uniform_values", "\"log_uniform\""},
      {"parameter.distribution", "q_uniform", "\"uniform\""},
      {"parameter.distribution", "choice", "\"categorical\""},
      {"parameter.distribution", "int_uniform", "\"int_uniform\""},
      {"parameter.distribution", "unifrom",
       "f:1:1: p: " + distributions + "'unifrom'. Did you mean 'uniform'?"},
      {"parameter.distribution", "beta", "f:1:1: p: " + distributions + "'beta'"},
  });
}

TEST_CASE("check: names of studies and metrics have their letters") {
  const std::string metric = "f:1:1: p: expected train, dev or test and a measure, as in dev.cost";
  check_all({
      {"name", "tanh-vs-sigmoid-2", "\"tanh-vs-sigmoid-2\""},
      {"name", "Tanh", "f:1:1: p: expected a name of a-z, 0-9 and -, got 'Tanh'"},
      {"name", "''", "f:1:1: p: expected a name of a-z, 0-9 and -, got ''"},
      {"name", "../x", "f:1:1: p: expected a name of a-z, 0-9 and -, got '../x'"},
      {"name", "[a]", "f:1:1: p: expected a name of a-z, 0-9 and -, got a list"},
      {"name", "2024", "f:1:1: p: expected text, got 2024. Put it in quotes"},
      {"name", "'2024'", "\"2024\""},
      {"claim.metric", "dev.cost", "\"dev.cost\""},
      {"claim.metric", "val.cost", metric + ", got 'val.cost'. Write dev.cost"},
      {"claim.metric", "cost", metric + ", got 'cost'. Write dev.cost or train.cost"},
      {"claim.metric", "dev.", metric + ", got 'dev.'"},
      {"claim.metric", "dev.a.b", metric + ", got 'dev.a.b'"},
      {"claim.metric", "{}", metric + ", got a map"},
  });
}

TEST_CASE("check: a plugin is a name, or a map of a name and parameters") {
  const std::string name = "expected a plugin's name, as in relu or acme/swish, got ";
  check_all({
      {"code.loss", "hinge", "\"hinge\""},
      {"code.loss", "core/hinge", "\"core/hinge\""},
      {"code.loss", "{name: huber, delta: 2.0}", R"({"delta":2,"name":"huber"})"},
      {"code.loss", "{name: hinge}", "\"hinge\""},
      {"code.loss", "{delta: 2}",
       "f:1:1: p: expected a plugin's name in the map, got a map. Add name: ..."},
      {"code.network.activation", "{slope: 0.1}", R"({"name":"relu","slope":0.1})"},
      {"code.loss", "[hinge]",
       "f:1:1: p: expected a plugin's name, or {name: ..., its parameters}, got a list"},
      {"code.loss", "Hinge", "f:1:1: p: " + name + "'Hinge'. Names are of small letters: hinge"},
      {"code.loss", "../hinge", "f:1:1: p: " + name + "'../hinge'"},
      {"code.loss", "/lib/hinge", "f:1:1: p: " + name + "'/lib/hinge'"},
      {"code.loss", "{name: a/b/c}", "f:1:8: p.name: " + name + "'a/b/c'"},
      {"code.loss", "3", "f:1:1: p: " + name + "3"},
      {"code.loss", "{name: huber, delta: .nan, a: [1], b: }",
       "f:1:22: p.delta: expected a finite number, got nan\n"
       "f:1:31: p.a: expected a number, a text, true or false, got a list\n"
       "f:1:39: p.b: expected a number, a text, true or false, got nothing"},
      {"code.optimizer", "{name: adam, learning_rate: -1, beta1: 0.8}",
       "f:1:29: p.learning_rate: expected a number >= 0, got -1"},
  });
}

TEST_CASE("check: layers are widths, or maps of what differs in them") {
  check_all({
      {"code.network.hidden", "[]", "[]"},
      {"code.network.hidden", "[20, 7.0]", "[20,7]"},
      {"code.network.hidden", "[{units: 20, activation: relu}, 7]",
       R"([{"activation":"relu","units":20},7])"},
      {"code.network.hidden", "[{units: 3, activation: {name: relu}, dropout: 0.5}]",
       R"([{"activation":"relu","dropout":0.5,"units":3}])"},
      {"code.network.hidden", "[{units: 3}]", "[3]"},
      {"code.network.hidden", "4",
       "f:1:1: p: expected a list of units per hidden layer, as in [20, 7], got 4"},
      {"code.network.hidden", "[4.5, 0, {unit: 3}]",
       "f:1:2: p[0]: expected a whole number in [1, 1000000], got 4.5\n"
       "f:1:7: p[1]: expected a whole number in [1, 1000000], got 0\n"
       "f:1:10: p[2].units: missing. It is the width of the layer\n"
       "f:1:11: p[2].unit: unknown key. Did you mean 'units'?"},
      {"code.regularization.dropout", "0.5", "0.5"},
      {"code.regularization.dropout", "[0.5, 0]", "[0.5,0]"},
      {"code.regularization.dropout", "[1, 0, -1]",
       "f:1:2: p[0]: expected a number in [0, 1), got 1\n"
       "f:1:8: p[2]: expected a number in [0, 1), got -1"},
  });
}

TEST_CASE("check: batches and bytes have words of their own") {
  const std::string bytes = "f:1:1: p: expected a number of bytes, as in 2GiB, got ";
  check_all({
      {"code.training.batch_size", "full", "\"full\""},
      {"code.training.batch_size", "64", "64"},
      {"code.training.batch_size", "all",
       "f:1:1: p: expected full or a whole number >= 1, got 'all'"},
      {"code.training.batch_size", "0", "f:1:1: p: expected full or a whole number >= 1, got 0"},
      {"experiment.limits.memory", "2GiB", "2147483648"},
      {"experiment.limits.memory", "1000", "1000"},
      {"experiment.limits.memory", "much", bytes + "'much'"},
      {"experiment.limits.memory", "-1", bytes + "-1"},
      {"experiment.limits.memory", "99999999999GiB", bytes + "'99999999999GiB'"},
  });
}

TEST_CASE("check: a plugin's own parameter is a finite number, a flag or a text") {
  const auto checked_parameter = [](const std::string& yaml) {
    Faults faults;
    const Node node = parse_yaml(yaml, "f");
    const auto value = check_plugin_parameter(node, "p", faults);
    return value ? value->dump() : text_of(faults);
  };
  CHECK(checked_parameter("2.0") == "2");
  CHECK(checked_parameter("18446744073709551615") == "18446744073709551615");
  CHECK(checked_parameter("false") == "false");
  CHECK(checked_parameter("exact") == "\"exact\"");
  CHECK(checked_parameter("-.inf") == "f:1:1: p: expected a finite number, got -inf");
  CHECK(checked_parameter("{}") == "f:1:1: p: expected a number, a text, true or false, got a map");
}

TEST_CASE("check: a plugin's name cannot lead out of a folder") {
  for (const char* good : {"relu", "leaky_relu2", "acme/swish"}) CHECK(is_plugin_name(good));
  for (const char* bad : {"", "/", "a/", "/a", "..", "a/..", "../a", "a/b/c", "a.b", "A", "2a",
                          "_a", "a-b", "a b", "a\n", "é"})
    CHECK_FALSE(is_plugin_name(bad));
}
