// Any bytes as an HDF5 file with datasets x and y: refused as the user's fault, or read as samples
// that are sound. The first byte chooses the scale and what the targets are.
#include "base/error.hpp"
#include "data/hdf5.hpp"
#include "data/hdf5_files.hpp"
#include "samples.hpp"
#include "support/temporary_folder.hpp"

namespace {

std::string sound(bool packed) {
  const ice::test::TemporaryFolder folder;
  {
    const ice::data::Hdf5Maker file(folder / "f.h5");
    file.add("x", H5T_STD_I16LE, {3, 2}, {1, 2, 3, 4, 5, 6}, packed);
    file.add("y", H5T_STD_U8LE, {3}, {0, 1, 0}, packed);
  }
  return '\0' + ice::test::bytes_of(folder / "f.h5");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const double scale = data[0] % 2 == 0 ? 1 : 1e300;
  const auto target = static_cast<ice::data::Hdf5Target>(data[0] / 2 % 3);
  static const ice::fuzz::MemoryFile file;
  file.set(ice::fuzz::text_of(data + 1, size - 1));
  try {
    ice::fuzz::check_samples(ice::data::read_hdf5({file.path(), "x", "y"}, {}, scale, target));
  } catch (const ice::base::UserError&) {
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  static const std::string kPlain = sound(false), kPacked = sound(true);
  return ice::fuzz::mutated(seed % 2 == 0 ? kPlain : kPacked, data, size, max_size);
}
