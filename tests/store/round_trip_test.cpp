// What goes into the store comes out of it, bit by bit.
#include <fmt/format.h>

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "numbers.hpp"
#include "samples.hpp"
#include "store/check.hpp"

using namespace ice::store;
using ice::base::Value;

namespace {

// All bits of a number; all NaNs are one.
std::string bits(double x) {
  return std::isnan(x) ? "nan" : fmt::format("{:016x}", std::bit_cast<std::uint64_t>(x));
}

// A value, in which a whole real number and the integer are one.
std::string exact(const Value& value) {
  if (!value.is_number_float()) return value.dump();
  const double x = value.get<double>();
  const bool is_integer = x == std::trunc(x) && std::fabs(x) < 9e18 && !std::signbit(x + 0.0);
  return is_integer && !(x == 0 && std::signbit(x)) ? Value(static_cast<std::int64_t>(x)).dump()
                                                    : bits(x);
}

// Everything of a run as text, to be compared line by line.
std::string text_of(const Run& run) {
  std::string text = fmt::format("{} {} {} {} '{}' {} {} {} {}\n", run.key, run.cell, run.seed,
                                 to_string(run.status), run.error, run.epochs, bits(run.seconds),
                                 run.started_at, run.finished_at);
  for (const auto& [name, value] : run.params)
    text += fmt::format("param {} = {}\n", name, exact(value));
  for (const Metric& m : run.metrics)
    text += fmt::format("metric {} {} {} {}\n", m.name, bits(m.final), bits(m.best), m.best_epoch);
  for (const Curve& curve : run.curves) {
    text += "curve " + curve.metric + "\n";
    for (std::size_t i = 0; i < curve.epochs.size(); ++i)
      text += fmt::format("{} {}\n", curve.epochs[i], bits(curve.values[i]));
  }
  for (const PluginUse& p : run.plugins)
    text += fmt::format("plugin {} {} {} {} {}\n", p.kind, p.id, p.version, p.sha256, p.path);
  return text;
}

StoredRun stored(const std::filesystem::path& file, const Run& run) {
  {
    Writer writer(file);
    writer.add(writer.add_study(example_study()), writer.add_environment(example_environment()),
               run, [] {});
    writer.commit(true);
  }
  return Reader(file).run(run.key);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}

  std::uint64_t below(std::uint64_t n) { return bits_() % n; }
  double real() {
    constexpr double kSpecial[] = {kNan, kInfinity, -kInfinity, -0.0, 0.0, 5e-324, -2.2e-308, 1.0};
    return below(3) == 0 ? kSpecial[below(std::size(kSpecial))] : std::bit_cast<double>(bits_());
  }
  std::string text() {
    constexpr const char* kPieces[] = {"a",    "'",    "\"",  "\\", "\n", "ü",
                                       "日本", "🙂", "nan", ".",  " "};
    std::string text;
    for (auto n = below(8); n > 0; --n) text += kPieces[below(std::size(kPieces))];
    return text;
  }
  Value value() {
    switch (below(8)) {
      case 0:
        return real();
      case 1:
        return static_cast<std::int64_t>(bits_());
      case 2:
        return bits_();
      case 3:
        return below(2) == 0;
      case 4:
        return nullptr;
      case 5:
        return Value{text(), 1, 0.5, Value::object()};
      case 6:
        return {{"name", text()}, {"slope", 0.05}};
      default:
        return text();
    }
  }
  Curve curve(const std::string& metric) {
    Curve curve{metric, {}, {}};
    std::uint64_t epoch = 0;
    for (auto n = below(30); n > 0; --n) {
      curve.epochs.push_back(epoch += 1 + below(5));
      curve.values.push_back(real());
    }
    if (below(9) == 0) curve = {metric, {std::uint64_t{1} << 40}, {real()}};
    return curve;
  }
  Run run() {
    Run run = example_run(bits_());
    run.cell = bits_();
    run.seed = bits_();
    run.status = static_cast<Status>(below(6));
    run.error = text();
    run.seconds = static_cast<double>(below(1000)) / 7;
    run.params.clear();
    run.metrics.clear();
    run.curves.clear();
    for (int i = 0; i < 9; ++i) {
      const std::string name = fmt::format("{}{}", i, text());
      run.params.emplace_back(name, value());
      run.metrics.push_back({name, real(), real(), bits_()});
      Curve c = curve(name);
      if (!c.epochs.empty()) run.curves.push_back(std::move(c));
    }
    return run;
  }

 private:
  std::mt19937_64 bits_;
};

}  // namespace

TEST_CASE("round trip: 100 random runs come back as they were, and check finds nothing") {
  const TemporaryFolder folder;
  Random random(7);
  std::vector<Run> runs;
  {
    Writer writer(folder / "s.db");
    const auto study = writer.add_study(example_study());
    const auto environment = writer.add_environment(example_environment());
    for (int i = 0; i < 100; ++i) {
      runs.push_back(random.run());
      writer.add(study, environment, runs.back(), [] {});
    }
    writer.commit(true);
  }
  Reader reader(folder / "s.db");
  for (const Run& run : runs) REQUIRE(text_of(reader.run(run.key).run) == text_of(run));
  CHECK(check(folder / "s.db").empty());
}

TEST_CASE("round trip: the numbers that SQLite cannot hold") {
  const TemporaryFolder folder;
  Run run = example_run(1);
  run.metrics = {{"dev.cost", kNan, kInfinity, 1}, {"train.cost", -kInfinity, -0.0, 2}};
  run.curves = {{"train.cost", {1, 2, 3, 4, 5}, {kNan, kInfinity, -kInfinity, -0.0, 5e-324}}};
  run.params = {{"a", kNan}, {"b", -kInfinity}, {"c", -0.0}, {"d", "nan"}, {"e", "-0"}};
  CHECK(text_of(stored(folder / "s.db", run).run) == text_of(run));
  // As anyone's SQL meets them: no number, and the text beside it.
  Reader reader(folder / "s.db");
  CHECK(reader.sql("SELECT epoch, value, text FROM curves").rows ==
        std::vector<std::vector<Field>>{{1, nullptr, "nan"},
                                        {2, nullptr, "inf"},
                                        {3, nullptr, "-inf"},
                                        {4, 0.0, nullptr},
                                        {5, 5e-324, nullptr}});
  CHECK(reader.sql("SELECT name, final, final_text, best, best_text FROM metrics").rows ==
        std::vector<std::vector<Field>>{{"dev.cost", nullptr, "nan", nullptr, "inf"},
                                        {"train.cost", nullptr, "-inf", 0.0, "-0"}});
  CHECK(reader.sql("SELECT name, value, number FROM params").rows ==
        std::vector<std::vector<Field>>{{"a", "nan", nullptr},
                                        {"b", "-inf", nullptr},
                                        {"c", "-0", 0.0},
                                        {"d", "nan", nullptr},
                                        {"e", "-0", nullptr}});
}

TEST_CASE("round trip: the largest integers") {
  const TemporaryFolder folder;
  Run run = example_run(1);
  run.seed = std::numeric_limits<std::uint64_t>::max();
  run.params = {{"a", std::numeric_limits<std::int64_t>::min()},
                {"b", std::numeric_limits<std::int64_t>::max()},
                {"c", std::numeric_limits<std::uint64_t>::max()},
                {"d", (std::int64_t{1} << 53) + 1}};
  CHECK(text_of(stored(folder / "s.db", run).run) == text_of(run));
}

TEST_CASE("round trip: a run with nothing in it, and a curve of 100 000 points") {
  const TemporaryFolder folder;
  Run bare;
  bare.key = key_of(0);
  bare.status = Status::kCrashed;
  bare.error = "SIGSEGV (segmentation fault)";
  CHECK(text_of(stored(folder / "s.db", bare).run) == text_of(bare));

  Run longest = example_run(1);
  longest.curves = {{"train.cost", {}, {}}};
  for (std::uint64_t epoch = 1; epoch <= 100'000; ++epoch) {
    longest.curves[0].epochs.push_back(epoch);
    longest.curves[0].values.push_back(1.0 / static_cast<double>(epoch));
  }
  CHECK(text_of(stored(folder / "s.db", longest).run) == text_of(longest));
  CHECK(check(folder / "s.db").empty());
}

TEST_CASE("round trip: what a run hangs on comes with it") {
  const TemporaryFolder folder;
  const StoredRun run = stored(folder / "s.db", example_run(1));
  CHECK(run.id == key_of(1).substr(0, 6));
  CHECK(run.studies == std::vector<std::string>{"planar"});
  CHECK(run.environment.host == "lab");
  CHECK(run.environment.armadillo == "11.4.2");
  CHECK(run.environment.git_commit == "0123abcd");
  CHECK(run.environment.git_dirty);
}

TEST_CASE("round trip: lists come back sorted by name") {
  const TemporaryFolder folder;
  Run run = example_run(1);
  const std::string sorted = text_of(run);
  std::reverse(run.params.begin(), run.params.end());
  std::reverse(run.metrics.begin(), run.metrics.end());
  std::reverse(run.curves.begin(), run.curves.end());
  std::reverse(run.plugins.begin(), run.plugins.end());
  CHECK(text_of(stored(folder / "s.db", run).run) == sorted);
}
