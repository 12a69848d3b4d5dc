// Rows for other programs. The texts are RFC 4180's and JSON's, written by hand.
#include "report/row_writer.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace ice::report;
using ice::store::Field;

namespace {

std::string written(RowFormat format, const std::vector<std::string>& columns,
                    const std::vector<std::vector<Field>>& rows) {
  std::string text;
  RowWriter writer(format, columns, [&](std::string_view piece) { text += piece; });
  for (const auto& row : rows) writer.row(row);
  writer.finish();
  CHECK(writer.rows() == rows.size());
  return text;
}

const std::vector<std::string> kOddColumns{"a,b", "c\"d"};
const std::vector<std::vector<Field>> kOddRows{
    {"x\ny", std::nan("")}, {nullptr, 0.1}, {Field{1, 2}, true}};

}  // namespace

TEST_CASE("row writer: csv quotes what RFC 4180 wants quoted, and keeps nan") {
  CHECK(written(RowFormat::kCsv, kOddColumns, kOddRows) ==
        "\"a,b\",\"c\"\"d\"\n\"x\ny\",nan\n,0.1\n\"[1, 2]\",true\n");
  CHECK(written(RowFormat::kCsv, {"a"}, {}) == "a\n");
}

TEST_CASE("row writer: json is a list of objects, jsonl an object a line") {
  CHECK(written(RowFormat::kJson, kOddColumns, kOddRows) ==
        "[\n{\"a,b\":\"x\\ny\",\"c\\\"d\":\"nan\"},\n{\"a,b\":null,\"c\\\"d\":0.1},\n"
        "{\"a,b\":[1,2],\"c\\\"d\":true}\n]\n");
  CHECK(written(RowFormat::kJsonLines, {"a"}, {{1}, {-0.5}}) == "{\"a\":1}\n{\"a\":-0.5}\n");
  CHECK(written(RowFormat::kJson, {"a"}, {}) == "[]\n");
  CHECK(written(RowFormat::kJsonLines, {"a"}, {}).empty());
}

TEST_CASE("row writer: a curve is a row for each of its points") {
  const double infinity = std::numeric_limits<double>::infinity();
  const auto curve = [&](RowFormat format) {
    std::string text;
    RowWriter writer(format, {"key", "epoch", "value"}, [&](std::string_view s) { text += s; });
    writer.curve(std::vector<Field>{"k,1"}, {"dev.cost", {1, 20}, {1.0 / 3, -infinity}});
    writer.finish();
    return text;
  };
  CHECK(curve(RowFormat::kCsv) ==
        "key,epoch,value\n\"k,1\",1,0.3333333333333333\n\"k,1\",20,-inf\n");
  CHECK(curve(RowFormat::kJsonLines) ==
        "{\"key\":\"k,1\",\"epoch\":1,\"value\":0.3333333333333333}\n"
        "{\"key\":\"k,1\",\"epoch\":20,\"value\":\"-inf\"}\n");
}

TEST_CASE("row writer: a large table is handed on in pieces") {
  std::size_t pieces = 0, largest = 0;
  RowWriter writer(RowFormat::kCsv, {"x"}, [&](std::string_view piece) {
    ++pieces;
    largest = std::max(largest, piece.size());
  });
  for (int i = 0; i < 1000; ++i) writer.row(std::vector<Field>{std::string(1000, 'x')});
  writer.finish();
  CHECK(pieces > 10);
  CHECK(largest < 70'000);
}
