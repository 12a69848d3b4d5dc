// Fashion-MNIST (Xiao, Rasul, Vollgraf 2017, arXiv:1708.07747): 60 000 + 10 000 grey images of 28 x
// 28 pixels, ten classes, as Debian packages it.
#include <cstdlib>

#include "base/error.hpp"
#include "data/idx.hpp"
#include "data/sources.hpp"

namespace ice::data {
namespace {

constexpr const char* kPackageFolder = "/usr/share/datasets/fashion-mnist";
constexpr const char* kTrainImages = "train-images-idx3-ubyte.gz";

Samples load_installed(const base::Value&, const Folders&) {
  return load_fashion_mnist(fashion_mnist_folder());
}

}  // namespace

Samples load_fashion_mnist(const std::optional<std::filesystem::path>& folder) {
  if (!folder)
    throw base::UserError(code_path("data.name"), "Fashion-MNIST is not installed here",
                          "Install the Debian package: sudo apt install dataset-fashion-mnist");
  Samples samples =
      read_idx({*folder / kTrainImages, *folder / "train-labels-idx1-ubyte.gz"},
               {*folder / "t10k-images-idx3-ubyte.gz", *folder / "t10k-labels-idx1-ubyte.gz"});
  samples.classes = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                     "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
  return samples;
}

std::optional<std::filesystem::path> fashion_mnist_folder() {
  std::vector<std::filesystem::path> folders{kPackageFolder};
  if (const char* ice_data = std::getenv("ICE_DATA")) {
    const std::filesystem::path own(ice_data);
    folders.insert(folders.begin(), {own, own / "fashion-mnist"});
  }
  for (const auto& folder : folders) {
    std::error_code error;  // a folder that may not be entered has none
    if (std::filesystem::is_regular_file(folder / kTrainImages, error)) return folder;
  }
  return std::nullopt;
}

Source fashion_mnist_source() { return {"fashion_mnist", {}, load_installed}; }

}  // namespace ice::data
