#include "base/utf8.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace ice::base;

TEST_CASE("utf8: a sequence is one to four bytes, in the one way it may be written") {
  CHECK(utf8_length("a") == 1);
  CHECK(utf8_length("\u00e9") == 2);
  CHECK(utf8_length("\u20ac") == 3);
  CHECK(utf8_length("\U0001F600") == 4);
  CHECK(utf8_length("\U0010FFFF") == 4);
  for (const char* bytes :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3(",
        "\xE2\x82(", "\xF0\x9F\x98("})
    CHECK(utf8_length(bytes) == 0);
}

TEST_CASE("utf8: plain text has no control characters") {
  CHECK(is_plain_text(""));
  CHECK(is_plain_text("size in m\u00b2"));
  for (const std::string text : {"a\nb", "a\tb", "\x1b[31m", "\x7f", "gr\xFC!"})
    CHECK_FALSE(is_plain_text(text));
  CHECK_FALSE(is_plain_text(std::string(1, '\0')));
}

TEST_CASE("utf8: a sequence spells its character, first and last of each length") {
  CHECK(code_point("a") == U'a');
  CHECK(code_point("\x7F") == 0x7F);
  CHECK(code_point("\u0080") == 0x80);
  CHECK(code_point("\u07FF") == 0x7FF);
  CHECK(code_point("\u0800") == 0x800);
  CHECK(code_point("\uFFFD") == 0xFFFD);
  CHECK(code_point("\U00010000") == 0x10000);
  CHECK(code_point("\U0010FFFF") == 0x10FFFF);
}

TEST_CASE("utf8: every byte of a text belongs to a sequence, or it is none") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("a\tb \u00e9 \u20ac \U0001F600"));
  CHECK(is_utf8(std::string(1, '\0')));
  for (const std::string text : {"a\xFF", "\xC3", "a\xE2\x82", "\xED\xA0\x80", "\u00e9\x80"})
    CHECK_FALSE(is_utf8(text));
}

TEST_CASE("utf8: any bytes become text, each wrong one a replacement character") {
  using ice::base::as_utf8;
  CHECK(as_utf8("Größe 1") == "Größe 1");
  CHECK(as_utf8("bad \xff, cut \xe2\x82") == "bad \uFFFD, cut \uFFFD\uFFFD");
  CHECK(as_utf8("") == "");
}
