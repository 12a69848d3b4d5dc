#pragma once
// Reads samples from HDF5 files. They are two datasets of numbers: X with m samples of any shape,
// and Y of shape (m) or (m, n_y). One thread at a time, because HDF5 keeps global state.
#include <filesystem>
#include <string>

#include "data/samples.hpp"

namespace ice::data {

/// Two datasets of one file.
struct Hdf5Pair {
  std::filesystem::path file;
  std::string x, y;  ///< paths inside the file: "train_set_x", "images/train"
};

/// What Y means. kAuto: classes when it holds texts, whole numbers, or rows that each hold one 1
/// and else zeros (one-hot), otherwise targets of a regression.
enum class Hdf5Target { kAuto, kClasses, kRegression };

/// Reads one pair and, unless test.file is empty, a test pair. The numbers of a sample keep the
/// order of the file (the last index varies fastest, as in NumPy's reshape(m, -1)) and are
/// multiplied by `scale`. Accepts integers and floating-point numbers of any width and byte order,
/// h5py's booleans (0 and 1), and texts as labels. Classes of one-hot rows are named 0, 1, 2, ...
/// With `is_transposed` the sizes of all datasets stand in the opposite order, samples last
/// (MATLAB). Throws UserError when a number is not finite before or after that, sizes do not match,
/// or the file stores fewer numbers than its sizes claim, which is checked before memory is
/// allocated.
[[nodiscard]] Samples read_hdf5(const Hdf5Pair& train, const Hdf5Pair& test, double scale,
                                Hdf5Target target = Hdf5Target::kAuto, bool is_transposed = false);

}  // namespace ice::data
