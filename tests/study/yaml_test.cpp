// The reader: YAML 1.2 scalars, locations, refusals and limits; the writer as its inverse.
#include "study/yaml.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

#include "base/error.hpp"
#include "base/rng.hpp"
#include "studies.hpp"

using ice::base::Value;
using ice::study::Node;
using ice::study::parse_yaml;
using ice::study::to_value;
using ice::study::to_yaml;

namespace {

Value read_yaml(const std::string& text) { return to_value(parse_yaml(text, "f.yaml")); }

std::string yaml_refusal(const std::string& text) {
  try {
    (void)parse_yaml(text, "f.yaml");
  } catch (const ice::base::UserError& error) {
    return error.what();
  }
  return "accepted";
}

std::string repeated(const std::string& part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

// A sequence of `levels` lists, each of ten aliases of the one before.
std::string alias_bomb(int levels) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < levels; ++i)
    text += fmt::format("a{0}: &a{0} [{1}]\n", i, repeated(fmt::format("*a{}, ", i - 1), 10));
  return text;
}

// Peak resident memory of this process in bytes.
std::size_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::size_t kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib * 1024;
  }
  return 0;
}

class RandomValues {
 public:
  explicit RandomValues(std::uint64_t index) : stream_(7, ice::base::Purpose::kStatistics, index) {}

  Value any(int depth) {
    const std::uint64_t kind = stream_.below(depth > 0 ? 8 : 5);
    if (kind == 0) return nullptr;
    if (kind == 1) return stream_.below(2) == 0;
    if (kind == 2) return static_cast<std::int64_t>(stream_.next64());
    if (kind == 3) return real();
    if (kind == 4) return text();
    Value value = kind == 5 ? Value::object() : Value::array();
    for (std::uint64_t n = stream_.below(5); n > 0; --n) {
      if (kind == 5)
        value[text()] = any(depth - 1);
      else
        value.push_back(any(depth - 1));
    }
    return value;
  }

 private:
  double real() {
    return stream_.normal() * std::pow(10.0, static_cast<double>(stream_.below(600)) - 300.0);
  }

  std::string text() {
    static const std::vector<std::string> kPieces{
        "a",      "B",      "yes", "no",  "1",    "0x1",  "1e5", "-", ":",    ": ",   "#",
        " #",     " ",      "\n",  "\t",  "'",    "\"",   "\\",  "[", "]",    "{",    "}",
        ",",      "&",      "*",   "!",   "|",    ">",    "%",   "@", "`",    "~",    "null",
        "?",      "? ",     "--",  "---", "...",  "é",    "漢",  "😀", "\x01", "\x7f", "\u2028",
        "\u0085", "\ufeff", "<<",  "=",   ".inf", "true", "_"};
    std::string text;
    for (std::uint64_t n = stream_.below(5); n > 0; --n)
      text += kPieces[stream_.below(kPieces.size())];
    return text;
  }

  ice::base::Stream stream_;
};

}  // namespace

TEST_CASE("yaml: scalars are typed by the core schema of YAML 1.2") {
  const double inf = std::numeric_limits<double>::infinity();
  const std::vector<std::pair<std::string, Value>> cases{
      {"", nullptr},
      {"~", nullptr},
      {"null", nullptr},
      {"Null", nullptr},
      {"NULL", nullptr},
      {"nULL", "nULL"},
      {"true", true},
      {"True", true},
      {"FALSE", false},
      {"tRUE", "tRUE"},
      {"yes", "yes"},
      {"no", "no"},
      {"on", "on"},
      {"off", "off"},
      {"y", "y"},
      {"0", 0},
      {"12", 12},
      {"-7", -7},
      {"+7", 7},
      {"007", 7},
      {"0o17", 15},
      {"0x1F", 31},
      {"0xfg", "0xfg"},
      {"0o8", "0o8"},
      {"-0x1", "-0x1"},
      {"1_000", "1_000"},
      {"0b1", "0b1"},
      {"12:30", "12:30"},
      {"1.5", 1.5},
      {"-.5", -0.5},
      {"1.", 1.0},
      {".", "."},
      {"1e-4", 1e-4},
      {"1E+3", 1000.0},
      {"12e03", 12000.0},
      {"1e", "1e"},
      {"e5", "e5"},
      {"1e5.0", "1e5.0"},
      {"+.5e1", 5.0},
      {"1.2.3", "1.2.3"},
      {".inf", inf},
      {"-.INF", -inf},
      {"+.Inf", inf},
      {"inf", "inf"},
      {"nan", "nan"},
      {"'1'", "1"},
      {"\"true\"", "true"},
      {"!!str 12", "12"},
      {"1e999", inf},
      {"-1e999", -inf},
      {"1e-999", 0.0},
      {"--1", "--1"},
      {"+-1", "+-1"},
      {"2024-01-01", "2024-01-01"},
      {"9223372036854775807", 9223372036854775807},
      {"18446744073709551615", 18446744073709551615u},
      {"18446744073709551616", 18446744073709551616.0}};
  for (const auto& [text, value] : cases) {
    INFO(text);
    const Value got = read_yaml("k: " + text)["k"];
    CHECK(got == value);
    CHECK(got.type_name() == std::string(value.type_name()));
  }
  CHECK(std::isnan(read_yaml("k: .nan")["k"].get<double>()));
  CHECK(read_yaml("k: 1.0")["k"].is_number_float());
  CHECK(read_yaml("k: 1")["k"].is_number_integer());
}

TEST_CASE("yaml: keys stay text as they are written") {
  CHECK(read_yaml("{1: a, true: b, 1e-4: c, 'x y': d}") ==
        Value{{"1", "a"}, {"true", "b"}, {"1e-4", "c"}, {"x y", "d"}});
}

TEST_CASE("yaml: every node knows where it stands") {
  const Node root = parse_yaml("a: 1\nb:\n  - x\n  - {c: 2}\nd:\ne: 3\n", "f.yaml");
  CHECK(root.where() == "f.yaml:1:1");
  CHECK(root.find("a")->where() == "f.yaml:1:4");
  CHECK(root.find("b")->items[1].where() == "f.yaml:4:5");
  CHECK(root.find("b")->items[1].find("c")->where() == "f.yaml:4:9");
  CHECK(root.entries[1].where() == "f.yaml:2:1");
  CHECK(root.find("d")->where() == "f.yaml:5:1");
  CHECK(root.find("nothing") == nullptr);
}

TEST_CASE("yaml: columns count characters, and no byte order mark") {
  const Node root = parse_yaml("\xef\xbb\xbf{é: ü, 漢字: [😀, x]}\n", "f.yaml");
  CHECK(root.where() == "f.yaml:1:1");
  CHECK(root.find("é")->where() == "f.yaml:1:5");
  CHECK(root.entries[1].where() == "f.yaml:1:8");
  CHECK(root.find("漢字")->items[1].where() == "f.yaml:1:16");
}

TEST_CASE("yaml: quotes within quotes close nothing") {
  CHECK(read_yaml("[\"a \\\" b\", 'it''s', &x 'y', \"\\\\\", '\\']\n") ==
        Value{"a \" b", "it's", "y", "\\", "\\"});
  CHECK(read_yaml("a: \"one\n  two\"\nb: |\n  it's \"\n") ==
        Value{{"a", "one two"}, {"b", "it's \"\n"}});
}

TEST_CASE("yaml: anchors and aliases stand for the same value") {
  CHECK(read_yaml("a: &x [1, {b: 2}]\nc: *x\nd: &y 5\ne: *y\n") ==
        read_yaml("a: [1, {b: 2}]\nc: [1, {b: 2}]\nd: 5\ne: 5\n"));
}

TEST_CASE("yaml: an empty document is null") {
  CHECK(read_yaml("").is_null());
  CHECK(read_yaml("\n# nothing\n").is_null());
  CHECK(read_yaml("---\n").is_null());
}

TEST_CASE("yaml: malformed text is refused with its place") {
  const std::string check = "Check the indentation, brackets and quotes";
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a: [1, 2", "f.yaml:1:4: this '[' is never closed"},
      {"a: {b: [1]\nc: 2", "f.yaml:1:4: this '{' is never closed"},
      {"a: 1\na: 2", "f.yaml:2:1: key 'a' is there twice. Keep one of them"},
      {"a: {b: 1, b: 2}", "f.yaml:1:11: key 'b' is there twice. Keep one of them"},
      {"a: &x [*x]",
       "f.yaml:1:8: an alias stands inside what it stands for. Alias cycles are refused"},
      {"&x {a: {b: *x}}",
       "f.yaml:1:12: an alias stands inside what it stands for. Alias cycles are refused"},
      {"a: *x", "f.yaml:1:4: the referenced anchor is not defined"},
      {"a: &x b\n*x : 1", "f.yaml:2:1: an alias cannot be a key. Write the key out"},
      {"? [1, 2]\n: 3", "f.yaml:1:3: a list or map cannot be a key. Keys are plain text"},
      {"a: !!binary abc",
       "f.yaml:1:4: tag 'tag:yaml.org,2002:binary'. Tags have no meaning in a study"},
      {"a: !thing {}", "f.yaml:1:4: tag '!thing'. Tags have no meaning in a study"},
      {"a: 1\n---\nb: 2", "f.yaml:2:1: a second document begins here. One file is one study"},
      {"a: 1\n\tb: 2",
       "f.yaml:2:1: illegal tab when looking for indentation. Indent with blanks, not tabs"},
      {"\ta: 1", "f.yaml:1:3: this ':' does not belong here. Indent with blanks, not tabs"},
      {"a: b: c", "f.yaml:1:5: this ':' does not belong here. " + check},
      {"a:\n  b: 1\n c: 2", "f.yaml:3:2: this does not belong here. " + check},
      {"a: 'x' y", "f.yaml:1:8: this does not belong here. " + check},
      {"a: - b", "f.yaml:1:4: this '-' does not belong here. " + check},
      {"a: {b: [1, 2}", "f.yaml:1:13: this bracket closes none that is open"},
      {"a: @x", "f.yaml:1:4: no value begins like this. Put it in quotes"},
      {"a: \"C:\\data\"", "f.yaml:1:9: the '\\' just before escapes nothing. Use single quotes"},
      {"a: \"x", "f.yaml:1:6: the file ends within quotes"},
      {"a: \"x\n", "f.yaml:1:4: this quote is never closed"},
      {"a: \"x\\\"\n", "f.yaml:1:4: this quote is never closed"},
      {"a: 'it''s\nb: 1\n", "f.yaml:1:4: this quote is never closed"},
      {"a: &x !!str 'b\n", "f.yaml:1:4: this quote is never closed"},
      {"a: [\"x, 1]\n", "f.yaml:1:5: this quote is never closed"},
      {"a: \xff", "f.yaml:1:4: not UTF-8 text. Save the file as UTF-8"},
      {"\xff\xfe"
       "a",
       "f.yaml:1:1: not UTF-8 text. Save the file as UTF-8"},
      {"a: \xed\xa0\x80", "f.yaml:1:4: not UTF-8 text. Save the file as UTF-8"},
      {"a: é\nb: \x04", "f.yaml:2:4: control character 0x04"},
      {std::string("a: \0", 4), "f.yaml:1:4: control character 0x00"}};
  for (const auto& [text, message] : cases) {
    INFO(text);
    CHECK(yaml_refusal(text) == message);
  }
}

TEST_CASE("yaml: what passes the limits is refused in little memory") {
  constexpr std::size_t kSize = ice::study::kMaxYamlBytes;
  const std::string too_deep = "nested deeper than 64 levels";
  const std::string too_many = "more than 100000 nodes. Aliases count as what they stand for";
  const std::vector<std::pair<std::string, std::string>> cases{
      {std::string(kSize + 1, ' '), "larger than 256 KiB"},
      {std::string(kSize, '['), too_deep},
      {std::string(kSize, '{'), too_deep},
      {repeated("[ ", kSize / 4) + repeated("] ", kSize / 4), too_deep},
      {repeated("{a: ", kSize / 5) + repeated("}", kSize / 5), too_deep},
      {repeated("[a,", kSize / 4) + repeated("]", kSize / 4), too_deep},
      {repeated("- ", kSize / 2), too_deep},
      {repeated("? ", kSize / 2), "a list or map cannot be a key"},
      {fmt::format("[{}]", repeated("a,", kSize / 2 - 1)), too_many},
      {alias_bomb(9), too_many},
      {fmt::format("&a [{}{}{}]", repeated("&b [", 10), repeated("x,", 20'000), repeated("]", 10)),
       "more than 100000 nodes with anchors"}};
  const std::size_t before = peak_memory();
  for (const auto& [text, message] : cases) {
    INFO(text.substr(0, 40));
    CHECK_THAT(yaml_refusal(text), Catch::Contains(message));
  }
  if (!kIsSanitized) CHECK(peak_memory() - before < std::size_t{64} << 20);
}

TEST_CASE("yaml: what stays within the limits is read") {
  const std::size_t levels = ice::study::kMaxYamlDepth;
  CHECK(yaml_refusal(std::string(levels, '[') + std::string(levels, ']')) == "accepted");
  CHECK(yaml_refusal(fmt::format("a: {}", std::string(ice::study::kMaxYamlBytes - 3, 'x'))) ==
        "accepted");
  CHECK(yaml_refusal(fmt::format("[{}]", repeated("a,", 99'999))) == "accepted");
  CHECK(yaml_refusal(alias_bomb(4)) == "accepted");
}

TEST_CASE("yaml: what is written reads back as the same value") {
  for (std::uint64_t i = 0; i < 3000; ++i) {
    const Value value = RandomValues(i).any(4);
    const std::string text = to_yaml(value);
    INFO(text);
    REQUIRE(read_yaml(text) == value);
  }
}

TEST_CASE("yaml: the writer prefers what people would write") {
  Node node;
  node["name"] = ice::study::to_node("two words");
  node["list"] = ice::study::to_node({1, 0.5, {"relu", "yes", "1"}, "a: b"});
  node["map"]["inner"] = ice::study::to_node(0.5);
  node["empty"] = ice::study::to_node(Value::object());
  node["maps"] = ice::study::to_node({{{"a", 1}}, {{"b", nullptr}}});
  CHECK(to_yaml(node) ==
        "name: two words\n"
        "list: [1, 0.5, [relu, yes, \"1\"], \"a: b\"]\n"
        "map:\n"
        "  inner: 0.5\n"
        "empty: {}\n"
        "maps:\n"
        "  - {a: 1}\n"
        "  - {b: null}\n");
}

TEST_CASE("yaml: its own tags say what a scalar is, and must be right") {
  CHECK(
      read_yaml("[!!float 1e-3, !!int 4, !!bool true, !!null ~, !!str 5, !!seq [1], !!map {a: 1}]")
          .dump() == R"([0.001,4,true,null,"5",[1],{"a":1}])");
  CHECK(yaml_refusal("a: !!float x") == "f.yaml:1:4: 'x' is no float");
  CHECK(yaml_refusal("a: !!int 1.5") == "f.yaml:1:4: '1.5' is no int");
}

TEST_CASE("yaml: a merge adds the keys that a map does not have itself") {
  CHECK(read_yaml("base: &b {x: 1, y: 2}\na: {<<: *b, y: 3, z: 4}").at("a") ==
        Value{{"x", 1}, {"y", 3}, {"z", 4}});
  CHECK(read_yaml("b: &b {x: 1, y: 2}\nc: &c {x: 5, w: 6}\na:\n  <<: [*b, *c]\n  z: 0").at("a") ==
        Value{{"x", 1}, {"y", 2}, {"w", 6}, {"z", 0}});
  CHECK(read_yaml("b: &b {x: 1}\nc: &c {<<: *b, y: 2}\na: {<<: *c}").at("a") ==
        Value{{"x", 1}, {"y", 2}});
  CHECK(yaml_refusal("a: {<<: 3}") == "f.yaml:1:5: expected a map to merge, or a list of maps");
}
