#include "data/labels.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

namespace ice::data {
namespace {

const LabelReader::Locate kHere = [] { return std::string("f.csv:3"); };

Samples read(const std::vector<std::string>& labels) {
  LabelReader reader;
  for (const std::string& label : labels) reader.add(label, kHere);
  Samples samples;
  reader.finish(samples, "f.csv");
  return samples;
}

TEST_CASE("labels: numbers are sorted by value, texts by letter behind them") {
  using Classes = std::vector<std::string>;
  CHECK(read({"10", "9", "-1", "9"}).classes == Classes{"-1", "9", "10"});
  CHECK(read({"b", "a", "c"}).classes == Classes{"a", "b", "c"});
  CHECK(read({"b", "2", "a", "10"}).classes == Classes{"2", "10", "a", "b"});
  CHECK(read({"1.0", "1", "0"}).classes == Classes{"0", "1", "1.0"});  // equal in value: by letter
}

TEST_CASE("labels: two classes are 0 and 1, more are one-hot columns") {
  const Samples two = read({"yes", "no", "yes"});
  CHECK(two.task == Task::kBinary);
  CHECK(two.n_y == 1);
  CHECK(two.Y == std::vector<double>{1, 0, 1});
  const Samples three = read({"c", "a", "b", "a"});
  CHECK(three.task == Task::kMulticlass);
  CHECK(three.n_y == 3);
  CHECK(three.Y == std::vector<double>{0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0});
  for (const auto& [column, number] : {std::pair{0U, 2U}, {1U, 0U}, {2U, 1U}, {3U, 0U}})
    CHECK(class_of(three, column) == number);
}

TEST_CASE("labels: the order of rows does not number the classes") {
  CHECK(read({"b", "a"}).Y == std::vector<double>{1, 0});
  CHECK(read({"a", "b"}).Y == std::vector<double>{0, 1});
}

TEST_CASE("labels: one class, too many and strange ones in the test part are refused") {
  CHECK_THROWS_WITH(read({"a", "a"}), "f.csv: all samples are of one class, 'a'");
  LabelReader reader;
  for (std::size_t i = 0; i < kMaxClasses; ++i) reader.add(static_cast<double>(i), kHere);
  CHECK_THROWS_WITH(
      reader.add("one more", kHere),
      "f.csv:3: more than 1000 classes. Is this the target, and is it one of classes?");
  reader.start_test();
  reader.add("999", kHere);
  CHECK_THROWS_WITH(reader.add("1000", kHere), "f.csv:3: class '1000' is not in the training part");
}

TEST_CASE("labels: one of the test part that differs by signs or capitals is told the other") {
  // adult.test of UCI writes a point behind the labels of adult.data.
  LabelReader reader;
  reader.add(">50K", kHere);
  reader.add("<=50K", kHere);
  reader.start_test();
  CHECK_THROWS_WITH(reader.add("<=50K.", kHere),
                    "f.csv:3: class '<=50K.' is not in the training part. There it is '<=50K': "
                    "labels are compared letter by letter");
}

}  // namespace
}  // namespace ice::data
