#pragma once
// RAII over HDF5's identifiers, and what it refuses as an exception. Named only by what reads or
// writes HDF5 files.
#include <hdf5.h>

#include <string>
#include <utility>

namespace ice::base::hdf5 {

/// What HDF5 refuses; its callers know the file. Never leaves them.
struct Refused {
  std::string what;
};

/// An identifier of HDF5, closed by its own function.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  /// Throws Refused with `what` for an id that is none.
  Handle(hid_t id, Close close, const std::string& what) : id_(id), close_(close) {
    if (id < 0) throw Refused{what};
  }
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&&) = delete;

  [[nodiscard]] hid_t id() const { return id_; }
  /// For files, whose last bytes are written now.
  void finish(const std::string& what) {
    if (close_(std::exchange(id_, -1)) < 0) throw Refused{what};
  }

 private:
  hid_t id_;
  Close close_;
};

inline void require(herr_t status, const std::string& what) {
  if (status < 0) throw Refused{what};
}

/// HDF5 prints what went wrong unless it is told not to.
inline void be_quiet() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

}  // namespace ice::base::hdf5
