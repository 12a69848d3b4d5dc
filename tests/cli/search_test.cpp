// Studies whose cells follow results: the same cells in the same store whatever happens on the way,
// and `ice ask` and `ice tell` for cells that somebody else trains.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <csignal>
#include <thread>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// Workers take random times (late.cpp): results come in another order each time.
std::string searching(const std::string& method, const std::string& more = "") {
  return "name: search\n"
         "code:\n"
         "  data: {name: planar, samples: 60, split: {train: 0.7, dev: 0.3}}\n"
         "  network: {hidden: [3], activation: tanh, output: sigmoid}\n"
         "  initializer: late/late\n"
         "  loss: binary_cross_entropy\n"
         "  optimizer: {name: gradient_descent, learning_rate: 1}\n"
         "  training: {epochs: 20, batch_size: full}\n"
         "experiment:\n"
         "  method: " +
         method +
         "\n"
         "  run_cap: 36\n"
         "  metric: {name: dev.cost, goal: minimize}\n"
         "  seeds: [1, 2]\n"
         "  parameters:\n"
         "    optimizer.learning_rate: {min: 0.01, max: 10, distribution: log_uniform}\n"
         "    regularization.l2: {min: 0.0001, max: 1, distribution: log_uniform}\n" +
         more;
}

struct SearchShell : Shell {
  explicit SearchShell(const std::string& method, const std::string& more = "") {
    write("search.yaml", searching(method, more));
  }
  [[nodiscard]] std::vector<std::string> run_line(const std::string& jobs) const {
    return {"run", "search.yaml", "-j",
            jobs,  "--plugin",    (ICE_BUILD "/tests/faulty/late/late.ice.so")};
  }
  [[nodiscard]] Result run_with(const std::string& jobs) const { return ice(run_line(jobs)); }

  // All that a store has of the study but times.
  [[nodiscard]] std::string content() const {
    SQLite::Database db(store().string(), SQLite::OPEN_READONLY);
    SQLite::Statement rows(
        db,
        "SELECT l.cell, r.seed, r.key, r.checksum, p.parameters FROM revision_runs l"
        " JOIN runs r ON r.id = l.run_id JOIN study_cells p ON p.cell_id = r.cell_id"
        " ORDER BY l.cell, r.seed");
    std::string text;
    while (rows.executeStep())
      for (int i = 0; i < 5; ++i) text += rows.getColumn(i).getString() + (i < 4 ? " " : "\n");
    return text;
  }
};

// Starts the study and kills all of it after a moment.
void run_and_kill(const SearchShell& shell, std::chrono::milliseconds moment) {
  std::vector<std::string> line{"/usr/bin/timeout", "-s", "KILL",
                                fmt::format("{:.3f}", static_cast<double>(moment.count()) / 1000),
                                (ICE_BUILD "/bin/ice")};
  for (const std::string& word : shell.run_line("2")) line.push_back(word);
  (void)shell.run(line);
}

const std::string kElsewhere =
    "name: mine\n"
    "code: elsewhere\n"
    "experiment:\n"
    "  method: tpe\n"
    "  run_cap: 30\n"
    "  metric: {name: dev.error, goal: minimize}\n"
    "  seeds: [1]\n"
    "  parameters:\n"
    "    lr: {min: 0.001, max: 1, distribution: log_uniform}\n"
    "    depth: {min: 1, max: 4, distribution: int_uniform}\n"
    "    trick: {values: [none, mixup]}\n";

Value asked(const Shell& shell, const std::vector<std::string>& more = {}) {
  std::vector<std::string> line{"ask", "mine.yaml"};
  line.insert(line.end(), more.begin(), more.end());
  const Result result = shell.ice(line);
  REQUIRE(result.err.empty());
  REQUIRE(result.code == 0);
  return Value::parse(result.out);
}

// A trainer's error: least at lr = 0.1, depth 3, mixup.
double trained(const Value& parameters) {
  const double lr = std::log10(parameters["lr"].get<double>()) + 1;
  const double depth = parameters["depth"].get<double>() - 3;
  return lr * lr + 0.1 * depth * depth + (parameters["trick"] == "mixup" ? 0 : 0.2);
}

}  // namespace

TEST_CASE("search: the store is the same with one worker and with eight, whoever comes first") {
  for (const char* method : {"tpe", "cmaes", "sobol"}) {
    std::string first;
    for (const char* jobs : {"1", "2", "8"}) {
      const SearchShell shell(method);
      const Result result = shell.run_with(jobs);
      CHECK(result.code == 0);
      CHECK_THAT(result.out, Contains("36 runs in") && Contains("36 finished."));
      if (first.empty()) first = shell.content();
      CHECK(shell.content() == first);
    }
    CHECK(std::ranges::count(first, '\n') == 36);
  }
}

TEST_CASE("search: cells may bring data of their own, which workers get as they come") {
  std::string first;
  for (const char* jobs : {"1", "4"}) {
    const SearchShell shell("tpe", "    data.noise: {min: 0.1, max: 0.4}\n");
    CHECK_THAT(shell.run_with(jobs).out, Contains("36 finished."));
    if (first.empty()) first = shell.content();
    CHECK(shell.content() == first);
  }
}

TEST_CASE("search: killed again and again, it ends with the same store") {
  const SearchShell whole("tpe"), killed("tpe");
  CHECK(whole.run_with("2").code == 0);
  for (int kill = 0; kill < 8; ++kill)
    run_and_kill(killed, std::chrono::milliseconds(150 + 60 * kill));
  CHECK(killed.run_with("2").code == 0);
  CHECK(killed.content() == whole.content());
}

TEST_CASE("search: a larger run_cap goes on with the same sequence") {
  const SearchShell few("tpe"), many("tpe");
  CHECK(few.run_with("2").code == 0);
  const std::string before = few.content();
  for (const SearchShell* shell : {&few, &many}) {
    auto line = shell->run_line("2");
    line.insert(line.begin() + 2, "run_cap=50");
    CHECK(shell->ice(line).code == 0);
  }
  CHECK(many.content().starts_with(before));
  SQLite::Database db(few.store().string(), SQLite::OPEN_READONLY);
  CHECK(db.execAndGet("SELECT count(*) FROM runs").getInt() == 50);
}

TEST_CASE("search: the plan shows the first cells and what depends on results") {
  const SearchShell shell("tpe", "  start_with: [{learning_rate: 1, l2: 0.001}]\n");
  const std::vector<std::string> plan{"plan", "search.yaml", "--plugin",
                                      ICE_BUILD "/tests/faulty/late/late.ice.so"};
  const Result result = shell.ice(plan);
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("        36  runs: 18 cells x 2 seeds\n") &&
                             Contains("        28  of cells that are proposed when earlier results "
                                      "are known\n") &&
                             Contains("First cells by method: tpe (cell i depends on the results "
                                      "of cells 0 to i - 4)\n"));
  auto as_json = plan;
  as_json.push_back("--json");
  const Value json = Value::parse(shell.ice(as_json).out);
  CHECK(json["undecided"] == 28);
  CHECK(json["first_cells"].size() == 4);
  CHECK(json["first_cells"][0]["parameters"] ==
        Value{{"optimizer.learning_rate", 1}, {"regularization.l2", 0.001}});
}

TEST_CASE("search: with --limit the rest is left for later, and follows") {
  const SearchShell shell("tpe"), whole("tpe");
  auto line = shell.run_line("2");
  line.insert(line.end(), {"--limit", "5"});
  const Result result = shell.ice(line);
  CHECK_THAT(result.out, Contains("5 runs in") && Contains("5 finished. 31 left for later."));
  CHECK(shell.run_with("2").code == 0);
  CHECK(whole.run_with("1").code == 0);
  CHECK(shell.content() == whole.content());
}

TEST_CASE("ask: an outside trainer finds the best cell") {
  const Shell shell;
  shell.write("mine.yaml", kElsewhere);
  for (int i = 0; i < 30; ++i) {
    const Value answer = asked(shell);
    REQUIRE(answer["trials"].size() == 1);
    const Value trial = answer["trials"][0];
    CHECK(trial["cell"] == i);
    const Result told =
        shell.ice({"tell", trial["key"].get<std::string>().substr(0, 12),
                   fmt::format("dev.error={}", trained(trial["parameters"])), "train.cost=0.5"});
    CHECK(told.code == 0);
    CHECK(Value::parse(told.out)["status"] == "finished");
  }
  const Value end = asked(shell);
  CHECK(end["trials"].empty());
  CHECK(end["told"] == 30);
  CHECK(end["planned"] == 30);
  CHECK(end["best"]["value"].get<double>() < 0.3);
  CHECK(shell.ice({"db", "check"}).code == 0);
}

TEST_CASE("ask: as many trials as the study is ahead, then it waits; a lost one is given again") {
  const Shell shell;
  shell.write("mine.yaml", kElsewhere);
  const Value first = asked(shell, {"-n", "10"});
  CHECK(first["trials"].size() == 4);
  const Value second = asked(shell, {"-n", "10"});
  CHECK(second["trials"].empty());
  CHECK(second["waiting_for"].size() == 4);
  CHECK(asked(shell, {"--again"})["trials"][0] == first["trials"][0]);
  const std::string key = first["trials"][0]["key"];
  CHECK(shell.ice({"tell", key, "failed"}).code == 0);
  CHECK(asked(shell, {"-n", "10"})["trials"].size() == 1);
}

TEST_CASE("tell: what is no result, no key or no metric of the study is refused") {
  const Shell shell;
  shell.write("mine.yaml", kElsewhere);
  CHECK_THAT(shell.ice({"run", "mine.yaml"}).err,
             Contains("mine.yaml: code: elsewhere: ice does not train this study. 'ice ask "
                      "mine.yaml' gives its cells, 'ice tell' takes results"));
  const std::string key = asked(shell)["trials"][0]["key"];
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
      {{"tell", key, "dev.error"},
       "ice: 'dev.error': is no result. A result is METRIC=NUMBER, as in dev.cost=0.31, or the "
       "word failed\n"},
      {{"tell", key},
       "ice: tell: says no result. A result is METRIC=NUMBER, as in dev.cost=0.31, or the word "
       "failed\n"},
      {{"tell", "abcdef", "dev.error=1"},
       "ice: 'abcdef': is no key of a trial that 'ice ask' gave out. At least its first 6 digits, "
       "as 'ice ask' printed them\n"},
      {{"tell", key.substr(0, 8), "dev.cost=1"},
       "ice: '" + key.substr(0, 8) +
           "': is told without dev.error, by which its study judges. Add dev.error=NUMBER, or "
           "write "
           "failed\n"}};
  for (const auto& [line, message] : cases) {
    const Result result = shell.ice(line);
    CHECK(result.code == 2);
    CHECK(result.err == message);
  }
}
