#pragma once
// HDF5 files made with the C library, for tests.
#include <hdf5.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ice::data {

/// A file under construction; whole when this is destroyed.
class Hdf5Maker {
 public:
  explicit Hdf5Maker(const std::filesystem::path& file)
      : file_(H5Fcreate(file.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)) {}
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

  hid_t file_;
};

}  // namespace ice::data
