#include "data/idx.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/file_sizes.hpp"
#include "data/labels.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

constexpr unsigned kReadAhead = 1 << 18;

// The number that these big-endian bytes encode.
template <class Bits, class Number>
double decode(const std::uint8_t* at) {
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i) bits = static_cast<Bits>(bits << 8 | at[i]);
  return static_cast<double>(std::bit_cast<Number>(bits));
}

}  // namespace

struct IdxType {
  std::uint8_t code;
  std::uint64_t width;  // bytes
  bool is_integer;
  double (*decode)(const std::uint8_t*);
};

namespace {

constexpr std::uint8_t kUnsignedByte = 0x08;
constexpr std::array kTypes{
    IdxType{kUnsignedByte, 1, true, decode<std::uint8_t, std::uint8_t>},
    IdxType{0x09, 1, true, decode<std::uint8_t, std::int8_t>},
    IdxType{0x0B, 2, true, decode<std::uint16_t, std::int16_t>},
    IdxType{0x0C, 4, true, decode<std::uint32_t, std::int32_t>},
    IdxType{0x0D, 4, false, decode<std::uint32_t, float>},
    IdxType{0x0E, 8, false, decode<std::uint64_t, double>},
};

}  // namespace

IdxFile::IdxFile(const std::filesystem::path& file)
    : file_(file), stream_(gzopen(file.c_str(), "rbe"), &gzclose) {
  if (!stream_) fail(std::string("cannot be read: ") + std::strerror(errno));
  gzbuffer(stream_.get(), kReadAhead);
  read_header();
  check_size();
}

std::uint64_t IdxFile::count() const { return saturated_product(sizes_); }

void IdxFile::fail(const std::string& found, const std::string& hint) const {
  throw base::UserError(file_.string(), found, hint);
}

void IdxFile::read_header() {
  std::array<std::uint8_t, 4> magic{};
  read_exactly(magic);
  const auto [zero0, zero1, code, rank] = magic;
  if (zero0 != 0 || zero1 != 0 || rank == 0)
    fail(fmt::format("not an IDX file: it begins with {:02x} {:02x} {:02x} {:02x}", zero0, zero1,
                     code, rank));
  const auto* type = std::ranges::find(kTypes, code, &IdxType::code);
  if (type == kTypes.end()) fail(fmt::format("unknown IDX number type 0x{:02x}", code));
  type_ = type;
  for (int i = 0; i < rank; ++i) {
    std::array<std::uint8_t, 4> size{};
    read_exactly(size);
    sizes_.push_back(std::uint64_t{size[0]} << 24 | size[1] << 16 | size[2] << 8 | size[3]);
  }
}

void IdxFile::check_size() const {
  if (std::ranges::count(sizes_, 0U) > 0)
    fail("there are no samples: the header says " + sizes_text(sizes_));
  const std::uint64_t on_disk = std::filesystem::file_size(file_);
  const std::uint64_t at_most =
      gzdirect(stream_.get()) != 0 ? on_disk : on_disk * kMostPerDeflatedByte;
  const std::array<std::uint64_t, 2> factors{count(), type_->width};
  if (saturated_product(factors) > at_most)
    fail(
        fmt::format("the header says {} numbers of {} bytes, more than a file of {} bytes can hold",
                    sizes_text(sizes_), type_->width, on_disk));
}

void IdxFile::read_exactly(std::span<std::uint8_t> bytes) {
  constexpr std::size_t kAtOnce = std::size_t{1} << 30;  // gzread counts in int
  while (!bytes.empty()) {
    const auto wanted = static_cast<unsigned>(std::min(bytes.size(), kAtOnce));
    const int got = gzread(stream_.get(), bytes.data(), wanted);
    if (got < 0) fail_reading();
    if (got == 0) fail("truncated: it ends before the last number that its header announces");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

void IdxFile::expect_end() {
  std::uint8_t extra = 0;
  const int got = gzread(stream_.get(), &extra, 1);
  if (got > 0) fail("longer than its header says: " + sizes_text(sizes_));
  int error = Z_OK;  // the checksum at the end of a gzip file may be wrong or missing
  gzerror(stream_.get(), &error);
  if (got < 0 || error == Z_BUF_ERROR) fail_reading();
}

void IdxFile::fail_reading() const {
  int error = Z_OK;
  const std::string text = gzerror(stream_.get(), &error);
  fail("damaged gzip data: " + (error == Z_ERRNO ? std::strerror(errno) : text));
}

void IdxFile::read(std::span<std::uint8_t> bytes) {
  read_exactly(bytes);
  expect_end();
}

void IdxFile::read(std::span<double> values) {
  constexpr std::size_t kChunk = 8192;  // numbers
  std::vector<std::uint8_t> block(kChunk * type_->width);
  for (std::size_t done = 0; done < values.size(); done += kChunk) {
    const std::size_t count = std::min(kChunk, values.size() - done);
    read_exactly(std::span(block).first(count * type_->width));
    for (std::size_t i = 0; i < count; ++i) {
      values[done + i] = type_->decode(&block[i * type_->width]);
      if (!std::isfinite(values[done + i]))
        fail(fmt::format("number {} of sample {} is {}", (done + i) % sample_size() + 1,
                         (done + i) / sample_size() + 1, base::format_number(values[done + i])));
    }
  }
  expect_end();
}

namespace {

// Two open files whose headers match.
struct OpenPair {
  explicit OpenPair(const IdxPair& pair)
      : images(pair.images), labels(pair.labels), labels_file(pair.labels.string()) {
    if (images.sizes().size() < 2)
      throw base::UserError(
          pair.images.string(),
          "images need two sizes or more, the header says " + sizes_text(images.sizes()));
    if (labels.sizes().size() != 1)
      throw base::UserError(labels_file,
                            "labels need one size, the header says " + sizes_text(labels.sizes()));
    if (!labels.type().is_integer)
      throw base::UserError(labels_file, "labels are whole numbers, here are floating-point ones");
    if (m() != labels.count())
      throw base::UserError(labels_file,
                            fmt::format("{} labels for {} images", labels.count(), m()));
  }
  [[nodiscard]] std::uint64_t m() const { return images.sizes().front(); }

  void read_labels(LabelReader& reader) {
    std::vector<double> all(labels.count());
    labels.read(all);
    for (std::size_t i = 0; i < all.size(); ++i)
      reader.add(all[i], [&] { return fmt::format("{}: label {}", labels_file, i + 1); });
  }

  IdxFile images, labels;
  std::string labels_file;
};

// The numbers of all images of both parts, one after the other.
template <class T>
std::vector<T> read_images(OpenPair& train, std::optional<OpenPair>& test) {
  std::vector<T> all(train.images.count() + (test ? test->images.count() : 0));
  train.images.read(std::span(all).first(train.images.count()));
  if (test) test->images.read(std::span(all).subspan(train.images.count()));
  return all;
}

}  // namespace

Samples read_idx(const IdxPair& train_files, const IdxPair& test_files) {
  OpenPair train(train_files);
  std::optional<OpenPair> test;
  if (!test_files.empty()) test.emplace(test_files);
  if (test && (test->images.sample_size() != train.images.sample_size() ||
               &test->images.type() != &train.images.type()))
    throw base::UserError(
        test_files.images.string(),
        "images of another size or number type than " + train_files.images.string());

  Samples samples;
  samples.n_x = train.images.sample_size();
  samples.m_test = test ? test->m() : 0;
  samples.m = train.m() + samples.m_test;
  if (train.images.type().code == kUnsignedByte) {
    samples.bytes = read_images<std::uint8_t>(train, test);
    samples.scale = 1.0 / 255.0;
  } else {
    samples.values = read_images<double>(train, test);
  }

  LabelReader labels;
  train.read_labels(labels);
  labels.start_test();
  if (test) test->read_labels(labels);
  labels.finish(samples, train.labels_file);
  return samples;
}

namespace {

Samples load_idx(const base::Value& section, const Folders& folders) {
  const IdxPair train{find_file(section, "images", folders), find_file(section, "labels", folders)};
  const bool has_images = !text_at(section, "test_images").empty();
  const bool has_labels = !text_at(section, "test_labels").empty();
  if (has_images != has_labels)
    throw base::UserError(code_path(has_images ? "data.test_labels" : "data.test_images"),
                          "missing", "A test part needs both files");
  if (!has_images) return read_idx(train, {});
  return read_idx(train, {find_file(section, "test_images", folders),
                          find_file(section, "test_labels", folders)});
}

}  // namespace

Source idx_source() {
  return {"idx",
          {required_text_key("images"), required_text_key("labels"),
           optional_text_key("test_images"), optional_text_key("test_labels")},
          load_idx};
}

}  // namespace ice::data
