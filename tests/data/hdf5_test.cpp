#include "data/hdf5.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <numeric>

#include "base/error.hpp"
#include "data/dataset.hpp"
#include "data/environment.hpp"
#include "data/hdf5_files.hpp"
#include "support/skip.hpp"

namespace ice::data {
namespace {

namespace fs = std::filesystem;
using Values = std::vector<double>;

/// 0, 1, 2 ... n - 1.
Values count_to(std::size_t n) {
  Values values(n);
  std::iota(values.begin(), values.end(), 0);
  return values;
}

struct Fixture {
  TemporaryFolder folder;
  fs::path file = folder.path() / "a.h5";

  /// Makes the file anew.
  void make(const std::function<void(const Hdf5Maker&)>& fill) const { fill(Hdf5Maker(file)); }

  [[nodiscard]] Samples read(const std::string& x = "x", const std::string& y = "y",
                             double scale = 1, Hdf5Target target = Hdf5Target::kAuto) const {
    return read_hdf5({file, x, y}, {}, scale, target);
  }

  /// What is said of the file, behind its name.
  [[nodiscard]] std::string refusal(const std::string& x = "x", const std::string& y = "y") const {
    try {
      (void)read(x, y);
    } catch (const base::UserError& error) {
      const std::string text = error.what();
      CHECK(text.starts_with(file.string() + ": "));
      return text.substr(file.string().size() + 2);
    }
    return "nothing";
  }
};

/// Four samples of 2 x 3 bytes, 0 to 23; their labels 7, 3, 5, 3.
void add_images(const Hdf5Maker& file, bool packed = false) {
  file.add("x", H5T_STD_U8LE, {4, 2, 3}, count_to(24), packed);
  file.add("y", H5T_STD_I64LE, {4}, {7, 3, 5, 3});
}

}  // namespace

TEST_CASE("hdf5: samples come first, their numbers in the file's order, bytes stay bytes") {
  const Fixture f;
  for (const bool packed : {false, true}) {
    f.make([&](const Hdf5Maker& file) { add_images(file, packed); });
    const Samples samples = f.read("x", "y", 0.5);
    CHECK((samples.n_x == 6 && samples.m == 4 && samples.m_test == 0));
    CHECK(samples.bytes.size() == 24);
    CHECK(samples.x(0, 0) == 0);
    CHECK(samples.x(5, 2) == 0.5 * 17);  // the last of the third
    CHECK(samples.task == Task::kMulticlass);
    CHECK(samples.classes == std::vector<std::string>{"3", "5", "7"});
    CHECK(samples.Y == Values{0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0});
  }
}

TEST_CASE("hdf5: whole and floating-point numbers of every width and byte order") {
  const Fixture f;
  for (const hid_t type : {H5T_STD_I8LE, H5T_STD_I16BE, H5T_STD_U16LE, H5T_STD_I32BE, H5T_STD_U32LE,
                           H5T_STD_I64BE, H5T_IEEE_F32BE, H5T_IEEE_F32LE, H5T_IEEE_F64BE}) {
    f.make([&](const Hdf5Maker& file) {
      file.add("x", type, {3, 2}, {1, 2, 3, 4, 5, 6});
      file.add("y", H5T_STD_U8LE, {3}, {0, 1, 1});
    });
    const Samples samples = f.read("x", "y", 2);
    CHECK(samples.values == Values{2, 4, 6, 8, 10, 12});
    CHECK(samples.Y == Values{0, 1, 1});
    CHECK(samples.task == Task::kBinary);
  }
}

TEST_CASE("hdf5: floating-point targets are numbers, unless the study says otherwise") {
  const Fixture f;
  f.make([](const Hdf5Maker& file) {
    file.add("x", H5T_IEEE_F64LE, {3, 1}, {1, 2, 3});
    file.add("y", H5T_IEEE_F32LE, {3, 2}, {0.5, 1, 1.5, 2, 2.5, 3});
    file.add("labels", H5T_IEEE_F32LE, {3, 1}, {1, 0, 1});
    file.add("counts", H5T_STD_I32LE, {3}, {9, 4, 6});
  });
  const Samples two = f.read();
  CHECK((two.task == Task::kRegression && two.n_y == 2));
  CHECK(two.Y == Values{0.5, 1, 1.5, 2, 2.5, 3});
  CHECK(f.read("x", "labels", 1, Hdf5Target::kClasses).Y == Values{1, 0, 1});
  CHECK(f.read("x", "counts", 1, Hdf5Target::kRegression).Y == Values{9, 4, 6});
}

TEST_CASE("hdf5: a test part of a file of its own, or of the same one") {
  const Fixture f;
  f.make([](const Hdf5Maker& file) {
    add_images(file);
    file.add_group("test");
    file.add("test/x", H5T_STD_U8LE, {1, 2, 3}, count_to(6));
    file.add("test/y", H5T_STD_U8LE, {1}, {5});
    file.add("test/wide", H5T_STD_U8LE, {1, 7}, count_to(7));
    file.add("test/strange", H5T_STD_U8LE, {1}, {4});
  });
  const Samples samples = read_hdf5({f.file, "x", "y"}, {f.file, "test/x", "test/y"}, 1);
  CHECK((samples.m == 5 && samples.m_test == 1));
  CHECK(samples.x(5, 4) == 5);
  CHECK(samples.Y[4 * 3 + 1] == 1);
  CHECK_THROWS_WITH(
      read_hdf5({f.file, "x", "y"}, {f.file, "test/wide", "test/y"}, 1),
      f.file.string() + ": test/wide: 7 numbers a sample, and 6 in the training part");
  CHECK_THROWS_WITH(read_hdf5({f.file, "x", "y"}, {f.file, "test/x", "test/strange"}, 1),
                    Catch::Contains("sample 1: class '4'"));
}

TEST_CASE("hdf5: malformed files, each with its message") {
  const Fixture f;
  f.make([](const Hdf5Maker& file) {
    add_images(file);
    file.add("one", H5T_STD_U8LE, {4}, count_to(4));
    file.add("three", H5T_STD_U8LE, {3}, count_to(3));
    file.add("pairs", H5T_STD_U8LE, {4, 2}, count_to(8));
    file.add("same", H5T_STD_U8LE, {4}, {1, 1, 1, 1});
    file.add("holes", H5T_IEEE_F64LE, {4, 2}, {1, 2, 3, std::nan(""), 5, 6, 7, INFINITY});
    file.add("none", H5T_STD_U8LE, {0, 3}, {});
    file.claim("claims", H5T_IEEE_F64LE, {1'000'000'000, 1000});
    file.claim("packed_claims", H5T_IEEE_F64LE, {1'000'000'000, 1000}, true);
    file.add_first("part", H5T_STD_U8LE, {4, 2}, {1, 2});
    const hid_t text = H5Tcopy(H5T_C_S1);
    H5Tset_size(text, 5);
    file.claim("texts", text, {4});
    H5Tclose(text);
    const hid_t record = H5Tcreate(H5T_COMPOUND, 8);
    H5Tinsert(record, "real", 0, H5T_IEEE_F64LE);
    file.claim("records", record, {4});
    H5Tclose(record);
  });
  CHECK(f.refusal("images") ==
        "has no dataset 'images'. Known: claims, holes, none, one, "
        "packed_claims, pairs, part, records, same, texts, three, x, y");
  CHECK(f.refusal("pair") == "has no dataset 'pair'. Did you mean 'pairs'?");
  CHECK(f.refusal("one") == "one: has one size, expected samples first and then their features: 4");
  CHECK(
      f.refusal("x", "three") ==
      "three: 3 targets for 4 samples in x. The last size is that of the samples, as MATLAB saves "
      "them: write data.transpose: true");
  CHECK(f.refusal("x", "pairs") ==
        "pairs: a label is one number, here are 2 a sample. For numbers as targets say  task: "
        "regression");
  CHECK(f.refusal("holes", "y") == "holes: number 2 of sample 2 is nan");
  CHECK(f.refusal("none", "y") == "none: there are no samples: its sizes are 0 x 3");
  CHECK(f.refusal("part") == "part: 3 of its 4 blocks were never written. Is the file whole?");
  CHECK(f.refusal("texts") == "texts: holds texts, expected numbers");
  CHECK(f.refusal("records") ==
        "records: holds records, expected numbers. Save the columns as one array of numbers");
  CHECK(f.refusal("claims") ==
        "claims: its sizes 1000000000 x 1000 claim 1000000000000 numbers, "
        "but 0 bytes are stored. Is the file whole?");
  CHECK(f.refusal("packed_claims") ==
        "packed_claims: its sizes 1000000000 x 1000 claim 1000000000000 numbers, but 0 bytes are "
        "stored. Is the file whole?");
}

TEST_CASE("hdf5: a scale that makes a number infinite is refused") {
  const Fixture f;
  f.make([](const Hdf5Maker& file) {
    file.add("x", H5T_IEEE_F64LE, {2, 1}, {1, -1e9});
    file.add("y", H5T_STD_U8LE, {2}, {0, 1});
  });
  CHECK_THROWS_WITH(f.read("x", "y", 1e300),
                    f.file.string() +
                        ": x: -1000000000 times data.scale is no finite number. "
                        "Choose a smaller data.scale");
}

TEST_CASE("hdf5: what is no HDF5 file, and one cut anywhere, is refused, never misread") {
  const Fixture f;
  std::ofstream(f.file) << "x,y\n1,2\n";
  CHECK(f.refusal() == "is not an HDF5 file");
  f.make([](const Hdf5Maker& file) { add_images(file); });
  const std::string whole = test::bytes_of(f.file);
  for (std::size_t length = 0; length < whole.size(); length += 97) {
    std::ofstream(f.file, std::ios::binary) << whole.substr(0, length);
    CAPTURE(length);
    CHECK(f.refusal() == (length < 8 ? "is not an HDF5 file"
                                     : "cannot be opened: a damaged or truncated HDF5 file. Get it "
                                       "again"));
  }
}

TEST_CASE("hdf5: a study's section names files and datasets, found in $ICE_DATA first") {
  const Fixture f;
  f.make([](const Hdf5Maker& file) {
    add_images(file);
    file.add("x2", H5T_STD_U8LE, {1, 6}, count_to(6));
    file.add("y2", H5T_STD_U8LE, {1}, {5});
  });
  const SetVariable data("ICE_DATA", f.folder.path());
  base::Value section{{"name", "hdf5"}, {"file", "a.h5"}, {"x", "x"}, {"y", "y"}, {"scale", 0.25}};
  CHECK(load(section, {"/nowhere"}).x(1, 0) == 0.25);
  section["test_x"] = "x2";
  CHECK_THROWS_WITH(load(section, {"/nowhere"}),
                    "code.data.test_y: missing. A test part in the same file needs both");
  section["test_y"] = "y2";
  CHECK(load(section, {"/nowhere"}).m_test == 1);
  section["file"] = "b.h5";
  CHECK_THROWS_WITH(load(section, {"/nowhere"}),
                    "code.data.file: no file 'b.h5'. Did you mean 'a.h5'? Looked in " +
                        f.folder.path().string() + ", /nowhere");
}

// Figures of h5py 3.7 and NumPy 1.24: x = f["train_set_x"][:].reshape(209, -1).T; x.sum(), x[:3,
// 0], x[12287, 208], f["train_set_y"][:].sum().
TEST_CASE("hdf5: the course's cats are read as NumPy reads them") {
  const char* const folder = std::getenv("ICE_DATA");
  const fs::path file = fs::path(folder != nullptr ? folder : "") / "train_catvnoncat.h5";
  if (folder == nullptr || !fs::exists(file)) skip("train_catvnoncat.h5 is not in $ICE_DATA");
  const Samples samples = read_hdf5({file, "train_set_x", "train_set_y"}, {}, 1);
  CHECK((samples.n_x == 12288 && samples.m == 209));
  CHECK(std::accumulate(samples.bytes.begin(), samples.bytes.end(), 0ULL) == 264542077);
  CHECK(samples.x(0, 0) == 17);
  CHECK(samples.x(1, 0) == 31);
  CHECK(samples.x(2, 0) == 56);
  CHECK(std::accumulate(samples.Y.begin(), samples.Y.end(), 0.0) == 72);
}

}  // namespace ice::data
