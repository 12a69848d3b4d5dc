#include "predict/inputs.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "support/studies.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::predict;
using ice::base::Value;
using ice::data::Samples;
using ice::data::Shape;
using ice::data::Task;

namespace {

// Two features and m samples: x(i, j) = 10 i + j.
Samples samples(std::uint64_t m = 3) {
  Samples all;
  all.n_x = 2;
  all.m = m;
  for (std::uint64_t j = 0; j < m; ++j)
    for (std::uint64_t i = 0; i < 2; ++i) all.values.push_back(static_cast<double>(10 * i + j));
  all.features = {"size", "age"};
  return all;
}

Shape trained() {
  Shape shape;
  shape.n_x = 2;
  shape.n_y = 1;
  shape.task = Task::kBinary;
  shape.classes = {"no", "yes"};
  shape.features = {"size", "age"};
  return shape;
}

std::string refusal(const Samples& given, const Shape& shape) {
  return test::error_of([&] { (void)inputs_from<double>(given, shape, "f.csv"); });
}

bool equal(const arma::mat& a, const arma::mat& b) {
  return arma::approx_equal(a, b, "absdiff", 0.0);
}

}  // namespace

TEST_CASE("inputs: features are taken by their names, whatever their order") {
  CHECK(equal(inputs_from<double>(samples(), trained(), "f").X, {{0, 1, 2}, {10, 11, 12}}));
  Shape turned = trained();
  turned.features = {"age", "size"};
  CHECK(equal(inputs_from<double>(samples(), turned, "f").X, {{10, 11, 12}, {0, 1, 2}}));
  turned.features = {"age", "sise"};
  CHECK(refusal(samples(), turned) == "f.csv: has no feature 'sise'. Did you mean 'size'?");
}

TEST_CASE("inputs: without names they are taken by position, as many as the network takes") {
  Shape unnamed = trained();
  unnamed.features.clear();
  CHECK(equal(inputs_from<double>(samples(), unnamed, "f").X, {{0, 1, 2}, {10, 11, 12}}));
  unnamed.n_x = 3;
  CHECK(refusal(samples(), unnamed) == "f.csv: has 2 features, and the network takes 3");
}

TEST_CASE("inputs: they are standardized as the training part was") {
  Shape shape = trained();
  shape.mean = {1, 10};
  shape.deviation = {2, 4};
  CHECK(equal(inputs_from<double>(samples(), shape, "f").X, {{-0.5, 0, 0.5}, {0, 0.25, 0.5}}));
}

TEST_CASE("inputs: a missing value is what it was in the training, or an error") {
  Samples given = samples();
  given.values[0] = std::nan("");
  CHECK(refusal(given, trained()) ==
        "f.csv: has missing values, and the network was trained on data without any. Fill them in: "
        "what is missing cannot be predicted from");
  Shape shape = trained();
  shape.fill = {5, 50};
  const arma::mat X = inputs_from<double>(given, shape, "f").X;
  CHECK(X.is_finite());
  CHECK(arma::accu(X == 5) + arma::accu(X == 50) == 1);
}

TEST_CASE("inputs: there need be no targets") {
  CHECK(inputs_from<double>(samples(), trained(), "f").Y.n_cols == 0);
}

TEST_CASE("inputs: classes are the network's, whatever their order and number") {
  Samples given = samples();
  given.classes = {"yes", "no"};
  given.n_y = 1;
  given.Y = {0, 1, 0};
  CHECK(equal(inputs_from<double>(given, trained(), "f").Y, {{1, 0, 1}}));

  Shape three = trained();
  three.classes = {"maybe", "no", "yes"};
  three.n_y = 3;
  three.task = Task::kMulticlass;
  CHECK(equal(inputs_from<double>(given, three, "f").Y, {{0, 0, 0}, {0, 1, 0}, {1, 0, 1}}));

  given.classes = {"yes", "never"};
  CHECK(refusal(given, trained()) ==
        "f.csv: class 'never' is none of the network's. They are no, yes");
}

TEST_CASE("inputs: numbers stay numbers, and are no classes") {
  Samples given = samples();
  given.task = Task::kRegression;
  given.n_y = 1;
  given.Y = {7, 8, 9};
  Shape numbers = trained();
  numbers.task = Task::kRegression;
  CHECK(equal(inputs_from<double>(given, numbers, "f").Y, {{7, 8, 9}}));
  CHECK(refusal(given, trained()) == "f.csv: its targets are of another kind than the network's");
}

namespace {

// A table that a network of `trained` reads, which was trained on `section`.
Inputs<double> from_table(const std::string& text, const Shape& shape, const Value& section) {
  const test::TemporaryFolder folder;
  return read_inputs<double>(folder.write("inputs.csv", text), shape, section);
}

Value csv_section(const Value& more = Value::object()) {
  Value section{{"name", "csv"}, {"file", "f"}, {"target", "bought"}};
  section.update(more);
  return ice::data::complete_section(section);
}

}  // namespace

TEST_CASE("inputs: a table is read with the section of the one that was trained on") {
  const Inputs<double> inputs =
      from_table("age;size;bought\n20;1;yes\n40;3;yes\n", trained(),
                 csv_section({{"delimiter", ";"}, {"scale", 0.5}, {"missing", "drop"}}));
  CHECK(equal(inputs.X, {{0.5, 1.5}, {10, 20}}));
  CHECK(equal(inputs.Y, {{1, 1}}));
}

TEST_CASE("inputs: what the network was trained on says whether a table's numbers are classes") {
  Shape shape = trained();
  shape.classes = {"0", "1"};
  CHECK(equal(from_table("size,age,bought\n1,2,1.0\n1,2,0\n", shape, csv_section()).Y, {{1, 0}}));
  shape.task = Task::kRegression;
  shape.classes.clear();
  CHECK(equal(from_table("size,age,bought\n1,2,1\n1,2,7\n", shape, csv_section()).Y, {{1, 7}}));
}

TEST_CASE("inputs: other data leave a table its defaults: commas, and no targets") {
  const Value planar = ice::data::complete_section({{"name", "planar"}});
  const Inputs<double> inputs = from_table("size,age,bought\n1,2,yes\n3,4,no\n", trained(), planar);
  CHECK(equal(inputs.X, {{1, 3}, {2, 4}}));
  CHECK(inputs.Y.n_cols == 0);
}
