#include "store/record.hpp"

#include <catch2/catch.hpp>

using namespace ice::store;
using namespace std::chrono_literals;

TEST_CASE("record: a status is the word it is written as") {
  for (const char* word : {"finished", "diverged", "failed", "crashed", "timeout", "oom"}) {
    REQUIRE(status_from(word));
    CHECK(to_string(*status_from(word)) == word);
  }
  CHECK_FALSE(status_from("running"));
  CHECK_FALSE(status_from("Finished"));
}

TEST_CASE("record: times are UTC with milliseconds, and sort as text") {
  using Clock = std::chrono::system_clock;
  CHECK(utc_text(Clock::from_time_t(0)) == "1970-01-01T00:00:00.000Z");
  CHECK(utc_text(Clock::from_time_t(1'700'000'000) + 123ms) == "2023-11-14T22:13:20.123Z");
  CHECK(utc_text(Clock::from_time_t(1'709'164'800)) == "2024-02-29T00:00:00.000Z");
  CHECK(utc_text(Clock::from_time_t(-1) + 999ms) == "1969-12-31T23:59:59.999Z");
}
