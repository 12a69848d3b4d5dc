#include "data/declared.hpp"

#include <catch2/catch.hpp>

#include "data/dataset.hpp"
#include "data/environment.hpp"
#include "data/hdf5_files.hpp"

namespace ice::data {
namespace {

using base::Value;

// Four samples of 6 numbers, of two classes.
Value section_of(const std::string& file) {
  return {{"name", "hdf5"}, {"file", file}, {"x", "x"}, {"y", "y"}};
}

void make_file(const std::filesystem::path& file) {
  const Hdf5Maker maker(file);
  maker.add("x", H5T_STD_U8LE, {4, 2, 3}, std::vector<double>(24, 1));
  maker.add("y", H5T_STD_I64LE, {4}, {0, 1, 1, 0});
}

Value declared(Value section) {
  section.update({{"features", 6}, {"samples", 4}, {"classes", 2}, {"from", "the course"}});
  return section;
}

TEST_CASE("declared: sizes that the files have are read, others are an error") {
  const TemporaryFolder folder;
  make_file(folder.path() / "a.h5");
  Value section = declared(section_of("a.h5"));
  CHECK(load(section, {folder.path()}).m == 4);
  section["features"] = 7;
  CHECK_THROWS_WITH(load(section, {folder.path()}),
                    "code.data.features: 7 are declared, the files have 6");
  section["features"] = 6;
  section["test_samples"] = 2;
  CHECK_THROWS_WITH(load(section, {folder.path()}),
                    "code.data.test_samples: 2 are declared, the files have 0");
}

TEST_CASE("declared: a stand-in has the sizes where the files are not there") {
  const TemporaryFolder folder;
  Value section = declared(section_of("a.h5"));
  section["test_file"] = "b.h5";
  section["test_samples"] = 3;
  const auto sized = stand_in(section, {folder.path()});
  REQUIRE(sized);
  CHECK(sized->n_x == 6);
  CHECK(sized->m == 7);
  CHECK(sized->m_test == 3);
  CHECK(sized->n_y == 1);
  make_file(folder.path() / "a.h5");
  CHECK(stand_in(section, {folder.path()}));  // b.h5 is still missing
  make_file(folder.path() / "b.h5");
  CHECK_FALSE(stand_in(section, {folder.path()}));
}

TEST_CASE("declared: without all sizes, or of other data, there is no stand-in") {
  Value section = declared(section_of("a.h5"));
  section.erase("classes");
  CHECK_FALSE(stand_in(section, {"/nowhere"}));
  CHECK_FALSE(stand_in({{"name", "planar"}}, {"/nowhere"}));
}

TEST_CASE("declared: an error of a missing file says where it can be got") {
  const SetVariable data("ICE_DATA", "/nowhere");
  CHECK_THROWS_WITH(load(declared(section_of("a.h5")), {"/nowhere"}),
                    "code.data.file: no file 'a.h5'. Looked in /nowhere. It is from: the course");
}

}  // namespace
}  // namespace ice::data
