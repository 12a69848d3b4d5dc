#pragma once
// Data sets. The coordinator loads a data set once, splits and standardizes it and writes it into
// one block of shared memory; workers map the block and train on it. The order of calls:
// complete_section, load, digest, share; then map (parts.hpp) in each worker. The functions share
// no state: any thread may call them, except that HDF5 files are read by one thread at a time.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.hpp"
#include "base/value.hpp"
#include "data/samples.hpp"

namespace ice::data {

/// The numbers are written in old network files: never change one.
enum class Precision { kFloat32 = 0, kFloat64 = 1 };

/// Where data files are searched: a relative path in $ICE_DATA first, then in the folder of the
/// study; an absolute path is used as it is.
struct Folders {
  std::filesystem::path study_folder;
};

/// Gives the location of a path of `code` for messages: "data.noise" -> "f.yaml:3:12:
/// code.data.noise".
using Where = std::function<std::string(const std::string& path)>;

/// A Where for code that knows no file: "data.noise" -> "code.data.noise".
[[nodiscard]] std::string code_path(const std::string& path);

/// Returns a `code.data` section with every default of its source filled in. The identity of a run
/// therefore does not depend on whether the study writes a default. Completing twice changes
/// nothing. Reads no files. Throws one UserError with all errors: an unknown source or key (with
/// the nearest name), a wrong type, a value out of bounds, a missing key.
[[nodiscard]] base::Value complete_section(const base::Value& section,
                                           const Where& where = code_path);

/// Reads or generates the data set that a `code.data` section names; generated data depend only on
/// the section and its seed. Completes the section first. Throws UserError for every fault of a
/// file, naming file and location. The sizes that a file claims are checked against its length
/// before memory is allocated.
[[nodiscard]] Samples load(const base::Value& section, const Folders& folders);

/// Samples of the sizes that a section declares, in place of files that are not there: all numbers
/// are 0, the labels of its classes take turns. To plan with, never to train on. Nothing when the
/// files are there, or when the section declares no features, samples and classes.
[[nodiscard]] std::optional<Samples> stand_in(const base::Value& section, const Folders& folders);

/// The first folder that contains Fashion-MNIST: $ICE_DATA, $ICE_DATA/fashion-mnist, or that of the
/// Debian package; nullopt when none does.
[[nodiscard]] std::optional<std::filesystem::path> fashion_mnist_folder();

/// The SHA-256 of all that training depends on: shapes, task, classes and all values (a missing one
/// as NaN). It is the part of the data in the identity of a run. Split, precision and names of
/// features do not change it.
[[nodiscard]] std::string digest(const Samples& samples);

/// The columns of one part of the data in the block.
struct PartShape {
  std::uint64_t first = 0, m = 0;  ///< columns [first, first + m); m = 0: the part does not exist
};

/// Everything about a data set except its numbers; sent to workers and saved in network files.
struct Shape {
  std::string name;
  std::string digest;
  std::uint64_t n_x = 0, n_y = 0;
  Task task = Task::kBinary;
  Precision precision = Precision::kFloat32;
  PartShape train, dev, test;         ///< in this order in the block
  std::uint64_t left_over = 0;        ///< number of samples that the split gives to no part
  std::vector<std::string> classes;   ///< Samples::classes
  std::vector<std::string> features;  ///< Samples::features
  /// Moments of each feature over the training part, with which X was standardized
  /// (standardize.hpp); empty when it was not.
  std::vector<double> mean, deviation;
  /// Moments of each target over the training part, with which Y was standardized; empty when it
  /// was not.
  std::vector<double> target_mean, target_deviation;
  /// Rows of weights in the block. 0: all samples count the same. 1: a weight of each sample, for
  /// costs and scores. 2: one for costs, one for scores (Part).
  std::uint64_t weights = 0;
  /// The mean of each feature over the training part, which replaced missing values. Empty when no
  /// value was missing.
  std::vector<double> fill;
};
/// The shape as JSON, and back. shape_from also reads the shapes in older network files; throws
/// Error for an unknown task or precision.
[[nodiscard]] base::Value to_value(const Shape& shape);
[[nodiscard]] Shape shape_from(const base::Value& value);

/// The range of the targets of all samples; 0 to 1 for classes.
struct Targets {
  double low = 0, high = 1;
  bool sum_to_one = false;  ///< n_y > 1, and the targets of each sample sum to 1 (within 0.01)
};

/// A data set in a sealed memory file: X of all parts, then Y of all parts, then their weights, as
/// float or double (share.cpp shows the layout). Owns the descriptor of the file.
struct Shared {
  Shape shape;
  base::Fd memory;
  Targets targets;
  std::vector<std::string> notes{};  ///< what users have to know about the data, a sentence each
};

/// Splits the samples (split.hpp), weighs them (weights.hpp), replaces missing values
/// (missing.hpp), standardizes features if `section.standardize` is true and numbers to predict if
/// `section.targets` is standardize (standardize.hpp), converts to `precision` and writes the
/// sealed memory file. Throws UserError for a split that the samples cannot give, for a feature
/// without any value in the training part, and when there is not enough memory.
[[nodiscard]] Shared share(Samples samples, const base::Value& section, Precision precision,
                           const std::string& digest);

}  // namespace ice::data
