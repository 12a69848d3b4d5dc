// Collected errors: their order, their number, their texts.
#include "study/faults.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "studies.hpp"

using ice::study::clipped;
using ice::study::describe;
using ice::study::Faults;
using ice::study::parse_yaml;

TEST_CASE("faults: all are reported at once, in the order of their places") {
  const auto node = parse_yaml("a: 1\nb: [2, x]\n", "f");
  Faults faults;
  faults.add(node.entries[1], "b", "at its key");
  faults.add(node.find("b")->items[1], "b[1]", "wrong", "Try another");
  faults.add(*node.find("a"), "", "without a path");
  CHECK(faults.count() == 3);
  CHECK(text_of(faults) ==
        "f:1:4: without a path\n"
        "f:2:1: b: at its key\n"
        "f:2:8: b[1]: wrong. Try another");
}

TEST_CASE("faults: none is no error") {
  Faults faults;
  CHECK(faults.count() == 0);
  CHECK(text_of(faults) == "accepted");
}

TEST_CASE("faults: a file that is wrong all over is given up") {
  const auto node = parse_yaml("x", "f");
  Faults faults;
  const std::string text = refusal_by([&] {
    for (int i = 0;; ++i) faults.add(node, "p", "no");
    return 0;
  });
  CHECK(std::count(text.begin(), text.end(), '\n') == 100);
  CHECK_THAT(text, Catch::EndsWith("\nf:1:1: p: no\nThese are the first 100 errors"));
}

TEST_CASE("faults: what was found is described, and cut where it is long") {
  const auto described = [](const std::string& yaml) { return describe(parse_yaml(yaml, "f")); };
  CHECK(described("") == "nothing");
  CHECK(described("{}") == "a map");
  CHECK(described("[]") == "a list");
  CHECK(described("abc") == "'abc'");
  CHECK(described("''") == "''");
  CHECK(described("false") == "false");
  CHECK(described("0.5") == "0.5");
  CHECK(described(".nan") == "nan");
  CHECK(described(std::string(101, 'x')) == "'" + std::string(100, 'x') + "...'");
  CHECK(clipped(std::string(100, 'x')) == std::string(100, 'x'));
  CHECK(clipped(std::string(99, 'x') + "é") == std::string(99, 'x') + "...");
}
