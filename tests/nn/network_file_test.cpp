#include "nn/network_file.hpp"

#include <hdf5.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "networks.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::nn;
using test::bytes_of;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

NetworkOptions small(std::uint64_t hidden = 5) {
  return network_options(3, {layer(hidden, "tanh"), layer(2, "softmax")},
                         "categorical_cross_entropy");
}

const base::Value kAbout{{"code", {{"loss", "core/x"}}}, {"epoch", 3}, {"why", "ü"}};

std::string refusal(const fs::path& file) {
  Network<double> network(small(), 1);
  try {
    (void)read_about(file);
    load_parameters(file, network);
  } catch (const base::UserError& error) {
    return std::string(error.what()).substr(file.string().size());
  }
  return "read";
}

}  // namespace

TEMPLATE_TEST_CASE("network file: what was saved comes back, bit by bit", "", float, double) {
  const TemporaryFolder folder;
  const fs::path file = folder / "n.h5";
  Network<TestType> saved(small(), 1), loaded(small(), 1);
  fill_with_sine(saved.parameters(), 0.3);
  save_network(file, saved, saved.parameters(), kAbout);
  CHECK(read_about(file) == kAbout);
  load_parameters(file, loaded);
  CHECK(arma::approx_equal(saved.parameters(), loaded.parameters(), "absdiff", TestType(0)));
}

TEST_CASE("network file: other parameters than the network's own can be saved") {
  const TemporaryFolder folder;
  const fs::path file = folder / "n.h5";
  Network<double> network(small(), 1);
  const arma::mat best = sine_matrix(network.parameters().n_elem, 1, 0.7);
  save_network(file, network, best, kAbout);
  load_parameters(file, network);
  CHECK(arma::approx_equal(network.parameters(), best, "absdiff", 0.0));
}

TEST_CASE("network file: a file is replaced as a whole, and nothing else is left in the folder") {
  const TemporaryFolder folder;
  const fs::path file = folder / "n.h5";
  std::ofstream(file) << "an earlier file";
  Network<double> network(small(), 1);
  save_network(file, network, network.parameters(), kAbout);
  CHECK(read_about(file) == kAbout);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("network file: where none can be made, the error names it") {
  Network<double> network(small(), 1);
  CHECK_THROWS_WITH(save_network("/nowhere/n.h5", network, network.parameters(), kAbout),
                    "/nowhere/n.h5: cannot be made. Is the disk full, or the folder read-only?");
}

TEST_CASE("network file: what is no network, or another one, is refused") {
  const TemporaryFolder folder;
  const fs::path file = folder / "n.h5";
  const std::string hint = ". Train the run again with training.save";
  CHECK(refusal(file) == ": is no HDF5 file" + hint);
  std::ofstream(file) << "no HDF5";
  CHECK(refusal(file) == ": is no HDF5 file" + hint);
  Network<double> wider(small(6), 1);
  save_network(file, wider, wider.parameters(), kAbout);
  CHECK(refusal(file) == ": W1 has another size than the network's" + hint);
}

TEST_CASE("network file: no cut and no flipped byte of a parameter goes unseen") {
  const TemporaryFolder folder;
  const fs::path file = folder / "n.h5";
  Network<double> network(small(), 1);
  fill_with_sine(network.parameters(), 0.3);
  save_network(file, network, network.parameters(), kAbout);
  REQUIRE(refusal(file) == "read");
  const std::string whole = bytes_of(file);

  for (const std::size_t size : {whole.size() - 1, whole.size() / 2, std::size_t{8}}) {
    std::ofstream(file, std::ios::binary) << whole.substr(0, size);
    CHECK(refusal(file) != "read");
  }
  const double value = network.b(2)(1);
  const std::size_t at = whole.find(std::string(reinterpret_cast<const char*>(&value), 8));
  REQUIRE(at != std::string::npos);
  for (std::size_t i = 0; i < 8; ++i) {
    std::string flipped = whole;
    flipped[at + i] = static_cast<char>(flipped[at + i] ^ 0x10);
    std::ofstream(file, std::ios::binary) << flipped;
    CHECK(refusal(file) == ": b2 is damaged. Train the run again with training.save");
  }
}

namespace {

// The attribute "format" of a file; 0 when it has none.
int format_of(const fs::path& file) {
  const hid_t in = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  int number = 0;
  if (H5Aexists(in, "format") > 0) {
    const hid_t format = H5Aopen(in, "format", H5P_DEFAULT);
    H5Aread(format, H5T_NATIVE_INT, &number);
    H5Aclose(format);
  }
  H5Fclose(in);
  return number;
}

void set_format(const fs::path& file, int number) {
  const hid_t out = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  const hid_t format = H5Aopen(out, "format", H5P_DEFAULT);
  H5Awrite(format, H5T_NATIVE_INT, &number);
  H5Aclose(format);
  H5Fclose(out);
}

}  // namespace

TEST_CASE("network file: it has its format's number, and one of a newer format is refused") {
  const TemporaryFolder folder;
  const fs::path file = folder / "n.h5";
  Network<double> network(small(), 1);
  save_network(file, network, network.parameters(), kAbout);
  CHECK(format_of(file) == kNetworkFormat);
  CHECK(kNetworkFormat == 1);
  set_format(file, 7);
  const std::string newer =
      ": is of network format 7, and this ice reads formats up to 1. Read it with the ice that "
      "wrote it, or a newer one";
  CHECK(refusal(file) == newer);
  CHECK_THROWS_WITH(load_parameters(file, network), file.string() + newer);
  set_format(file, -1);
  CHECK(refusal(file) == ": is no network of ice. Train the run again with training.save");
}

// Written by ice 0.1.0 before files had a format number (assets/networks/README.md).
TEST_CASE("network file: one without a format number is read") {
  const fs::path file = ICE_TEST_ASSETS "/networks/unnumbered-binary-float64.h5";
  REQUIRE(format_of(file) == 0);
  const base::Value about = read_about(file);
  CHECK(about["epoch"] == 3);
  const data::Shape shape = data::shape_from(about["data"]);
  CHECK(shape.task == data::Task::kBinary);
  CHECK(shape.precision == data::Precision::kFloat64);
  CHECK(shape.train.m == 48);
  Network<double> network(
      network_options(2, {layer(3, "tanh"), layer(1, "sigmoid")}, "binary_cross_entropy"), 1);
  load_parameters(file, network);
  CHECK(arma::abs(network.W(1)).min() > 0);

  const data::Shape other = data::shape_from(
      read_about(ICE_TEST_ASSETS "/networks/unnumbered-multiclass-float32.h5")["data"]);
  CHECK(other.task == data::Task::kMulticlass);
  CHECK(other.precision == data::Precision::kFloat32);
}
