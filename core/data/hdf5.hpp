#pragma once
// HDF5 files: samples as two datasets, X (m, any sizes) of numbers and Y (m) or (m, n_y).
#include <filesystem>
#include <string>

#include "data/samples.hpp"

namespace ice::data {

/// Two datasets of one file, by their paths in it: "train_set_x", "images/train".
struct Hdf5Pair {
  std::filesystem::path file;
  std::string x, y;
};

/// What the numbers of Y mean. kAuto: classes when they are stored as whole numbers, else targets
/// of a regression.
enum class Hdf5Target { kAuto, kClasses, kRegression };

/// Reads one pair, and a test pair unless its file is empty. A sample's numbers are laid out as the
/// file has them (the last size runs fastest, as NumPy's reshape(m, -1) gives them) and multiplied
/// by `scale`. Strict: whole numbers and floating-point ones of any width and byte order, all of
/// them finite; sizes that fit together; storage that holds what the sizes claim, checked before
/// memory is taken. Throws UserError that names file and dataset.
[[nodiscard]] Samples read_hdf5(const Hdf5Pair& train, const Hdf5Pair& test, double scale,
                                Hdf5Target target = Hdf5Target::kAuto);

}  // namespace ice::data
