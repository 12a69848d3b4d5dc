// The queries of doc/store.md run as they stand there, in the SQLite shell and in Python, on a
// store that ice made; both give the same rows.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "support/skip.hpp"

using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

constexpr const char* kStudy = R"(name: quickstart
code:
  data: {name: csv, file: points.csv, target: label, split: {train: 0.5, dev: 0.5}}
  network: {hidden: [3], activation: tanh, output: sigmoid}
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 0.5}
  training: {epochs: 4, batch_size: full}
experiment:
  metric: {name: dev.cost, goal: minimize}
  seeds: [1, 2, 3]
  parameters:
    network.activation: {values: [tanh, relu, {name: ruin/ruinous, how: throws, at: 2}]}
    optimizer.learning_rate: {values: [0.1, 0.5]}
)";

std::string points(int period) {
  std::string text = "x,y,label\n";
  for (int i = 1; i <= 16; ++i)
    text += std::to_string(2 * i) + "," + std::to_string(i * i % 7) +
            (i % period == 0 ? ",yes\n" : ",no\n");
  return text;
}

// Has runs that finished, that failed, and that a corrected file supersedes.
struct DocumentedShell : Shell {
  DocumentedShell() {
    write("quickstart.yaml", kStudy);
    const std::string ruinous = ICE_BUILD "/tests/libraries/ruinous.ice.so";
    for (const int period : {2, 3}) {
      write("points.csv", points(period));
      REQUIRE(ice({"run", "quickstart.yaml", "-q", "--plugin", ruinous}).code == 1);
    }
  }
};

std::vector<std::string> documented_queries() {
  const std::string text = ice::test::bytes_of(ICE_SOURCE "/doc/store.md");
  const std::string open = "```sql\n", close = "```";
  std::vector<std::string> queries;
  for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    const auto end = text.find(close, at);
    queries.push_back(text.substr(at, end - at));
  }
  return queries;
}

// Rows as a JSON list of maps, as the shell prints them.
constexpr const char* kPython = R"(
import json, sqlite3, sys
con = sqlite3.connect("file:s.db?mode=ro", uri=True)
con.row_factory = sqlite3.Row
print(json.dumps([dict(row) for row in con.execute(sys.argv[1])]))
)";

// The shell prints 15 digits of a number, Python all.
bool is_same(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return a.get<double>() == Approx(b.get<double>());
  if (a.is_object() || a.is_array())
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), is_same);
  return a == b;
}

}  // namespace

TEST_CASE("store.md: its six queries give the same rows in the SQLite shell and in Python") {
  const DocumentedShell shell;
  const std::vector<std::string> queries = documented_queries();
  CHECK(queries.size() == 6);
  const Result python =
      shell.run({"python3", "-c", "import sqlite3; assert sqlite3.sqlite_version_info >= (3, 38)"});
  const bool has_shell = shell.run({"sqlite3", "--version"}).code == 0;
  if (python.code != 0 || !has_shell)
    skip("it takes python3 with SQLite 3.38 or newer, and sqlite3. " + python.err);
  for (const std::string& query : queries) {
    INFO(query);
    const Result of_shell = shell.run({"sqlite3", "-readonly", "-json", "s.db", query});
    const Result of_python = shell.run({"python3", "-c", kPython, query});
    REQUIRE(of_shell.err.empty());
    REQUIRE(of_python.err.empty());
    const Value rows = Value::parse(of_shell.out);
    CHECK(rows.size() > 0);
    CHECK(is_same(rows, Value::parse(of_python.out)));
    CHECK(is_same(rows, Value::parse(shell.ice({"sql", query, "--json"}).out)));
  }
}

TEST_CASE("store.md: the best cells are those of ice best, and what is left out is named") {
  const DocumentedShell shell;
  const std::vector<std::string> queries = documented_queries();
  REQUIRE(queries.size() == 6);
  const auto rows = [&](std::size_t i) {
    return Value::parse(shell.ice({"sql", queries[i], "--json"}).out);
  };
  const Value best = Value::parse(shell.ice({"best", "quickstart", "--json"}).out);
  CHECK(rows(0)[0]["mean"].get<double>() == Approx(best[0]["dev.cost"].get<double>()).margin(1e-6));
  CHECK(rows(1).size() == 36);
  CHECK(rows(4).size() == 12);
  CHECK(rows(5).size() == 6);
}

TEST_CASE("store.md: every view and column that it names is there") {
  const DocumentedShell shell;
  std::ifstream file(ICE_SOURCE "/doc/store.md");
  int named = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| ") || line.starts_with("| view") || line.starts_with("| table"))
      continue;
    const auto first = line.find(" | "), last = line.rfind(" | ");
    std::string columns;
    int depth = 0;
    for (const char c : line.substr(last + 3, line.size() - last - 5)) {  // without remarks
      depth += c == '(' ? 1 : 0;
      if (depth == 0) columns += c;
      depth -= c == ')' ? 1 : 0;
    }
    if (const auto both = columns.find(" and "); both != std::string::npos)
      columns = fmt::format("{}, {}", columns.substr(0, both), columns.substr(both + 5));
    const std::string query = "SELECT " + columns + " FROM " + line.substr(2, first - 2);
    INFO(query);
    CHECK(shell.run({"sqlite3", "-readonly", "s.db", query}).err.empty());
    ++named;
  }
  CHECK(named == 18);
}
