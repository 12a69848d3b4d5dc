#include "report/changes.hpp"

#include <catch2/catch.hpp>

using namespace ice;
using namespace ice::report;

namespace {

using Lines = std::vector<std::string>;

Lines changes(const std::string& older, const std::string& newer) {
  Lines lines;
  for (const Change& change : changes_between(older, newer)) lines.push_back(to_text(change));
  return lines;
}

}  // namespace

TEST_CASE("changes: the same text has none") {
  CHECK(changes("name: a\ncode: {training: {epochs: 3}}\n",
                "name: a\ncode: {training: {epochs: 3}}\n")
            .empty());
}

TEST_CASE("changes: values have the names that a study gives them") {
  CHECK(changes("code: {training: {epochs: 3}}\nidea: {title: A}\n",
                "code: {training: {epochs: 20}}\nidea: {title: B}\n") ==
        Lines{"training.epochs: 3 -> 20", "idea.title: A -> B"});
}

TEST_CASE("changes: a value that became an axis is one change, and so is an axis of other values") {
  const std::string fixed =
      "code: {optimizer: {learning_rate: 0.1}}\nexperiment: {parameters: {}}\n";
  const std::string varied =
      "code: {optimizer: {learning_rate: 0.1}}\nexperiment:\n  parameters:\n"
      "    optimizer.learning_rate:\n      values: [0.01, 0.1]\n";
  const Lines found = changes(fixed, varied);
  CHECK(found.front() == "optimizer.learning_rate: 0.1 -> [0.01, 0.1]");
  CHECK(changes(varied,
                "code: {optimizer: {learning_rate: 0.1}}\nexperiment:\n  parameters:\n"
                "    optimizer.learning_rate:\n      values: [0.003]\n") ==
        Lines{"optimizer.learning_rate: [0.01, 0.1] -> [0.003]"});
}

TEST_CASE("changes: claims are known by their names") {
  const std::string one = "idea: {claims: [{name: H1, by: 0}]}\n";
  CHECK(changes(one, "idea: {claims: [{name: H0, by: 1}, {name: H1, by: 0.5}]}\n") ==
        Lines{"idea.claims[H0].name: added: H0", "idea.claims[H0].by: added: 1",
              "idea.claims[H1].by: 0 -> 0.5"});
}

TEST_CASE("changes: what was taken away stands last, and long values are cut") {
  const Lines found = changes("code: {a: 1, b: 2}\n", "code: {b: " + std::string(100, 'x') + "}\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].starts_with("b: 2 -> xxx"));
  CHECK(found[0].ends_with("x…"));
  CHECK(found[1] == "a: 1 taken away");
}

TEST_CASE("changes: a text that is no YAML is one change") {
  CHECK(changes("a: [1", "a: [1]\n").size() == 2);
}
