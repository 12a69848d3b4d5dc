#include "data/hdf5.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "data/declared.hpp"
#include "data/file_sizes.hpp"
#include "data/hdf5_dataset.hpp"
#include "data/labels.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

using base::UserError;

// The class of each sample where Y has one-hot rows: every row holds one 1, and else zeros. Nothing
// where it has others.
std::optional<std::vector<std::uint32_t>> hot_classes(const std::vector<double>& Y,
                                                      std::uint64_t classes) {
  std::vector<std::uint32_t> hot;
  for (auto row = Y.begin(); row != Y.end(); row += static_cast<std::ptrdiff_t>(classes)) {
    const auto end = row + static_cast<std::ptrdiff_t>(classes);
    if (std::count(row, end, 1.0) != 1 ||
        std::count(row, end, 0.0) != static_cast<std::ptrdiff_t>(classes) - 1)
      return std::nullopt;
    hot.push_back(static_cast<std::uint32_t>(std::find(row, end, 1.0) - row));
  }
  return hot;
}

// The open datasets X and Y of one file, with the same number of samples.
struct Pair {
  Pair(const Hdf5Pair& names, bool is_transposed)
      : file(names.file),
        x(file, names.x, {.is_transposed = is_transposed}),
        y(file, names.y, {.is_transposed = is_transposed, .may_be_texts = true}) {
    if (x.sizes().size() < 2)
      x.fail("has one size, expected samples first and then their features: " +
             sizes_text(x.sizes()));
    if (y.m() != x.m())
      y.fail(fmt::format("{} for {} samples in {}", base::format_count(y.m(), "target"), x.m(),
                         names.x),
             hint_for_order(is_transposed));
  }

  // Which is the size of samples, when both datasets agree on another than the first.
  [[nodiscard]] std::string hint_for_order(bool is_transposed) const {
    if (x.sizes().back() != y.sizes().back() && x.sizes().back() != y.m()) {
      const bool lies_across = y.m() == 1 && y.sizes().back() == x.m();
      return lies_across ? fmt::format("Its sizes are {}: save it with the samples first",
                                       sizes_text(y.sizes()))
                         : "";
    }
    return is_transposed ? "Leave out data.transpose: the first size is that of the samples"
                         : "The last size is that of the samples, as MATLAB saves them: write "
                           "data.transpose: true";
  }

  void read_labels(LabelReader& reader) const {
    if (y.count() != y.m())
      y.fail(fmt::format("a label is one number, here are {} a sample", y.sample_size()),
             "For numbers as targets say  task: regression");
    const auto locate = [](std::size_t i) { return fmt::format("sample {}", i + 1); };
    if (y.is_text()) {
      const std::vector<std::string> labels = y.read_texts();
      for (std::size_t i = 0; i < labels.size(); ++i) {
        if (!base::is_plain_text(labels[i]))
          y.fail(fmt::format("the label of {} is not plain text", locate(i)));
        reader.add(labels[i], [&] { return locate(i); });
      }
      return;
    }
    std::vector<double> labels(y.count());
    y.read(labels);
    for (std::size_t i = 0; i < labels.size(); ++i)
      reader.add(labels[i], [&] { return locate(i); });
  }

  Hdf5File file;
  Hdf5Dataset x, y;
};

// The numbers of both parts, one after the other.
template <class T>
std::vector<T> read_both(const Hdf5Dataset& train, const Hdf5Dataset* test) {
  std::vector<T> all(train.count() + (test != nullptr ? test->count() : 0));
  train.read(std::span(all).first(train.count()));
  if (test != nullptr) test->read(std::span(all).subspan(train.count()));
  return all;
}

void require_like(const Hdf5Dataset& test, const Hdf5Dataset& train) {
  if (test.sample_size() == train.sample_size()) return;
  test.fail(fmt::format("{} numbers a sample, and {} in the training part", test.sample_size(),
                        train.sample_size()));
}

void set_hot_classes(Samples& samples, const std::vector<std::uint32_t>& hot,
                     std::uint64_t classes) {
  std::vector<std::string> names;
  for (std::uint64_t c = 0; c < classes; ++c) names.push_back(std::to_string(c));
  set_classes(samples, hot, std::move(names));
}

// Sets task and targets from rows of several numbers: classes where all are one-hot and may be
// classes, else numbers. Returns false where they can only be wrong labels.
bool read_rows(const Pair& train, const Pair* test, Hdf5Target target, Samples& samples) {
  if (test != nullptr) require_like(test->y, train.y);
  std::vector<double> Y = read_both<double>(train.y, test != nullptr ? &test->y : nullptr);
  const std::uint64_t n_y = train.y.sample_size();
  if (target != Hdf5Target::kRegression && n_y > 1 && n_y <= kMaxClasses) {
    if (const auto hot = hot_classes(Y, n_y)) {
      set_hot_classes(samples, *hot, n_y);
      return true;
    }
  }
  if (target == Hdf5Target::kClasses || (target == Hdf5Target::kAuto && train.y.is_whole()))
    return false;
  samples.task = Task::kRegression;
  samples.n_y = n_y;
  samples.Y = std::move(Y);
  return true;
}

void read_targets(const Pair& train, const Pair* test, Hdf5Target target, Samples& samples) {
  const bool is_text = train.y.is_text();
  if (test != nullptr && test->y.is_text() != is_text)
    test->y.fail(is_text ? "holds numbers, and the training part texts"
                         : "holds texts, and the training part numbers");
  if (is_text && target == Hdf5Target::kRegression)
    train.y.fail("holds texts, expected numbers", "Texts are classes: leave out data.task");
  const bool is_number_each = train.y.sample_size() == 1;
  const bool is_classes = is_text || target == Hdf5Target::kClasses ||
                          (target == Hdf5Target::kAuto && train.y.is_whole());
  if (!is_text && !(is_number_each && is_classes) && read_rows(train, test, target, samples))
    return;
  LabelReader labels;
  train.read_labels(labels);
  labels.start_test();
  if (test != nullptr) test->read_labels(labels);
  labels.finish(samples, "the labels");
}

}  // namespace

Samples read_hdf5(const Hdf5Pair& train_names, const Hdf5Pair& test_names, double scale,
                  Hdf5Target target, bool is_transposed) {
  const Pair train(train_names, is_transposed);
  std::optional<Pair> test;
  if (!test_names.file.empty()) test.emplace(test_names, is_transposed);
  if (test) require_like(test->x, train.x);

  Samples samples;
  samples.n_x = train.x.sample_size();
  samples.m_test = test ? test->x.m() : 0;
  samples.m = train.x.m() + samples.m_test;
  const Hdf5Dataset* const test_x = test ? &test->x : nullptr;
  if (train.x.is_bytes() && (test_x == nullptr || test_x->is_bytes())) {
    samples.bytes = read_both<std::uint8_t>(train.x, test_x);
    samples.scale = scale;
  } else {
    samples.values = read_both<double>(train.x, test_x);
    for (double& value : samples.values) {
      if (!std::isfinite(scale * value))
        train.x.fail(base::format_number(value) + " times data.scale is no finite number",
                     "Choose a smaller data.scale");
      value *= scale;
    }
  }
  read_targets(train, test ? &*test : nullptr, target, samples);
  return samples;
}

namespace {

std::string text_or(const base::Value& section, const char* key, const std::string& fallback) {
  const std::string text = text_at(section, key);
  return text.empty() ? fallback : text;
}

// The test part may be in a file of its own, under names of its own, or both.
Hdf5Pair test_pair(const base::Value& section, const Folders& folders, const Hdf5Pair& train) {
  const std::string file = text_at(section, "test_file");
  Hdf5Pair test{file.empty() ? train.file : find_file(section, "test_file", folders),
                text_or(section, "test_x", train.x), text_or(section, "test_y", train.y)};
  if (!file.empty() || (test.x != train.x && test.y != train.y)) return test;
  if (test.x == train.x && test.y == train.y) return {};
  const bool lacks_x = test.x == train.x;
  throw UserError(code_path(lacks_x ? "data.test_x" : "data.test_y"), "missing",
                  "A test part in the same file needs both");
}

Samples load_hdf5(const base::Value& section, const Folders& folders) {
  const Hdf5Pair train{find_file(section, "file", folders), text_at(section, "x"),
                       text_at(section, "y")};
  const base::Value& task = section["task"];
  Samples samples =
      read_hdf5(train, test_pair(section, folders, train), section["scale"].get<double>(),
                task == "classification" ? Hdf5Target::kClasses
                : task == "regression"   ? Hdf5Target::kRegression
                                         : Hdf5Target::kAuto,
                section["transpose"].get<bool>());
  require_declared(samples, section);
  return samples;
}

}  // namespace

Source hdf5_source() {
  std::vector<Key> keys{required_text_key("file"),
                        required_text_key("x"),
                        required_text_key("y"),
                        optional_text_key("test_file"),
                        optional_text_key("test_x"),
                        optional_text_key("test_y"),
                        flag_key("transpose", false),
                        real_key("scale", 1, 0, 1e300),
                        choice_key("task", {"auto", "classification", "regression"})};
  std::ranges::copy(declared_keys(), std::back_inserter(keys));
  return {"hdf5", std::move(keys), load_hdf5};
}

}  // namespace ice::data
