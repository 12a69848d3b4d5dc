// `ice sql`: reads everything, writes nothing.
#include <catch2/catch.hpp>

#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::StartsWith;
using ice::cli::RecordedShell;
using ice::cli::Result;

TEST_CASE("sql: an answer in every format") {
  const RecordedShell shell;
  const std::string query = "SELECT seed, count(*) AS runs FROM runs GROUP BY seed";
  CHECK(shell.ice({"sql", query}).out == "seed  runs\n────  ────\n   1     2\n   2     2\n");
  CHECK(shell.ice({"sql", query, "-f", "csv"}).out == "seed,runs\n1,2\n2,2\n");
  CHECK(shell.ice({"sql", query, "-f", "md"}).out ==
        "| seed | runs |\n| ---: | ---: |\n| 1 | 2 |\n| 2 | 2 |\n");
}

TEST_CASE("sql: a list or map in JSON can be taken apart") {
  const RecordedShell shell;
  CHECK(shell
            .ice({"sql", "SELECT DISTINCT p.key FROM cells c, json_each(c.parameters) p", "-f",
                  "csv"})
            .out == "key\nnetwork.activation\n");
}

TEST_CASE("sql: whatever is not a single SELECT is refused and changes nothing") {
  const RecordedShell shell;
  const std::string before = shell.read("s.db");
  for (const char* query : {"DELETE FROM runs", "DROP TABLE runs", "SELECT 1; DELETE FROM runs",
                            "ATTACH 'other.db' AS o", "PRAGMA user_version = 9",
                            "VACUUM INTO 'copy.db'", "", "SELEC 1"}) {
    const Result result = shell.ice({"sql", query});
    CAPTURE(query);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, StartsWith("ice: SQL: "));
  }
  CHECK(shell.read("s.db") == before);
  CHECK_FALSE(std::filesystem::exists(shell.folder() / "copy.db"));
}
