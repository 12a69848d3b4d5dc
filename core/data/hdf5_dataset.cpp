#include "data/hdf5_dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/file_sizes.hpp"

namespace ice::data {
namespace {

using base::UserError;
using base::hdf5::Handle;

constexpr std::size_t kMostNames = 1000;  // of datasets, in messages

// At 0 or, behind a block of the user (MATLAB writes one of 512 bytes), at 512, 1024, 2048, ...
bool has_signature(const std::filesystem::path& path) {
  constexpr std::array<char, 8> kSignature{'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  constexpr std::streamoff kFirstBlock = 512;
  std::ifstream file(path, std::ios::binary);
  for (std::streamoff at = 0; file; at = at == 0 ? kFirstBlock : 2 * at) {
    std::array<char, 8> start{};
    file.seekg(at);
    file.read(start.data(), start.size());
    if (file && start == kSignature) return true;
  }
  return false;
}

// What there is in a file.
struct Contents {
  std::vector<std::string> datasets;
  bool is_of_pandas = false;
};

herr_t look_at(hid_t root, const char* name, const H5O_info_t* info, void* contents) {
  auto& found = *static_cast<Contents*>(contents);
  if (info->type == H5O_TYPE_DATASET) found.datasets.emplace_back(name);
  if (H5Aexists_by_name(root, name, "pandas_type", H5P_DEFAULT) > 0) found.is_of_pandas = true;
  return found.datasets.size() < kMostNames ? 0 : 1;
}

Contents contents_of(const Hdf5File& file) {
  Contents contents;
  H5Ovisit(file.id(), H5_INDEX_NAME, H5_ITER_INC, look_at, &contents);
  return contents;
}

// h5py writes NumPy's booleans as an enumeration of FALSE and TRUE in a byte.
bool is_boolean(hid_t type) {
  if (H5Tget_class(type) != H5T_ENUM || H5Tget_size(type) != 1 || H5Tget_nmembers(type) != 2)
    return false;
  std::uint8_t no = 1, yes = 0;
  return H5Tenum_valueof(type, "FALSE", &no) >= 0 && H5Tenum_valueof(type, "TRUE", &yes) >= 0 &&
         no == 0 && yes == 1;
}

}  // namespace

Hdf5File::Hdf5File(const std::filesystem::path& path)
    : path_(path.string()), handle_([&]() -> Handle {
        base::hdf5::be_quiet();
        if (!has_signature(path)) throw UserError(path.string(), "is not an HDF5 file");
        try {
          return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, ""};
        } catch (const base::hdf5::Refused&) {
          throw UserError(path.string(), "cannot be opened: a damaged or truncated HDF5 file",
                          "Get it again");
        }
      }()) {}

void Hdf5File::fail(const std::string& dataset, const std::string& found,
                    const std::string& hint) const {
  throw UserError(dataset.empty() ? path_ : fmt::format("{}: {}", path_, dataset), found, hint);
}

void Hdf5File::refuse_name(const std::string& name) const {
  const Contents contents = contents_of(*this);
  if (contents.is_of_pandas)
    fail("", "holds a table of pandas, no plain arrays",
         "Write it with frame.to_csv('f.csv', index=False) for data.name: csv, or its arrays with "
         "h5py: file['x'] = frame[columns].to_numpy()");
  fail("", fmt::format("has no dataset '{}'", name), base::suggest(name, contents.datasets));
}

Hdf5Dataset::Hdf5Dataset(const Hdf5File& file, const std::string& name, const Reading& reading)
    : file_(file),
      name_(name),
      is_transposed_(reading.is_transposed),
      dataset_(open()),
      type_(opened(H5Dget_type(dataset_.id()), H5Tclose)) {
  check_type(reading.may_be_texts);
  read_sizes();
  check_storage();
  if (is_transposed_) std::ranges::reverse(sizes_);
}

bool Hdf5Dataset::is_whole() const {
  return H5Tget_class(type_.id()) == H5T_INTEGER || is_boolean(type_.id());
}

bool Hdf5Dataset::is_bytes() const {
  return is_boolean(type_.id()) ||
         (is_whole() && H5Tget_size(type_.id()) == 1 && H5Tget_sign(type_.id()) == H5T_SGN_NONE);
}

void Hdf5Dataset::read(std::span<std::uint8_t> bytes) const {
  // No number is converted to or from an enumeration: its bytes are read as they are.
  read_as(is_boolean(type_.id()) ? type_.id() : H5T_NATIVE_UINT8, bytes.data());
  put_samples_first(bytes);
}

void Hdf5Dataset::read(std::span<double> values) const {
  if (is_boolean(type_.id())) {
    std::vector<std::uint8_t> bytes(values.size());
    read_as(type_.id(), bytes.data());
    std::ranges::copy(bytes, values.begin());
  } else {
    read_as(H5T_NATIVE_DOUBLE, values.data());
  }
  put_samples_first(values);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]))
      fail(fmt::format("number {} of sample {} is {}", i % sample_size() + 1, i / sample_size() + 1,
                       base::format_number(values[i])));
}

std::vector<std::string> Hdf5Dataset::read_texts() const {
  std::vector<std::string> texts;
  if (H5Tis_variable_str(type_.id()) > 0) {
    std::vector<char*> pointers(count_);
    const Handle space = opened(H5Dget_space(dataset_.id()), H5Sclose);
    const Handle type = opened(H5Tcopy(type_.id()), H5Tclose);
    read_as(type.id(), pointers.data());
    for (const char* text : pointers) texts.emplace_back(text == nullptr ? "" : text);
    H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, pointers.data());
    return texts;
  }
  const std::size_t width = H5Tget_size(type_.id());
  std::vector<char> letters(count_ * width);
  read_as(type_.id(), letters.data());
  const char padding = H5Tget_strpad(type_.id()) == H5T_STR_SPACEPAD ? ' ' : '\0';
  for (std::uint64_t i = 0; i < count_; ++i) {
    std::string text(&letters[i * width], width);
    text.erase(text.find_last_not_of(padding) + 1);
    texts.push_back(text.substr(0, text.find('\0')));
  }
  return texts;
}

Handle Hdf5Dataset::opened(hid_t id, Handle::Close close) const {
  try {
    return {id, close, ""};
  } catch (const base::hdf5::Refused&) {
    fail("is damaged", "Get the file again");
  }
}

Handle Hdf5Dataset::open() const {
  try {
    return {H5Dopen2(file_.id(), name_.c_str(), H5P_DEFAULT), H5Dclose, ""};
  } catch (const base::hdf5::Refused&) {
    file_.refuse_name(name_);
  }
}

void Hdf5Dataset::check_type(bool may_be_texts) const {
  const H5T_class_t of = H5Tget_class(type_.id());
  if (of == H5T_INTEGER || of == H5T_FLOAT || is_boolean(type_.id())) return;
  if (of == H5T_STRING && may_be_texts) return;
  if (of == H5T_COMPOUND && contents_of(file_).is_of_pandas) file_.refuse_name(name_);
  fail(fmt::format("holds {}, expected numbers", of == H5T_STRING     ? "texts"
                                                 : of == H5T_COMPOUND ? "records"
                                                                      : "no plain numbers"),
       of == H5T_COMPOUND ? "Save the columns as one array of numbers" : "");
}

void Hdf5Dataset::read_sizes() {
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
void Hdf5Dataset::check_storage() const {
  const Handle layout = opened(H5Dget_create_plist(dataset_.id()), H5Pclose);
  const std::uint64_t stored = H5Dget_storage_size(dataset_.id());
  const bool is_packed = H5Pget_nfilters(layout.id()) > 0;
  const std::uint64_t most = stored * (is_packed ? kMostPerDeflatedByte : 1);
  if (count_ > most / H5Tget_size(type_.id()))
    fail(fmt::format("its sizes {} claim {} {}, but {} are stored", sizes_text(sizes_), count_,
                     is_text() ? "texts" : "numbers", base::format_count(stored, "byte")),
         "Is the file whole?");
  if (H5Pget_layout(layout.id()) == H5D_CHUNKED) check_blocks(layout);
}

void Hdf5Dataset::check_blocks(const Handle& layout) const {
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

void Hdf5Dataset::read_as(hid_t type, void* to) const {
  if (H5Dread(dataset_.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) < 0)
    fail("cannot be read: its storage is damaged, or packed by a filter that is not installed");
}

// Turns the order of the sizes round, where they are transposed: what came at (i, j, k) goes to
// (k, j, i).
template <class T>
void Hdf5Dataset::put_samples_first(std::span<T> values) const {
  if (!is_transposed_ || sizes_.size() < 2) return;
  const std::vector<T> as_stored(values.begin(), values.end());
  const Extents stored(sizes_.rbegin(), sizes_.rend());
  Extents strides(stored.size(), 1);  // of each stored index, in the turned order
  for (std::size_t d = 1; d < stored.size(); ++d) strides[d] = strides[d - 1] * stored[d - 1];
  Extents index(stored.size());
  std::uint64_t to = 0;
  for (const T& value : as_stored) {
    values[to] = value;
    for (std::size_t d = stored.size(); d-- > 0;) {  // the next index, the last one first
      to += strides[d];
      if (++index[d] < stored[d]) break;
      to -= strides[d] * stored[d];
      index[d] = 0;
    }
  }
}

}  // namespace ice::data
