#include "nn/progress.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "networks.hpp"

using namespace ice;
using nn::Call;

TEST_CASE("progress: a call is marked while it lasts, and stays marked where it threw") {
  nn::Progress progress;
  nn::marked(progress, Call::kForward, 3, [&] {
    CHECK(progress.layer == 3);
    CHECK(progress.call == Call::kForward);
  });
  CHECK(progress.call == Call::kNone);
  const auto throws = [] { throw std::runtime_error("no"); };
  CHECK_THROWS(nn::marked(progress, Call::kBackward, 2, throws));
  CHECK(progress.layer == 2);
  CHECK(progress.call == Call::kBackward);
}

TEST_CASE("progress: a training keeps the progress that it was given, epoch by epoch") {
  nn::Progress progress;
  nn::NetworkOptions options = nn::network_options(
      3, {nn::layer(5, "tanh"), nn::layer(1, "sigmoid")}, "binary_cross_entropy");
  options.progress = &progress;
  nn::Network<double> network(std::move(options), 8);
  network.initialize(1);
  CHECK(progress.epoch == 0);
  CHECK(progress.layer == 2);
  CHECK(progress.call == Call::kNone);

  std::vector<std::uint64_t> epochs;
  const nn::ProgressCallback callback{
      .call = [&](std::uint64_t, double) { epochs.push_back(progress.epoch); },
      .every = std::chrono::milliseconds(0)};
  const auto parts = nn::parts_of(data::Task::kBinary, nn::half_planes(8));
  const nn::TrainOptions training{
      .epochs = 3, .optimizer = nn::optimizer("gradient_descent"), .metrics = {"train.cost"}};
  nn::train(network, parts, training, callback);
  CHECK(epochs == std::vector<std::uint64_t>{1, 2, 3});
  CHECK(progress.call == Call::kNone);
}
