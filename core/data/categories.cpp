#include "data/categories.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace ice::data {
namespace {

using Columns = std::vector<std::uint64_t>;

std::uint64_t count_ones(const Samples& samples, const Columns& columns, std::uint64_t row) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      columns, [&](std::uint64_t j) { return samples.values[j * samples.n_x + row] != 0; }));
}

// Keeps the rows of X that `kept` has true for.
void keep_rows(Samples& samples, const std::vector<bool>& kept) {
  std::uint64_t to = 0;
  for (std::uint64_t at = 0; at < samples.values.size(); ++at)
    if (kept[at % samples.n_x]) samples.values[to++] = samples.values[at];
  samples.values.resize(to);
  std::vector<std::string> features;
  for (std::uint64_t i = 0; i < samples.n_x; ++i)
    if (kept[i]) features.push_back(std::move(samples.features[i]));
  samples.features = std::move(features);
  samples.n_x = samples.features.size();
}

}  // namespace

std::vector<std::string> drop_unseen(Samples& samples, const Split& parts) {
  std::vector<std::string> notes;
  std::vector<bool> kept(samples.n_x, true);
  for (const Samples::Category& category : samples.categories) {
    for (std::uint64_t i = category.first; i < category.first + category.count; ++i) {
      if (count_ones(samples, parts.train, i) > 0) continue;
      kept[i] = false;
      const std::uint64_t others =
          count_ones(samples, parts.dev, i) + count_ones(samples, parts.test, i);
      if (others > 0)
        notes.push_back(fmt::format(
            "data: no sample of the training part has {}, and {} of dev and test: all features of "
            "'{}' are 0 there",
            samples.features[i], base::format_count(others), category.column));
    }
  }
  if (std::ranges::find(kept, false) != kept.end()) keep_rows(samples, kept);
  samples.categories.clear();
  return notes;
}

}  // namespace ice::data
