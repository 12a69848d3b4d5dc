#include "data/section.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "data/environment.hpp"

namespace ice::data {
namespace {

using base::Value;

TEST_CASE("section: defaults are filled in, so that writing one changes nothing") {
  const Value completed = complete_section({{"name", "planar"}});
  CHECK(completed == Value{{"name", "planar"},
                           {"samples", 400},
                           {"noise", 0.2},
                           {"seed", 0},
                           {"generator", "ice"},
                           {"standardize", false},
                           {"targets", nullptr},
                           {"class_weight", nullptr},
                           {"split",
                            {{"train", nullptr},
                             {"dev", 0},
                             {"test", 0},
                             {"seed", 0},
                             {"by", nullptr},
                             {"folds", nullptr},
                             {"fold", nullptr},
                             {"column", nullptr}}}});
  CHECK(complete_section({{"name", "planar"}, {"samples", 400.0}, {"split", nullptr}}) ==
        completed);
  CHECK(complete_section(completed) == completed);
}

TEST_CASE("section: every source completes its own defaults") {
  for (const Source& source : sources()) {
    INFO(source.name);
    Value section{{"name", source.name}};
    for (const Key& key : source.keys)
      if (key.required) section[key.name] = "a.file";
    const Value completed = complete_section(section);
    CHECK(complete_section(completed) == completed);
    CHECK(completed.size() == source.keys.size() + 5);
  }
}

TEST_CASE("section: faults are named with the path and what was expected") {
  const auto message = [](const Value& section) -> std::string {
    try {
      (void)complete_section(section);
    } catch (const base::UserError& error) {
      return error.what();
    }
    return "no error";
  };
  CHECK(message({{"name", "plannar"}}) ==
        "code.data.name: unknown data set 'plannar'. Did you mean 'planar'?");
  CHECK(message({{"name", "csv"}, {"file", "houses.csv"}}) ==
        "code.data.target: missing. Expected the name or number of a column");
  CHECK(message({{"samples", 3}}).starts_with("code.data.name: missing. Known: planar, moons, "));
  CHECK(message("planar").starts_with("code.data.name: unknown data set"));
  CHECK(message({{"name", "planar"}, {"nois", 1}}) ==
        "code.data.nois: unknown key. Did you mean 'noise'?");
  CHECK(message({{"name", "moons"}, {"generator", "numpy"}}) ==
        "code.data.generator: unknown key. Known: samples, noise, seed, standardize, targets, "
        "class_weight, name, split");
  CHECK(message({{"name", "planar"}, {"noise", "loud"}}) ==
        "code.data.noise: expected a number in [0, 1000], got loud");
  CHECK(message({{"name", "planar"}, {"samples", 2.5}}) ==
        "code.data.samples: expected a whole number in [2, 1000000], got 2.5");
  CHECK(message({{"name", "planar"}, {"generator", "matlab"}}) ==
        "code.data.generator: expected one of ice, numpy, got matlab");
  CHECK(message({{"name", "planar"}, {"standardize", 1}}) ==
        "code.data.standardize: expected true or false, got 1");
  CHECK(message({{"name", "idx"}, {"images", "a"}}) == "code.data.labels: missing. Expected text");
  CHECK(message({{"name", "planar"}, {"split", 0.8}}) ==
        "code.data.split: expected a map, got 0.8. For example {train: 0.8, dev: 0.2}");
  CHECK(message({{"name", "planar"}, {"split", {{"dv", 0.2}}}}) ==
        "code.data.split.dv: unknown key. Did you mean 'dev'?");
  for (const Value& size : {Value(1), Value(-0.1), Value(2.5), Value("all"), Value(1e300)}) {
    CHECK(message({{"name", "planar"}, {"split", {{"dev", size}}}}) ==
          "code.data.split.dev: expected a fraction below 1 or a count above 1, got " +
              base::to_text(size));
  }
}

TEST_CASE("section: all faults are told at once, at the places the caller knows") {
  const Where where = [](const std::string& path) { return "f.yaml:3:1: code." + path; };
  CHECK_THROWS_WITH(complete_section({{"name", "planar"}, {"seed", -1}, {"smples", 3}}, where),
                    "f.yaml:3:1: code.data.smples: unknown key. Did you mean 'samples'?\n"
                    "f.yaml:3:1: code.data.seed: expected a whole number >= 0, got -1");
  CHECK_THROWS_WITH(complete_section({{"name", "planar"}, {"seed", 9007199254740993}}, where),
                    "f.yaml:3:1: code.data.seed: expected a whole number >= 0, got "
                    "9007199254740993. The largest is 9007199254740991");
}

TEST_CASE("section: files are looked for in $ICE_DATA, then beside the study") {
  const TemporaryFolder data, study;
  const SetVariable variable("ICE_DATA", data.path().string());
  const Folders folders{study.path()};
  const Value section{{"images", "a.idx"}};
  const auto in_data = data.path() / "a.idx", in_study = study.path() / "a.idx";

  CHECK_THROWS_WITH(find_file(section, "images", folders),
                    "code.data.images: no file 'a.idx'. Looked in " + data.path().string() + ", " +
                        study.path().string());
  study.write("a.idx", "");
  CHECK(find_file(section, "images", folders) == in_study);
  data.write("a.idx", "");
  CHECK(find_file(section, "images", folders) == in_data);
  CHECK(find_file({{"images", in_study.string()}}, "images", folders) == in_study);
}

}  // namespace
}  // namespace ice::data
