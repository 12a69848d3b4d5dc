// Missing values: filled in by what the training part has, and by nothing else.
#include "data/missing.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "base/rng.hpp"
#include "data/environment.hpp"
#include "data/parts.hpp"
#include "data/split.hpp"

namespace ice::data {
namespace {

using base::Value;
using Numbers = std::vector<double>;

const double kNan = std::nan("");

// Two features of five samples, of which features 0 lacks one value and feature 1 two.
Samples with_holes() {
  Samples samples;
  samples.n_x = 2;
  samples.n_y = 1;
  samples.m = 5;
  samples.values = {1, kNan, 2, 20, kNan, 40, 100, kNan, 7, 1000};
  samples.Y = {1, 2, 3, 4, 5};
  samples.task = Task::kRegression;
  samples.features = {"size", "age"};
  return samples;
}

Value csv_section(const Value& more) {
  Value section{{"name", "csv"}, {"file", "f.csv"}, {"target", "y"}, {"missing", "mean"}};
  section.update(more);
  return section;
}

}  // namespace

TEST_CASE("missing: the mean over the training columns, in every column") {
  Samples samples = with_holes();
  CHECK(fill_missing(samples, {0, 1, 2}) == Numbers{1.5, 30});
  CHECK(samples.values == Numbers{1, 30, 2, 20, 1.5, 40, 100, 30, 7, 1000});
}

TEST_CASE("missing: nothing is missing, nothing changes") {
  Samples samples = with_holes();
  (void)fill_missing(samples, {0, 1, 2});
  const Numbers whole = samples.values;
  CHECK(fill_missing(samples, {3, 4}).empty());
  CHECK(samples.values == whole);
  Samples images;
  images.n_x = 1;
  images.m = 2;
  images.bytes = {3, 4};
  CHECK(fill_missing(images, {0}).empty());
}

TEST_CASE("missing: a feature without a value in the training part is refused by name") {
  Samples samples = with_holes();
  CHECK_THROWS_WITH(fill_missing(samples, {0, 3}),
                    "code.data.missing: feature 2 'age' has no value in the training part that "
                    "could stand for the missing ones. Remove the column, or train with more "
                    "samples");
}

TEST_CASE("missing: dev, test and a test file do not reach what is filled in") {
  const TemporaryFolder folder;
  std::string table = "a,b,y\n";
  base::Stream stream(1, base::Purpose::kData);
  for (int i = 0; i < 60; ++i)
    table += (i % 5 == 0 ? "NA" : std::to_string(stream.uniform())) + "," + std::to_string(i * i) +
             "," + std::to_string(i % 7) + "\n";
  folder.write("f.csv", table);
  folder.write("t.csv", "a,b,y\n1000,1,1\n,2,2\n");
  const Value section =
      csv_section({{"test_file", "t.csv"}, {"split", {{"train", 30}, {"dev", 20}, {"seed", 4}}}});
  const Samples samples = load(section, {folder.path()});
  const std::vector<std::uint64_t> train = split(samples, complete_section(section)).train;
  double sum = 0, count = 0;
  for (const std::uint64_t j : train)
    if (const double x = samples.x(0, j); !std::isnan(x)) sum += x, ++count;
  REQUIRE(count < 30);  // some of the training samples lack it

  const Shared shared = share(samples, section, Precision::kFloat64, "");
  CHECK(shared.shape.fill.at(0) == Approx(sum / count).epsilon(1e-14));
  const auto parts = map<double>(shared.shape, shared.memory.get());
  CHECK(parts.test.X(0, 1) == shared.shape.fill[0]);
  CHECK(parts.dev.X.is_finite());
  CHECK(parts.train.X.is_finite());
}

TEST_CASE("missing: what is filled in is standardized like the rest") {
  const Value section{{"name", "planar"}, {"standardize", true}};
  const Shared shared = share(with_holes(), section, Precision::kFloat64, "");
  const auto parts = map<double>(shared.shape, shared.memory.get());
  CHECK(parts.train.X(0, 2) == Approx(0).margin(1e-15));
  CHECK(arma::stddev(parts.train.X.row(1), 1) == Approx(1));
}

TEST_CASE("missing: the digest is of what the file has, whatever the split") {
  const Samples samples = with_holes();
  const std::string before = digest(samples);
  CHECK(before == digest(with_holes()));
  Samples filled = samples;
  (void)fill_missing(filled, {0, 1, 2, 3, 4});
  CHECK(digest(filled) != before);
}

}  // namespace ice::data
