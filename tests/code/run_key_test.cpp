#include "code/run_key.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "base/text.hpp"
#include "plan/plan.hpp"
#include "support/studies.hpp"

using namespace ice;
using namespace ice::code;
using ice::base::Value;

namespace {

const Value kCode{
    {"network", {{"hidden", {4, 3}}, {"output", "core/sigmoid"}}},
    {"optimizer", {{"name", "core/adam"}, {"learning_rate", 0.1}, {"epsilon", 1e-8}}}};
const std::string kData(64, 'd');
const std::map<std::string, std::string> kPlugins{{"optimizer core/adam", ""},
                                                  {"activation acme/swish", std::string(64, 'a')}};

std::string run_key(const Value& code, std::uint64_t seed, const std::string& data,
                    const std::map<std::string, std::string>& plugins) {
  return code::CellKeys(code, data, plugins).of(seed);
}

std::string key_of(const std::vector<std::string>& overrides) {
  test::Bench bench(test::small_study(overrides));
  return code::unpack_key(bench.plan().trials.at(0).key);
}

}  // namespace

// Made apart, with Python 3.11 (hashlib, json):
//   identity = {"code": {"network": {"hidden": [4, 3], "output": "core/sigmoid"},
//                        "optimizer": {"name": "core/adam", "learning_rate": 0.1, "epsilon":
//                        1e-8}},
//               "seed": 7, "data": "d" * 64, "numerics": 1,
//               "plugins": {"optimizer core/adam": "", "activation acme/swish": "a" * 64}}
//   text = json.dumps(identity, sort_keys=True, separators=(",", ":"))
//   hashlib.sha256(text.encode()).hexdigest()
TEST_CASE("run key: the SHA-256 of the identity as canonical JSON") {
  CHECK(run_key(kCode, 7, kData, kPlugins) ==
        "d56b88cadf4f06161f0d66de6cf74f5140a3bcddd87ca8d03bedfff31d202755");
}

TEST_CASE("run key: 1 and 1.0 are one value, and the order of keys does not matter") {
  const std::string key = run_key({{"a", 1}, {"b", 2}}, 7, kData, kPlugins);
  CHECK(run_key({{"b", 2.0}, {"a", 1.0}}, 7, kData, kPlugins) == key);
}

TEST_CASE("run key: code, seed, data and each plugin's identity are parts of it") {
  Value code = kCode;
  code["optimizer"]["learning_rate"] = 0.2;
  auto plugins = kPlugins;
  plugins["activation acme/swish"][0] = 'b';
  const std::set<std::string> keys{
      run_key(kCode, 7, kData, kPlugins), run_key(code, 7, kData, kPlugins),
      run_key(kCode, 8, kData, kPlugins), run_key(kCode, 7, std::string(64, 'e'), kPlugins),
      run_key(kCode, 7, kData, plugins)};
  CHECK(keys.size() == 5);
}

TEST_CASE("run key: a large seed is not rounded") {
  constexpr std::uint64_t kSeed = 0xffffffffffffffff;
  CHECK(run_key(kCode, kSeed, kData, {}) != run_key(kCode, kSeed - 1, kData, {}));
}

TEST_CASE("run key: bytes and hex digits are the same key") {
  const std::string key = run_key(kCode, 7, kData, kPlugins);
  CHECK(key.size() == 64);
  CHECK(code::unpack_key(code::pack_key(key)) == key);
}

TEST_CASE("run key: what a study leaves to a default is the same as the default written out") {
  const std::string key = key_of({});
  CHECK(key_of({"data.noise=0.2"}) == key);
  CHECK(key_of({"network.activation=core/tanh"}) == key);
  CHECK(key_of({"optimizer.learning_rate=1.20"}) == key);
  CHECK(key_of({"training.precision=float32"}) == key);
  CHECK(key_of({"experiment.record.points=3"}) == key);
}

TEST_CASE("run key: whatever changes the numbers changes the key") {
  const std::set<std::string> keys{
      key_of({}),
      key_of({"data.noise=0.3"}),
      key_of({"data.seed=1"}),
      key_of({"network.hidden=[5]"}),
      key_of({"network.activation=relu"}),
      key_of({"network.output=tanh", "loss=squared_error"}),
      key_of({"initializer.scale=0.02"}),
      key_of({"optimizer.learning_rate=1.3"}),
      key_of({"regularization.l2=0.1"}),
      key_of({"regularization.dropout=0.5"}),
      key_of({"training.epochs=6"}),
      key_of({"training.batch_size=8"}),
      key_of({"training.precision=float64"}),
      key_of({"data.standardize=true"}),
      key_of({"data.split.seed=1", "data.split.train=0.8", "data.split.dev=0.2"}),
      key_of({"data.split.seed=2", "data.split.train=0.8", "data.split.dev=0.2"})};
  CHECK(keys.size() == 16);
}

// Recorded by `ice run` of ice 0.1.0, before data digests, defaults and network files were frozen:
// a change here makes strangers of everybody's runs.
TEST_CASE("run key: the keys of twelve kinds of studies stay what they are") {
  const std::vector<std::pair<std::vector<std::string>, std::string>> keys{
      {{}, "fce73e9195436afa4783227a22892adda445a6914666932653a9b581bd4ac4db"},
      {{"network.hidden=[8,3]", "network.activation=relu", "initializer=he_normal"},
       "006be9fc605ce9e1a76fb23c0db63f95a77ff67b1722d77220129a2e8887e14a"},
      {{"data.name=blobs", "network.output=softmax", "loss=categorical_cross_entropy"},
       "81184824c63901517615c0b63601327259963137da42e1ca2d2052267038e54a"},
      {{"data.name=housing", "network.output=linear", "loss=squared_error",
        "data.standardize=true"},
       "40cbb5c39134ae9ba01f5bb4cde9cc51fb6e70eb2c5ee7012ef27b25692b59c4"},
      {{"training.precision=float64", "training.batch_size=8"},
       "d2f0082a5960716cc5c7098f7c4ba421e206e416d5bbe987ac8770d2c86adc54"},
      {{"optimizer={name: adam, learning_rate: 0.01}", "regularization.l2=0.1"},
       "b26543c788578fc9bcec7fd04e103eeb89a524eae87e1bdf24283d9884686104"},
      {{"data.split.train=0.8", "data.split.dev=0.2", "training.early_stopping.patience=3"},
       "25091af063dd6f3770ab2a596a0f46c98be5ebcfe93c6080059dcbe26d9d1dfa"},
      {{"optimizer.schedule={name: cosine, warmup: 2}", "training.clip_norm=1"},
       "033654106af78fbbe1bec30ce2f352eeadffc34b176026699077ad086e2fb5cb"},
      {{"network.hidden=[{units: 6, activation: leaky_relu}, 3]", "regularization.dropout=[0.2,0]"},
       "6499027ea357b41f98530216d35526b66d72cab1cfa9f8ba78ea2858f961ff14"},
      {{"data.name=moons", "data.seed=3", "loss=hinge", "network.output=linear",
        "experiment.seeds=[12]"},
       "939c876261c571fc7be230d11a2fccb91576ed482e871f44a000a02f68d2dd45"},
      {{"data.name=xor", "network.activation={name: elu, alpha: 0.5}",
        "optimizer={name: momentum, learning_rate: 0.1}"},
       "460865c22f2dd5ed23a7c29f5bc8b898b3a96f8d94a0f67d6aef15309c5ad31a"},
      {{"data.name=spirals", "training.save=best"},
       "79dee931e01710ed34cb9386c5f62847da14818db2e6be3d90976782d8220d32"}};
  for (const auto& [overrides, key] : keys) {
    INFO(ice::base::join(overrides, " "));
    CHECK(key_of(overrides) == key);
  }
}

TEST_CASE("run key: a core plugin is known by its id, any other by id and file digest") {
  test::Bench bench(test::small_study({"network.activation=acme/swish"}));
  const auto identities = plugin_identities(bench.resolve());
  CHECK(identities.at("activation core/sigmoid").empty());
  CHECK(identities.at("optimizer core/gradient_descent").empty());
  CHECK(identities.at("activation acme/swish") ==
        test::catalog().find(ice::plugin::Kind::kActivation, "acme/swish", "").sha256);
  CHECK(identities.at("activation acme/swish").size() == 64);
  CHECK(identities.size() == 5);
}
