#include "data/split.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "data/dataset.hpp"
#include "data/labels.hpp"

namespace ice::data {
namespace {

using base::Value;

// Classes of very different sizes, in a mixed order.
Samples unbalanced(std::uint64_t m) {
  Samples samples;
  samples.n_x = 1;
  samples.m = m;
  samples.values.assign(m, 0.0);
  std::vector<std::uint32_t> labels(m);
  for (std::uint64_t j = 0; j < m; ++j) labels[j] = j % 7 == 0 ? 2 : j % 3 == 0 ? 1 : 0;
  set_classes(samples, labels, {"a", "b", "c"});
  return samples;
}

Split split_by(const Samples& samples, const Value& wanted) {
  return split(samples, complete_section({{"name", "planar"}, {"split", wanted}}));
}

std::vector<double> class_counts(const Samples& samples, const std::vector<std::uint64_t>& part) {
  std::vector<double> counts(samples.classes.size());
  for (const std::uint64_t j : part) ++counts[class_of(samples, j)];
  return counts;
}

TEST_CASE("split: without one, all samples are for training, in their order") {
  const Split parts = split_by(unbalanced(10), nullptr);
  CHECK(parts.train == std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(parts.dev.empty());
  CHECK(parts.test.empty());
}

TEST_CASE("split: the parts are a partition of the sizes asked for") {
  for (const std::uint64_t m : {40U, 101U, 400U}) {
    const Split parts = split_by(unbalanced(m), {{"train", 0.5}, {"dev", 0.3}, {"test", 0.2}});
    std::set<std::uint64_t> all;
    for (const auto* part : {&parts.train, &parts.dev, &parts.test}) {
      CHECK(std::ranges::is_sorted(*part));
      all.insert(part->begin(), part->end());
    }
    CHECK(parts.train.size() + parts.dev.size() + parts.test.size() == m);
    CHECK(all.size() == m);
    CHECK(*all.rbegin() == m - 1);
    CHECK(std::fabs(static_cast<double>(parts.dev.size()) - 0.3 * static_cast<double>(m)) <= 1);
  }
}

TEST_CASE("split: every part holds its share of each class within one sample") {
  for (const std::uint64_t m : {50U, 97U, 210U}) {
    for (const double dev : {0.1, 0.25, 0.5}) {
      const Samples samples = unbalanced(m);
      const Split parts = split_by(samples, {{"dev", dev}});
      std::vector<std::uint64_t> all = parts.train;
      all.insert(all.end(), parts.dev.begin(), parts.dev.end());
      const auto whole = class_counts(samples, all);
      for (const auto* part : {&parts.train, &parts.dev}) {
        const auto counts = class_counts(samples, *part);
        for (std::size_t c = 0; c < 3; ++c) {
          const double share =
              whole[c] * static_cast<double>(part->size()) / static_cast<double>(m);
          CHECK(std::fabs(counts[c] - share) < 1.0);
        }
      }
    }
  }
}

TEST_CASE("split: counts leave the rest out, and train takes what is left unless it is given") {
  const Samples samples = unbalanced(100);
  const Split some = split_by(samples, {{"train", 30}, {"dev", 10}});
  CHECK(some.train.size() == 30);
  CHECK(some.dev.size() == 10);
  const Split rest = split_by(samples, {{"dev", 10}, {"test", 0.15}});
  CHECK(rest.train.size() == 75);
  CHECK(rest.test.size() == 15);
}

TEST_CASE("split: drawn from split.seed, and from nothing else") {
  const Samples samples = unbalanced(100);
  const Value wanted{{"dev", 0.2}, {"seed", 5}};
  CHECK(split_by(samples, wanted).dev == split_by(samples, wanted).dev);
  CHECK(split_by(samples, {{"dev", 0.2}}).dev != split_by(samples, wanted).dev);
}

TEST_CASE("split: a test part of the data's own stays as it is") {
  Samples samples = unbalanced(100);
  samples.m_test = 20;
  const Split parts = split_by(samples, {{"dev", 0.25}});
  CHECK(parts.test.size() == 20);
  CHECK(parts.test.front() == 80);
  CHECK(parts.test.back() == 99);
  CHECK(parts.dev.size() == 20);
  CHECK(parts.train.size() == 60);
  CHECK(parts.train.back() < 80);
  CHECK_THROWS_WITH(split_by(samples, {{"test", 0.1}}),
                    "code.data.split.test: the data set brings a test part of its own. Leave this "
                    "key out");
}

TEST_CASE("split: regression targets are drawn without strata") {
  Samples samples;
  samples.n_x = samples.n_y = 1;
  samples.m = 9;
  samples.values.assign(9, 0.0);
  samples.Y = {5, 1, 4, 7, 8, 2, 0, 3, 6};
  samples.task = Task::kRegression;
  const Split parts = split_by(samples, {{"dev", 4}});
  CHECK(parts.dev.size() == 4);
  CHECK(parts.train.size() == 5);
}

TEST_CASE("split: sizes that the samples cannot give are refused") {
  const Samples samples = unbalanced(100);
  CHECK_THROWS_WITH(split_by(samples, {{"train", 90}, {"dev", 20}}),
                    "code.data.split: the parts need 110 samples, there are 100");
  CHECK_THROWS_WITH(split_by(samples, {{"train", 0.8}, {"dev", 0.3}}),
                    "code.data.split: the parts need 110 samples, there are 100");
  CHECK_THROWS_WITH(split_by(samples, {{"dev", 200}}),
                    "code.data.split: the parts need 200 samples, there are 100");
  CHECK_THROWS_WITH(split_by(samples, {{"dev", 100}}),
                    "code.data.split: no sample of 100 is left for training");
  CHECK_THROWS_WITH(split_by(samples, {{"dev", 0.001}}),
                    "code.data.split.dev: 0.001 of 100 samples is none");
}

}  // namespace
}  // namespace ice::data
