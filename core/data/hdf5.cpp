#include "data/hdf5.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/hdf5_handle.hpp"
#include "base/text.hpp"
#include "data/declared.hpp"
#include "data/file_sizes.hpp"
#include "data/labels.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

using base::UserError;
using base::hdf5::Handle;
using Extents = std::vector<std::uint64_t>;

constexpr std::size_t kMostNames = 1000;  // of datasets, in messages

bool has_signature(const std::filesystem::path& path) {
  constexpr std::array<char, 8> kSignature{'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  std::array<char, 8> start{};
  std::ifstream(path, std::ios::binary).read(start.data(), start.size());
  return start == kSignature;
}

herr_t add_name(hid_t /*root*/, const char* name, const H5O_info_t* info, void* names) {
  auto& list = *static_cast<std::vector<std::string>*>(names);
  if (info->type == H5O_TYPE_DATASET) list.emplace_back(name);
  return list.size() < kMostNames ? 0 : 1;
}

class File {
 public:
  explicit File(const std::filesystem::path& path) : path_(path.string()), handle_(open(path)) {}

  [[nodiscard]] hid_t id() const { return handle_.id(); }

  [[noreturn]] void fail(const std::string& dataset, const std::string& found,
                         const std::string& hint = "") const {
    throw UserError(dataset.empty() ? path_ : fmt::format("{}: {}", path_, dataset), found, hint);
  }

  [[nodiscard]] std::vector<std::string> datasets() const {
    std::vector<std::string> names;
    H5Ovisit(id(), H5_INDEX_NAME, H5_ITER_INC, add_name, &names);
    return names;
  }

 private:
  static Handle open(const std::filesystem::path& path) {
    base::hdf5::be_quiet();
    if (!has_signature(path)) throw UserError(path.string(), "is not an HDF5 file");
    try {
      return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, ""};
    } catch (const base::hdf5::Refused&) {
      throw UserError(path.string(), "cannot be opened: a damaged or truncated HDF5 file",
                      "Get it again");
    }
  }

  std::string path_;
  Handle handle_;
};

// One dataset of numbers whose type and sizes were checked.
class Dataset {
 public:
  Dataset(const File& file, const std::string& name)
      : file_(file),
        name_(name),
        dataset_(open()),
        type_(opened(H5Dget_type(dataset_.id()), H5Tclose)) {
    check_type();
    read_sizes();
    check_storage();
  }

  [[nodiscard]] const Extents& sizes() const { return sizes_; }
  [[nodiscard]] std::uint64_t m() const { return sizes_.front(); }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::uint64_t sample_size() const { return count_ / m(); }
  [[nodiscard]] bool is_whole() const { return H5Tget_class(type_.id()) == H5T_INTEGER; }
  [[nodiscard]] bool is_bytes() const {
    return is_whole() && H5Tget_size(type_.id()) == 1 && H5Tget_sign(type_.id()) == H5T_SGN_NONE;
  }

  [[noreturn]] void fail(const std::string& found, const std::string& hint = "") const {
    file_.fail(name_, found, hint);
  }

  void read(std::span<std::uint8_t> bytes) const { read_as(H5T_NATIVE_UINT8, bytes.data()); }
  void read(std::span<double> values) const {
    read_as(H5T_NATIVE_DOUBLE, values.data());
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!std::isfinite(values[i]))
        fail(fmt::format("number {} of sample {} is {}", i % sample_size() + 1,
                         i / sample_size() + 1, base::format_number(values[i])));
  }

 private:
  Handle opened(hid_t id, Handle::Close close) const {
    try {
      return {id, close, ""};
    } catch (const base::hdf5::Refused&) {
      fail("is damaged", "Get the file again");
    }
  }

  Handle open() const {
    try {
      return {H5Dopen2(file_.id(), name_.c_str(), H5P_DEFAULT), H5Dclose, ""};
    } catch (const base::hdf5::Refused&) {
      file_.fail("", fmt::format("has no dataset '{}'", name_),
                 base::suggest(name_, file_.datasets()));
    }
  }

  void check_type() const {
    const H5T_class_t of = H5Tget_class(type_.id());
    if (of == H5T_INTEGER || of == H5T_FLOAT) return;
    fail(fmt::format("holds {}, expected numbers", of == H5T_STRING     ? "texts"
                                                   : of == H5T_COMPOUND ? "records"
                                                                        : "no plain numbers"));
  }

  void read_sizes() {
    const Handle space = opened(H5Dget_space(dataset_.id()), H5Sclose);
    const int rank = std::max(0, H5Sget_simple_extent_ndims(space.id()));
    std::vector<hsize_t> sizes(static_cast<std::size_t>(rank));
    if (sizes.empty()) fail("is a single number, expected one or more for each sample");
    H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr);
    sizes_.assign(sizes.begin(), sizes.end());
    count_ = saturated_product(sizes_);
    if (std::ranges::count(sizes_, 0U) > 0)
      fail("there are no samples: its sizes are " + sizes_text(sizes_));
  }

  // Refuses a dataset that stores fewer numbers than its sizes claim. HDF5 would return zeros for
  // them: memory would be allocated, and a network trained, for numbers that nobody measured.
  void check_storage() const {
    const Handle layout = opened(H5Dget_create_plist(dataset_.id()), H5Pclose);
    const std::uint64_t stored = H5Dget_storage_size(dataset_.id());
    const bool is_packed = H5Pget_nfilters(layout.id()) > 0;
    const std::uint64_t most = stored * (is_packed ? kMostPerDeflatedByte : 1);
    if (count_ > most / H5Tget_size(type_.id()))
      fail(fmt::format("its sizes {} claim {} numbers, but {} are stored", sizes_text(sizes_),
                       count_, base::format_count(stored, "byte")),
           "Is the file whole?");
    if (H5Pget_layout(layout.id()) == H5D_CHUNKED) check_blocks(layout);
  }

  void check_blocks(const Handle& layout) const {
    std::vector<hsize_t> block(sizes_.size());
    H5Pget_chunk(layout.id(), static_cast<int>(block.size()), block.data());
    std::uint64_t expected = 1;
    for (std::size_t i = 0; i < block.size(); ++i) expected *= (sizes_[i] - 1) / block[i] + 1;
    hsize_t written = 0;
    const Handle space = opened(H5Dget_space(dataset_.id()), H5Sclose);
    if (H5Dget_num_chunks(dataset_.id(), space.id(), &written) < 0 || written < expected)
      fail(fmt::format("{} of its {} blocks were never written", expected - written, expected),
           "Is the file whole?");
  }

  void read_as(hid_t type, void* to) const {
    if (H5Dread(dataset_.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) < 0)
      fail("cannot be read: its storage is damaged, or packed by a filter that is not installed");
  }

  const File& file_;
  std::string name_;
  Handle dataset_, type_;
  Extents sizes_;
  std::uint64_t count_ = 0;
};

// The open datasets X and Y of one file, with the same number of samples.
struct Pair {
  explicit Pair(const Hdf5Pair& names) : file(names.file), x(file, names.x), y(file, names.y) {
    if (x.sizes().size() < 2)
      x.fail("has one size, expected samples first and then their features: " +
             sizes_text(x.sizes()));
    if (y.m() != x.m())
      y.fail(fmt::format("{} for {} samples in {}", base::format_count(y.m(), "target"), x.m(),
                         names.x));
  }

  void read_labels(LabelReader& reader) const {
    if (y.count() != y.m())
      y.fail(fmt::format("a label is one number, here are {} a sample", y.sample_size()),
             "For numbers as targets say  task: regression");
    std::vector<double> labels(y.count());
    y.read(labels);
    for (std::size_t i = 0; i < labels.size(); ++i)
      reader.add(labels[i], [&] { return fmt::format("sample {}", i + 1); });
  }

  File file;
  Dataset x, y;
};

// The numbers of both parts, one after the other.
template <class T>
std::vector<T> read_both(const Dataset& train, const Dataset* test) {
  std::vector<T> all(train.count() + (test != nullptr ? test->count() : 0));
  train.read(std::span(all).first(train.count()));
  if (test != nullptr) test->read(std::span(all).subspan(train.count()));
  return all;
}

void require_like(const Dataset& test, const Dataset& train) {
  if (test.sample_size() == train.sample_size()) return;
  test.fail(fmt::format("{} numbers a sample, and {} in the training part", test.sample_size(),
                        train.sample_size()));
}

void read_targets(const Pair& train, const Pair* test, bool is_classes, Samples& samples) {
  if (is_classes) {
    LabelReader labels;
    train.read_labels(labels);
    labels.start_test();
    if (test != nullptr) test->read_labels(labels);
    labels.finish(samples, "the labels");
    return;
  }
  if (test != nullptr) require_like(test->y, train.y);
  samples.task = Task::kRegression;
  samples.n_y = train.y.sample_size();
  samples.Y = read_both<double>(train.y, test != nullptr ? &test->y : nullptr);
}

}  // namespace

Samples read_hdf5(const Hdf5Pair& train_names, const Hdf5Pair& test_names, double scale,
                  Hdf5Target target) {
  const Pair train(train_names);
  std::optional<Pair> test;
  if (!test_names.file.empty()) test.emplace(test_names);
  if (test) require_like(test->x, train.x);

  Samples samples;
  samples.n_x = train.x.sample_size();
  samples.m_test = test ? test->x.m() : 0;
  samples.m = train.x.m() + samples.m_test;
  const Dataset* const test_x = test ? &test->x : nullptr;
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
  const bool is_classes =
      target == Hdf5Target::kClasses || (target == Hdf5Target::kAuto && train.y.is_whole());
  read_targets(train, test ? &*test : nullptr, is_classes, samples);
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
                                         : Hdf5Target::kAuto);
  require_declared(samples, section);
  return samples;
}

}  // namespace

Source hdf5_source() {
  std::vector<Key> keys{
      required_text_key("file"),      required_text_key("x"),
      required_text_key("y"),         optional_text_key("test_file"),
      optional_text_key("test_x"),    optional_text_key("test_y"),
      real_key("scale", 1, 0, 1e300), choice_key("task", {"auto", "classification", "regression"})};
  std::ranges::copy(declared_keys(), std::back_inserter(keys));
  return {"hdf5", std::move(keys), load_hdf5};
}

}  // namespace ice::data
