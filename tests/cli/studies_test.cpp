// `ice studies`, and what every reading command says where nothing is recorded.
#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// A store in which nothing is recorded any more.
struct EmptyShell : RecordedShell {
  EmptyShell() {
    SQLite::Database db(store().string(), SQLite::OPEN_READWRITE);
    db.exec("PRAGMA foreign_keys = OFF");
    for (const char* table :
         {"revision_runs", "curve_data", "metric_values", "cell_params", "run_plugins", "runs",
          "study_cells", "cell_keys", "looks", "declarations", "revisions", "study_names"})
      db.exec(std::string("DELETE FROM ") + table);
  }
};

}  // namespace

TEST_CASE("studies: a line for each, with its runs by status and its best value") {
  const RecordedShell shell;
  const Result result = shell.ice({"studies"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out,
             Contains("study  revisions  runs  finished  diverged  failed  metric      "
                      "best  claims  created_at                title") &&
                 Contains("flat           1     4         4         0       0  dev.cost "
                          " 0.6931          2") &&
                 Contains("Nothing is learned from zeros\n"));
}

TEST_CASE("studies: --json is a list of objects") {
  const RecordedShell shell;
  const Value studies = Value::parse(shell.ice({"studies", "--json"}).out);
  REQUIRE(studies.size() == 1);
  CHECK(studies[0]["study"] == "flat");
  CHECK(studies[0]["runs"] == 4);
  CHECK(studies[0]["best"].get<double>() == Approx(0.6931471805599453));  // ln 2
}

TEST_CASE("studies: an empty store is a sentence for people and an empty list for programs") {
  const EmptyShell shell;
  const Result result = shell.ice({"studies"});
  CHECK(result.code == 0);
  CHECK(result.out ==
        "No studies in " + shell.store().string() + " yet: 'ice run FILE' records one.\n");
  CHECK(shell.ice({"studies", "--json"}).out == "[]\n");
  CHECK(shell.ice({"runs"}).out == "No runs yet.\n");
  CHECK(shell.ice({"sql", "SELECT * FROM runs"}).out == "No rows.\n");
  const Result best = shell.ice({"best", "flat"});
  CHECK(best.code == 2);
  CHECK(best.err == "ice: study 'flat': there is no such study. The store is empty\n");
}

TEST_CASE("studies: where there is no store, every reading command says how one is made") {
  const Shell shell;
  for (const std::vector<std::string>& line :
       std::vector<std::vector<std::string>>{{"studies"},
                                             {"runs"},
                                             {"show", "abcdef"},
                                             {"claims"},
                                             {"best", "flat"},
                                             {"plot", "flat", "curves"},
                                             {"sql", "SELECT 1"}}) {
    const Result result = shell.ice(line);
    CAPTURE(line);
    CHECK(result.code == 3);
    CHECK(result.out.empty());
    CHECK(result.err == "ice: " + shell.store().string() +
                            ": there is no store. 'ice run STUDY' makes one; --db FILE or $ICE_DB "
                            "names another\n");
    CHECK(std::filesystem::is_empty(shell.folder()));
  }
}

TEST_CASE("studies: only some rows and columns, in another order") {
  const RecordedShell shell;
  REQUIRE(shell.ice({"fork", "flat", "child.yaml", "training.epochs=5"}).code == 0);
  REQUIRE(shell.ice({"run", "child.yaml", "-q", "seeds=[3]"}).code == 0);
  CHECK(shell.ice({"studies", "--columns", "study,runs", "--sort", "runs", "-f", "csv"}).out ==
        "study,runs\nchild,2\nflat,4\n");
  CHECK(
      shell.ice({"studies", "--where", "runs > 3 and best < 1", "--columns", "study", "-f", "csv"})
          .out == "study\nflat\n");
  CHECK(shell.ice({"studies", "--where", "diverged > 0"}).out == "No study matches.\n");
  CHECK(shell.ice({"studies", "--since", "2999-01-01"}).out == "No study matches.\n");
  CHECK(shell.ice({"studies", "--where", "rns > 1"}).code == 2);
}
