// HDF5 files as other programs write them: MATLAB, h5py, Keras, pandas. The files are made here
// with the same structures, so that none of these need be installed.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "data/dataset.hpp"
#include "data/environment.hpp"
#include "data/hdf5.hpp"
#include "data/hdf5_files.hpp"

namespace ice::data {
namespace {

using Names = std::vector<std::string>;
using Doubles = std::vector<double>;

struct ForeignFile {
  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "f.h5";
  Hdf5Target target = Hdf5Target::kAuto;
  bool is_transposed = false;

  [[nodiscard]] Samples read(const std::string& x = "x", const std::string& y = "y") const {
    return read_hdf5({file, x, y}, {}, 1, target, is_transposed);
  }
  [[nodiscard]] std::string refusal(const std::string& x = "x", const std::string& y = "y") const {
    try {
      (void)read(x, y);
    } catch (const base::UserError& error) {
      const std::string text = error.what();
      return text.starts_with(file.string()) ? text.substr(file.string().size() + 2) : text;
    }
    return "nothing";
  }
};

void add_three_samples(const Hdf5Maker& file) {
  file.add("x", H5T_IEEE_F64LE, {3, 2}, {1, 2, 3, 4, 5, 6});
  file.add("y", H5T_STD_U8LE, {3}, {0, 1, 0});
}

}  // namespace

TEST_CASE("hdf5: a file may begin with a block of its user, as MATLAB's do") {
  const ForeignFile f;
  for (const hsize_t block : {0U, 512U, 1024U, 4096U}) {
    add_three_samples(Hdf5Maker(f.file, block));
    CHECK(f.read().values == Doubles{1, 2, 3, 4, 5, 6});
  }
}

TEST_CASE("hdf5: a text that looks like one further on is no HDF5 file") {
  const ForeignFile f;
  f.folder.write("f.h5", std::string(600, 'x') + "\x89HDF\r\n\x1a\n" + std::string(900, 'x'));
  CHECK(f.refusal() == "is not an HDF5 file");
  f.folder.write("f.h5", std::string(512, 'x') + "\x89HDF\r\n\x1a\n" + std::string(900, 'x'));
  CHECK(f.refusal() == "cannot be opened: a damaged or truncated HDF5 file. Get it again");
}

// MATLAB's X (3, 2) = [1 2; 3 4; 5 6] is saved column after column, as sizes 2 x 3.
TEST_CASE("hdf5: transposed datasets have the samples last") {
  ForeignFile f;
  f.is_transposed = true;
  {
    const Hdf5Maker file(f.file, 512);
    file.add("X", H5T_IEEE_F64LE, {2, 3}, {1, 3, 5, 2, 4, 6});
    file.add("y", H5T_IEEE_F64LE, {1, 3}, {7, 8, 9});
    file.add("labels", H5T_STD_U8LE, {1, 3}, {0, 1, 1});
    file.add("targets", H5T_IEEE_F64LE, {2, 3}, {1, 2, 3, 10, 20, 30});
  }
  const Samples samples = f.read("X");
  CHECK((samples.m == 3 && samples.n_x == 2));
  CHECK(samples.values == Doubles{1, 2, 3, 4, 5, 6});
  CHECK(samples.Y == Doubles{7, 8, 9});
  CHECK(f.read("X", "labels").classes == Names{"0", "1"});
  CHECK(f.read("X", "targets").Y == Doubles{1, 10, 2, 20, 3, 30});
}

// np.arange(24).reshape(4, 3, 2).T.reshape(2, -1) is the oracle of the figures.
TEST_CASE("hdf5: of more sizes all are turned round, as NumPy's .T") {
  ForeignFile f;
  f.is_transposed = true;
  {
    const Hdf5Maker file(f.file);
    Doubles values(24);
    for (std::size_t i = 0; i < 24; ++i) values[i] = static_cast<double>(i);
    file.add("x", H5T_STD_U8LE, {4, 3, 2}, values);
    file.add("y", H5T_STD_U8LE, {2}, {1, 0});
  }
  const Samples samples = f.read();
  CHECK((samples.m == 2 && samples.n_x == 12));
  const std::vector<std::uint8_t> expected{0, 6, 12, 18, 2, 8, 14, 20, 4, 10, 16, 22,
                                           1, 7, 13, 19, 3, 9, 15, 21, 5, 11, 17, 23};
  CHECK(samples.bytes == expected);
}

TEST_CASE("hdf5: sizes that fit the other way lead to transpose, and away from it") {
  ForeignFile f;
  {
    const Hdf5Maker file(f.file);
    file.add("x", H5T_IEEE_F64LE, {2, 5}, Doubles(10, 1));
    file.add("across", H5T_IEEE_F64LE, {1, 5}, Doubles(5, 1));
    file.add("y", H5T_STD_U8LE, {5}, {0, 1, 0, 1, 0});
    file.add("tall", H5T_IEEE_F64LE, {5, 2}, Doubles(10, 1));
    file.add("column", H5T_IEEE_F64LE, {5, 1}, Doubles(5, 1));
  }
  const std::string hint =
      "The last size is that of the samples, as MATLAB saves them: write data.transpose: true";
  CHECK(f.refusal("x", "across") == "across: 1 target for 2 samples in x. " + hint);
  CHECK(f.refusal("x", "y") == "y: 5 targets for 2 samples in x. " + hint);
  CHECK(f.refusal("tall", "across") ==
        "across: 1 target for 5 samples in tall. Its sizes are 1 x 5: save it with the samples "
        "first");
  f.is_transposed = true;
  CHECK(f.refusal("tall", "column") ==
        "column: 1 target for 2 samples in tall. Leave out data.transpose: the first size is that "
        "of the samples");
}

TEST_CASE("hdf5: booleans are 0 and 1, as features and as labels") {
  const ForeignFile f;
  {
    const Hdf5Maker file(f.file);
    file.add_booleans("x", {3, 2}, {1, 0, 0, 0, 1, 1});
    file.add_booleans("y", {3}, {1, 0, 1});
    file.add("numbers", H5T_IEEE_F32LE, {3}, {0.5, 1.5, 2});
  }
  const Samples samples = f.read();
  CHECK(samples.bytes == std::vector<std::uint8_t>{1, 0, 0, 0, 1, 1});
  CHECK(samples.task == Task::kBinary);
  CHECK(samples.classes == Names{"0", "1"});
  CHECK(samples.Y == Doubles{1, 0, 1});
}

TEST_CASE("hdf5: texts are labels, of any length or padded") {
  const ForeignFile f;
  {
    const Hdf5Maker file(f.file);
    file.add("x", H5T_IEEE_F64LE, {4, 1}, {1, 2, 3, 4});
    const Names kinds{"setosa", "virginica", "setosa", "versicolor"};
    file.add_texts("any", kinds, 0);
    file.add_texts("padded", kinds, 12);
    file.add_texts("exact", {"no", "up", "no", "up"}, 2);
    file.add_texts("blanks", kinds, 12, true);
  }
  for (const char* y : {"any", "padded", "blanks"}) {
    const Samples samples = f.read("x", y);
    CHECK(samples.classes == Names{"setosa", "versicolor", "virginica"});
    CHECK(samples.Y == Doubles{1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0});
  }
  CHECK(f.read("x", "exact").classes == Names{"no", "up"});
  CHECK(f.refusal("any", "any") == "any: holds texts, expected numbers");
}

TEST_CASE("hdf5: texts are no numbers, and no plain text is no label") {
  ForeignFile f;
  {
    const Hdf5Maker file(f.file);
    file.add("x", H5T_IEEE_F64LE, {2, 1}, {1, 2});
    file.add_texts("bad", {"a", "b\x01"}, 3);
    file.add_texts("y", {"a", "b"}, 3);
  }
  CHECK(f.refusal("x", "bad") == "bad: the label of sample 2 is not plain text");
  f.target = Hdf5Target::kRegression;
  CHECK(f.refusal("x", "y") ==
        "y: holds texts, expected numbers. Texts are classes: leave out data.task");
}

TEST_CASE("hdf5: rows that each hold one 1 are classes, whatever their type") {
  const ForeignFile f;
  for (const hid_t type : {H5T_STD_U8LE, H5T_IEEE_F32LE, H5T_IEEE_F64LE}) {
    const Hdf5Maker file(f.file);
    file.add("x", H5T_IEEE_F64LE, {4, 1}, {1, 2, 3, 4});
    file.add("y", type, {4, 3}, {0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0});
    const Samples samples = f.read();
    CHECK(samples.task == Task::kMulticlass);
    CHECK(samples.classes == Names{"0", "1", "2"});
    CHECK(samples.Y == Doubles{0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0});
  }
}

TEST_CASE("hdf5: two one-hot columns are two classes, and one of the test part may be missing") {
  const ForeignFile f;
  {
    const Hdf5Maker file(f.file);
    file.add("x", H5T_IEEE_F64LE, {2, 1}, {1, 2});
    file.add("y", H5T_IEEE_F64LE, {2, 2}, {0, 1, 1, 0});
    file.add("test_x", H5T_IEEE_F64LE, {1, 1}, {3});
    file.add("test_y", H5T_IEEE_F64LE, {1, 2}, {0, 1});
  }
  const Samples samples = read_hdf5({f.file, "x", "y"}, {f.file, "test_x", "test_y"}, 1);
  CHECK(samples.task == Task::kBinary);
  CHECK(samples.Y == Doubles{1, 0, 1});
}

TEST_CASE("hdf5: rows that are not one-hot are numbers, or no labels") {
  ForeignFile f;
  {
    const Hdf5Maker file(f.file);
    file.add("x", H5T_IEEE_F64LE, {2, 1}, {1, 2});
    file.add("two_hot", H5T_IEEE_F64LE, {2, 3}, {1, 1, 0, 0, 0, 1});
    file.add("whole", H5T_STD_U8LE, {2, 3}, {1, 1, 0, 0, 0, 1});
    file.add("ones", H5T_IEEE_F64LE, {2, 1}, {1, 1});
    file.add("hot", H5T_IEEE_F64LE, {2, 2}, {1, 0, 0, 1});
  }
  CHECK(f.read("x", "two_hot").task == Task::kRegression);
  CHECK(f.read("x", "ones").task == Task::kRegression);
  CHECK(f.refusal("x", "whole") ==
        "whole: a label is one number, here are 3 a sample. For numbers "
        "as targets say  task: regression");
  f.target = Hdf5Target::kRegression;
  CHECK(f.read("x", "hot").task == Task::kRegression);
  CHECK(f.read("x", "whole").Y == Doubles{1, 1, 0, 0, 0, 1});
}

TEST_CASE("hdf5: a table of pandas is refused with the way out") {
  const ForeignFile f;
  {
    const Hdf5Maker file(f.file);
    file.add_group("df");
    file.mark_as_pandas("df");
    file.add("df/block0_values", H5T_IEEE_F64LE, {2, 1}, {1, 2});
  }
  for (const char* name : {"df", "x", "df/x"})
    CHECK(f.refusal(name, "y") ==
          "holds a table of pandas, no plain arrays. Write it with frame.to_csv('f.csv', "
          "index=False) for data.name: csv, or its arrays with h5py: file['x'] = "
          "frame[columns].to_numpy()");
}

TEST_CASE("hdf5: a section says that datasets are transposed") {
  const ForeignFile f;
  {
    const Hdf5Maker file(f.file);
    file.add("x", H5T_IEEE_F64LE, {1, 2}, {4, 5});
    file.add("y", H5T_IEEE_F64LE, {1, 2}, {1, 2});
  }
  const Samples samples = load(
      {{"name", "hdf5"}, {"file", f.file.string()}, {"x", "x"}, {"y", "y"}, {"transpose", true}},
      {});
  CHECK((samples.m == 2 && samples.n_x == 1));
}

}  // namespace ice::data
