#include "report/terminal/unicode.hpp"

#include <catch2/catch.hpp>

using namespace ice;
using namespace ice::report;

TEST_CASE("unicode: width counts columns, not bytes") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("naïve") == 5);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("e\xCC\x81") == 1);  // e with a combining acute
  CHECK(display_width("\xF0\x9F\x98\x80") == 2);
  CHECK(display_width("\xFF\xC3") == 2);  // no UTF-8: a column a byte
}

TEST_CASE("unicode: a shortened text fits and never splits a character") {
  CHECK(shorten("abcdef", 6) == "abcdef");
  CHECK(shorten("abcdef", 5) == "abcd…");
  CHECK(shorten("日本語", 4) == "日…");
  CHECK(shorten("abc", 1) == "…");
}

TEST_CASE("unicode: control characters become blanks") {
  CHECK(one_line("a\nb\tc\x1b[31m\x7f") == "a b c [31m ");
  CHECK(one_line("a\xC2\x9B"
                 "b") == "a b");  // the 8-bit form of ESC [
  CHECK(one_line("ä日") == "ä日");
}

TEST_CASE("unicode: repeat") { CHECK(repeat("─", 3) == "───"); }
