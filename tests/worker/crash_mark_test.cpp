#include "worker/crash_mark.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/studies.hpp"

using namespace ice;
using namespace ice::worker;
using ice::nn::Call;
using ice::nn::Progress;

namespace {

ice::code::Code marked_code() {
  return test::Bench(test::small_study({"network.hidden=[4, {units: 3, activation: relu, "
                                        "initializer: zeros}]"}))
      .resolve()
      .code;
}

std::string text(std::uint64_t epoch, std::uint32_t layer, Call call) {
  static const ice::code::Code kCode = marked_code();
  return describe(Progress{epoch, layer, call}, kCode);
}

}  // namespace

TEST_CASE("crash mark: epoch, layer and the plugin's call are told") {
  CHECK(text(3, 1, Call::kForward) == "in epoch 3, layer 1, core/tanh forward");
  CHECK(text(3, 2, Call::kBackward) == "in epoch 3, layer 2, core/relu backward");
  CHECK(text(3, 3, Call::kForward) == "in epoch 3, layer 3, core/sigmoid forward");
  CHECK(text(0, 1, Call::kFill) == "before the first epoch, layer 1, core/normal fill");
  CHECK(text(0, 2, Call::kFill) == "before the first epoch, layer 2, core/zeros fill");
  CHECK(text(1, 3, Call::kLossValue) == "in epoch 1, layer 3, core/binary_cross_entropy value");
  CHECK(text(1, 3, Call::kLossGradient) ==
        "in epoch 1, layer 3, core/binary_cross_entropy gradient");
  CHECK(text(12, 0, Call::kStep) == "in epoch 12, core/gradient_descent step");
}

TEST_CASE("crash mark: outside of a plugin the epoch alone is told") {
  CHECK(text(0, 0, Call::kNone) == "before the first epoch");
  CHECK(text(7, 2, Call::kNone) == "in epoch 7");
}

TEST_CASE("crash mark: what a broken worker wrote there is no harm") {
  CHECK(text(7, 4000000000, Call::kForward) == "in epoch 7");
  CHECK(text(7, 0, Call::kForward) == "in epoch 7");
  CHECK(text(7, 1, static_cast<Call>(77)) == "in epoch 7");
}

TEST_CASE("crash mark: an epoch that is under way is not done") {
  CHECK(epochs_done(Progress{0, 0, Call::kNone}) == 0);
  CHECK(epochs_done(Progress{1, 0, Call::kNone}) == 0);
  CHECK(epochs_done(Progress{5, 1, Call::kForward}) == 4);
}

TEST_CASE("crash mark: two who map the memory see the same") {
  const CrashMark ours;
  CHECK(ours.get().epoch == 0);
  const CrashMark theirs(::dup(ours.fd()));
  theirs.get().epoch = 5;
  theirs.get().call = Call::kStep;
  CHECK(ours.get().epoch == 5);
  CHECK(ours.get().call == Call::kStep);
}
