#pragma once
// RAII for the identifiers of the HDF5 library. Only files that read or write HDF5 files include
// this header. HDF5 keeps global state: use it from one thread at a time.
#include <hdf5.h>

#include <string>
#include <utility>

namespace ice::base::hdf5 {

/// Thrown when HDF5 refuses a call. Whoever uses this header catches it and throws a UserError that
/// names the file.
struct Refused {
  std::string what;
};

/// Owns one HDF5 identifier (a file, data set, type, ...) and closes it in the destructor.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  /// Takes ownership of `id`; `close` is the HDF5 function for its kind (H5Fclose, H5Dclose, ...).
  /// Throws Refused with `what` when `id` is negative, HDF5's answer to a failed call.
  Handle(hid_t id, Close close, const std::string& what) : id_(id), close_(close) {
    if (id < 0) throw Refused{what};
  }
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&&) = delete;

  [[nodiscard]] hid_t id() const { return id_; }
  /// Closes the identifier now. Called for a written file, because closing writes its last bytes
  /// and may fail: throws Refused with `what` then. The object owns nothing afterwards.
  void finish(const std::string& what) {
    if (close_(std::exchange(id_, -1)) < 0) throw Refused{what};
  }

 private:
  hid_t id_;
  Close close_;
};

/// Throws Refused with `what` when `status` is negative, HDF5's answer to a failed call.
inline void require(herr_t status, const std::string& what) {
  if (status < 0) throw Refused{what};
}

/// Stops HDF5 from printing errors to standard error. Call it before opening a file.
inline void be_quiet() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

}  // namespace ice::base::hdf5
