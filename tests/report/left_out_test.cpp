#include "report/left_out.hpp"

#include <catch2/catch.hpp>

using namespace ice;
using namespace ice::report;
using ice::store::PluginUse;
using ice::store::SupersededCell;

namespace {

PluginUse use(const std::string& id, char digit) {
  return {"activation", id, "1", std::string(64, digit), "/lib/a.ice.so"};
}

// A cell of so many runs; the newer one has the same plugins, data and numerics.
SupersededCell cell(std::uint64_t runs) {
  SupersededCell cell;
  cell.runs = runs;
  cell.data_sha256 = cell.newer_data = std::string(64, 'd');
  cell.numerics = cell.newer_numerics = 1;
  cell.plugins = cell.newer_plugins = {use("acme/swish", 'a'), use("core/adam", 'b')};
  return cell;
}

}  // namespace

TEST_CASE("left out: a plugin that was another file") {
  SupersededCell old = cell(8);
  old.plugins[0] = use("acme/swish", '3');
  CHECK(left_out_text({old}) ==
        "8 runs left out: acme/swish was another file (33333333..) then; --superseded shows them");
  CHECK(left_out_text({old}, "look") ==
        "8 runs left out: acme/swish was another file (33333333..) then; look");
  CHECK(left_out_text({}).empty());
}

TEST_CASE("left out: a file of core's plugins is no reason, its name counts") {
  SupersededCell old = cell(1);
  old.plugins[1] = use("core/adam", '3');
  CHECK(reason_text(old) == "they are of other data or an older ice");
}

TEST_CASE("left out: other data, other numerics, and several at once") {
  SupersededCell data = cell(1);
  data.data_sha256 = std::string(64, 'e');
  CHECK(reason_text(data) == "the data were others (eeeeeeee..) then");
  SupersededCell numerics = cell(1);
  numerics.newer_numerics = 2;
  CHECK(reason_text(numerics) == "numerics were 1, are 2");
  data.newer_numerics = 2;
  CHECK(reason_text(data) == "the data were others (eeeeeeee..) then and numerics were 1, are 2");
}

TEST_CASE("left out: of data that are not known nothing is said") {
  SupersededCell old = cell(2);
  old.data_sha256.clear();
  CHECK(left_out_text({old}) ==
        "2 runs left out: they are of other data or an older ice; --superseded shows them");
  old.plugins[0] = use("acme/swish", '3');
  CHECK(reason_text(old) == "acme/swish was another file (33333333..) then");
}

TEST_CASE("left out: cells are told by their reasons, the most frequent first") {
  SupersededCell plugin = cell(2);
  plugin.plugins[0] = use("acme/swish", '3');
  SupersededCell data = cell(3);
  data.data_sha256 = std::string(64, 'e');
  CHECK(left_out_text({plugin, data, plugin}, "look") ==
        "7 runs left out: of 4 acme/swish was another file (33333333..) then, of 3 the data were "
        "others (eeeeeeee..) then; look");
  std::vector<SupersededCell> many;
  for (const char digit : {'1', '2', '3', '4', '5'}) {
    many.push_back(cell(1));
    many.back().data_sha256 = std::string(64, digit);
  }
  CHECK_THAT(left_out_text(many), Catch::Matchers::Contains(", 2 for other reasons; "));
}
