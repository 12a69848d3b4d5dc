#include "store/query/table_filter.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using ice::store::filter_rows;
using ice::store::Table;

namespace {

Table fruit() {
  return {
      {"name", "dev.cost", "size"},
      {{"apple", 0.5, 3}, {"pear's", std::nan(""), 4}, {"fig", nullptr, ice::store::Field{1, 2}}}};
}

std::string names(const std::string& where) {
  std::string text;
  for (const auto& row : filter_rows(fruit(), where).rows) text += row[0].get<std::string>() + " ";
  return text;
}

}  // namespace

TEST_CASE("table filter: an expression over the columns, with underscores for dots") {
  CHECK(names("") == "apple pear's fig ");
  CHECK(names("dev_cost < 1") == "apple ");
  CHECK(names("\"dev.cost\" is null") == "pear's fig ");
  CHECK(names("name = 'pear''s' or size = '[1, 2]'") == "pear's fig ");
}

TEST_CASE("table filter: what is wrong with the expression, and what would leave its place") {
  CHECK_THROWS_WITH(names("nam = 1"),
                    "--where: no such column: nam. Did you mean 'name'? A text "
                    "stands in single quotes: 'nam'");
  CHECK_THROWS_WITH(names("name = 'x"), "--where: a quote is not closed: 'x");
  for (const char* attack :
       {"1) UNION SELECT 1 --", "1)) UNION SELECT 1 FROM ((t", "1; DROP TABLE t",
        "load_extension('x')", "(SELECT 1 FROM t WHERE 1", "?1 = 1"})
    CHECK_THROWS(names(attack));
}
