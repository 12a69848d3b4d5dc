// Data are known by their digest: where they stand and how they are written makes no other run.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>

#include "base/hash.hpp"
#include "code/settings.hpp"
#include "plan/plan.hpp"
#include "support/studies.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::plan;
using ice::base::Value;
using ice::test::TemporaryFolder;

namespace {

ice::study::Study study_on(const std::string& data, const std::string& output = "sigmoid",
                           const std::string& loss = "binary_cross_entropy") {
  return ice::study::load_text("code:\n  data: " + data + "\n  network: {hidden: [4], output: " +
                                   output + "}\n  loss: " + loss +
                                   "\n  training: {epochs: 5, batch_size: full}\n"
                                   "experiment: {metric: {name: train.cost}, seeds: [7]}\n",
                               "f.yaml", ".");
}

// The key of a small study's run on these data.
std::string key_on(const std::string& data) {
  test::Bench bench(study_on(data));
  return code::unpack_key(bench.plan().trials.at(0).key);
}

std::string csv(const std::filesystem::path& file, const std::string& more = "") {
  return fmt::format("{{name: csv, file: '{}', target: y{}}}", file.string(), more);
}

const std::string kTable = "a,b,y\n1,2,no\n3,4,yes\n5,6,no\n7,8,yes\n";

// Resolved code without the keys that earlier versions did not have, which are off here.
Value as_before(Value code) {
  for (const char* key : {"targets", "class_weight"}) code["data"].erase(key);
  for (const char* key : {"by", "folds", "fold", "column"}) code["data"]["split"].erase(key);
  return code;
}

}  // namespace

// Whatever their numbers are on this machine, all that the section says stands in the key.
TEST_CASE("data identity: runs on built-in data keep their keys") {
  for (const std::string name : {"planar", "moons", "circles", "spirals", "xor", "housing"}) {
    INFO(name);
    const std::string section = "{name: " + name + ", samples: 40}";
    test::Bench bench(name == "housing" ? study_on(section, "linear", "squared_error")
                                        : study_on(section));
    const code::ResolvedCode resolved = bench.resolve();
    REQUIRE(resolved.code.data.size() >= 6);
    const ice::data::Shared& data = bench.datasets.at(bench.datasets.add(resolved.code));
    const Value identity{{"code", as_before(resolved.code.resolved)},
                         {"seed", 7},
                         {"data", data.shape.digest},
                         {"plugins", code::plugin_identities(resolved)},
                         {"numerics", code::kNumericsVersion}};
    CHECK(code::unpack_key(bench.plan().trials.at(0).key) ==
          ice::base::sha256_hex(ice::base::canonical(identity)));
  }
}

TEST_CASE("data identity: a file that was moved or renamed is the same data") {
  const TemporaryFolder folder, elsewhere;
  const std::string key = key_on(csv(folder.write("f.csv", kTable)));
  CHECK(key_on(csv(elsewhere.write("g h.csv", kTable))) == key);
  const auto test = folder.write("t.csv", kTable);
  const std::string with_test =
      key_on(csv(folder.path() / "f.csv", fmt::format(", test_file: '{}'", test.string())));
  CHECK(with_test != key);
  const auto other = elsewhere.write("u.csv", kTable);
  CHECK(key_on(csv(elsewhere.path() / "g h.csv",
                   fmt::format(", test_file: '{}'", other.string()))) == with_test);
}

TEST_CASE("data identity: so is one that is written in another way") {
  const TemporaryFolder folder;
  const std::string key = key_on(csv(folder.write("f.csv", kTable)));
  const auto semicolons =
      folder.write("s.csv", "a;b;y\n1.0;2;no\n3;4e0;yes\n5;6;no\n7;8;\"yes\"\n");
  CHECK(key_on(csv(semicolons, ", delimiter: ;")) == key);
  CHECK(key_on(csv(folder.path() / "f.csv", ", missing: drop")) == key);
  CHECK(key_on(csv(folder.path() / "f.csv", ", task: classification")) == key);
}

TEST_CASE("data identity: one that holds anything else is not, nor one that is used otherwise") {
  const TemporaryFolder folder;
  const auto file = folder.write("f.csv", kTable);
  std::set<std::string> keys{key_on(csv(file))};
  keys.insert(key_on(csv(file, ", standardize: true")));
  keys.insert(key_on(csv(file, ", split: {dev: 2}")));
  keys.insert(key_on(csv(file, ", split: {dev: 2, seed: 1}")));
  keys.insert(key_on(csv(file, ", scale: 2")));
  folder.write("f.csv", "a,b,y\n1,2,no\n3,4,yes\n5,6,no\n7,9,yes\n");
  keys.insert(key_on(csv(file)));
  folder.write("f.csv", "a,b,y\n1,2,no\n3,4,maybe\n5,6,no\n7,8,maybe\n");
  keys.insert(key_on(csv(file)));
  CHECK(keys.size() == 7);
}

TEST_CASE("data identity: of files it is what acts after the digest; of built-in sets all") {
  const Value split{{"dev", 0.2}, {"seed", 0}};
  const Value standard{{"split", split}, {"standardize", true}};
  for (const char* name : {"csv", "hdf5", "idx"}) {
    Value section = standard;
    section.update(Value{{"name", name}, {"file", "f"}, {"images", "i"}, {"x", "x"}});
    CHECK(code::identity_part({{"data", section}}) == Value{{"data", standard}});
  }
  for (const char* name : {"planar", "housing", "fashion_mnist"}) {
    Value section = standard;
    section.update(Value{{"name", name}, {"noise", 0.2}});
    CHECK(code::identity_part({{"data", section}}) == Value{{"data", section}});
  }
}
