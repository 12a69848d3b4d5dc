#pragma once
// Data sets: loaded once, split, standardized and laid out in one block of memory that workers map
// and train on. The order of calls: complete_section, load, digest, share; then map in each worker.
#include <armadillo>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.hpp"
#include "base/value.hpp"
#include "data/samples.hpp"

namespace ice::data {

/// The numbers stand in old network files: none ever changes.
enum class Precision { kFloat32 = 0, kFloat64 = 1 };

/// Where files of data are looked for: $ICE_DATA first, then the study's folder; absolute paths as
/// they are.
struct Places {
  std::filesystem::path study_folder;
};

/// The place of a path of `code` as messages name it: "data.noise" -> "f.yaml:3:12:
/// code.data.noise".
using Where = std::function<std::string(const std::string& path)>;

/// The plain one: "data.noise" -> "code.data.noise".
[[nodiscard]] std::string code_path(const std::string& path);

/// A study's `code.data` section with every default of its source filled in, so that a run's
/// identity does not depend on whether a default was written; completing twice changes nothing.
/// Reads no files. Throws one UserError with all faults: unknown source or key (with the nearest
/// name), wrong type, out of bounds, missing key.
[[nodiscard]] base::Value complete_section(const base::Value& section,
                                           const Where& where = code_path);

/// Reads or makes the data set that a `code.data` section names (seeded ones from their own seed).
/// Strict: every fault of a file is a UserError that names file, row and column. Sizes are checked
/// before memory is taken.
[[nodiscard]] Samples load(const base::Value& section, const Places& places);

/// The folder of the installed Fashion-MNIST, if there is one: $ICE_DATA, $ICE_DATA/fashion-mnist,
/// then the Debian package's.
[[nodiscard]] std::optional<std::filesystem::path> fashion_mnist_folder();

/// SHA-256 over shapes, task, classes and all values, a missing one as such: all of the data that a
/// training depends on, and so the data's part in a run's identity. Independent of split, precision
/// and names of features.
[[nodiscard]] std::string digest(const Samples& samples);

/// What a part of the data holds, and where in the block.
struct PartShape {
  std::uint64_t first = 0, m = 0;  ///< columns [first, first + m); m = 0: the part does not exist
};

/// Everything about a data set but its numbers; small, crosses to workers as a Value.
struct Shape {
  std::string name;
  std::string digest;
  std::uint64_t n_x = 0, n_y = 0;
  Task task = Task::kBinary;
  Precision precision = Precision::kFloat32;
  PartShape train, dev, test;   ///< in this order in the block
  std::uint64_t left_over = 0;  ///< samples that the split gives to no part
  std::vector<std::string> classes;
  std::vector<std::string> features;
  /// Of standardize (training part), per feature; empty when not standardized. A constant feature
  /// has deviation 1 here: it becomes 0.
  std::vector<double> mean, deviation;
  /// What stands for a missing value, per feature: the training part's mean. Empty when no value
  /// was missing.
  std::vector<double> fill;
};
[[nodiscard]] base::Value to_value(const Shape& shape);
[[nodiscard]] Shape shape_from(const base::Value& value);

/// What the targets of all parts are: of classes 0 and 1.
struct Targets {
  double low = 0, high = 1;
  bool sum_to_one = false;  ///< several a sample, and each sample's sum to 1 (to two places)
};

/// A data set in a sealed memory file: X of all parts, then Y, as float or double. The owner of the
/// descriptor.
struct Shared {
  Shape shape;
  base::Fd memory;
  Targets targets;
};

/// Splits by `section.split` (fractions or counts, stratified for classes, drawn from split.seed),
/// fills missing values in from the training part, standardizes by the training part if
/// `section.standardize`, converts and writes the sealed memory file. Throws UserError for a split
/// that the samples cannot give.
[[nodiscard]] Shared share(Samples samples, const base::Value& section, Precision precision,
                           const std::string& digest);

/// One part as matrices over mapped memory: read-only in fact (a write would fault), never resized.
template <class T>
struct Part {
  arma::Mat<T> X;  ///< (n_x, m)
  arma::Mat<T> Y;  ///< (n_y, m)
};

/// The three parts of a data set. Not copied (a copied matrix would leave the shared memory).
template <class T>
struct Parts {
  Shape shape;
  Part<T> train, dev, test;  ///< `dev` and `test` may have no columns
  /// Keeps the memory mapped. Shared, because matrices point into it wherever Parts is moved to.
  std::shared_ptr<const void> mapping;
};

/// Maps a sealed memory file. Throws Error when T is not the shape's precision or the file's size
/// does not fit the shape.
template <class T>
[[nodiscard]] Parts<T> map(const Shape& shape, int fd);

extern template Parts<float> map<float>(const Shape&, int);
extern template Parts<double> map<double>(const Shape&, int);

}  // namespace ice::data
