#include "report/paragraph.hpp"

#include <catch2/catch.hpp>

using ice::report::paragraph;

TEST_CASE("paragraph: words fill lines of the width") {
  CHECK(paragraph("one two three", 0, 0, 7) == "one two\nthree\n");
  CHECK(paragraph("one two three", 0, 0, 6) == "one\ntwo\nthree\n");
  CHECK(paragraph("", 4) == "");
}

TEST_CASE("paragraph: lines after the first are indented further") {
  CHECK(paragraph("H1: better than before", 2, 2, 14) == "  H1: better\n    than\n    before\n");
}

TEST_CASE("paragraph: new lines and blanks of the text are blanks between words") {
  CHECK(paragraph("one\n two  three\n") == "one two three\n");
}

TEST_CASE("paragraph: a word that is too wide has a line of its own") {
  CHECK(paragraph("a extraordinarily b", 0, 0, 5) == "a\nextraordinarily\nb\n");
}

TEST_CASE("paragraph: columns are counted, not bytes") {
  CHECK(paragraph("äää ööö", 0, 0, 7) == "äää ööö\n");
}
