// The section idea: words about the study, and claims on its parameters.
#include <catch2/catch.hpp>

#include "studies.hpp"

using ice::study::Idea;

namespace {

const std::string kVariedRate =
    "experiment: {parameters: {network.activation: {values: [relu, tanh]}, hidden: {values: [[2], "
    "[4]]}}}\n";

Idea idea_of(const std::string& idea) { return study_of(idea + kCode + kVariedRate).idea; }

std::string idea_refusal(const std::string& claim) {
  return refusal_of("idea: {claims: [" + claim + "]}\n" + kCode + kVariedRate);
}

}  // namespace

TEST_CASE("idea: title, why, tags and the study it follows") {
  const Idea idea = idea_of(
      "idea:\n  title: On is text\n  why: >\n    one\n    two\n  tags: [course-1, week-3]\n"
      "  follows: planar-baseline\n");
  CHECK(idea.title == "On is text");
  CHECK(idea.why == "one two\n");
  CHECK(idea.tags == std::vector<std::string>{"course-1", "week-3"});
  CHECK(idea.follows == "planar-baseline");
  CHECK(idea.claims.empty());
  CHECK(idea_of("").title.empty());
  CHECK(idea_of("idea: {tags: solo}\n").tags == std::vector<std::string>{"solo"});
}

TEST_CASE("idea: a claim names two sides of the cells") {
  const Idea idea = idea_of(
      "idea:\n  claims:\n"
      "    - {name: H1, metric: train.cost, better: {activation: tanh}, than: {activation: relu}}\n"
      "    - {name: H2, metric: dev.accuracy, better: {network.hidden: [4]},\n"
      "       than: {hidden: [2]}, by: 0.02, alpha: 0.01}\n");
  REQUIRE(idea.claims.size() == 2);
  CHECK(idea.claims[0].name == "H1");
  CHECK(idea.claims[0].metric == "train.cost");
  CHECK(idea.claims[0].better.at("network.activation") == "tanh");
  CHECK(idea.claims[0].than.at("network.activation") == "relu");
  CHECK(idea.claims[0].by == 0);
  CHECK(idea.claims[0].alpha == 0.05);
  CHECK(idea.claims[1].better.at("network.hidden") == ice::base::Value{4});
  CHECK(idea.claims[1].by == 0.02);
  CHECK(idea.claims[1].alpha == 0.01);
}

TEST_CASE("idea: a claim that cannot be judged is refused") {
  const std::string at = "f.yaml:1:17: idea.claims[0]";
  CHECK(idea_refusal("3") ==
        at + ": expected a map, got 3. Its keys: name, metric, better, than, by, alpha");
  CHECK(idea_refusal("{}") ==
        at + ".name: missing. It is a short name: H1\n" + at +
            ".metric: missing. It is what is compared: dev.accuracy\n" + at +
            ".better: missing. For example better: {network.activation: tanh}\n" + at +
            ".than: missing. For example than: {network.activation: tanh}");
  CHECK(idea_refusal("{name: H, metric: cost, better: {activation: tanh}, than: {epochs: 3}}") ==
        "f.yaml:1:35: idea.claims[0].metric: expected train, dev or test and a measure, as in "
        "dev.cost, got 'cost'. Write dev.cost or train.cost\n"
        "f.yaml:1:76: idea.claims[0].than.training.epochs: is not varied in "
        "experiment.parameters. Varied: network.activation, network.hidden");
  CHECK(idea_refusal("{name: H, metric: dev.cost, better: {hidden: [2]}, than: {hidden: [2.0]}}") ==
        at + ": better and than are the same cells");
  CHECK(idea_refusal(
            "{name: H, metric: dev.cost, better: {hidden: [2]}, than: {hidden: [4]}, by: -1, "
            "alpha: 1}") ==
        "f.yaml:1:93: idea.claims[0].by: expected a number >= 0, got -1\n"
        "f.yaml:1:104: idea.claims[0].alpha: expected a number in (0, 1), got 1");
  const std::string claim =
      "{name: H, metric: dev.cost, better: {hidden: [2]}, than: {hidden: [4]}}";
  CHECK(idea_refusal(claim + ", " + claim) ==
        "f.yaml:1:90: idea.claims[1]: a second claim named 'H'");
}

TEST_CASE("idea: the section and its parts have their forms") {
  CHECK(refusal_of("idea: relu is good\n" + kCode) ==
        "f.yaml:1:7: idea: expected a map, got 'relu is good'. Its keys: title, why, tags, "
        "follows, claims");
  CHECK(refusal_of("idea: {claims: {name: H}, titel: x, follows: A B}\n" + kCode) ==
        "f.yaml:1:16: idea.claims: expected a list of claims, got a map\n"
        "f.yaml:1:27: idea.titel: unknown key. Did you mean 'title'?\n"
        "f.yaml:1:46: idea.follows: expected a name of a-z, 0-9 and -, got 'A B'");
}
