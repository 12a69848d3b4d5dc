// Counts every allocation of this program: operator new, Armadillo and plugins all end in malloc.
#include <dlfcn.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "networks.hpp"
#include "nn/metrics.hpp"

#if !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)  // they replace malloc themselves

namespace {
std::atomic<std::uint64_t> allocations{0};

// Some kernels of OpenBLAS take memory for themselves in every product; that is not ours to save.
void note(const void* caller) {
  Dl_info library{};
  const bool is_known = ::dladdr(caller, &library) != 0 && library.dli_fname != nullptr;
  if (!is_known || std::strstr(library.dli_fname, "blas") == nullptr) ++allocations;
}
}  // namespace

extern "C" {
// glibc's own entries below the names that this program replaces.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

void* malloc(std::size_t size) {
  note(__builtin_return_address(0));
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
  note(__builtin_return_address(0));
  return __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size) {
  note(__builtin_return_address(0));
  return __libc_realloc(memory, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  note(__builtin_return_address(0));
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  note(__builtin_return_address(0));
  *memory = __libc_memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}
}

using namespace ice;
using namespace ice::nn;

TEST_CASE("allocation: the counter sees operator new and Armadillo") {
  const std::uint64_t before = allocations;
  const arma::mat X(100, 100);
  CHECK(allocations > before);
  const std::uint64_t between = allocations;
  const std::vector<int> numbers(1000);
  CHECK(allocations > between);
}

TEMPLATE_TEST_CASE("allocation: steps after the first epoch take no memory", "", float, double) {
  const std::string rule =
      GENERATE("gradient_descent", "momentum", "rmsprop", "adam", "nesterov", "adagrad", "adamw");
  const std::string g = GENERATE("relu", "tanh", "sigmoid", "softmax");
  const std::uint64_t batch_size = GENERATE(0, 16);
  CAPTURE(rule, g, batch_size);
  const auto parts = parts_of<TestType>(data::Task::kBinary, half_planes<TestType>(90));
  Network<TestType> network(
      network_options(3, {layer(40, g, 0.2), layer(9, g), layer(1, "sigmoid")},
                      "binary_cross_entropy", 0.1),
      90);
  network.initialize(1);
  TrainOptions options{.optimizer = optimizer(rule), .metrics = {}};
  options.epochs = 6;
  options.batch_size = batch_size;
  options.record_points = 2;
  options.metrics = metric_names(parts.shape, 0.1, true);
  options.schedule = {.kind = ScheduleOptions::Kind::kCosine, .warmup = 1};
  options.clip_value = 1;
  options.clip_norm = 0.1;
  options.watch = Watch{.metric = "train.accuracy", .patience = 100, .restores_best = true};

  std::uint64_t after_first_epoch = 0, before_last_epoch = 0;
  Observer observer;
  observer.progress_every = std::chrono::milliseconds(0);
  observer.on_progress = [&](std::uint64_t epoch, double) {
    if (epoch == 2 && after_first_epoch == 0) after_first_epoch = allocations;
    if (epoch == 5) before_last_epoch = allocations;
  };
  train(network, parts, options, observer);
  REQUIRE(after_first_epoch > 0);
  CHECK(before_last_epoch == after_first_epoch);
}

#endif
