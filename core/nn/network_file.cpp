#include "nn/network_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/fd.hpp"
#include "base/hdf5_handle.hpp"
#include "nn/view.hpp"

namespace ice::nn {
namespace {

namespace fs = std::filesystem;
using base::hdf5::be_quiet;
using base::hdf5::Handle;
using base::hdf5::Refused;
using base::hdf5::require;
using Dimensions = std::vector<hsize_t>;

constexpr const char* kAbout = "ice";
constexpr const char* kFormat = "format";

template <class T>
hid_t number_type() {
  return std::is_same_v<T, float> ? H5T_IEEE_F32LE : H5T_IEEE_F64LE;
}

void write_dataset(const Handle& file, const std::string& name, hid_t type, const Dimensions& size,
                   const void* values) {
  const std::string what = "cannot write " + name;
  const Handle space(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr),
                     H5Sclose, what);
  const Handle layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, what);
  require(H5Pset_chunk(layout.id(), static_cast<int>(size.size()), size.data()), what);
  require(H5Pset_fletcher32(layout.id()), what);
  const Handle dataset(
      H5Dcreate2(file.id(), name.c_str(), type, space.id(), H5P_DEFAULT, layout.id(), H5P_DEFAULT),
      H5Dclose, what);
  require(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), what);
}

// HDF5 counts rows first, Armadillo columns.
template <class T>
void write_matrix(const Handle& file, const std::string& name, const arma::Mat<T>& M) {
  const arma::Mat<T> transposed = M.t();
  Dimensions size{M.n_rows};
  if (name[0] == 'W') size.push_back(M.n_cols);
  write_dataset(file, name, number_type<T>(), size, transposed.memptr());
}

Handle text_type(std::size_t bytes) {
  return {[&] {
            const hid_t type = H5Tcopy(H5T_C_S1);
            H5Tset_size(type, bytes);
            H5Tset_cset(type, H5T_CSET_UTF8);
            return type;
          }(),
          H5Tclose, "no type of texts"};
}

void write_about(const Handle& file, const base::Value& about) {
  const std::string text = about.dump();
  write_dataset(file, kAbout, text_type(text.size() + 1).id(), {1}, text.c_str());
}

void write_format(const Handle& file) {
  const std::string what = "cannot write the format";
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, what);
  const Handle format(
      H5Acreate2(file.id(), kFormat, H5T_STD_I32LE, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      what);
  require(H5Awrite(format.id(), H5T_NATIVE_INT, &kNetworkFormat), what);
}

template <class T>
void write_all(const fs::path& file, Network<T>& network, const arma::Mat<T>& parameters,
               const base::Value& about) {
  Handle out(H5Fcreate(file.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose,
             "cannot be made");
  write_format(out);
  write_about(out, about);
  T* at = const_cast<T*>(parameters.memptr());  // the views only read
  for (std::uint64_t l = 1; l <= network.layer_count(); ++l) {
    const arma::Mat<T>& W = network.W(l);
    write_matrix<T>(out, fmt::format("W{}", l), view(at, W.n_rows, W.n_cols));
    write_matrix<T>(out, fmt::format("b{}", l), view(at + W.n_elem, W.n_rows, 1));
    at += W.n_elem + W.n_rows;
  }
  out.finish("cannot be written to its end");
}

void make_durable(const fs::path& path) {
  const base::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) throw Refused{std::strerror(errno)};
}

[[noreturn]] void refuse(const fs::path& file, const std::string& what, const std::string& hint) {
  throw base::UserError(file.string(), what, hint);
}

constexpr const char* kDamaged = "Train the run again with training.save";

// A file in a format of a newer ice.
struct TooNew {
  int format = 0;
};

[[noreturn]] void refuse(const fs::path& file, const TooNew& found) {
  refuse(file,
         fmt::format("is of network format {}, and this ice reads formats up to {}", found.format,
                     kNetworkFormat),
         "Read it with the ice that wrote it, or a newer one");
}

int format_of(const Handle& file) {
  if (H5Aexists(file.id(), kFormat) <= 0) return 0;
  const Handle format(H5Aopen(file.id(), kFormat, H5P_DEFAULT), H5Aclose, "has no format");
  const Handle space(H5Aget_space(format.id()), H5Sclose, "has no format");
  int number = 0;
  if (H5Sget_simple_extent_npoints(space.id()) != 1) throw Refused{"has no format"};
  require(H5Aread(format.id(), H5T_NATIVE_INT, &number), "has no format");
  return number;
}

Handle opened(const fs::path& file) {
  be_quiet();
  Handle in(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "is no HDF5 file");
  const int format = format_of(in);
  if (format > kNetworkFormat) throw TooNew{format};
  if (format < 0) throw Refused{"is no network of ice"};
  return in;
}

struct OpenDataset {
  Handle dataset, space;
  Dimensions size;

  OpenDataset(const Handle& file, const std::string& name)
      : dataset(H5Dopen2(file.id(), name.c_str(), H5P_DEFAULT), H5Dclose, "has no " + name),
        space(H5Dget_space(dataset.id()), H5Sclose, name + " has no size"),
        size(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.id())))) {
    require(H5Sget_simple_extent_dims(space.id(), size.data(), nullptr), name + " has no size");
  }

  void read(hid_t type, void* to, const std::string& name) const {
    require(H5Dread(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to), name + " is damaged");
  }
};

template <class T>
void read_matrix(const Handle& file, const std::string& name, arma::Mat<T>& M) {
  const OpenDataset found(file, name);
  Dimensions size{M.n_rows};
  if (name[0] == 'W') size.push_back(M.n_cols);
  if (found.size != size) throw Refused{name + " has another size than the network's"};
  arma::Mat<T> transposed(M.n_cols, M.n_rows);
  found.read(number_type<T>(), transposed.memptr(), name);
  M = transposed.t();
}

base::Value about_in(const Handle& file) {
  const OpenDataset found(file, kAbout);
  const Handle type(H5Dget_type(found.dataset.id()), H5Tclose, "has no text");
  const bool is_one_text = found.size == Dimensions{1} && H5Tget_class(type.id()) == H5T_STRING &&
                           H5Tis_variable_str(type.id()) == 0;
  if (!is_one_text) throw Refused{"is no network of ice"};
  std::string text(H5Tget_size(type.id()), '\0');
  found.read(type.id(), text.data(), kAbout);
  base::Value about = base::Value::parse(text.c_str(), nullptr, false);
  if (!about.is_object()) throw Refused{"is no network of ice"};
  return about;
}

}  // namespace

template <class T>
void save_network(const fs::path& file, Network<T>& network, const arma::Mat<T>& parameters,
                  const base::Value& about) {
  const fs::path unfinished = file.string() + ".part";  // overwrites one that a crash left
  be_quiet();
  try {
    write_all(unfinished, network, parameters, about);
    make_durable(unfinished);
    fs::rename(unfinished, file);
    make_durable(fs::absolute(file).parent_path());
  } catch (const Refused& refused) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    refuse(file, refused.what, "Is the disk full, or the folder read-only?");
  } catch (const fs::filesystem_error& error) {
    refuse(file, error.code().message(), "Is the disk full, or the folder read-only?");
  }
}

base::Value read_about(const fs::path& file) {
  try {
    return about_in(opened(file));
  } catch (const TooNew& found) {
    refuse(file, found);
  } catch (const Refused& refused) {
    refuse(file, refused.what, kDamaged);
  }
}

template <class T>
void load_parameters(const fs::path& file, Network<T>& network) {
  try {
    const Handle in = opened(file);
    for (std::uint64_t l = 1; l <= network.layer_count(); ++l) {
      read_matrix(in, fmt::format("W{}", l), network.W(l));
      read_matrix(in, fmt::format("b{}", l), network.b(l));
    }
  } catch (const TooNew& found) {
    refuse(file, found);
  } catch (const Refused& refused) {
    refuse(file, refused.what, kDamaged);
  }
}

template void save_network(const fs::path&, Network<float>&, const arma::Mat<float>&,
                           const base::Value&);
template void save_network(const fs::path&, Network<double>&, const arma::Mat<double>&,
                           const base::Value&);
template void load_parameters(const fs::path&, Network<float>&);
template void load_parameters(const fs::path&, Network<double>&);

}  // namespace ice::nn
