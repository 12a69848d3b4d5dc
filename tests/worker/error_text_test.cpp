#include "worker/error_text.hpp"

#include <catch2/catch.hpp>

using ice::worker::ErrorText;
using ice::worker::run_marker;

TEST_CASE("error text: what runs print is told apart") {
  ErrorText text;
  text.append("before any run\n" + run_marker(1) + "one\n\n" + run_marker(2) + run_marker(3));
  text.append("thr");
  text.append("ee\n");
  CHECK(text.of(1) == "one");
  CHECK(text.of(2).empty());
  CHECK(text.of(3) == "three");
}

TEST_CASE("error text: a job that runs again is told by its last run") {
  ErrorText text;
  text.append(run_marker(1) + "first\n" + run_marker(1) + "second\n");
  CHECK(text.of(1) == "second");
}

TEST_CASE("error text: a job's number is not the beginning of another's") {
  ErrorText text;
  text.append(run_marker(12) + "twelve\n" + run_marker(1) + "one\n");
  CHECK(text.of(1) == "one");
  CHECK(text.of(12) == "twelve");
}

TEST_CASE("error text: the last 16 KiB of a run are kept, and memory for twice that") {
  ErrorText text;
  text.append(run_marker(1));
  for (int i = 0; i < 100; ++i) text.append(std::string(4095, 'x') + "\n");
  text.append("the end\n");
  CHECK(text.of(1).size() <= ErrorText::kKept);
  CHECK(text.of(1).size() > ErrorText::kKept - 10);
  CHECK(text.of(1).ends_with("x\nthe end"));
  CHECK(text.all().size() <= 2 * ErrorText::kKept);
}
