#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "base/rule.hpp"
#include "data/section.hpp"
#include "study/schema.hpp"

using ice::data::Key;
using ice::data::Source;
using Type = ice::base::Rule::Type;

namespace {

ice::study::Type type_in_a_study(const Key& key) {
  switch (key.rule.type) {
    case Type::kWhole:
      return ice::study::Type::kWhole;
    case Type::kReal:
      return ice::study::Type::kReal;
    case Type::kFlag:
      return ice::study::Type::kFlag;
    case Type::kName:
    case Type::kNames:
      return ice::study::Type::kNames;
    default:
      return ice::study::Type::kText;
  }
}

}  // namespace

TEST_CASE("data keys: a study knows the name and the type of every key of every data set") {
  std::set<std::string> names{"name", "split", "standardize", "class_weight", "targets"};
  for (const Source& source : ice::data::sources()) {
    for (const Key& key : source.keys) {
      CAPTURE(source.name, key.name);
      names.insert(key.name);
      const auto* const known = ice::study::find_key("code.data." + key.name);
      REQUIRE(known != nullptr);
      // `features` are a number of made data, and names of a table: kNames takes both.
      const bool takes_all = known->type == ice::study::Type::kNames;
      CHECK((takes_all || known->type == type_in_a_study(key)));
    }
  }
  const auto& listed = ice::study::names_below("code.data");
  CHECK(std::set<std::string>(listed.begin(), listed.end()) == names);
}
