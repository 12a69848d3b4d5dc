#pragma once
// IDX, the format of MNIST: a header of big-endian sizes, then the numbers; plain or gzipped.
// Format: http://yann.lecun.com/exdb/mnist/
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "data/samples.hpp"

struct gzFile_s;

namespace ice::data {

struct IdxType;  // a type of number, with its width

/// One IDX file, opened and its header checked against the size of the file. Every fault is a
/// UserError that names the file.
class IdxFile {
 public:
  explicit IdxFile(const std::filesystem::path& file);

  /// Sizes, the first that of samples; at least one, none 0.
  [[nodiscard]] const std::vector<std::uint64_t>& sizes() const { return sizes_; }
  [[nodiscard]] std::uint64_t count() const;  ///< product of the sizes
  [[nodiscard]] std::uint64_t sample_size() const { return count() / sizes_.front(); }
  [[nodiscard]] const IdxType& type() const { return *type_; }

  /// Reads the numbers (`count` of them), and sees that nothing follows. To be called once.
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
  std::unique_ptr<gzFile_s, int (*)(gzFile_s*)> stream_;  // reads plain files as they are
  const IdxType* type_ = nullptr;
  std::vector<std::uint64_t> sizes_;
};

/// A pair of IDX files: samples of any rank >= 2 (a sample is flattened), labels of rank 1.
struct IdxPair {
  std::filesystem::path images, labels;
  [[nodiscard]] bool empty() const { return images.empty(); }
};

/// Reads a training pair and, unless it is empty, a test pair of the same sample size and type.
/// Unsigned bytes stay bytes, scaled to [0, 1].
[[nodiscard]] Samples read_idx(const IdxPair& train, const IdxPair& test);

}  // namespace ice::data
