// House prices, the example with which the course notes explain a network (1.2): the features of a
// house determine three hidden quantities, and these the price. Prices are never negative, which
// motivates relu. std::fma: see synthetic.cpp.
#include <algorithm>
#include <cmath>

#include "base/rng.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

struct House {
  double size;         // m^2
  double bedrooms;     // 1 .. 6
  double walkability;  // of its postcode, 0 .. 1
  double wealth;       // of its postcode, 0 .. 1
};

House draw(base::Stream& stream) {
  House house{};
  house.size = std::fma(200.0, stream.uniform(), 40.0);
  house.bedrooms =
      std::clamp(std::round(std::fma(0.7, stream.normal(), house.size / 40.0)), 1.0, 6.0);
  house.walkability = stream.uniform();
  house.wealth = stream.uniform();
  return house;
}

// The price in units of 100 000.
double price_of(const House& house, double noise) {
  const double family_size = std::min(house.bedrooms + 1.0, house.size / 25.0);
  const double school_quality = house.wealth * std::fma(0.5, house.walkability, 0.5);
  const double of_place = std::fma(0.8, family_size, 1.5 * house.walkability);
  return std::max(0.0, std::fma(2.5, school_quality, of_place) - 2.0 + noise);
}

Samples housing(const base::Value& section, const Folders&) {
  base::Stream stream(section.at("seed").get<std::uint64_t>(), base::Purpose::kData);
  const double noise = section.at("noise").get<double>();
  Samples samples;
  samples.task = Task::kRegression;
  samples.features = {"size", "bedrooms", "walkability", "wealth"};
  samples.n_x = samples.features.size();
  samples.n_y = 1;
  samples.m = section.at("samples").get<std::uint64_t>();
  for (std::uint64_t j = 0; j < samples.m; ++j) {
    const House house = draw(stream);
    samples.values.insert(samples.values.end(),
                          {house.size, house.bedrooms, house.walkability, house.wealth});
    samples.Y.push_back(price_of(house, noise * stream.normal()));
  }
  return samples;
}

}  // namespace

Source housing_source() {
  return {"housing",
          {integer_key("samples", 500, 2, 10'000'000), real_key("noise", 0.2, 0, 100), seed_key()},
          housing};
}

}  // namespace ice::data
