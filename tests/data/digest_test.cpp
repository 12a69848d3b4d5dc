#include <catch2/catch.hpp>
#include <functional>

#include "data/dataset.hpp"

namespace ice::data {
namespace {

TEST_CASE("digest: 64 hex digits, the same for the same samples") {
  const Samples samples = load({{"name", "moons"}}, {});
  CHECK(digest(samples).size() == 64);
  CHECK(digest(samples) == digest(load({{"name", "moons"}, {"noise", 0.1}}, {})));
}

TEST_CASE("digest: every value, label, size and name of a class changes it") {
  Samples samples = load({{"name", "blobs"}, {"samples", 9}}, {});
  const std::string before = digest(samples);
  const auto changes = [&](const std::function<void(Samples&)>& change) {
    Samples changed = samples;
    change(changed);
    return digest(changed) != before;
  };
  for (std::size_t i = 0; i < samples.values.size(); ++i)
    CHECK(changes([i](Samples& s) { s.values[i] = std::nextafter(s.values[i], 1e9); }));
  for (std::size_t i = 0; i < samples.Y.size(); ++i)
    CHECK(changes([i](Samples& s) { s.Y[i] = 1.0 - s.Y[i]; }));
  CHECK(changes([](Samples& s) { s.classes[1] = "other"; }));
  CHECK(changes([](Samples& s) { s.m_test = 1; }));
  CHECK(changes([](Samples& s) { std::swap(s.n_x, s.m); }));
  CHECK(changes([](Samples& s) { s.task = Task::kRegression; }));
}

TEST_CASE("digest: split and names of features leave it as it is") {
  Samples samples = load({{"name", "moons"}, {"split", {{"dev", 0.5}}}}, {});
  samples.features = {"a", "b"};
  CHECK(digest(samples) == digest(load({{"name", "moons"}}, {})));
}

}  // namespace
}  // namespace ice::data
