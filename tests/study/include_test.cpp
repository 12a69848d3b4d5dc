// Files laid over one another.
#include "study/include.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "studies.hpp"

using ice::study::Node;
using ice::study::parse_yaml;
using ice::study::to_value;
using ice::study::with_includes;
namespace fs = std::filesystem;

namespace {

// The folder of one test.
struct Folder : ice::test::TemporaryFolder {
  [[nodiscard]] std::string at(const std::string& rest) const { return (*this / rest).string(); }
};

std::string refusal(const Folder& folder, const std::string& text) {
  return refusal_by([&] { return with_includes(parse_yaml(text, "f.yaml"), folder.path()); });
}

}  // namespace

TEST_CASE("include: maps are merged key by key, all else is replaced") {
  const Folder folder;
  (void)folder.write("base.yaml",
                     "a: {x: 1, y: [1, 2]}\nb: 1\noptimizer: adam\nloss: {name: huber, delta: 2}\n"
                     "experiment: {parameters: {p: {min: 0, max: 1}, q: {value: 1}}}\n");
  const Node root = with_includes(
      parse_yaml("include: base.yaml\na: {y: [3], z: 4}\nc: 2\noptimizer: {learning_rate: 1}\n"
                 "loss: {name: hinge}\nexperiment: {parameters: {p: {values: [3]}}}\n",
                 "f.yaml"),
      folder.path());
  CHECK(to_value(root) == to_value(parse_yaml(R"({a: {x: 1, y: [3], z: 4}, b: 1, c: 2,
    optimizer: {name: adam, learning_rate: 1}, loss: {name: hinge},
    experiment: {parameters: {p: {values: [3]}, q: {value: 1}}}})",
                                              "g")));
}

TEST_CASE("include: each node knows the file it stands in") {
  const Folder folder;
  (void)folder.write("base.yaml", "a: 1\nb: 2\n");
  const Node root =
      with_includes(parse_yaml("include: base.yaml\nb: 3\n", "f.yaml"), folder.path());
  CHECK(root.find("a")->where() == folder.at("base.yaml:1:4"));
  CHECK(root.find("b")->where() == "f.yaml:2:4");
}

TEST_CASE("include: paths are relative to the file they stand in") {
  const Folder folder;
  (void)folder.write("deep/base.yaml", "include: more/root.yaml\nb: 2\n");
  (void)folder.write("deep/more/root.yaml", "a: 1\n");
  const Node root = with_includes(parse_yaml("include: deep/base.yaml", "f.yaml"), folder.path());
  CHECK(to_value(root) == ice::base::Value{{"a", 1}, {"b", 2}});
}

TEST_CASE("include: what cannot be included is refused where it is named") {
  const Folder folder;
  (void)folder.write("list.yaml", "[1]");
  (void)folder.write("broken.yaml", "a: [1");
  (void)folder.write("empty.yaml", "# nothing\n");
  (void)folder.write("large.yaml", std::string(300'000, ' '));
  CHECK(refusal(folder, "include: 3") == "f.yaml:1:10: include: expected a file, got 3");
  CHECK(refusal(folder, "include: [a, b]") == "f.yaml:1:10: include: expected a file, got a list");
  CHECK(refusal(folder, "include: no.yaml") ==
        "f.yaml:1:10: include: " + folder.at("no.yaml") + ": no such file");
  CHECK(refusal(folder, "include: .") == "f.yaml:1:10: include: " + folder.at("") + ": not a file");
  CHECK(refusal(folder, "include: list.yaml") ==
        folder.at("list.yaml:1:1") + ": expected a map, got a list");
  CHECK(refusal(folder, "include: broken.yaml") ==
        folder.at("broken.yaml:1:4") + ": this '[' is never closed");
  CHECK_THAT(refusal(folder, "include: large.yaml"), Catch::Contains("larger than 256 KiB"));
  CHECK(refusal(folder, "include: empty.yaml\na: 1") == "accepted");
}

TEST_CASE("include: no file includes itself") {
  const Folder folder;
  (void)folder.write("a.yaml", "include: b.yaml\n");
  (void)folder.write("b.yaml", "include: ./x/../a.yaml\n");
  (void)folder.write("x/none", "");
  CHECK(refusal(folder, "include: a.yaml") ==
        folder.at("b.yaml:1:10") + ": include: 'a.yaml' includes itself");
  (void)folder.write("self.yaml", kCode + "include: self.yaml\n");
  CHECK(refusal_by([&] { return ice::study::load(folder.path() / "self.yaml"); }) ==
        folder.at("self.yaml:6:10") + ": include: 'self.yaml' includes itself");
}

TEST_CASE("include: eight files may stand below one another") {
  const Folder folder;
  (void)folder.write("8.yaml", "a: 8\n");
  for (int i = 7; i > 0; --i)
    (void)folder.write(std::to_string(i) + ".yaml",
                       "include: " + std::to_string(i + 1) + ".yaml\n");
  CHECK(refusal(folder, "include: 1.yaml") == "accepted");
  (void)folder.write("8.yaml", "include: 9.yaml\n");
  (void)folder.write("9.yaml", "a: 9\n");
  CHECK(refusal(folder, "include: 1.yaml") ==
        folder.at("8.yaml:1:10") + ": include: more than 8 files below one another");
}

TEST_CASE("include: errors of an included file are told in it") {
  const Folder folder;
  (void)folder.write("base.yaml", kCode + "  optimiser: adam\n");
  const fs::path study =
      folder.write("f.yaml", "include: base.yaml\ncode: {training: {epochs: 0}}\n");
  CHECK(refusal_by([&] { return ice::study::load(study); }) ==
        folder.at("base.yaml:6:3") + ": code.optimiser: unknown key. Did you mean 'optimizer'?\n" +
            folder.at("f.yaml:2:27") +
            ": code.training.epochs: expected a whole number in [1, 1000000000], got 0");
}
