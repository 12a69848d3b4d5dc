#include "data/split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "base/rng.hpp"
#include "base/text.hpp"
#include "data/dataset.hpp"
#include "data/labels.hpp"

namespace ice::data {
namespace {

using Columns = std::vector<std::uint64_t>;

[[noreturn]] void fail(const std::string& key, const std::string& found,
                       const std::string& hint = "") {
  throw base::UserError(code_path("data.split" + key), found, hint);
}

struct Sizes {
  std::uint64_t train = 0, dev = 0, test = 0;
};

// Converts fractions of m and counts into sizes. The running sum of the fractions is rounded, so
// that parts that make up the whole (0.5 and 0.5 of 401) never need more samples than there are.
class SizeReader {
 public:
  SizeReader(const base::Value& split, std::uint64_t m)
      : split_(split), m_(static_cast<double>(m)) {}

  std::uint64_t take(const std::string& key) {
    const double wanted = split_.at(key).get<double>();
    if (wanted >= 1) return static_cast<std::uint64_t>(wanted);
    const long long before = std::llround(fractions_ * m_);
    fractions_ += wanted;
    const long long size = std::llround(fractions_ * m_) - before;
    if (wanted > 0 && size == 0)
      fail("." + key, fmt::format("{} of {} samples is none", base::format_number(wanted), m_));
    return static_cast<std::uint64_t>(size);
  }

 private:
  const base::Value& split_;
  double m_;
  double fractions_ = 0;
};

Sizes read_sizes(const base::Value& split, std::uint64_t m) {
  SizeReader reader(split, m);
  Sizes sizes;
  sizes.dev = reader.take("dev");
  sizes.test = reader.take("test");
  const std::uint64_t held_out = sizes.dev + sizes.test;
  sizes.train = !split.at("train").is_null() ? reader.take("train") : m - std::min(m, held_out);
  if (held_out + sizes.train > m)
    fail("", fmt::format("the parts need {} samples, there are {}", held_out + sizes.train, m));
  if (sizes.train == 0) fail("", fmt::format("no sample of {} is left for training", m));
  return sizes;
}

// The samples that no part has yet, shuffled, in one pool per class.
class Pools {
 public:
  Pools(const Samples& samples, std::uint64_t m, std::uint64_t seed) : m_(m) {
    pools_.resize(std::max<std::size_t>(1, samples.classes.size()));
    for (std::uint64_t j = 0; j < m; ++j) pools_[class_of(samples, j)].push_back(j);
    base::Stream stream(seed, base::Purpose::kData, kSplitStream);
    for (Columns& pool : pools_) {
      sizes_.push_back(pool.size());
      stream.shuffle(std::span(pool));
    }
  }

  // Deals what is left into k folds, class after class, so that each has the share of each class
  // and of all samples within one (as scikit-learn's StratifiedKFold).
  std::vector<Columns> deal(std::uint64_t k) {
    std::vector<Columns> folds(k);
    std::uint64_t next = 0;
    for (Columns& pool : pools_)
      for (const std::uint64_t j : std::exchange(pool, {})) folds[next++ % k].push_back(j);
    for (Columns& fold : folds) std::ranges::sort(fold);
    return folds;
  }

  // Takes k samples. Each class gets its share of them, within one sample.
  Columns take(std::uint64_t k) {
    const std::vector<std::uint64_t> counts = apportion(k);
    Columns taken;
    for (std::size_t c = 0; c < pools_.size(); ++c) {
      const auto from = pools_[c].end() - static_cast<std::ptrdiff_t>(counts[c]);
      taken.insert(taken.end(), from, pools_[c].end());
      pools_[c].erase(from, pools_[c].end());
    }
    std::ranges::sort(taken);
    return taken;
  }

 private:
  static constexpr std::uint64_t kSplitStream = 1;  // stream 0 makes the samples of seeded sets

  // The method of largest remainders (Hamilton): shares are rounded down, then the classes with the
  // largest remainders get one sample more.
  [[nodiscard]] std::vector<std::uint64_t> apportion(std::uint64_t k) const {
    std::vector<std::uint64_t> counts(pools_.size());
    std::vector<std::size_t> order(pools_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](auto c) { return k * sizes_[c] % m_; });
    std::uint64_t left = k;
    for (const std::size_t c : order)
      left -= counts[c] = std::min<std::uint64_t>(k * sizes_[c] / m_, pools_[c].size());
    while (left > 0) {
      for (const std::size_t c : order) {
        if (left == 0 || counts[c] == pools_[c].size()) continue;
        ++counts[c];
        --left;
      }
    }
    return counts;
  }

  std::uint64_t m_;
  std::vector<Columns> pools_;
  std::vector<std::uint64_t> sizes_;  // sizes of the full pools
};

// Refuses keys that say again, or otherwise, what `by` says.
void refuse_beside(const base::Value& wanted, const std::string& by,
                   const std::vector<std::string>& keys) {
  for (const std::string& key : keys)
    if (!wanted.at(key).is_null() && wanted.at(key) != 0)
      fail("." + key, "has no meaning beside data.split." + by, "Leave one of the two out");
}

// Dev is one fold, the training part all others; a test part is taken before, the same for all.
Split by_folds(const Samples& samples, const base::Value& wanted, std::uint64_t m) {
  refuse_beside(wanted, "folds", {"train", "dev"});
  const auto k = wanted.at("folds").get<std::uint64_t>();
  const std::uint64_t chosen =
      wanted.at("fold").is_null() ? 1 : wanted["fold"].get<std::uint64_t>();
  if (chosen > k) fail(".fold", fmt::format("there are {} folds", k));
  const std::uint64_t test = SizeReader(wanted, m).take("test");
  if (m < test + k)
    fail(".folds", fmt::format("{} folds of {} samples: some have none", k, m - std::min(m, test)));
  Pools pools(samples, m, wanted.at("seed").get<std::uint64_t>());
  Split parts;
  parts.test = pools.take(test);
  std::vector<Columns> folds = pools.deal(k);
  parts.dev = std::move(folds[chosen - 1]);
  for (std::uint64_t i = 0; i < k; ++i)
    if (i != chosen - 1) parts.train.insert(parts.train.end(), folds[i].begin(), folds[i].end());
  std::ranges::sort(parts.train);
  return parts;
}

// As the file says.
Split by_column(const Samples& samples, const base::Value& wanted) {
  refuse_beside(wanted, "column", {"train", "dev", "test", "folds", "fold", "by"});
  if (samples.parts.empty())
    fail(".column", "only tables have columns", "Leave it out, or read the data from a table");
  Split parts;
  for (std::uint64_t j = 0; j < samples.m; ++j)
    (samples.parts[j] == PartName::kTrain ? parts.train
     : samples.parts[j] == PartName::kDev ? parts.dev
                                          : parts.test)
        .push_back(j);
  if (parts.train.empty()) fail(".column", "it gives no sample to the training part");
  return parts;
}

}  // namespace

Split split(const Samples& samples, const base::Value& section) {
  const base::Value& wanted = section.at("split");
  if (!wanted.at("column").is_null()) return by_column(samples, wanted);
  if (samples.m_test > 0 && wanted.at("test") != 0)
    fail(".test", "the data set brings a test part of its own", "Leave this key out");
  if (!wanted.at("fold").is_null() && wanted.at("folds").is_null())
    fail(".fold", "is one of data.split.folds, which is missing",
         "For example {folds: 5, fold: 1}");

  const std::uint64_t m = samples.m - samples.m_test;
  Split parts;
  if (!wanted.at("folds").is_null()) {
    parts = by_folds(samples, wanted, m);
  } else {
    const Sizes sizes = read_sizes(wanted, m);
    Pools pools(samples, m, wanted.at("seed").get<std::uint64_t>());
    parts.dev = pools.take(sizes.dev);
    parts.test = pools.take(sizes.test);
    parts.train = pools.take(sizes.train);
  }
  if (samples.m_test > 0) {
    parts.test.resize(samples.m_test);
    std::iota(parts.test.begin(), parts.test.end(), m);
  }
  return parts;
}

bool is_drawn_by_run(const base::Value& section) {
  const base::Value& wanted = section.at("split");
  return wanted.at("by") == "seed" || !wanted.at("folds").is_null();
}

base::Value section_of_run(base::Value section, std::uint64_t seed, std::uint64_t fold) {
  base::Value& wanted = section["split"];
  const bool is_by_seed = wanted.at("by") == "seed";
  if (is_by_seed) wanted["seed"] = seed;
  if (fold == 0) return section;
  wanted["fold"] = fold;
  if (is_by_seed) wanted["by"] = "study";  // the seed of the folds is not the run's any more
  return section;
}

}  // namespace ice::data
