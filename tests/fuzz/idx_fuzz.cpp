// Any bytes as a pair of IDX files, plain or gzipped: refused as the user's fault, or read as
// samples that are sound. The first byte is the length of the labels, which follow it.
#include <zlib.h>

#include <array>

#include "base/error.hpp"
#include "data/idx.hpp"
#include "samples.hpp"

namespace {

using namespace std::string_literals;

const std::string kLabels = "\0\0\x08\x01\0\0\0\x03\x01\0\x02"s;
const std::string kImages =
    "\0\0\x08\x03\0\0\0\x03\0\0\0\x01\0\0\0\x02"
    "abcdef"s;

std::string gzipped(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);  // + 16: gzip
  std::array<Bytef, 256> packed{};
  std::string in = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = packed.data();
  stream.avail_out = packed.size();
  deflate(&stream, Z_FINISH);
  deflateEnd(&stream);
  return {packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(stream.total_out)};
}

std::string pair_of(const std::string& labels, const std::string& images) {
  return static_cast<char>(labels.size()) + labels + images;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest = ice::fuzz::text_of(data + 1, size - 1);
  const std::size_t length = std::min<std::size_t>(data[0], rest.size());
  static const ice::fuzz::MemoryFile labels, images;
  labels.set(rest.substr(0, length));
  images.set(rest.substr(length));
  try {
    ice::fuzz::check_samples(ice::data::read_idx({images.path(), labels.path()}, {}));
  } catch (const ice::base::UserError&) {
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  static const std::string kPlain = pair_of(kLabels, kImages);
  static const std::string kPacked = pair_of(gzipped(kLabels), gzipped(kImages));
  return ice::fuzz::mutated(seed % 2 == 0 ? kPlain : kPacked, data, size, max_size);
}
