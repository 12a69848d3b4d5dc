// Writes samples into one block of shared memory, and maps the block as matrices. The block:
//     X of train, dev, test (n_x, m) | padding | Y of train, dev, test (n_y, m)
//     | padding | weights of train, dev, test (1, m): of costs, then of scores where they differ
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <numeric>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "base/system_error.hpp"
#include "base/text.hpp"
#include "data/categories.hpp"
#include "data/dataset.hpp"
#include "data/missing.hpp"
#include "data/parts.hpp"
#include "data/section.hpp"
#include "data/split.hpp"
#include "data/standardize.hpp"
#include "data/weights.hpp"

namespace ice::data {
namespace {

using Columns = std::vector<std::uint64_t>;

std::uint64_t columns_of(const Shape& shape) { return shape.train.m + shape.dev.m + shape.test.m; }

// The offsets of Y, of the weights and of the end of the block, in numbers of type T.
template <class T>
struct Layout {
  explicit Layout(const Shape& shape)
      : Y(to_line(shape.n_x * columns_of(shape))), end(Y + shape.n_y * columns_of(shape)) {
    if (shape.weights == 0) return;
    weights = to_line(end);
    end = weights + shape.weights * columns_of(shape);
  }
  static std::uint64_t to_line(std::uint64_t offset) {
    constexpr std::uint64_t kLine = 64 / sizeof(T);  // Y and the weights start a cache line
    return (offset + kLine - 1) / kLine * kLine;
  }
  std::uint64_t Y, end, weights = 0;
  [[nodiscard]] std::uint64_t bytes() const { return end * sizeof(T); }
};

// Owns a mapping of a memory file.
class Mapping {
 public:
  Mapping(int fd, std::uint64_t bytes, int protection, int flags)
      : bytes_(bytes), at_(::mmap(nullptr, bytes, protection, flags, fd, 0)) {
    if (at_ == MAP_FAILED)
      base::throw_system_error(fmt::format("cannot map {} bytes of data", bytes), errno);
  }
  ~Mapping() { ::munmap(at_, bytes_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  template <class T>
  [[nodiscard]] T* as() const {
    return static_cast<T*>(at_);
  }

 private:
  std::uint64_t bytes_;
  void* at_;
};

Targets targets_of(const Samples& samples) {
  constexpr double kSlack = 0.01;  // accepts 0.33 three times
  const auto [low, high] = std::ranges::minmax(samples.Y);
  Targets targets{.low = low, .high = high, .sum_to_one = samples.n_y > 1};
  for (auto y = samples.Y.begin(); y != samples.Y.end() && targets.sum_to_one;
       y += static_cast<std::ptrdiff_t>(samples.n_y))
    targets.sum_to_one =
        std::abs(std::accumulate(y, y + static_cast<std::ptrdiff_t>(samples.n_y), -1.0)) <= kSlack;
  return targets;
}

// Writes the columns of one part, standardized and converted; returns the end of what it wrote.
template <class T>
T* write_X(const Samples& samples, const Columns& columns, const Shape& shape, T* to) {
  const std::uint64_t n_x = samples.n_x;
  samples.visit_X([&](const auto* X, double scale) {
    for (const std::uint64_t j : columns) {
      const auto* x = X + j * n_x;
      if (shape.mean.empty())
        for (std::uint64_t i = 0; i < n_x; ++i) to[i] = static_cast<T>(scale * x[i]);
      else
        for (std::uint64_t i = 0; i < n_x; ++i)
          to[i] = static_cast<T>((scale * x[i] - shape.mean[i]) / shape.deviation[i]);
      to += n_x;
    }
  });
  return to;
}

template <class T>
T* write_Y(const Samples& samples, const Columns& columns, T* to) {
  for (const std::uint64_t j : columns)
    for (std::uint64_t i = 0; i < samples.n_y; ++i)
      *to++ = static_cast<T>(samples.Y[j * samples.n_y + i]);
  return to;
}

template <class T>
T* write_weights(const std::vector<double>& weights, const Columns& columns, T* to) {
  for (const std::uint64_t j : columns) *to++ = static_cast<T>(weights[j]);
  return to;
}

constexpr double kWhite = 255;  // of a pixel in a byte

// Whether the features look like pixels that nobody has scaled.
bool is_unscaled(const Samples& samples, const Shape& shape, const Columns& train) {
  constexpr std::uint64_t kSmallestPicture = 64;
  if (shape.n_x < kSmallestPicture || !shape.mean.empty()) return false;
  double largest = 0;
  for (const std::uint64_t j : train) {
    for (std::uint64_t i = 0; i < shape.n_x; ++i) {
      const double x = samples.x(i, j);
      if (!(x >= 0 && x <= kWhite && x == std::trunc(x))) return false;
      largest = std::max(largest, x);
    }
  }
  return largest > kWhite / 2;
}

// What stands for a missing value, in sections of sources that can have any.
StandIn stand_in_of(const base::Value& section) {
  return section.value("missing", "") == "median" ? StandIn::kMedian : StandIn::kMean;
}

// Standardizes the targets where the section asks for it. Returns what to say about them as they
// are.
std::vector<std::string> treat_targets(Samples& samples, const base::Value& section,
                                       const Columns& train, Shape& shape) {
  const bool is_asked = section.at("targets") == "standardize";
  if (samples.task != Task::kRegression) {
    if (!is_asked) return {};
    throw base::UserError(code_path("data.targets"), "the targets are classes",
                          "Only numbers are standardized");
  }
  Moments moments = measure_targets(samples, train);
  if (is_asked) {
    for (std::size_t i = 0; i < samples.Y.size(); ++i)
      samples.Y[i] =
          (samples.Y[i] - moments.mean[i % samples.n_y]) / moments.deviation[i % samples.n_y];
    shape.target_mean = std::move(moments.mean);
    shape.target_deviation = std::move(moments.deviation);
    return {};
  }
  constexpr double kLarge = 10;
  const auto [low, high] = std::ranges::minmax(samples.Y);
  if (section.at("targets") == "as_is" || std::max(-low, high) <= kLarge) return {};
  return {
      fmt::format("data: the targets go from {} to {}. Networks learn small numbers faster: "
                  "write data.targets: standardize (scores stay in their unit), or as_is",
                  base::format_short(low), base::format_short(high))};
}

base::Fd make_memory(std::uint64_t bytes) {
  base::Fd memory(::memfd_create("ice-data", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  // fallocate and not ftruncate: a lack of memory must be an error here, not a SIGBUS while
  // writing.
  if (!memory || ::fallocate(memory.get(), 0, 0, static_cast<off_t>(bytes)) != 0)
    base::throw_system_error(fmt::format("cannot get {} bytes of shared memory for data", bytes),
                             errno);
  return memory;
}

void seal(const base::Fd& memory) {
  if (::fcntl(memory.get(), F_ADD_SEALS,
              F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    throw base::Error(std::string("cannot seal the memory of data: ") + std::strerror(errno));
}

template <class T>
base::Fd write(const Samples& samples, const Split& parts, const Weights& weights,
               const Shape& shape) {
  const Layout<T> layout(shape);
  base::Fd memory = make_memory(layout.bytes());
  {
    const Mapping mapping(memory.get(), layout.bytes(), PROT_READ | PROT_WRITE, MAP_SHARED);
    T* X = mapping.as<T>();
    T* Y = X + layout.Y;
    for (const Columns* columns : {&parts.train, &parts.dev, &parts.test}) {
      X = write_X(samples, *columns, shape, X);
      Y = write_Y(samples, *columns, Y);
    }
    T* w = mapping.as<T>() + layout.weights;
    for (const auto* of : {&weights.of_costs, &weights.of_scores})
      if (!of->empty())
        for (const Columns* columns : {&parts.train, &parts.dev, &parts.test})
          w = write_weights(*of, *columns, w);
  }  // unmapped: memory that is mapped writable cannot be sealed
  seal(memory);
  return memory;
}

}  // namespace

Shared share(Samples samples, const base::Value& section, Precision precision,
             const std::string& digest) {
  const base::Value completed = complete_section(section);
  const Split parts = split(samples, completed);
  const Weights weights = weigh(samples, parts, completed);
  std::vector<std::string> notes = std::move(samples.notes);
  for (std::string& note : drop_unseen(samples, parts)) notes.push_back(std::move(note));
  Shape shape;
  shape.name = completed.at("name").get<std::string>();
  shape.digest = digest;
  shape.n_x = samples.n_x;
  shape.n_y = samples.n_y;
  shape.task = samples.task;
  shape.precision = precision;
  shape.train = {0, parts.train.size()};
  shape.dev = {shape.train.m, parts.dev.size()};
  shape.test = {shape.train.m + shape.dev.m, parts.test.size()};
  shape.left_over = samples.m - shape.train.m - shape.dev.m - shape.test.m;
  shape.classes = samples.classes;
  shape.features = samples.features;
  shape.weights = weights.of_costs.empty() ? 0 : weights.of_scores.empty() ? 1 : 2;
  shape.fill = fill_missing(samples, parts.train, stand_in_of(completed));
  if (completed.at("standardize").get<bool>()) {
    Moments moments = measure(samples, parts.train);
    shape.mean = std::move(moments.mean);
    shape.deviation = std::move(moments.deviation);
  }
  for (std::string& note : treat_targets(samples, completed, parts.train, shape))
    notes.push_back(std::move(note));

  base::Fd memory = precision == Precision::kFloat32
                        ? write<float>(samples, parts, weights, shape)
                        : write<double>(samples, parts, weights, shape);
  if (is_unscaled(samples, shape, parts.train))
    notes.push_back(fmt::format(
        "data: the {} features are whole numbers up to 255 as they are. Networks train faster on "
        "small numbers: write data.scale: {}, or data.standardize: true",
        shape.n_x, base::format_number(1 / kWhite)));
  return {std::move(shape), std::move(memory), targets_of(samples), std::move(notes)};
}

template <class T>
Parts<T> map(const Shape& shape, int fd) {
  const bool is_float = shape.precision == Precision::kFloat32;
  if (is_float != std::is_same_v<T, float>)
    throw base::Error("data mapped in another precision than they have");
  const std::uint64_t bytes = Layout<T>(shape).bytes();
  struct stat status {};
  if (::fstat(fd, &status) != 0 || static_cast<std::uint64_t>(status.st_size) != bytes)
    throw base::Error(
        fmt::format("the memory of data has {} bytes, its shape needs {}", status.st_size, bytes));

  // MAP_PRIVATE: a read-only shared mapping of write-sealed memory is refused before Linux 6.7; the
  // pages are the same ones.
  const auto mapping = std::make_shared<const Mapping>(fd, bytes, PROT_READ, MAP_PRIVATE);
  T* X = mapping->template as<T>();
  T* Y = X + Layout<T>(shape).Y;
  T* w = X + Layout<T>(shape).weights;
  const auto part = [&](const PartShape& at) {
    constexpr bool kCopy = false, kFixedSize = true;
    const auto rows = [&](T* from, std::uint64_t n) {
      return arma::Mat<T>(from + at.first * n, n, at.m, kCopy, kFixedSize);
    };
    // Costs have the first row of weights, scores the last.
    const auto row_of_weights = [&](std::uint64_t row) {
      return shape.weights == 0 ? arma::Mat<T>() : rows(w + row * columns_of(shape), 1);
    };
    return Part<T>{rows(X, shape.n_x), rows(Y, shape.n_y), row_of_weights(0),
                   row_of_weights(shape.weights - 1)};
  };
  return {shape, part(shape.train), part(shape.dev), part(shape.test), mapping};
}

template Parts<float> map<float>(const Shape&, int);
template Parts<double> map<double>(const Shape&, int);

}  // namespace ice::data
