// Cells of method: random: as many different ones as were asked for, or as there are.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "base/rng.hpp"
#include "studies.hpp"
#include "study/conditions.hpp"
#include "study/distribution.hpp"
#include "study/expand.hpp"

using ice::base::Value;
using ice::study::Choice;
using ice::study::Expansion;
using ice::study::Parameter;
using ice::study::Study;

namespace {

Study random_study(const std::string& parameters, int run_cap, const std::string& more = "") {
  return study_of(
      varying(parameters, fmt::format("  method: random\n  run_cap: {}\n", run_cap) + more));
}

// The cells of a study in its order, as text; each slot holds one.
std::vector<std::string> cells(const Study& study) {
  const Expansion expansion(study);
  std::vector<std::string> all;
  for (std::uint64_t i = 0; i < expansion.slot_count(); i += study.experiment.seeds.size())
    all.push_back(Value(std::get<Choice>(expansion.choose(i)).values).dump());
  return all;
}

// The same by plain drawing, as every version did: draw n is the n-th stream's; those that differ.
std::vector<std::string> different_draws(const Study& study, std::uint64_t count) {
  std::vector<std::string> all;
  for (std::uint64_t n = 0; n < count; ++n) {
    ice::base::Stream stream(study.experiment.root, ice::base::Purpose::kSampler, n);
    Value values = Value::array();
    for (const Parameter& parameter : study.experiment.parameters)
      values.push_back(ice::study::draw(parameter, stream));
    if (std::ranges::find(all, values.dump()) == all.end()) all.push_back(values.dump());
  }
  return all;
}

const std::string kSmall =
    "epochs: {values: [1, 2, 3]}\n    noise: {min: 0, max: 1, step: 0.25}\n"
    "    batch_size: {min: 1, max: 4}";  // 3 * 5 * 4 = 60 cells

}  // namespace

TEST_CASE("random cells: as many different ones as run_cap asks for") {
  for (const int cap : {1, 7, 30, 59, 60}) {
    const auto found = cells(random_study(kSmall, cap));
    CHECK(found.size() == static_cast<std::size_t>(cap));
    CHECK(std::set(found.begin(), found.end()).size() == found.size());
  }
}

TEST_CASE("random cells: a space that is used up gives each of its cells once") {
  const auto found = cells(random_study(kSmall, 1000));
  CHECK(found.size() == 60);
  CHECK(std::set(found.begin(), found.end()).size() == 60);
}

TEST_CASE("random cells: the draws that there always were stand first") {
  const Study study = random_study(kSmall, 40, "  seeds: {root: 5}\n");
  const auto before = different_draws(study, 40);
  const auto now = cells(study);
  REQUIRE(before.size() < 40);
  REQUIRE(now.size() == 40);
  CHECK(std::equal(before.begin(), before.end(), now.begin()));
}

TEST_CASE("random cells: a larger run_cap and more seeds keep the earlier cells") {
  const auto all = cells(random_study(kSmall, 1000));
  for (const int cap : {5, 20, 55, 60}) {
    const auto few = cells(random_study(kSmall, cap));
    CHECK(std::equal(few.begin(), few.end(), all.begin()));
    const auto seeded = cells(random_study(kSmall, 3 * cap, "  seeds: [1, 2, 3]\n"));
    CHECK(seeded == few);
  }
}

TEST_CASE("random cells: each keeps its number, whatever is asked besides") {
  const auto numbers = [](const Study& study) {
    const Expansion expansion(study);
    std::vector<std::uint64_t> all;
    for (std::uint64_t i = 0; i < expansion.slot_count(); ++i)
      all.push_back(std::get<Choice>(expansion.choose(i)).cell);
    return all;
  };
  const auto few = numbers(random_study(kSmall, 20)), all = numbers(random_study(kSmall, 100));
  CHECK(std::equal(few.begin(), few.end(), all.begin()));
  CHECK(std::set(all.begin(), all.end()).size() == 60);
}

TEST_CASE("random cells: what does not exist makes no difference") {
  const auto found =
      cells(random_study("activation: {values: [relu, leaky_relu]}\n"
                         "    network.activation.slope: {values: [1, 2, 3], when: {activation: "
                         "leaky_relu}}",
                         50));
  CHECK(found.size() == 4);
}

TEST_CASE("random cells: an excluded draw is replaced by another") {
  const Study study = random_study(kSmall, 30, "  exclude: [{epochs: 1}, {noise: {gt: 0.6}}]\n");
  const auto found = cells(study);
  CHECK(found.size() == 2 * 3 * 4);
  const Expansion expansion(study);
  CHECK(expansion.draws().wanted == 30);
  CHECK(expansion.draws().excluded.size() == 2);
  for (std::uint64_t i = 0; i < expansion.slot_count(); ++i)
    CHECK(expansion.exclusion_of(std::get<Choice>(expansion.choose(i)).values) == nullptr);
}

TEST_CASE("random cells: continuous draws go on past those that are excluded") {
  const auto found =
      cells(random_study("noise: {min: 0, max: 1}", 25, "  exclude: [{noise: {gt: 0.1}}]\n"));
  CHECK(found.size() == 25);
}

TEST_CASE("random cells: steps of a normal distribution are drawn until nothing new comes") {
  const auto found =
      cells(random_study("noise: {distribution: log_normal, mu: 0, sigma: 0.01, step: 1}", 20));
  CHECK(found == std::vector<std::string>{"[1]"});
}

TEST_CASE("random cells: the shuffled order has the same cells") {
  auto declared = cells(random_study(kSmall, 45));
  auto shuffled = cells(random_study(kSmall, 45, "  order: shuffled\n"));
  CHECK(declared != shuffled);
  std::ranges::sort(declared);
  std::ranges::sort(shuffled);
  CHECK(declared == shuffled);
}

TEST_CASE("random cells: zipped values are drawn together") {
  const auto found =
      cells(random_study("epochs: {values: [1, 2, 3]}\n    noise: {values: [4, 5, 6]}", 10,
                         "  zip: [[epochs, noise]]\n"));
  CHECK(std::set(found.begin(), found.end()) == std::set<std::string>{"[1,4]", "[2,5]", "[3,6]"});
}

TEST_CASE("random cells: every value that may be drawn is in the list of a range, and no other") {
  const std::vector<std::string> ranges{
      "{min: 1, max: 9}", "{min: 0.1, max: 0.9, step: 0.1}", "{min: 2, max: 20, step: 3}",
      "{min: 0.01, max: 0.5, step: 0.02, distribution: log_uniform}"};
  for (const std::string& range : ranges) {
    INFO(range);
    const bool is_whole = range == ranges[0] || range == ranges[2];
    const Study study = random_study((is_whole ? "epochs: " : "noise: ") + range, 1);
    const Parameter& parameter = study.experiment.parameters[0];
    std::set<Value> listed, drawn;
    for (std::uint64_t i = 0; i < space_size(parameter); ++i)
      listed.insert(space_value(parameter, i));
    CHECK(listed.size() == space_size(parameter));
    ice::base::Stream stream(3, ice::base::Purpose::kSampler);
    for (int i = 0; i < 5000; ++i) drawn.insert(ice::study::draw(parameter, stream));
    CHECK(drawn == listed);
    for (const Value& value : listed) CHECK(may_draw(parameter, value));
    CHECK_FALSE(may_draw(parameter, 0.3333));
    CHECK_FALSE(may_draw(parameter, 1000));
    CHECK_FALSE(may_draw(parameter, "1"));
  }
}

TEST_CASE("random cells: a hundred thousand are found") {
  const Study study = random_study(
      "epochs: {min: 1, max: 1000}\n    batch_size: {min: 1, max: 1000}\n    noise: {values: [1, "
      "2]}",
      100'000, "  exclude: [{noise: 1, epochs: {gt: 500}}]\n");
  CHECK(Expansion(study).slot_count() == 100'000);
}
