// IDX files made byte by byte here, as http://yann.lecun.com/exdb/mnist/ describes them.
#include "data/idx.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "data/dataset.hpp"
#include "data/environment.hpp"

namespace ice::data {
namespace {

using namespace std::string_literals;

std::string big_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    text += static_cast<char>(value >> shift & 0xFF);
  return text;
}

std::string header(int type, const std::vector<std::uint64_t>& sizes) {
  std::string text = big_endian(type << 8 | sizes.size(), 4);
  for (const std::uint64_t size : sizes) text += big_endian(size, 4);
  return text;
}

std::string gzipped(const std::string& bytes) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.gz";
  const gzFile stream = gzopen(file.c_str(), "wb");
  gzwrite(stream, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(stream);
  return test::bytes_of(file);
}

/// Four images of 2 x 3 bytes: 0, 1, 2 ... 23; their labels.
const std::string kImages = header(0x08, {4, 2, 3}) + []() {
  std::string pixels;
  for (char i = 0; i < 24; ++i) pixels += i;
  return pixels;
}();
const std::string kLabels = header(0x08, {4}) + "\x07\x03\x05\x03"s;

struct IdxFiles {
  TemporaryFolder folder;
  std::filesystem::path labels = folder.write("labels", kLabels);

  Samples read(const std::string& images, const std::string& of_labels = kLabels) const {
    return read_idx({folder.write("images", images), folder.write("labels", of_labels)}, {});
  }

  /// What is said of a file beyond its name.
  template <class Read>
  std::string message(const std::string& file, const Read& read_them) const {
    try {
      read_them();
    } catch (const base::UserError& error) {
      const std::string text = error.what(), place = (folder.path() / file).string() + ": ";
      REQUIRE(text.starts_with(place));
      return text.substr(place.size());
    }
    return "no error";
  }
  std::string of_images(const std::string& images) const {
    return message("images", [&] { read(images); });
  }
  std::string of_labels(const std::string& of_labels) const {
    return message("labels", [&] { read(kImages, of_labels); });
  }
};

TEST_CASE("idx: images become columns of bytes, plain or gzipped, and labels sorted classes") {
  const IdxFiles files;
  const bool is_packed = GENERATE(false, true);
  const Samples samples = is_packed ? files.read(gzipped(kImages), gzipped(kLabels))  //
                                    : files.read(kImages);
  CHECK(samples.n_x == 6);
  CHECK(samples.m == 4);
  CHECK(samples.m_test == 0);
  CHECK(samples.bytes[6 * 3 + 2] == 20);
  CHECK(samples.x(2, 3) == 20 / 255.0);
  CHECK(samples.task == Task::kMulticlass);
  CHECK(samples.classes == std::vector<std::string>{"3", "5", "7"});
  CHECK(samples.Y == std::vector<double>{0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0});
}

TEST_CASE("idx: every type of number is read in its byte order") {
  const IdxFiles files;
  const auto first = [&](int type, const std::string& numbers) {
    const Samples samples = files.read(header(type, {4, 1}) + numbers);
    CHECK(samples.bytes.empty());
    return samples.values.front();
  };
  CHECK(first(0x09, "\xFE\x00\x00\x00"s) == -2);
  CHECK(first(0x0B, "\xFE\x01"s + std::string(6, '\0')) == -511);
  CHECK(first(0x0C, "\x80\x00\x00\x00"s + std::string(12, '\0')) == -2147483648.0);
  CHECK(first(0x0D, "\xC0\x20\x00\x00"s + std::string(12, '\0')) == -2.5);
  CHECK(first(0x0E, "\x40\x09\x21\xFB\x54\x44\x2D\x18"s + std::string(24, '\0')) ==
        3.141592653589793);
}

TEST_CASE("idx: a test pair stands behind the training pair") {
  const IdxFiles files;
  const IdxPair train{files.folder.write("images", kImages), files.labels};
  const IdxPair test{files.folder.write("test-images", header(0x08, {1, 2, 3}) + "abcdef"),
                     files.folder.write("test-labels", header(0x08, {1}) + "\x05")};
  const Samples samples = read_idx(train, test);
  CHECK(samples.m == 5);
  CHECK(samples.m_test == 1);
  CHECK(samples.bytes[24] == 'a');
  CHECK(samples.Y[3 * 4 + 1] == 1);

  CHECK(files.message("test-labels", [&] {
    return read_idx(train,
                    {test.images, files.folder.write("test-labels", header(0x08, {1}) + "\x09")});
  }) == "label 1: class '9' is not in the training part");
  CHECK(files.message("test-images", [&] {
    return read_idx(
        train, {files.folder.write("test-images", header(0x08, {1, 2, 2}) + "abcd"), test.labels});
  }) == "images of another size or number type than " + train.images.string());
}

TEST_CASE("idx: a file cut off anywhere is refused, plain or gzipped") {
  const IdxFiles files;
  for (std::size_t length = 0; length < kImages.size(); ++length) {
    INFO(length);
    const std::string said = files.of_images(kImages.substr(0, length));
    // A file smaller than its numbers alone is refused before any is read.
    if (length < 16 || length >= 24)
      CHECK(said == "truncated: it ends before the last number that its header announces");
    else
      CHECK(said == fmt::format("the header says 4 x 2 x 3 numbers of 1 bytes, more than a file of "
                                "{} bytes can hold",
                                length));
  }
  const std::string packed = gzipped(kImages);
  for (std::size_t length = 0; length < packed.size(); ++length) {
    INFO(length);
    CHECK(files.of_images(packed.substr(0, length)) != "no error");
  }
}

TEST_CASE("idx: a damaged byte of gzip is found") {
  const IdxFiles files;
  std::string packed = gzipped(kImages);
  packed[packed.size() - 6] ^= 1;  // of the checksum
  CHECK(files.of_images(packed).starts_with("damaged gzip data: "));
}

TEST_CASE("idx: sizes that lie take no memory") {
  const IdxFiles files;
  CHECK(files.of_images(header(0x08, {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF})) ==
        "the header says 4294967295 x 4294967295 x 4294967295 numbers of 1 bytes, more than a file "
        "of 16 bytes can hold");
  CHECK(
      files.of_images(gzipped(header(0x0E, {0xFFFFFFFF, 1})))
          .starts_with("the header says 4294967295 x 1 numbers of 8 bytes, more than a file of "));
  CHECK(files.of_images(header(0x08, {4, 0})) == "there are no samples: the header says 4 x 0");
  CHECK(files.of_images(kImages + "x") == "longer than its header says: 4 x 2 x 3");
  CHECK(files.of_images(gzipped(kImages + "x")) == "longer than its header says: 4 x 2 x 3");
}

TEST_CASE("idx: what is no pair of images and labels is refused") {
  const IdxFiles files;
  CHECK(files.of_images("PNG\n and more") == "not an IDX file: it begins with 50 4e 47 0a");
  CHECK(files.of_images("\0\0\x08\0"s) == "not an IDX file: it begins with 00 00 08 00");
  CHECK(files.of_images(header(0x0A, {4, 6})) == "unknown IDX number type 0x0a");
  CHECK(files.of_images(kLabels) == "images need two sizes or more, the header says 4");
  CHECK(files.of_labels(kImages) == "labels need one size, the header says 4 x 2 x 3");
  CHECK(files.of_labels(header(0x0D, {4}) + std::string(16, '\0')) ==
        "labels are whole numbers, here are floating-point ones");
  CHECK(files.of_labels(header(0x08, {3}) + "abc") == "3 labels for 4 images");
  CHECK(files.of_labels(header(0x08, {4}) + "\x07\x07\x07\x07") ==
        "all samples are of one class, '7'");
  CHECK(files.of_images(header(0x0D, {4, 1}) + std::string(12, '\0') + "\x7F\x80\0\0"s) ==
        "number 1 of sample 4 is inf");
}

TEST_CASE("idx: a file that cannot be opened says why") {
  const IdxFiles files;
  CHECK(files.message("nothing", [&] { IdxFile(files.folder.path() / "nothing"); }) ==
        "cannot be read: No such file or directory");
}

TEST_CASE("idx: a study names its files, a test part both of its two") {
  const IdxFiles files;
  files.folder.write("images", kImages);
  const Folders folders{files.folder.path()};
  base::Value section{{"name", "idx"}, {"images", "images"}, {"labels", "labels"}};
  CHECK(load(section, folders).m == 4);
  section["test_images"] = "images";
  CHECK_THROWS_WITH(load(section, folders),
                    "code.data.test_labels: missing. A test part needs both files");
  section["test_labels"] = "labels";
  CHECK(load(section, folders).m_test == 4);
}

}  // namespace
}  // namespace ice::data
