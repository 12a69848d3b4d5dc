// Folds, splits by the runs' seeds, and parts that a column of the table names.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "data/csv.hpp"
#include "data/dataset.hpp"
#include "data/environment.hpp"
#include "data/labels.hpp"
#include "data/split.hpp"

namespace ice::data {
namespace {

using base::Value;
using FoldColumns = std::vector<std::uint64_t>;

// So many samples of each class, in a mixed order.
Samples with_classes(const std::vector<std::uint64_t>& sizes) {
  std::vector<std::uint32_t> labels;
  std::vector<std::uint64_t> left = sizes;
  while (std::ranges::any_of(left, [](auto n) { return n > 0; }))
    for (std::uint32_t c = 0; c < left.size(); ++c)
      if (left[c] > 0) {
        labels.push_back(c);
        --left[c];
      }
  std::vector<std::string> names;
  for (std::size_t c = 0; c < sizes.size(); ++c) names.push_back("c" + std::to_string(c));
  Samples samples;
  samples.n_x = 1;
  samples.m = labels.size();
  samples.values.assign(labels.size(), 0);
  set_classes(samples, labels, names);
  return samples;
}

Value section_with(const Value& wanted) {
  return complete_section({{"name", "planar"}, {"split", wanted}});
}

Split parted(const Samples& samples, const Value& wanted) {
  return split(samples, section_with(wanted));
}

std::string split_refusal(const Samples& samples, const Value& wanted) {
  try {
    (void)parted(samples, wanted);
  } catch (const base::UserError& error) {
    return error.what();
  }
  return "no error";
}

FoldColumns together(std::initializer_list<const FoldColumns*> parts) {
  FoldColumns all;
  for (const FoldColumns* part : parts) all.insert(all.end(), part->begin(), part->end());
  std::ranges::sort(all);
  return all;
}

FoldColumns all_of(std::uint64_t m) {
  FoldColumns all(m);
  std::iota(all.begin(), all.end(), std::uint64_t{0});
  return all;
}

struct PartFile {
  TemporaryFolder folder;
  CsvOptions options{.target = "y", .part = "part"};

  [[nodiscard]] Samples read(const std::string& text) const {
    return read_csv(folder.write("f.csv", text), {}, options);
  }
};

}  // namespace

// As scikit-learn's StratifiedKFold promises: each fold has m / k samples and m_c / k of class c,
// rounded down or up.
TEST_CASE("folds: are disjoint, hold all samples, and the share of each class within one") {
  for (const std::vector<std::uint64_t>& sizes :
       {std::vector<std::uint64_t>{13, 7}, {50, 50}, {7, 3}, {97, 11, 5}, {23}}) {
    for (const std::uint64_t k : {2U, 3U, 5U}) {
      const Samples samples = with_classes(sizes);
      FoldColumns dealt;
      for (std::uint64_t fold = 1; fold <= k; ++fold) {
        const Split parts = parted(samples, {{"folds", k}, {"fold", fold}});
        CAPTURE(sizes, k, fold);
        CHECK(together({&parts.train, &parts.dev}) == all_of(samples.m));
        CHECK(std::ranges::is_sorted(parts.train));
        const double share = static_cast<double>(samples.m) / static_cast<double>(k);
        CHECK(std::fabs(static_cast<double>(parts.dev.size()) - share) < 1);
        for (std::uint32_t c = 0; c < sizes.size(); ++c) {
          const auto count = std::ranges::count_if(
              parts.dev, [&](std::uint64_t j) { return class_of(samples, j) == c; });
          CHECK(std::fabs(static_cast<double>(count) -
                          static_cast<double>(sizes[c]) / static_cast<double>(k)) < 1);
        }
        dealt.insert(dealt.end(), parts.dev.begin(), parts.dev.end());
      }
      std::ranges::sort(dealt);
      CHECK(dealt == all_of(samples.m));
    }
  }
}

TEST_CASE("folds: a test part is the same for all folds, and in none of them") {
  const Samples samples = with_classes({20, 20});
  const Split first = parted(samples, {{"folds", 4}, {"fold", 1}, {"test", 0.2}});
  const Split last = parted(samples, {{"folds", 4}, {"fold", 4}, {"test", 0.2}});
  CHECK(first.test.size() == 8);
  CHECK(first.test == last.test);
  CHECK(together({&first.train, &first.dev, &first.test}) == all_of(40));
  CHECK(first.dev.size() == 8);
}

TEST_CASE("folds: are drawn by split.seed; fold 1 unless another is asked for") {
  const Samples samples = with_classes({30, 30});
  CHECK(parted(samples, {{"folds", 3}}).dev == parted(samples, {{"folds", 3}, {"fold", 1}}).dev);
  CHECK(parted(samples, {{"folds", 3}}).dev != parted(samples, {{"folds", 3}, {"seed", 1}}).dev);
}

TEST_CASE("folds: what cannot be is refused") {
  const Samples samples = with_classes({2, 1});
  CHECK(split_refusal(samples, {{"folds", 4}}) ==
        "code.data.split.folds: 4 folds of 3 samples: some have none");
  CHECK(split_refusal(samples, {{"folds", 3}, {"fold", 4}}) ==
        "code.data.split.fold: there are 3 folds");
  CHECK(
      split_refusal(samples, {{"fold", 1}}) ==
      "code.data.split.fold: is one of data.split.folds, which is missing. For example {folds: 5, "
      "fold: 1}");
  CHECK(split_refusal(samples, {{"folds", 3}, {"dev", 0.5}}) ==
        "code.data.split.dev: has no meaning beside data.split.folds. Leave one of the two out");
  CHECK_THAT(split_refusal(samples, {{"folds", 1}}), Catch::Contains("code.data.split.folds: "));
}

TEST_CASE("splits of runs: by the run's seed, and its fold") {
  CHECK_FALSE(is_drawn_by_run(section_with({{"dev", 0.2}})));
  CHECK_FALSE(is_drawn_by_run(section_with({{"dev", 0.2}, {"by", "study"}})));
  CHECK(is_drawn_by_run(section_with({{"dev", 0.2}, {"by", "seed"}})));
  CHECK(is_drawn_by_run(section_with({{"folds", 3}})));
  CHECK(section_of_run(section_with({{"dev", 0.2}, {"by", "seed"}}), 7, 0)["split"]["seed"] == 7);
  const Value of_fold = section_of_run(section_with({{"folds", 3}}), 7, 2)["split"];
  CHECK(of_fold["fold"] == 2);
  CHECK(of_fold["seed"] == 0);  // the same folds for all seeds
}

TEST_CASE("parts: a column says train, dev or test of each row, and is no feature") {
  const PartFile file;
  const Samples samples =
      file.read("a,part,y\n1,train,x\n2,Dev,z\n3,test,x\n4,validation,z\n5,TRAIN,z\n");
  CHECK(samples.features == std::vector<std::string>{"a"});
  const Split parts = parted(samples, {{"column", "part"}});
  CHECK(parts.train == (FoldColumns{0, 4}));
  CHECK(parts.dev == (FoldColumns{1, 3}));
  CHECK(parts.test == (FoldColumns{2}));
}

TEST_CASE("parts: another word is refused with its place") {
  const PartFile file;
  CHECK_THROWS_WITH(
      file.read("a,part,y\n1,train,x\n2,later,z\n"),
      Catch::EndsWith("f.csv:3: column 2 'part': 'later' is no part. Parts are train, "
                      "dev and test"));
  CHECK_THROWS_WITH(file.read("a,y\n1,x\n2,z\n"), Catch::Contains("has no column 'part'"));
}

TEST_CASE("parts: who has no column, no training part, or says it twice is told") {
  const Samples made = with_classes({2, 2});
  CHECK(split_refusal(made, {{"column", "part"}}) ==
        "code.data.split.column: only tables have columns. Leave it out, or read the data from a "
        "table");
  CHECK(split_refusal(made, {{"column", "part"}, {"dev", 0.2}}) ==
        "code.data.split.dev: has no meaning beside data.split.column. Leave one of the two out");
  const Samples none = PartFile().read("a,part,y\n1,dev,x\n2,test,z\n");
  CHECK(split_refusal(none, {{"column", "part"}}) ==
        "code.data.split.column: it gives no sample to the training part");
}

}  // namespace ice::data
