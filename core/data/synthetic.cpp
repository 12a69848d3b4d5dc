// Classification sets generated from a seed. The same section always gives the same numbers,
// whatever the compiler fuses: std::fma stands where a product and a sum are rounded once. The keys
// of all recorded runs contain digests of these numbers.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include "base/error.hpp"
#include "base/numpy_random.hpp"
#include "base/rng.hpp"
#include "data/labels.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

using base::Stream;
using base::Value;
using std::numbers::pi;

constexpr double kMaxSamples = 1'000'000;
constexpr double kMaxNoise = 1000;
constexpr std::uint64_t kMostBits = 16;  // of which all patterns are made

Key samples_key(std::int64_t fallback) { return integer_key("samples", fallback, 2, kMaxSamples); }
Key noise_key(double fallback) { return real_key("noise", fallback, 0, kMaxNoise); }

double noise_of(const Value& section) { return section.at("noise").get<double>(); }

Stream stream_of(const Value& section) {
  return {section.at("seed").get<std::uint64_t>(), base::Purpose::kData};
}

// The number of samples of class `c` of `classes`; the sizes differ by at most one.
std::uint64_t class_size(const Value& section, std::uint64_t c, std::uint64_t classes) {
  const auto m = section.at("samples").get<std::uint64_t>();
  return m / classes + (c < m % classes ? 1 : 0);
}

std::uint32_t classes_of(const Value& section) {
  const auto classes = section.at("classes").get<std::uint32_t>();
  if (section.at("samples") < section.at("classes"))
    throw base::UserError(code_path("data.samples"),
                          fmt::format("{} are too few for {} classes",
                                      base::to_text(section.at("samples")), classes));
  return classes;
}

// The i-th of n numbers spread evenly from `first` to `last`, both included.
double spread(double first, double last, std::uint64_t i, std::uint64_t n) {
  if (n < 2) return first;
  return i + 1 == n
             ? last
             : std::fma(static_cast<double>(i), (last - first) / static_cast<double>(n - 1), first);
}

// Samples and their classes, added one by one.
class Points {
 public:
  void add(const std::vector<double>& x, std::uint32_t label) {
    samples_.values.insert(samples_.values.end(), x.begin(), x.end());
    labels_.push_back(label);
  }

  Samples finish(std::uint64_t classes) {
    std::vector<std::string> names;
    for (std::uint64_t c = 0; c < classes; ++c) names.push_back(std::to_string(c));
    return finish(std::move(names));
  }

  Samples finish(std::vector<std::string> classes) {
    samples_.m = labels_.size();
    samples_.n_x = samples_.values.size() / samples_.m;
    for (std::uint64_t i = 1; i <= samples_.n_x; ++i)
      samples_.features.push_back(fmt::format("x{}", i));
    set_classes(samples_, labels_, std::move(classes));
    return std::move(samples_);
  }

 private:
  Samples samples_;
  std::vector<std::uint32_t> labels_;
};

// The flower of the course's third week: petals r = 4 sin(4 t), each class half of a turn. The
// normal numbers are drawn in the course's order: first all angles of a class, then all its radii.
Samples flower(const Value& section, const std::function<double()>& normal) {
  const double noise = noise_of(section);
  Points points;
  for (std::uint32_t c = 0; c < 2; ++c) {
    std::vector<double> t(class_size(section, c, 2));
    for (std::uint64_t i = 0; i < t.size(); ++i)
      t[i] = std::fma(noise, normal(), spread(c * 3.12, (c + 1) * 3.12, i, t.size()));
    for (const double angle : t) {
      const double r = std::fma(noise, normal(), 4.0 * std::sin(4.0 * angle));
      points.add({r * std::sin(angle), r * std::cos(angle)}, c);
    }
  }
  return points.finish(2);
}

Samples planar(const Value& section, const Folders&) {
  if (section.at("generator") == "ice")
    return flower(section, [stream = stream_of(section)]() mutable { return stream.normal(); });
  const auto seed = section.at("seed").get<std::uint64_t>();
  if (seed > std::numeric_limits<std::uint32_t>::max())
    throw base::UserError(code_path("data.seed"),
                          "NumPy's seeds are below 2^32, got " + std::to_string(seed));
  return flower(section, [random = base::NumpyRandom(static_cast<std::uint32_t>(seed))]() mutable {
    return random.normal();
  });
}

using Point = std::array<double, 2>;

// Points on one curve per class, each moved by normal noise. `curve(c, i, n)` is the i-th of n
// points.
Samples scatter(const Value& section, std::uint32_t classes,
                const std::function<Point(std::uint32_t, std::uint64_t, std::uint64_t)>& curve) {
  Stream stream = stream_of(section);
  const double noise = noise_of(section);
  Points points;
  for (std::uint32_t c = 0; c < classes; ++c) {
    const std::uint64_t n = class_size(section, c, classes);
    for (std::uint64_t i = 0; i < n; ++i) {
      const auto [x, y] = curve(c, i, n);
      const double moved_x = std::fma(noise, stream.normal(), x);
      points.add({moved_x, std::fma(noise, stream.normal(), y)}, c);
    }
  }
  return points.finish(classes);
}

// Two half circles; the end of each is inside the other.
Samples moons(const Value& section, const Folders&) {
  return scatter(section, 2, [](auto c, auto i, auto n) -> Point {
    const double t = spread(0, pi, i, n);
    if (c == 0) return {std::cos(t), std::sin(t)};
    return {1.0 - std::cos(t), 0.5 - std::sin(t)};
  });
}

// A circle of radius 1 around one of radius `factor`.
Samples circles(const Value& section, const Folders&) {
  const double factor = section.at("factor").get<double>();
  return scatter(section, 2, [factor](auto c, auto i, auto n) -> Point {
    const double radius = c == 0 ? 1.0 : factor;
    const double t = 2.0 * pi * static_cast<double>(i) / static_cast<double>(n);
    return {radius * std::cos(t), radius * std::sin(t)};
  });
}

// One arm per class; each makes a whole turn from near the centre to radius 1.
Samples spirals(const Value& section, const Folders&) {
  const auto classes = classes_of(section);
  return scatter(section, classes, [classes](auto c, auto i, auto n) -> Point {
    const double r = spread(0, 1, i + 1, n + 1);  // not 0, where all arms meet
    const double t = 2.0 * pi * (r + static_cast<double>(c) / classes);
    return {r * std::cos(t), r * std::sin(t)};
  });
}

// Clouds around the corners (+-1, +-1) of a square. Opposite corners belong to the same class.
Samples exclusive_or(const Value& section, const Folders&) {
  return scatter(section, 2, [](auto c, auto i, auto) -> Point {
    const double x = i % 2 == 0 ? -1.0 : 1.0;
    return {x, c == 0 ? x : -x};
  });
}

// One normal cloud per class with deviation `noise`. Its centre is uniform in the cube [-5,
// 5]^features.
Samples blobs(const Value& section, const Folders&) {
  Stream stream = stream_of(section);
  const double noise = noise_of(section);
  const auto classes = classes_of(section);
  Points points;
  for (std::uint32_t c = 0; c < classes; ++c) {
    std::vector<double> centre(section.at("features").get<std::uint64_t>());
    std::ranges::generate(centre, [&] { return std::fma(10.0, stream.uniform(), -5.0); });
    const std::uint64_t n = class_size(section, c, classes);
    for (std::uint64_t i = 0; i < n; ++i) {
      std::vector<double> x = centre;
      for (double& value : x) value = std::fma(noise, stream.normal(), value);
      points.add(x, c);
    }
  }
  return points.finish(classes);
}

// Bits and whether an odd number of them are 1 (4.4 of the course). Without a number of samples all
// 2^n patterns are there, the last bit changing fastest; else each bit of each sample is drawn.
Samples parity(const Value& section, const Folders&) {
  const auto bits = section.at("bits").get<std::uint64_t>();
  const bool has_all = section.at("samples").is_null();
  if (has_all && bits > kMostBits)
    throw base::UserError(code_path("data.bits"), fmt::format("2^{} samples are too many", bits),
                          "Say how many to draw: samples: 1000");
  Stream stream = stream_of(section);
  const std::uint64_t m = has_all ? 1ULL << bits : section.at("samples").get<std::uint64_t>();
  Points points;
  for (std::uint64_t pattern = 0; pattern < m; ++pattern) {
    std::vector<double> x(bits);
    std::uint32_t ones = 0;
    for (std::uint64_t i = 0; i < bits; ++i) {
      const std::uint64_t bit = has_all ? pattern >> (bits - 1 - i) & 1 : stream.next32() >> 31;
      x[i] = static_cast<double>(bit);
      ones += static_cast<std::uint32_t>(bit);
    }
    points.add(x, ones % 2);
  }
  return points.finish({"even", "odd"});
}

}  // namespace

std::vector<Source> synthetic_sources() {
  const Key classes = integer_key("classes", 2, 2, 10);
  Key all_or_samples = samples_key(0);
  all_or_samples.fallback = nullptr;
  return {
      {"planar",
       {samples_key(400), noise_key(0.2), seed_key(), choice_key("generator", {"ice", "numpy"})},
       planar},
      {"moons", {samples_key(400), noise_key(0.1), seed_key()}, moons},
      {"circles",
       {samples_key(400), noise_key(0.05), seed_key(), real_key("factor", 0.5, 0, 1)},
       circles},
      {"spirals", {samples_key(400), noise_key(0.03), seed_key(), classes}, spirals},
      {"xor", {samples_key(400), noise_key(0.3), seed_key()}, exclusive_or},
      {"blobs",
       {samples_key(400), noise_key(1), seed_key(), integer_key("classes", 3, 2, 100),
        integer_key("features", 2, 1, 1000)},
       blobs},
      {"parity", {integer_key("bits", 8, 1, 64), all_or_samples, seed_key()}, parity},
  };
}

}  // namespace ice::data
