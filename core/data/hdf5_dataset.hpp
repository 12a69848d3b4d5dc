#pragma once
// One dataset of an HDF5 file, opened and checked before memory is taken for it. Only hdf5.cpp
// includes this header. HDF5 keeps global state: one thread at a time.
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/hdf5_handle.hpp"

namespace ice::data {

/// An open file. Throws UserError where it is none, or damaged.
class Hdf5File {
 public:
  explicit Hdf5File(const std::filesystem::path& path);

  [[nodiscard]] hid_t id() const { return handle_.id(); }
  [[noreturn]] void fail(const std::string& dataset, const std::string& found,
                         const std::string& hint = "") const;
  /// Throws the error for a name that is no dataset.
  [[noreturn]] void refuse_name(const std::string& name) const;

 private:
  std::string path_;
  base::hdf5::Handle handle_;
};

/// A dataset with samples first, whose sizes were held against what the file stores. Numbers are
/// whole or floating-point ones of any width and byte order, or h5py's booleans.
class Hdf5Dataset {
 public:
  using Extents = std::vector<std::uint64_t>;
  /// How a dataset is read.
  struct Reading {
    /// The sizes stand in the opposite order, samples last, as in the files of MATLAB: what is read
    /// is NumPy's `.T` of it.
    bool is_transposed = false;
    bool may_be_texts = false;
  };

  /// Borrows the file. Throws UserError.
  Hdf5Dataset(const Hdf5File& file, const std::string& name, const Reading& reading);

  [[nodiscard]] const Extents& sizes() const { return sizes_; }  ///< samples first
  [[nodiscard]] std::uint64_t m() const { return sizes_.front(); }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] std::uint64_t sample_size() const { return count_ / m(); }
  [[nodiscard]] bool is_text() const { return H5Tget_class(type_.id()) == H5T_STRING; }
  [[nodiscard]] bool is_whole() const;
  [[nodiscard]] bool is_bytes() const;  ///< numbers of 0 to 255, or booleans

  [[noreturn]] void fail(const std::string& found, const std::string& hint = "") const {
    file_.fail(name_, found, hint);
  }

  /// Reads all numbers, sample after sample. REQUIRES: as many as count(); for bytes: is_bytes().
  /// Throws UserError for a number that is not finite.
  void read(std::span<std::uint8_t> bytes) const;
  void read(std::span<double> values) const;
  /// Reads all texts. REQUIRES: is_text().
  [[nodiscard]] std::vector<std::string> read_texts() const;

 private:
  [[nodiscard]] base::hdf5::Handle opened(hid_t id, base::hdf5::Handle::Close close) const;
  [[nodiscard]] base::hdf5::Handle open() const;
  void check_type(bool may_be_texts) const;
  void read_sizes();
  void check_storage() const;
  void check_blocks(const base::hdf5::Handle& layout) const;
  void read_as(hid_t type, void* to) const;
  template <class T>
  void put_samples_first(std::span<T> values) const;

  const Hdf5File& file_;
  std::string name_;
  bool is_transposed_;
  base::hdf5::Handle dataset_, type_;
  Extents sizes_;
  std::uint64_t count_ = 0;
};

}  // namespace ice::data
