// What SQLite finds wrong with a file, in our words. The faults of places, locks and schemas have
// their tests where they are met.
#include <catch2/catch.hpp>
#include <fstream>

#include "base/error.hpp"
#include "samples.hpp"
#include "store/sqlite/sqlite.hpp"

using namespace ice::store;
using namespace std::chrono_literals;

TEST_CASE("faults: a page that is no page is damage, and says what to do") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 40);
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(4096);
    bytes << std::string(std::filesystem::file_size(file) - 4096, '\x7f');
  }
  CHECK_THROWS_WITH(
      Reader(file).studies(),
      file.string() +
          ": is damaged: database disk image is malformed. Put a backup in its place, "
          "or use another store with --db FILE");
}

TEST_CASE("faults: a database that cannot grow is a full disk, and stays as it was") {
  const TemporaryFolder folder;
  const auto file = folder / "s.db";
  fill_store(file, 1);
  Connection db(file, Access::kWrite, 1s);
  (void)db.integer("PRAGMA max_page_count = 1");  // SQLite takes the pages that there are
  Statement insert = db.prepare("INSERT INTO names(kind, name) VALUES(?, ?)");
  const std::string long_value(1 << 20, 'x');
  const std::string name = "p";
  CHECK_THROWS_WITH(insert.run(name, long_value),
                    file.string() +
                        ": no space is left on its disk. Make room and run the same "
                        "command again: what was reported done is kept");
  CHECK(db.integer("SELECT count(*) FROM names") == 6);
}
