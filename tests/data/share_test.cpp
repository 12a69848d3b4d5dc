#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "data/parts.hpp"

namespace ice::data {
namespace {

using base::Value;

Samples planar() { return load({{"name", "planar"}, {"samples", 31}}, {}); }

// Four samples of three bytes, two classes.
Samples images() {
  Samples samples;
  samples.n_x = 3;
  samples.n_y = 1;
  samples.m = 4;
  samples.bytes = {0, 51, 255, 1, 51, 254, 2, 51, 253, 3, 51, 7};
  samples.scale = 1.0 / 255.0;
  samples.Y = {0, 1, 0, 1};
  samples.classes = {"no", "yes"};
  return samples;
}

Shared share_as(const Samples& samples, Precision precision,
                const Value& section = {{"name", "planar"}}) {
  return share(samples, section, precision, "digest");
}

template <class T>
void check_bits(const Samples& samples, const Part<T>& part, std::uint64_t first) {
  for (std::uint64_t j = 0; j < part.X.n_cols; ++j) {
    for (std::uint64_t i = 0; i < samples.n_x; ++i)
      CHECK(part.X(i, j) == static_cast<T>(samples.x(i, first + j)));
    for (std::uint64_t i = 0; i < samples.n_y; ++i)
      CHECK(part.Y(i, j) == static_cast<T>(samples.Y[(first + j) * samples.n_y + i]));
  }
}

TEMPLATE_TEST_CASE("share: what is mapped is what was loaded, bit for bit", "", float, double) {
  constexpr auto kPrecision =
      std::is_same_v<TestType, float> ? Precision::kFloat32 : Precision::kFloat64;
  for (Samples samples : {planar(), images(), load({{"name", "blobs"}, {"samples", 17}}, {})}) {
    samples.m_test = 1;
    const Shared shared = share_as(samples, kPrecision);
    const Parts<TestType> parts = map<TestType>(shared.shape, shared.memory.get());
    CHECK(parts.train.X.n_rows == samples.n_x);
    CHECK(parts.train.Y.n_rows == samples.n_y);
    CHECK(parts.train.X.n_cols == samples.m - 1);
    CHECK(parts.dev.X.n_cols == 0);
    check_bits(samples, parts.train, 0);
    check_bits(samples, parts.test, samples.m - 1);
  }
}

TEST_CASE("share: the parts stand behind each other in the block") {
  const Shared shared =
      share_as(planar(), Precision::kFloat64,
               {{"name", "planar"}, {"split", {{"train", 20}, {"dev", 6}, {"test", 5}}}});
  const Shape& shape = shared.shape;
  CHECK(shape.train.m == 20);
  CHECK(shape.dev.first == 20);
  CHECK(shape.test.first == 26);
  CHECK(shape.test.m == 5);
  const auto parts = map<double>(shape, shared.memory.get());
  CHECK(parts.dev.X.memptr() == parts.train.X.memptr() + 2 * 20);
  CHECK(parts.test.Y.memptr() == parts.train.Y.memptr() + 26);
}

TEST_CASE("share: matrices stay in the shared memory wherever the parts are moved") {
  const Shared shared = share_as(images(), Precision::kFloat32);
  Parts<float> parts = map<float>(shared.shape, shared.memory.get());
  const float* X = parts.train.X.memptr();
  Parts<float> moved = std::move(parts);
  CHECK(moved.train.X.memptr() == X);
  Parts<float> assigned;
  assigned = std::move(moved);
  CHECK(assigned.train.X.memptr() == X);
  CHECK(assigned.train.X(2, 0) == 1.0F);
}

TEST_CASE("share: the memory is sealed against every change") {
  const Shared shared = share_as(images(), Precision::kFloat32);
  const int fd = shared.memory.get();
  CHECK(::fcntl(fd, F_GET_SEALS) == (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL));
  CHECK(::pwrite(fd, "x", 1, 0) == -1);
  CHECK(::ftruncate(fd, 1) == -1);
  CHECK(::mmap(nullptr, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED);
}

TEST_CASE("share: standardize gives the training part mean 0 and deviation 1") {
  for (const char* name : {"planar", "housing"}) {
    const Value section{
        {"name", name}, {"samples", 500}, {"split", {{"dev", 0.2}}}, {"standardize", true}};
    const Samples samples = load(section, {});
    const Shared shared = share_as(samples, Precision::kFloat64, section);
    const auto parts = map<double>(shared.shape, shared.memory.get());
    for (std::uint64_t i = 0; i < samples.n_x; ++i) {
      CHECK(arma::mean(parts.train.X.row(i)) == Approx(0.0).margin(1e-12));
      CHECK(arma::stddev(parts.train.X.row(i), 1) == Approx(1.0).epsilon(1e-12));
      CHECK(std::fabs(arma::mean(parts.dev.X.row(i))) > 1e-6);  // moved by the training part's mean
      // The shape's figures lead back to the values that were loaded: column 0 is in train or dev.
      const double first = shared.shape.mean[i] + shared.shape.deviation[i] * parts.train.X(i, 0);
      bool found = false;
      for (std::uint64_t j = 0; j < samples.m; ++j)
        found |= std::fabs(samples.x(i, j) - first) < 1e-9;
      CHECK(found);
    }
  }
}

TEST_CASE("share: a feature that never varies becomes 0, of bytes as of numbers") {
  const Shared shared =
      share_as(images(), Precision::kFloat64, {{"name", "planar"}, {"standardize", true}});
  const auto parts = map<double>(shared.shape, shared.memory.get());
  CHECK(shared.shape.mean[1] == Approx(0.2));
  CHECK(shared.shape.deviation[1] == 1.0);
  CHECK(arma::abs(parts.train.X.row(1)).max() < 1e-15);
  CHECK(arma::stddev(parts.train.X.row(0), 1) == Approx(1.0));
}

TEST_CASE("share: targets are not standardized") {
  const Value section{{"name", "housing"}, {"standardize", true}};
  const Samples houses = load(section, {});
  const Shared shared = share_as(houses, Precision::kFloat64, section);
  const auto parts = map<double>(shared.shape, shared.memory.get());
  CHECK(arma::approx_equal(parts.train.Y, arma::rowvec(houses.Y), "absdiff", 0.0));
}

TEST_CASE("map: another precision and another size are refused") {
  const Shared shared = share_as(images(), Precision::kFloat32);
  CHECK_THROWS_WITH(map<double>(shared.shape, shared.memory.get()),
                    "data mapped in another precision than they have");
  Shape longer = shared.shape;
  longer.test.m = 100;
  CHECK_THROWS_WITH(map<float>(longer, shared.memory.get()),
                    "the memory of data has 80 bytes, its shape needs 1696");
}

TEST_CASE("shape: survives its way through a Value") {
  const Value section{{"name", "housing"}, {"standardize", true}, {"split", {{"dev", 0.2}}}};
  const Shape shape = share_as(load(section, {}), Precision::kFloat64, section).shape;
  const Shape back = shape_from(Value::from_cbor(Value::to_cbor(to_value(shape))));
  CHECK(to_value(back) == to_value(shape));
  CHECK(back.name == "housing");
  CHECK(back.digest == "digest");
  CHECK(back.task == Task::kRegression);
  CHECK(back.precision == Precision::kFloat64);
  CHECK(back.train.m == 400);
  CHECK(back.dev.first == 400);
  CHECK(back.mean == shape.mean);
  CHECK(back.features == shape.features);
}

TEST_CASE("shape: task and precision are written by name, and read from old numbers too") {
  Shape shape;
  const std::array tasks{Task::kBinary, Task::kMulticlass, Task::kRegression};
  const std::array names{"binary", "multiclass", "regression"};
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    shape.task = tasks[i];
    Value value = to_value(shape);
    CHECK(value["task"] == names[i]);
    CHECK(shape_from(value).task == tasks[i]);
    value["task"] = i;
    CHECK(shape_from(value).task == tasks[i]);
  }
  shape.precision = Precision::kFloat64;
  Value value = to_value(shape);
  CHECK(value["precision"] == "float64");
  value["precision"] = 0;
  CHECK(shape_from(value).precision == Precision::kFloat32);
  value["precision"] = 2;
  CHECK_THROWS_WITH(shape_from(value), "a shape of data has an unknown 2");
  value["precision"] = "float16";
  CHECK_THROWS_WITH(shape_from(value), "a shape of data has an unknown \"float16\"");
}

TEST_CASE("share: samples that a split leaves over are counted") {
  const auto left_over = [](const Value& split) {
    const Value section{{"name", "moons"}, {"samples", 100}, {"split", split}};
    return share_as(load(section, {}), Precision::kFloat32, section).shape.left_over;
  };
  CHECK(left_over({{"dev", 0.2}}) == 0);
  CHECK(left_over({{"train", 0.8}, {"dev", 0.2}}) == 0);
  CHECK(left_over({{"train", 0.5}, {"dev", 0.2}}) == 30);
  CHECK(left_over({{"train", 60}, {"dev", 20}, {"test", 19}}) == 1);
}

}  // namespace
}  // namespace ice::data
