// Comparisons with literals in an SQL expression.
#include "store/query/comparisons.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/text.hpp"

using namespace ice::store;

namespace {

// "column op 'text'" or "column op number", one behind the other.
std::string found(const std::string& expression) {
  std::vector<std::string> texts;
  for (const auto& [column, op, literal] : comparisons_in(expression))
    texts.push_back(literal.is_text ? fmt::format("{} {} '{}'", column, op, literal.text)
                                    : fmt::format("{} {} {}", column, op, literal.text));
  return ice::base::join(texts, ", ");
}

}  // namespace

TEST_CASE("comparisons: a column and a literal, in any spelling") {
  CHECK(found("optimizer = 'adam'") == "optimizer = 'adam'");
  CHECK(found("optimizer=='adam'") == "optimizer = 'adam'");
  CHECK(found("optimizer IS 'adam'") == "optimizer = 'adam'");
  CHECK(found("'adam' = optimizer") == "optimizer = 'adam'");
  CHECK(found("\"network.hidden\" = '[64, 32]'") == "network.hidden = '[64, 32]'");
  CHECK(found("[network.hidden] = 'a' and `l2` = 1") == "network.hidden = 'a', l2 = 1");
  CHECK(found("rate = 1e-3 or rate = -.5 or rate = 1E+4") ==
        "rate = 1e-3, rate = -.5, rate = 1E+4");
  CHECK(found("error = 'it''s'") == "error = 'it's'");
  CHECK(found("größe = 3") == "größe = 3");
}

TEST_CASE("comparisons: lists and orderings") {
  CHECK(found("hidden in ('[4]', '[5]') and seed IN(1,-2)") ==
        "hidden = '[4]', hidden = '[5]', seed = 1, seed = -2");
  CHECK(found("rate < '0.1' and 5 >= epochs and epochs>2") ==
        "rate < '0.1', epochs <= 5, epochs > 2");
}

TEST_CASE("comparisons: and, or, not and parentheses around them") {
  CHECK(found("not (a = 1 or (b = 'x' and c = 2.5))") == "a = 1, b = 'x', c = 2.5");
}

TEST_CASE("comparisons: what is none") {
  for (const char* expression : {"",
                                 "a",
                                 "a = b",
                                 "a <> 'x'",
                                 "a != 1",
                                 "a is not 'x'",
                                 "a IS NULL",
                                 "a like 'x%'",
                                 "-- a = 1",
                                 "/* a = 1 */",
                                 "'a = 1'",
                                 "\"a = 1\"",
                                 "a = ",
                                 "= 'x'",
                                 "a in (b)",
                                 "a in (select 1)",
                                 "1 = 1",
                                 "a = 'open",
                                 "count(*) = ",
                                 "a = -b"}) {
    INFO(expression);
    if (std::string(expression) == "a = 'open")
      CHECK(found(expression) == "a = 'open'");
    else
      CHECK(found(expression).empty());
  }
}
