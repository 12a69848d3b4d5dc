#include "study/expected.hpp"

#include "base/text.hpp"

namespace ice::study {

base::Rule rule_of(const Key& key) {
  using enum base::Rule::Type;
  if (key.type == Type::kFlag) return {.type = kFlag};
  const bool is_whole = key.type == Type::kWhole || key.type == Type::kBatchSize;
  return {.type = is_whole ? kWhole : kReal, .range = key.range};
}

std::string expected(const Key& key) {
  switch (key.type) {
    case Type::kFlag:
    case Type::kWhole:
    case Type::kReal:
      return rule_of(key).expected();
    case Type::kText:
      return "text";
    case Type::kTexts:
      return "a list of texts, or one";
    case Type::kChoice:
      return "one of " + base::join(key.choices, ", ");
    case Type::kStudyName:
      return "a name of a-z, 0-9 and -";
    case Type::kMetric:
      return "train, dev or test and a measure, as in dev.cost";
    case Type::kPlugin:
      return "a plugin's name, or {name: ..., its parameters}";
    case Type::kSettings:
      return find_key(key.path + ".name") == nullptr ? "a map" : "a map, or only its name";
    case Type::kLayers:
      return "a list of units per hidden layer, as in [20, 7]";
    case Type::kRates:
      return rule_of(key).expected() + ", or a list with one per hidden layer";
    case Type::kBatchSize:
      return "full or " + rule_of(key).expected();
    case Type::kBytes:
      return "a number of bytes, as in 2GiB";
    case Type::kNames:
      return "a name, a number, or a list of names";
    case Type::kWeights:
      return "a word, or a map from classes to numbers";
    case Type::kOwn:
      break;
  }
  return "";
}

}  // namespace ice::study
