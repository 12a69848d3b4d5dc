// Weights of samples and classes, and targets that are standardized, from the file to the shared
// memory. Figures of scikit-learn 1.2.1's compute_class_weight.
#include "data/weights.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "data/csv.hpp"
#include "data/environment.hpp"
#include "data/labels.hpp"
#include "data/parts.hpp"

namespace ice::data {
namespace {

using base::Value;
using Numbers = std::vector<double>;

const std::string kTable = "a,w,y\n1,2,no\n2,1,yes\n3,0.5,no\n4,0,no\n";

struct WeightFile {
  TemporaryFolder folder;
  CsvOptions options{.target = "y", .weight = "w"};

  [[nodiscard]] Samples read(const std::string& text) const {
    return read_csv(folder.write("f.csv", text), {}, options);
  }
  [[nodiscard]] std::string refusal(const std::string& text) const {
    try {
      (void)read(text);
    } catch (const base::UserError& error) {
      return std::string(error.what()).substr(folder.path().string().size() + 1);
    }
    return "no error";
  }
};

Value weighed_section(const Value& more = Value::object()) {
  Value section{{"name", "csv"}, {"file", "f.csv"}, {"target", "y"}};
  section.update(more);
  return complete_section(section);
}

// Six of class a, three of b, one of c.
Samples of_three_classes() {
  Samples samples;
  samples.n_x = 1;
  samples.m = 10;
  samples.values.assign(10, 1);
  set_classes(samples, std::vector<std::uint32_t>{0, 0, 1, 0, 1, 0, 2, 0, 1, 0}, {"a", "b", "c"});
  return samples;
}

Split all_train(const Samples& samples) {
  Split parts;
  parts.train.resize(samples.m);
  std::iota(parts.train.begin(), parts.train.end(), std::uint64_t{0});
  return parts;
}

// The weight of each class, by its first sample.
Numbers weights_by_class(const Value& wanted) {
  const Samples samples = of_three_classes();
  const Weights weights =
      weigh(samples, all_train(samples), weighed_section({{"class_weight", wanted}}));
  return {weights.of_costs[0], weights.of_costs[2], weights.of_costs[6]};
}

std::string weigh_refusal(const Samples& samples, const Value& section) {
  try {
    (void)weigh(samples, all_train(samples), section);
  } catch (const base::UserError& error) {
    return error.what();
  }
  return "no error";
}

Samples numbers_to_predict(const Numbers& Y) {
  Samples samples;
  samples.n_x = samples.n_y = 1;
  samples.m = Y.size();
  samples.values.assign(Y.size(), 1);
  samples.Y = Y;
  samples.task = Task::kRegression;
  return samples;
}

}  // namespace

TEST_CASE("weights: a column of a table is no feature, and stays with its row") {
  WeightFile file;
  const Samples samples = file.read(kTable);
  CHECK(samples.features == std::vector<std::string>{"a"});
  CHECK(samples.weights == Numbers{2, 1, 0.5, 0});
  file.options.weight = "2";
  CHECK(file.read(kTable).weights == Numbers{2, 1, 0.5, 0});
  file.options.missing = CsvOptions::Missing::kDrop;
  CHECK(file.read("a,w,y\n1,2,no\n,9,yes\n3,,no\n4,1,yes\n").weights == Numbers{2, 1});
}

TEST_CASE("weights: what is no weight is refused with its place") {
  const WeightFile file;
  CHECK(file.refusal("a,w,y\n1,2,no\n2,-1,yes\n") ==
        "f.csv:3: column 2 'w': '-1' is less than 0. A weight is 0 or more");
  CHECK(file.refusal("a,w,y\n1,2,no\n2,much,yes\n") ==
        "f.csv:3: column 2 'w': 'much' is no number. Weights are numbers");
  CHECK(file.refusal("a,w,y\n1,,no\n2,1,yes\n") ==
        "f.csv:2: column 2 'w': empty. Fill it in, or set data.missing: drop");
  CHECK_THAT(file.refusal("a,v,y\n1,2,no\n2,1,yes\n"), Catch::Contains("has no column 'w'"));
}

TEST_CASE("weights: a column has one role") {
  WeightFile file;
  file.options.weight = "y";
  CHECK(file.refusal(kTable) ==
        "f.csv:1: column 3 'y' has two roles. The target, the weight and the part are different "
        "columns");
  file.options.weight = "w";
  file.options.features = {"a", "w"};
  CHECK(file.refusal(kTable) ==
        "f.csv:1: column 2 'w' is the weight. Leave it out of data.features");
}

TEST_CASE("weights: the digest has them when there are any") {
  const WeightFile file;
  const Samples samples = file.read(kTable);
  Samples without = samples, others = samples;
  without.weights.clear();
  others.weights[3] = 1;
  CHECK(digest(samples) != digest(without));
  CHECK(digest(samples) != digest(others));
}

TEST_CASE("weights: balanced classes weigh what scikit-learn gives them, of mean 1") {
  const Numbers balanced = weights_by_class("balanced");
  CHECK(balanced[0] == Approx(0.55555556));
  CHECK(balanced[1] == Approx(1.11111111));
  CHECK(balanced[2] == Approx(3.33333333));
}

TEST_CASE("weights: a map gives the named classes theirs, the others 1") {
  const Numbers given = weights_by_class({{"a", 2}, {"c", 5}});  // 6 * 2 + 3 * 1 + 1 * 5 = 20 of 10
  CHECK(given == Numbers{1, 0.5, 2.5});
}

TEST_CASE("weights: none, null and no key are the same") {
  CHECK(weigh(of_three_classes(), {}, weighed_section()).of_costs.empty());
  CHECK(
      weigh(of_three_classes(), {}, weighed_section({{"class_weight", "none"}})).of_costs.empty());
}

TEST_CASE("weights: of a sample and its class are multiplied in costs, scores have the sample's") {
  Samples samples = of_three_classes();
  samples.weights.assign(10, 1);
  samples.weights[6] = 3;
  const Weights weights =
      weigh(samples, all_train(samples), weighed_section({{"class_weight", {{"a", 0.5}}}}));
  const double costs = (6 * 0.5 + 3 + 3) / 10, scores = 12.0 / 10;
  CHECK(weights.of_costs[0] == Approx(0.5 / costs));
  CHECK(weights.of_costs[6] == Approx(3 / costs));
  CHECK(weights.of_scores[0] == Approx(1 / scores));
  CHECK(weights.of_scores[6] == Approx(3 / scores));
}

TEST_CASE("weights: balance is that of the training part, not of the others") {
  const Samples samples = of_three_classes();
  Split parts;
  parts.train = {0, 2, 4, 6};  // a, b, b, c
  parts.dev = {1, 3, 5, 7, 8, 9};
  const Weights weights = weigh(samples, parts, weighed_section({{"class_weight", "balanced"}}));
  CHECK(weights.of_costs[2] == Approx(4.0 / (3 * 2)));
  CHECK(weights.of_costs[0] == Approx(4.0 / 3));
  CHECK(weights.of_scores == Numbers(10, 1));
}

TEST_CASE("weights: what cannot weigh is refused") {
  Samples samples = of_three_classes();
  CHECK(weigh_refusal(samples, weighed_section({{"class_weight", {{"aa", 2}}}})) ==
        "code.data.class_weight: there is no class 'aa'. Did you mean 'a'?");
  CHECK(
      weigh_refusal(numbers_to_predict({1, 2}), weighed_section({{"class_weight", "balanced"}})) ==
      "code.data.class_weight: the targets are numbers, and no classes");
  samples.weights.assign(10, 0);
  CHECK(weigh_refusal(samples, weighed_section()) ==
        "data: all samples of the training part weigh 0");
}

TEST_CASE("weights: what is no weight of classes is refused by the section") {
  for (const Value& wrong : {Value("equal"), Value(2), Value{{"a", -1}}, Value{{"a", "b"}}})
    CHECK_THROWS_WITH(weighed_section({{"class_weight", wrong}}),
                      Catch::Contains("code.data.class_weight: expected none or balanced, or a map "
                                      "from classes to numbers"));
}

TEMPLATE_TEST_CASE("weights: each part maps its own", "", float, double) {
  constexpr auto kPrecision =
      std::is_same_v<TestType, float> ? Precision::kFloat32 : Precision::kFloat64;
  Samples samples = of_three_classes();
  samples.weights = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  samples.m_test = 2;  // weights 9 and 10
  const Shared one = share(samples, weighed_section(), kPrecision, "");
  CHECK(one.shape.weights == 1);
  const auto parts = map<TestType>(one.shape, one.memory.get());
  CHECK(parts.test.cost_weights(1) == Approx(10 / 9.5));
  CHECK(parts.test.score_weights(0) == Approx(9 / 9.5));
  CHECK(parts.train.cost_weights(7) == Approx(8 / 4.5));
  CHECK(parts.dev.cost_weights.n_elem == 0);

  const Shared two =
      share(samples, weighed_section({{"class_weight", {{"c", 3}}}}), kPrecision, "");
  CHECK(two.shape.weights == 2);
  const auto weighed = map<TestType>(two.shape, two.memory.get());
  CHECK(weighed.train.cost_weights(6) == Approx(21 / ((36 + 14) / 8.0)));
  CHECK(weighed.train.score_weights(6) == Approx(7 / 4.5));
  CHECK(weighed.test.score_weights(0) == Approx(9 / 9.5));
}

TEST_CASE("targets: standardized by the training part, and their moments kept") {
  const Samples samples = numbers_to_predict({25, 346, 100, 150, 70, 200});
  const Value section = weighed_section({{"targets", "standardize"}, {"split", {{"test", 2}}}});
  const Shared shared = share(samples, section, Precision::kFloat64, "");
  const auto parts = map<double>(shared.shape, shared.memory.get());
  CHECK(arma::mean(parts.train.Y.row(0)) == Approx(0).margin(1e-12));
  CHECK(arma::stddev(parts.train.Y.row(0), 1) == Approx(1));
  const Split split_in = split(samples, section);
  for (std::uint64_t j = 0; j < 2; ++j)
    CHECK(parts.test.Y(0, j) * shared.shape.target_deviation[0] + shared.shape.target_mean[0] ==
          Approx(samples.Y[split_in.test[j]]));
  CHECK(shared.notes.empty());
  CHECK(shared.targets.high < 4);
  const Shape again = shape_from(to_value(shared.shape));
  CHECK(again.target_mean == shared.shape.target_mean);
  CHECK(again.target_deviation == shared.shape.target_deviation);
}

TEST_CASE("targets: large ones are reported, until the study says how they are meant") {
  const Samples samples = numbers_to_predict({25, 346, 100, 150});
  const auto notes = [&](const Value& more) {
    return share(samples, weighed_section(more), Precision::kFloat32, "").notes;
  };
  CHECK(notes(Value::object()) ==
        std::vector<std::string>{
            "data: the targets go from 25 to 346. Networks learn small numbers faster: write "
            "data.targets: standardize (scores stay in their unit), or as_is"});
  CHECK(notes({{"targets", "as_is"}}).empty());
  CHECK(share(numbers_to_predict({-3, 9, 1}), weighed_section(), Precision::kFloat32, "")
            .notes.empty());
}

TEST_CASE("targets: classes are not standardized") {
  CHECK_THROWS_WITH(share(of_three_classes(), weighed_section({{"targets", "standardize"}}),
                          Precision::kFloat32, ""),
                    "code.data.targets: the targets are classes. Only numbers are standardized");
}

}  // namespace ice::data
