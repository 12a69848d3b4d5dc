#pragma once
// Reads IDX files, the format of MNIST: a header with big-endian sizes, then the numbers; plain or
// gzipped. The format is described at http://yann.lecun.com/exdb/mnist/
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "data/samples.hpp"

struct gzFile_s;

namespace ice::data {

struct IdxType;  // a type of number and its width in bytes (idx.cpp)

/// One open IDX file. Every fault is a UserError that names the file. Not thread-safe: one thread
/// at a time.
class IdxFile {
 public:
  /// Opens the file and reads its header. Throws when the file cannot be read, is no IDX file, or
  /// is too short for the sizes in its header.
  explicit IdxFile(const std::filesystem::path& file);

  /// The sizes in the header: at least one, none 0. The first is the number of samples.
  [[nodiscard]] const std::vector<std::uint64_t>& sizes() const { return sizes_; }
  [[nodiscard]] std::uint64_t count() const;  ///< how many numbers there are: product of the sizes
  [[nodiscard]] std::uint64_t sample_size() const { return count() / sizes_.front(); }
  [[nodiscard]] const IdxType& type() const { return *type_; }

  /// Reads all numbers. Call one of the two, once; the span has count() elements. The version for
  /// bytes is for files of unsigned bytes. Throws when the file is truncated, longer than its
  /// header says or damaged, and when a number is not finite.
  void read(std::span<std::uint8_t> bytes);
  void read(std::span<double> values);

 private:
  [[noreturn]] void fail(const std::string& found, const std::string& hint = "") const;
  void read_header();
  void check_size() const;
  [[noreturn]] void fail_reading() const;
  void read_exactly(std::span<std::uint8_t> bytes);
  void expect_end();

  std::filesystem::path file_;
  std::unique_ptr<gzFile_s, int (*)(gzFile_s*)> stream_;  // zlib reads plain files unchanged
  const IdxType* type_ = nullptr;
  std::vector<std::uint64_t> sizes_;
};

/// Two IDX files that belong together: images with two or more sizes, and labels with one.
struct IdxPair {
  std::filesystem::path images, labels;
  [[nodiscard]] bool empty() const { return images.empty(); }
};

/// Reads a training pair and, unless it is empty, a test pair of the same sample size and type. A
/// sample is flattened. Unsigned bytes stay bytes with a scale of 1/255, which gives [0, 1]. Throws
/// UserError for a fault of a file and for files that do not belong together.
[[nodiscard]] Samples read_idx(const IdxPair& train, const IdxPair& test);

}  // namespace ice::data
