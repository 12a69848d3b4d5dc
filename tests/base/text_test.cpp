#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "base/process.hpp"

using namespace ice::base;

TEST_CASE("text: the nearest name is found across a slip of the hand") {
  const std::vector<std::string> names{"relu", "leaky_relu", "sigmoid", "tanh"};
  CHECK(nearest("leakyrelu", names) == "leaky_relu");
  CHECK(nearest("Tahn", names) == "tanh");
  CHECK(nearest("sigmod", names) == "sigmoid");
  CHECK_FALSE(nearest("softplus", names));
  CHECK_FALSE(nearest("4", std::vector<std::string>{"q"}));
  CHECK(nearest("Q", std::vector<std::string>{"q"}) == "q");
  CHECK_FALSE(nearest("", std::vector<std::string>{"q"}));
  CHECK(suggest("rleu", names) == "Did you mean 'relu'?");
  CHECK(suggest("softplus", names) == "Known: relu, leaky_relu, sigmoid, tanh");
}

TEST_CASE("text: numbers are read whole or not at all") {
  CHECK(parse_number("1e-4") == 1e-4);
  CHECK(parse_number("+.5") == 0.5);
  CHECK(parse_number("-3") == -3.0);
  for (const char* bad :
       {"", "nan", "inf", "-inf", "0x10", "1 ", " 1", "1,5", "1e", "--1", "+-1", "."}) {
    INFO(bad);
    CHECK_FALSE(parse_number(bad));
  }
}

TEST_CASE("text: sizes with their units") {
  CHECK(parse_bytes("2GiB") == 2147483648u);
  CHECK(parse_bytes("512 MiB") == 536870912u);
  CHECK(parse_bytes("64kB") == 64000u);
  CHECK(parse_bytes("1000") == 1000u);
  CHECK(parse_bytes("1.5KiB") == 1536u);
  for (const char* bad : {"", "GiB", "-1", "2 XB", "1e30TB", "99999999999TiB"}) {
    INFO(bad);
    CHECK_FALSE(parse_bytes(bad));
  }
  CHECK(format_bytes(1536) == "1.5 KiB");
  CHECK(format_bytes(2147483648.0) == "2 GiB");
}

TEST_CASE("text: durations and counts for people") {
  CHECK(format_seconds(0.00035) == "350 us");
  CHECK(format_seconds(0.012) == "12 ms");
  CHECK(format_seconds(3.42) == "3.4 s");
  CHECK(format_seconds(130) == "2 min 10 s");
  CHECK(format_seconds(3900) == "1 h 5 min");
  CHECK(format_seconds(59.97) == "1 min 0 s");
  CHECK(format_count(7) == "7");
  CHECK(format_count(1234567) == "1,234,567");
  CHECK(format_count(1, "run") == "1 run");
  CHECK(format_count(0, "run") == "0 runs");
  CHECK(format_count(2000, "study", "studies") == "2,000 studies");
}

TEST_CASE("text: shortest and short numbers") {
  CHECK(format_number(0.1) == "0.1");
  CHECK(format_number(std::nan("")) == "nan");
  CHECK(format_number(-INFINITY) == "-inf");
  CHECK(format_short(0.0123456) == "0.01235");
  CHECK(format_short(1.2e-7) == "1.2e-07");
}

TEST_CASE("text: split, join and trim") {
  CHECK(split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
  CHECK(join(std::vector<std::string>{"a", "b"}, ", ") == "a, b");
  CHECK(trim(" \ta b\n") == "a b");
  CHECK(trim("  ").empty());
}

TEST_CASE("text: an identifier is like leaky_relu") {
  for (const char* good : {"a", "leaky_relu", "z9_"}) CHECK(is_identifier(good));
  for (const char* bad : {"", "9a", "_a", "A", "a-b", "a.b", "a b", "\u00e9"}) {
    INFO(bad);
    CHECK_FALSE(is_identifier(bad));
  }
}

TEST_CASE("text: a path is split at its last dot") {
  using Pair = std::pair<std::string_view, std::string_view>;
  CHECK(split_last("a.b.c") == Pair{"a.b", "c"});
  CHECK(split_last("a") == Pair{"", "a"});
  CHECK(split_last("a.") == Pair{"a", ""});
  CHECK(last_part("dev.cost") == "cost");
  CHECK(last_part("cost") == "cost");
}

TEST_CASE("text: a shell reads a word back") {
  for (const std::string word :
       {"plain/word-1.2_+=:@%,", "", "two words", "don't", "$HOME `ls` \"x\" \\", "*?", "a\nb"}) {
    const Completed echo =
        run_to_end({"/bin/sh", "-c", "printf %s " + shell_word(word)}, std::chrono::seconds(60));
    CHECK(echo.out == word);
  }
  CHECK(shell_word("study.yaml") == "study.yaml");
  CHECK(shell_word("don't") == R"('don'\''t')");
}
