// What is known of Fashion-MNIST; the sums of pixels were computed from Debian's files with
// Python's gzip module: sum(gzip.open(file).read()[16:]).
#include <catch2/catch.hpp>
#include <numeric>

#include "data/dataset.hpp"
#include "data/environment.hpp"
#include "data/labels.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

const Samples& fashion_mnist() {
  static const Samples samples = load({{"name", "fashion_mnist"}}, {});
  return samples;
}

TEST_CASE("fashion_mnist: 60 000 and 10 000 images of 28 x 28 bytes, ten classes") {
  const Samples& samples = fashion_mnist();
  CHECK(samples.n_x == 784);
  CHECK(samples.n_y == 10);
  CHECK(samples.m == 70000);
  CHECK(samples.m_test == 10000);
  CHECK(samples.bytes.size() == 70000 * 784);
  CHECK(samples.values.empty());
  CHECK(samples.task == Task::kMulticlass);
  CHECK(samples.classes.front() == "T-shirt/top");
  CHECK(samples.classes.back() == "Ankle boot");
}

TEST_CASE("fashion_mnist: the pixels and labels of the files, scaled to [0, 1]") {
  const Samples& samples = fashion_mnist();
  const auto train_end = samples.bytes.begin() + 60000 * 784;
  CHECK(std::accumulate(samples.bytes.begin(), train_end, std::uint64_t{0}) == 3431114169U);
  CHECK(std::accumulate(train_end, samples.bytes.end(), std::uint64_t{0}) == 573469082U);
  for (const auto& [column, label] : {std::pair{0U, 9U}, {1U, 0U}, {2U, 0U}, {3U, 3U}, {4U, 0U}})
    CHECK(class_of(samples, column) == label);
  CHECK(samples.scale == 1.0 / 255.0);
}

TEST_CASE("fashion_mnist: 6000 training and 1000 test images of every class") {
  std::vector<int> train(10), test(10);
  for (std::uint64_t j = 0; j < 70000; ++j)
    ++(j < 60000 ? train : test)[class_of(fashion_mnist(), j)];
  CHECK(train == std::vector<int>(10, 6000));
  CHECK(test == std::vector<int>(10, 1000));
}

TEST_CASE("fashion_mnist: where it is missing, the package to install is named") {
  CHECK_THROWS_WITH(load_fashion_mnist(std::nullopt),
                    "code.data.name: Fashion-MNIST is not installed here. Install the Debian "
                    "package: sudo apt install dataset-fashion-mnist");
}

TEST_CASE("fashion_mnist: a copy in $ICE_DATA goes before the installed one") {
  const TemporaryFolder data;
  const SetVariable variable("ICE_DATA", data.path().string());
  CHECK(fashion_mnist_folder() == "/usr/share/datasets/fashion-mnist");
  std::filesystem::create_directory(data.path() / "fashion-mnist");
  data.write("fashion-mnist/train-images-idx3-ubyte.gz", "");
  CHECK(fashion_mnist_folder() == data.path() / "fashion-mnist");
}

}  // namespace
}  // namespace ice::data
