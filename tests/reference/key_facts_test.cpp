// The reference of study files against the checks themselves: what it shows is what they take.
#include "reference/key_facts.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "study/check.hpp"
#include "study/schema.hpp"

using ice::reference::all_keys;
using ice::reference::find_keys;
using ice::reference::KeyFacts;

namespace {

std::string only_path(const std::string& name) {
  const auto found = find_keys(name);
  REQUIRE(found.size() == 1);
  return found.front()->path;
}

const KeyFacts& facts_on(const std::string& name) {
  const auto found = find_keys(name);
  REQUIRE(found.size() == 1);
  return *found.front();
}

}  // namespace

TEST_CASE("reference: it has every key of the schema once") {
  std::set<std::string> keys, paths;
  for (const KeyFacts& facts : all_keys()) {
    CHECK(keys.insert(facts.key).second);
    CHECK(paths.insert(facts.path).second);
  }
  CHECK(keys.size() == ice::study::all_keys().size());
}

TEST_CASE("reference: every key says what it means and takes, with an example that is taken") {
  for (const KeyFacts& facts : all_keys()) {
    CAPTURE(facts.path, facts.example);
    CHECK_FALSE(facts.meaning.empty());
    CHECK_FALSE(facts.expected.empty());
    CHECK_FALSE(facts.example.empty());
    CHECK_FALSE(facts.in_study.empty());
    const ice::study::Key& key = *ice::study::find_key(facts.key);
    if (key.type == ice::study::Type::kOwn) continue;
    ice::study::Faults faults;
    const auto node = ice::study::parse_yaml(facts.example, "example");
    CHECK(check_value(key, node, facts.path, faults).has_value());
  }
}

TEST_CASE("reference: a key is found by its whole path, its end, or its path in the schema") {
  CHECK(only_path("code.training.epochs") == "code.training.epochs");
  CHECK(only_path("training.epochs") == "code.training.epochs");
  CHECK(only_path("epochs") == "code.training.epochs");
  CHECK(only_path("name") == "name");
  CHECK(only_path("layer.units") == "code.network.hidden[].units");
  CHECK(only_path("claims[].alpha") == "idea.claims[].alpha");
  CHECK(find_keys("seeds").size() == 3);  // itself, count and root
  CHECK(find_keys("early_stopping").size() == 5);
  CHECK_THROWS_WITH(find_keys("epoch"), "a study file has no key 'epoch'. Did you mean 'epochs'?");
  CHECK_THROWS_WITH(find_keys("qqqqqq"),
                    "a study file has no key 'qqqqqq'. 'ice help study' lists all keys");
}

TEST_CASE("reference: data sets say what they take of a key") {
  const KeyFacts& noise = facts_on("data.noise");
  CHECK(noise.uses.size() >= 5);
  CHECK(noise.uses.front().data_sets == std::vector<std::string>{"planar"});
  CHECK(noise.uses.front().expected == "a number in [0, 1000]");
  CHECK(noise.uses.front().fallback == "0.2");
  CHECK(facts_on("data.split.dev").expected == "a fraction below 1 or a count above 1");
  CHECK(facts_on("data.images").uses.front().is_required);
}
