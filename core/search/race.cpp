#include "search/race.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "statistics/sign_flip.hpp"

namespace ice::search {
namespace {

double mean_value(const Racer& racer) {
  return std::accumulate(racer.values.begin(), racer.values.end(), 0.0) /
         static_cast<double>(racer.values.size());
}

// The chance of differences as large as these, if the racer were as good as the leading one.
double chance_behind(const Racer& racer, const Racer& leading) {
  std::vector<double> differences;
  for (std::size_t seed = 0; seed < racer.values.size(); ++seed) {
    const double value = racer.values[seed], least = leading.values[seed];
    differences.push_back(value == least ? 0 : value - least);  // also where both are infinite
  }
  const bool is_finite =
      std::ranges::all_of(differences, [](double difference) { return std::isfinite(difference); });
  return statistics::sign_flip(is_finite ? differences : statistics::signed_ranks(differences))
      .above;
}

}  // namespace

bool decides_after(const RaceRule& rule, std::size_t seeds) {
  return seeds >= rule.first && (seeds - rule.first) % rule.each == 0;
}

double race_level(double alpha, std::size_t cells, std::size_t decision) {
  return alpha / (static_cast<double>(cells) * (1 + std::log(static_cast<double>(decision))));
}

std::vector<bool> out_of_race(const RaceRule& rule, std::span<const Racer> racers) {
  std::vector<bool> is_out(racers.size());
  if (racers.size() < 2) return is_out;
  const Racer& leading = *std::ranges::min_element(racers, {}, mean_value);
  const std::size_t decision = (leading.values.size() - rule.first) / rule.each + 1;
  const double level = race_level(rule.alpha, racers.size(), decision);
  for (std::size_t i = 0; i < racers.size(); ++i)
    is_out[i] = !racers[i].is_safe && chance_behind(racers[i], leading) < level;
  return is_out;
}

}  // namespace ice::search
