#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <string>

#include "data/dataset.hpp"
#include "data/environment.hpp"
#include "support/skip.hpp"

namespace ice::data {
namespace {

TEST_CASE("digest: 64 hex digits, the same for the same samples") {
  const Samples samples = load({{"name", "moons"}}, {});
  CHECK(digest(samples).size() == 64);
  CHECK(digest(samples) == digest(load({{"name", "moons"}, {"noise", 0.1}}, {})));
}

// The digests were printed by the first version, compiled with -march=native on a processor with
// FMA. The keys of all recorded runs contain such digests: they may never change. (Without FMA the
// C library rounds one in a thousand of its sines otherwise.)
TEST_CASE("digest: data made from a seed are the same to the last bit in every build") {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("fma")) skip("this processor has no FMA");
#endif
  const auto start_of = [](const base::Value& given) {
    return digest(load(given, {})).substr(0, 16);
  };
  const auto section = [](const char* name) {
    return base::Value{{"name", name}, {"samples", 20}, {"seed", 7}};
  };
  CHECK(start_of(section("planar")) == "bb02f505e0723167");
  CHECK(start_of(section("xor")) == "7b72acb5689d7807");
  CHECK(start_of(section("moons")) == "5c0813536efefa86");
  CHECK(start_of(section("circles")) == "eaa5a783cefa5104");
  CHECK(start_of(section("housing")) == "1932302c0298abfe");
  base::Value numpy = section("planar"), spirals = section("spirals"), blobs = section("blobs");
  numpy.update({{"generator", "numpy"}, {"seed", 3}});
  spirals["classes"] = 3;
  blobs["features"] = 3;
  CHECK(start_of(numpy) == "47a1c011ffa1d168");
  CHECK(start_of(spirals) == "0ddb8a9dd0fa835d");
  CHECK(start_of(blobs) == "a280b47a0e3c9b3d");
}

TEST_CASE("digest: every value, label, size and name of a class changes it") {
  Samples samples = load({{"name", "blobs"}, {"samples", 9}}, {});
  const std::string before = digest(samples);
  const auto changes = [&](const std::function<void(Samples&)>& change) {
    Samples changed = samples;
    change(changed);
    return digest(changed) != before;
  };
  for (std::size_t i = 0; i < samples.values.size(); ++i)
    CHECK(changes([i](Samples& s) { s.values[i] = std::nextafter(s.values[i], 1e9); }));
  for (std::size_t i = 0; i < samples.Y.size(); ++i)
    CHECK(changes([i](Samples& s) { s.Y[i] = 1.0 - s.Y[i]; }));
  CHECK(changes([](Samples& s) { s.classes[1] = "other"; }));
  CHECK(changes([](Samples& s) { s.m_test = 1; }));
  CHECK(changes([](Samples& s) { std::swap(s.n_x, s.m); }));
  CHECK(changes([](Samples& s) { s.task = Task::kRegression; }));
}

TEST_CASE("digest: split and names of features leave it as it is") {
  Samples samples = load({{"name", "moons"}, {"split", {{"dev", 0.5}}}}, {});
  samples.features = {"a", "b"};
  CHECK(digest(samples) == digest(load({{"name", "moons"}}, {})));
}

// Made apart, with Python 3.11 (hashlib, json, struct):
//   header = {"n_x": 2, "n_y": 1, "m": 3, "m_test": 1, "task": 0, "classes": ["no", "yes"],
//             "bytes": 0, "scale": 1}
//   text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
//   hashlib.sha256(text + bytes([]) + struct.pack("<6d", 1, 2.5, -3, 4, 0.1, 6)
//                  + struct.pack("<3d", 0, 1, 0)).hexdigest()
// The keys of all recorded runs hold such digests: these may never change.
TEST_CASE("digest: the SHA-256 of a header as JSON, then bytes, values and targets") {
  Samples two;
  two.n_x = 2;
  two.n_y = 1;
  two.m = 3;
  two.m_test = 1;
  two.values = {1, 2.5, -3, 4, 0.1, 6};
  two.Y = {0, 1, 0};
  two.task = Task::kBinary;
  two.classes = {"no", "yes"};
  CHECK(digest(two) == "bcc9230314f3be044bee90b6cc933a2d6a880c58490429987e17ec37d7be9d31");

  Samples numbers;  // of bytes
  numbers.n_x = 2;
  numbers.n_y = 1;
  numbers.m = 2;
  numbers.bytes = {0, 255, 7, 9};
  numbers.scale = 0.5;
  numbers.Y = {0.25, -1};
  numbers.task = Task::kRegression;
  CHECK(digest(numbers) == "ac844774ef87381f21e680f3ecf4b3ae938c46b8fabc5114557735cd04bb5edc");

  Samples three;
  three.n_x = 1;
  three.n_y = 3;
  three.m = 3;
  three.values = {1, 2, 3};
  three.Y = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  three.task = Task::kMulticlass;
  three.classes = {"a", "b", "c"};
  CHECK(digest(three) == "03618e1d5f04783cf536a5a01b50ad353f4cb7676d46b5afc6c34a7a1c2fd4d5");
}

TEST_CASE("digest: files that differ anywhere that matters have different ones") {
  const TemporaryFolder folder;
  int files = 0;
  std::set<std::string> digests;
  const auto add = [&](const std::string& text, const std::string& test, const char* task) {
    folder.write("f.csv", text);
    base::Value section{
        {"name", "csv"}, {"file", "f.csv"}, {"target", "y"}, {"task", task}, {"missing", "mean"}};
    if (!test.empty()) {
      folder.write("t.csv", test);
      section["test_file"] = "t.csv";
    }
    digests.insert(digest(load(section, {folder.path()})));
    ++files;
  };
  add("a,b,y\n1,2,0\n3,4,1\n5,6,0\n", "", "classification");
  add("a,b,y\n1,2,0\n3,4,1\n5,6,1\n", "", "classification");         // a label
  add("a,b,y\n1,2,0\n3,4,2\n5,6,0\n", "", "classification");         // a class's name
  add("a,b,y\n1,2,0\n3,4,1\n5,6,0\n", "", "regression");             // the task
  add("a,b,y\n1,2,0\n3,4,1\n5,7,0\n", "", "classification");         // a value
  add("a,b,y\n1,2,0\n3,,1\n5,6,0\n", "", "classification");          // one is missing
  add("a,b,y\n1,2,0\n3,nan,1\n,6,0\n", "", "classification");        // another is, too
  add("a,b,y\n3,4,1\n1,2,0\n5,6,0\n", "", "classification");         // the order of samples
  add("b,a,y\n2,1,0\n4,3,1\n6,5,0\n", "", "classification");         // that of features
  add("a,b,y\n1,2,0\n3,4,1\n", "a,b,y\n5,6,0\n", "classification");  // a part is the test's
  add("a,b,y\n1,2,0\n3,4,1\n", "a,b,y\n5,6,1\n", "classification");
  add("a,b,y\n1,2,0\n3,4,1\n", "a,b,y\n5,7,0\n", "classification");
  add("a,y\n1,0\n2,0\n3,1\n4,1\n5,0\n6,0\n", "",
      "classification");  // the same numbers, else laid out
  CHECK(digests.size() == static_cast<std::size_t>(files));
}

}  // namespace
}  // namespace ice::data
