#pragma once
// HDF5 files made with the C library, for tests.
#include <hdf5.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace ice::data {

/// A file under construction; whole when this is destroyed.
class Hdf5Maker {
 public:
  /// `user_block`: bytes before the file proper, 0 or 512, 1024 ...
  explicit Hdf5Maker(const std::filesystem::path& file, hsize_t user_block = 0) {
    const hid_t layout = H5Pcreate(H5P_FILE_CREATE);
    if (user_block > 0) H5Pset_userblock(layout, user_block);
    file_ = H5Fcreate(file.c_str(), H5F_ACC_TRUNC, layout, H5P_DEFAULT);
    H5Pclose(layout);
  }
  ~Hdf5Maker() { H5Fclose(file_); }
  Hdf5Maker(const Hdf5Maker&) = delete;
  Hdf5Maker& operator=(const Hdf5Maker&) = delete;

  /// Stores `values` as numbers of `type` (H5T_STD_I16BE ...); chunked and deflated when `packed`.
  void add(const std::string& name, hid_t type, const std::vector<hsize_t>& sizes,
           const std::vector<double>& values, bool packed = false) const {
    const hid_t dataset = create(name, type, sizes, packed);
    H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(dataset);
  }

  /// Claims sizes and writes nothing.
  void claim(const std::string& name, hid_t type, const std::vector<hsize_t>& sizes,
             bool packed = false) const {
    H5Dclose(create(name, type, sizes, packed));
  }

  /// Of a packed dataset the first sample alone.
  void add_first(const std::string& name, hid_t type, const std::vector<hsize_t>& sizes,
                 const std::vector<double>& values) const {
    const hid_t dataset = create(name, type, sizes, true);
    const hid_t space = H5Dget_space(dataset);
    std::vector<hsize_t> start(sizes.size()), count = sizes;
    count.front() = 1;
    H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
    const hid_t memory = H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr);
    H5Dwrite(dataset, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values.data());
    H5Sclose(memory);
    H5Sclose(space);
    H5Dclose(dataset);
  }

  /// Texts of `width` bytes each, padded with zeros or blanks; 0: of any length.
  void add_texts(const std::string& name, const std::vector<std::string>& texts, std::size_t width,
                 bool has_blanks = false) const {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, width == 0 ? H5T_VARIABLE : width);
    H5Tset_strpad(type, has_blanks ? H5T_STR_SPACEPAD : H5T_STR_NULLPAD);
    const hid_t dataset = create(name, type, {texts.size()}, false);
    std::vector<const char*> pointers;
    std::string letters;
    for (const std::string& text : texts) {
      pointers.push_back(text.c_str());
      letters += text + std::string(width - std::min(width, text.size()), has_blanks ? ' ' : '\0');
    }
    const void* const from =
        width == 0 ? static_cast<const void*>(pointers.data()) : letters.data();
    H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, from);
    H5Dclose(dataset);
    H5Tclose(type);
  }

  /// As h5py writes NumPy's booleans.
  void add_booleans(const std::string& name, const std::vector<hsize_t>& sizes,
                    const std::vector<signed char>& values) const {
    const hid_t type = H5Tenum_create(H5T_NATIVE_INT8);
    signed char no = 0, yes = 1;
    H5Tenum_insert(type, "FALSE", &no);
    H5Tenum_insert(type, "TRUE", &yes);
    const hid_t dataset = create(name, type, sizes, false);
    H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(dataset);
    H5Tclose(type);
  }

  /// Marks a group as a table of pandas.
  void mark_as_pandas(const std::string& group) const {
    const hid_t space = H5Screate(H5S_SCALAR), type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, 5);
    const hid_t attribute = H5Acreate_by_name(file_, group.c_str(), "pandas_type", type, space,
                                              H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(attribute, type, "frame");
    H5Aclose(attribute);
    H5Tclose(type);
    H5Sclose(space);
  }

  void add_group(const std::string& name) const {
    H5Gclose(H5Gcreate2(file_, name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  }

 private:
  [[nodiscard]] hid_t create(const std::string& name, hid_t type, const std::vector<hsize_t>& sizes,
                             bool packed) const {
    const hid_t space = H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr);
    const hid_t layout = H5Pcreate(H5P_DATASET_CREATE);
    if (packed) {
      std::vector<hsize_t> chunk = sizes;
      chunk.front() = 1;
      H5Pset_chunk(layout, static_cast<int>(chunk.size()), chunk.data());
      H5Pset_deflate(layout, 6);
    }
    const hid_t dataset =
        H5Dcreate2(file_, name.c_str(), type, space, H5P_DEFAULT, layout, H5P_DEFAULT);
    H5Pclose(layout);
    H5Sclose(space);
    return dataset;
  }

  hid_t file_ = -1;
};

}  // namespace ice::data
