#include "report/table.hpp"

#include <catch2/catch.hpp>

#include "numbers.hpp"

using namespace ice;
using namespace ice::report;
using ice::store::Table;

namespace {

Table example_table() {
  return {{"id", "optimizer.learning_rate", "network.activation", "dev.cost"},
          {{"41f3aa", 0.001, "relu", 0.23456789},
           {"9c01bd", 0.1, nullptr, 12.5},
           {"77aa10", 1, "leaky, \"quoted\"", kNan}}};
}

std::string shown(const Table& table, std::size_t width = 0, int precision = 4) {
  return std::string("\n").append(render(table, {Format::kTable, width, precision, false}));
}

}  // namespace

TEST_CASE("table: short heads, texts to the left, numbers aligned at their points") {
  CHECK(shown(example_table()) == R"(
id      learning_rate  activation       dev.cost
──────  ─────────────  ───────────────  ────────
41f3aa          0.001  relu               0.2346
9c01bd          0.1                      12.5
77aa10          1      leaky, "quoted"  nan
)");
}

TEST_CASE("table: a narrow terminal shortens texts, then leaves out columns and says so") {
  CHECK(shown(example_table(), 45) == R"(
id      learning_rate  activation    dev.cost
──────  ─────────────  ────────────  ────────
41f3aa          0.001  relu            0.2346
9c01bd          0.1                   12.5
77aa10          1      leaky, "quo…  nan
)");
  CHECK(shown(example_table(), 40) == R"(
id      learning_rate  activation
──────  ─────────────  ───────────────
41f3aa          0.001  relu
9c01bd          0.1
77aa10          1      leaky, "quoted"
not shown (-f csv has all): dev.cost
)");
}

TEST_CASE("table: the column that is to be kept, and what rows are called, give way last") {
  const Table table{{"study", "why", "created_at", "runs", "best"},
                    {{"planar-limits", "a long text that may be cut", "2026-11-24T10:00", 7, 0.5},
                     {"cats", "short", "2026-11-25T10:00", 12, 0.25}}};
  TableStyle style;
  style.keep = {"best"};
  style.width = 58;
  CHECK(render(table, style) == R"(study          why            created_at        runs  best
─────────────  ─────────────  ────────────────  ────  ────
planar-limits  a long text …  2026-11-24T10:00     7  0.5
cats           short          2026-11-25T10:00    12  0.25
)");
  style.width = 36;
  CHECK(render(table, style) == R"(study          why              best
─────────────  ───────────────  ────
planar-limits  a long text th…  0.5
cats           short            0.25
not shown (-f csv has all): created…
)");
  style.width = 20;
  CHECK(render(table, style) == R"(study          best
─────────────  ────
planar-limits  0.5
cats           0.25
not shown (-f csv h…
)");
}

TEST_CASE("table: precision is the significant digits of reals") {
  const Table table{{"x"}, {{0.123456789}, {1234567.8}, {42}, {1e-9}}};
  CHECK(shown(table, 0, 2) == R"(
          x
───────────
      0.12
1234568
     42
      1e-09
)");
}

TEST_CASE("table: without rows the heads stand alone, without columns there is nothing") {
  CHECK(shown({{"id", "seed"}, {}}) == "\nid  seed\n──  ────\n");
  CHECK(shown({}) == "\n");
}

TEST_CASE("table: stored control characters never reach the terminal") {
  CHECK(shown({{"error"}, {{"boom\x1b[2J\nnext"}}}).find('\x1b') == std::string::npos);
}

TEST_CASE("table: json keeps whole names, exact numbers, nan and infinity") {
  const Table table{{"dev.cost", "error"}, {{0.1, nullptr}, {kNan, "a \"b\""}, {-kInfinity, "ü"}}};
  CHECK(render(table, {Format::kJson}) == R"([
  {
    "dev.cost": 0.1,
    "error": null
  },
  {
    "dev.cost": "nan",
    "error": "a \"b\""
  },
  {
    "dev.cost": "-inf",
    "error": "ü"
  }
]
)");
  CHECK(render({{"a"}, {}}, {Format::kJson}) == "[]\n");
}

TEST_CASE("table: csv quotes what needs it and keeps every digit") {
  CHECK(render(example_table(), {Format::kCsv}) ==
        "id,optimizer.learning_rate,network.activation,dev.cost\n"
        "41f3aa,0.001,relu,0.23456789\n"
        "9c01bd,0.1,,12.5\n"
        "77aa10,1,\"leaky, \"\"quoted\"\"\",nan\n");
}

TEST_CASE("table: markdown escapes bars and aligns numbers to the right") {
  const Table table{{"network.activation", "n"}, {{"a|b", 2}}};
  CHECK(render(table, {Format::kMarkdown}) ==
        "| activation | n |\n| --- | ---: |\n| a\\|b | 2 |\n");
}

TEST_CASE("table: a head is short only where it stays unique, and never for metrics and data") {
  CHECK(short_names({"data.noise", "optimizer.learning_rate", "network.activation.slope",
                     "loss.slope", "dev.cost", "id"}) ==
        std::vector<std::string>{"data.noise", "learning_rate", "network.activation.slope",
                                 "loss.slope", "dev.cost", "id"});
}

TEST_CASE("table: formats by name") {
  CHECK(format_from("md") == Format::kMarkdown);
  CHECK(format_from("csv") == Format::kCsv);
  CHECK_FALSE(format_from("xml"));
}
