// The resolved text: the study whole, and the same study again.
#include "study/resolved.hpp"

#include <catch2/catch.hpp>
#include <variant>

#include "random_study.hpp"
#include "studies.hpp"
#include "study/expand.hpp"

using ice::study::Expansion;
using ice::study::Study;

namespace {

// All that a slot holds, as text.
std::string content(const Expansion& expansion, std::uint64_t i) {
  const auto slot = expansion.choose(i);
  if (const auto* skipped = std::get_if<ice::study::Skipped>(&slot)) return "- " + skipped->reason;
  const auto trial = expansion.build(std::get<ice::study::Choice>(slot));
  return fmt::format("{} {} {} {}", trial.cell, trial.seed,
                     ice::base::Value(trial.parameters).dump(), trial.code.dump());
}

void check_same_trials(const Study& a, const Study& b) {
  const Expansion in_a(a), in_b(b);
  REQUIRE(in_a.slot_count() == in_b.slot_count());
  for (std::uint64_t i = 0; i < in_a.slot_count(); ++i)
    REQUIRE(content(in_a, i) == content(in_b, i));
}

}  // namespace

TEST_CASE("resolved: defaults, overrides and full names are written out") {
  const Study study =
      study_of("idea: {title: \"a: b\", tags: one}\n" + kCode +
                   "  optimizer: adam\n"
                   "plugin_path: [lib]\n"
                   "plugins: {acme/swish: lib/swish.so}\n"
                   "experiment:\n"
                   "  parameters:\n"
                   "    activation: {values: [relu, {name: leaky_relu, slope: 0.1}]}\n"
                   "    noise: {min: 0, max: 1.0, points: 3, when: {activation: relu}}\n"
                   "  seeds: {count: 2}\n"
                   "  limits: {memory: 1KiB}\n"
                   "  exclude: [{activation: relu, noise: {gt: 0.4, lt: 1}}]\n",
               {"epochs=7"});
  CHECK(study.text ==
        "name: f\n"
        "idea:\n"
        "  title: \"a: b\"\n"
        "  tags: [one]\n"
        "code:\n"
        "  data:\n"
        "    name: planar\n"
        "    split: {}\n"
        "  initializer: he_normal\n"
        "  loss: binary_cross_entropy\n"
        "  network:\n"
        "    activation: relu\n"
        "    hidden: []\n"
        "    output: sigmoid\n"
        "  optimizer:\n"
        "    learning_rate: 0.01\n"
        "    name: adam\n"
        "  regularization:\n"
        "    dropout: 0\n"
        "    l2: 0\n"
        "  training:\n"
        "    batch_size: 64\n"
        "    epochs: 7\n"
        "    precision: float32\n"
        "experiment:\n"
        "  method: grid\n"
        "  metric:\n"
        "    name: train.cost\n"
        "    goal: minimize\n"
        "  seeds:\n"
        "    count: 2\n"
        "    root: 0\n"
        "  parameters:\n"
        "    network.activation:\n"
        "      values:\n"
        "        - relu\n"
        "        - {name: leaky_relu, slope: 0.1}\n"
        "    data.noise:\n"
        "      distribution: uniform\n"
        "      min: 0\n"
        "      max: 1\n"
        "      points: 3\n"
        "      when:\n"
        "        network.activation:\n"
        "          eq: relu\n"
        "  zip: []\n"
        "  exclude:\n"
        "    - {network.activation: {eq: relu}, data.noise: {gt: 0.4, lt: 1}}\n"
        "  record:\n"
        "    points: 200\n"
        "  limits:\n"
        "    seconds: 0\n"
        "    memory: 1024\n"
        "  order: declared\n"
        "  run_cap: 0\n"
        "plugin_path: [\"/folder/lib\"]\n"
        "plugins:\n"
        "  acme/swish: \"/folder/lib/swish.so\"\n");
}

TEST_CASE("resolved: claims, zips, listed seeds and random ranges read back the same") {
  const std::string text =
      "name: all-of-it\n"
      "idea:\n"
      "  why: |\n    two\n    lines: here\n"
      "  follows: earlier\n"
      "  claims:\n"
      "    - {name: H 1, metric: dev.f1, by: 0.1, alpha: 0.01, better: {activation: tanh},\n"
      "       than: {activation: {name: leaky_relu, slope: 0.1}}}\n" +
      varying(
          "activation: {values: [tanh, {name: leaky_relu, slope: 0.1}]}\n"
          "    epochs: {values: [1, 2]}\n"
          "    l2: {distribution: log_normal, mu: -3, sigma: 0.5, step: 0.01}\n"
          "    noise: {min: 0.1, max: 1, distribution: log_uniform}\n"
          "    samples: {min: 10, max: 90, step: 10}",
          "  method: random\n  run_cap: 20\n  seeds: [5, 3]\n  zip: [[epochs, activation]]\n"
          "  order: shuffled\n  metric: {goal: maximise}\n  limits: {seconds: 0.1}\n");
  const Study study = study_of(text);
  const Study again = study_of(study.text);
  CHECK(again.text == study.text);
  CHECK(again.name == "all-of-it");
  CHECK(again.idea.why == "two\nlines: here\n");
  CHECK(again.idea.claims.at(0).than == study.idea.claims.at(0).than);
  CHECK(again.idea.claims.at(0).alpha == 0.01);
  CHECK(again.experiment.seeds == study.experiment.seeds);
  check_same_trials(study, again);
}

TEST_CASE("resolved: any study reads back as the same study with the same trials") {
  for (std::uint64_t i = 0; i < 300; ++i) {
    const std::string text = RandomStudy(i).text(2);
    INFO(text);
    const Study study = study_of(text);
    INFO(study.text);
    const Study again = study_of(study.text);
    REQUIRE(again.text == study.text);
    check_same_trials(study, again);
  }
}

TEST_CASE("resolved: a study that grows past the limit when written out is refused") {
  std::string text =
      kCode + "  optimizer:\n    name: adam\n    a: &x '" + std::string(60'000, 'x') + "'\n";
  for (int i = 0; i < 5; ++i) text += "    b" + std::to_string(i) + ": *x\n";
  CHECK(refusal_of(text) ==
        "f.yaml: the study takes 352 KiB when all is written out, at most 256 KiB are allowed");
}
