// A study over time: a plugin is mended, a data file corrected, an axis changed, a title mended.
// What then counts, what is left out, and how that is told.
#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

namespace fs = std::filesystem;

const std::string kTrained = R"(  initializer: xavier_normal
  loss: binary_cross_entropy
  optimizer: {name: adam, learning_rate: 0.05}
  training: {epochs: 30, batch_size: full}
experiment:
  metric: {name: train.cost, goal: minimize}
  seeds: {count: 8}
)";

// A curved activation separates what a straight line cannot.
const std::string kSwish = R"(name: swish
plugin_path: [plugins]
idea:
  title: Swish against a straight line
  claims: [{name: H1, metric: train.cost, better: {activation: acme/swish}, than: {activation: linear}}]
code:
  data: {name: xor, samples: 60, noise: 0.1}
  network: {hidden: [8], activation: linear, output: sigmoid}
)" + kTrained + R"(  parameters: {network.activation: {values: [acme/swish, linear]}}
)";

const std::string kFlowers = R"(name: table
code:
  data: {name: csv, file: table.csv, target: side, standardize: true}
  network: {hidden: [], output: sigmoid}
)" + kTrained;

// Has the library of one of acme/swish's versions where its study looks for it.
struct MendingAuthor : Shell {
  MendingAuthor() {
    fs::create_directory(folder() / "plugins");
    write("swish.yaml", kSwish);
  }
  void build(const std::string& version) const {
    fs::copy_file(ICE_BUILD "/tests/faulty/mended/swish_" + version + ".ice.so",
                  folder() / "plugins/swish.ice.so", fs::copy_options::overwrite_existing);
  }
  Result run(const std::string& file, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> line{"run", file, "-j", "2"};
    line.insert(line.end(), more.begin(), more.end());
    Result result = ice(line);
    INFO(result.err);
    REQUIRE(result.code == 0);
    return result;
  }
  [[nodiscard]] Value json(std::vector<std::string> line) const {
    line.emplace_back("--json");
    const Result result = ice(line);
    INFO(result.err);
    return Value::parse(result.out);
  }
  // The first digits of the digest that the newest run of acme/swish has.
  [[nodiscard]] std::string digest() const {
    return json({"sql",
                 "SELECT sha256 FROM plugins WHERE id = 'acme/swish' ORDER BY run_id DESC LIMIT 1"})
        .at(0)["sha256"]
        .get<std::string>()
        .substr(0, 8);
  }
  [[nodiscard]] double cost_of_swish() const {
    for (const Value& cell : json({"best", "swish"}))
      if (cell["network.activation"] == "acme/swish") return cell["train.cost"];
    return 0;
  }
};

// A table in whose rows `side` is right of `border`.
std::string table_with(int border) {
  std::string table = "x,side\n";
  for (int i = 0; i < 40; ++i)
    table += std::to_string(i) + "," + (i < border ? "left" : "right") + "\n";
  return table;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("superseded: compare shows which files two runs of one parameter set were trained by") {
  const MendingAuthor author;
  author.build("broken");
  author.run("swish.yaml");
  const std::string before = author.digest();
  author.build("mended");
  author.run("swish.yaml");
  const std::string after = author.digest();
  const Value keys = author.json({"sql",
                                  "SELECT r.key FROM runs r JOIN plugins p ON p.run_id = r.id "
                                  "WHERE p.id = 'acme/swish' ORDER BY r.seed, r.id LIMIT 2"});
  const Value rows = author.json({"compare", keys[0]["key"], keys[1]["key"]});
  REQUIRE(rows.size() > 1);
  CHECK(rows[0]["kind"] == "plugin");
  CHECK(rows[0]["name"] == "activation acme/swish");
  std::vector<std::string> values;
  for (const auto& [column, value] : rows[0].items())
    if (value.is_string()) values.push_back(value);
  CHECK(count(ice::base::join(values, " "), before) == 1);
  CHECK(count(ice::base::join(values, " "), after) == 1);
  for (std::size_t i = 1; i < rows.size(); ++i) CHECK(rows[i]["kind"] == "metric");
}

TEST_CASE("superseded: a mended plugin's runs alone count, and those of the broken one are told") {
  const MendingAuthor author;
  author.build("broken");
  author.run("swish.yaml");
  const std::string broken = author.digest();
  const double before = author.cost_of_swish();
  CHECK_THAT(author.ice({"best", "swish"}).out, !Contains("left out"));

  author.build("mended");
  const Result again = author.run("swish.yaml");
  const std::string told = "8 runs left out: acme/swish was another file (" + broken + "..) then; ";
  CHECK_THAT(again.out, StartsWith("8 runs in ") &&
                            Contains("\n" + told + "'ice runs swish --superseded' shows them\n"));

  const Result best = author.ice({"best", "swish"});
  CHECK_THAT(best.out, EndsWith("\n" + told + "--superseded shows them\n"));
  const Value cells = author.json({"best", "swish"});
  REQUIRE(cells.size() == 2);
  for (const Value& cell : cells) CHECK(cell["n"] == 8);
  CHECK(author.cost_of_swish() < before);
  CHECK(author.json({"runs", "swish"}).size() == 16);

  // All of them, and what tells them apart.
  const Value all = author.json({"best", "swish", "--superseded"});
  REQUIRE(all.size() == 3);
  std::size_t old = 0;
  for (const Value& cell : all) {
    CHECK(cell["n"] == 8);
    if (cell["network.activation"] == "acme/swish")
      CHECK((cell["acme/swish"] == broken) == cell["superseded"].get<bool>());
    else
      CHECK(cell["acme/swish"].is_null());
    old += cell["superseded"].get<bool>() ? 1 : 0;
  }
  CHECK(old == 1);
  const Value runs = author.json({"runs", "swish", "--superseded"});
  CHECK(runs.size() == 24);
  CHECK(std::count_if(runs.begin(), runs.end(),
                      [](const Value& run) { return run["superseded"] == true; }) == 8);
}

TEST_CASE("superseded: rows for programs are rows alone, the sentence goes to standard error") {
  const MendingAuthor author;
  author.build("broken");
  author.run("swish.yaml");
  author.build("mended");
  author.run("swish.yaml");
  for (const std::string format : {"json", "csv", "md"}) {
    for (const std::string command : {"best", "runs"}) {
      const Result result = author.ice({command, "swish", "-f", format});
      CHECK_THAT(result.out, !Contains("left out"));
      CHECK_THAT(result.err, StartsWith("ice: 8 runs left out: acme/swish was another file ("));
    }
  }
  CHECK(author.ice({"runs", "swish", "-f", "csv", "--superseded"}).err.empty());
  CHECK_THAT(author.ice({"plot", "swish", "curves"}).out, Contains("\n8 runs left out: "));
  CHECK(count(author.ice({"plot", "swish", "curves"}).out, "acme/swish") == 2);  // and the sentence
  CHECK_THAT(author.ice({"studies"}).out,
             Contains("\nswish: 8 runs left out: acme/swish was another file ("));
  CHECK(author.json({"studies"}).at(0)["left_out"] == 8);
  CHECK(author.json({"studies"}).at(0)["runs"] == 16);
}

TEST_CASE("superseded: how many are left out is counted among those that were asked for") {
  const MendingAuthor author;
  author.build("broken");
  author.run("swish.yaml");
  author.build("mended");
  author.run("swish.yaml");
  CHECK_THAT(author.ice({"runs", "swish", "--where", "activation = 'linear'"}).out,
             !Contains("left out"));
  const auto two = author.json({"sql", "SELECT min(seed) AS a, max(seed) AS b FROM runs"}).at(0);
  CHECK_THAT(author
                 .ice({"runs", "swish", "--limit", "1", "--where",
                       "seed in (" + two["a"].dump() + ", " + two["b"].dump() + ")"})
                 .out,
             Contains("\n2 runs left out: "));
}

TEST_CASE("superseded: without a study runs are left out that count in none") {
  const MendingAuthor author;
  author.build("broken");
  author.run("swish.yaml");
  author.build("mended");
  author.run("swish.yaml");
  const Result all = author.ice({"runs", "-f", "csv"});
  CHECK(count(all.out, "\n") == 17);
  CHECK_THAT(all.err, StartsWith("ice: 8 runs left out: "));
  CHECK(count(author.ice({"runs", "-f", "csv", "--superseded"}).out, "\n") == 25);
  CHECK(author.ice({"runs", "--where", "study = 'swish'", "--columns", "key", "-f", "csv"}).out ==
        author.ice({"runs", "swish", "--columns", "key", "-f", "csv"}).out);
}

TEST_CASE("superseded: the old file again, and its runs count again without being trained") {
  const MendingAuthor author;
  author.build("broken");
  author.run("swish.yaml");
  const double broken = author.cost_of_swish();
  author.build("mended");
  author.run("swish.yaml");
  const std::string mended = author.digest();
  author.build("broken");
  const Result back = author.run("swish.yaml");
  CHECK_THAT(back.out, StartsWith("Nothing to run: 16 runs of swish recorded already") &&
                           Contains("8 runs left out: acme/swish was another file (" + mended));
  CHECK(author.cost_of_swish() == broken);
}

TEST_CASE("superseded: claims are judged by the mended plugin's runs alone") {
  const MendingAuthor author;
  author.build("broken");
  author.run("swish.yaml");
  CHECK(author.json({"claims", "swish"}).at(0)["verdict"] != "supported");
  author.build("mended");
  author.run("swish.yaml");
  const Value claim = author.json({"claims", "swish"}).at(0);
  CHECK(claim["verdict"] == "supported");
  CHECK(claim["pairs"] == 8);
}

TEST_CASE("superseded: show tells of it, predict warns") {
  const MendingAuthor author;
  author.build("broken");
  author.run("swish.yaml", {"training.save=final"});
  const std::string broken = author.digest();
  const std::string id =
      author.json({"runs", "swish", "--where", "activation = 'acme/swish'", "--limit", "1"})
          .at(0)["id"];
  author.build("mended");
  author.run("swish.yaml", {"training.save=final"});
  const std::string why = "acme/swish was another file (" + broken + "..) then";
  CHECK_THAT(author.ice({"show", id}).out,
             Contains("\n  superseded  in swish by cell 2: " + why + "\n"));
  const Value shown = author.json({"show", id});
  CHECK(shown["held_by"][0]["superseded"]["by_cell"] == 2);
  CHECK(shown["held_by"][0]["superseded"]["reason"] == why);
  author.build("broken");  // without it the network could not be used
  const Result predicted = author.ice({"predict", id, "--data", "swish.yaml", "-f", "csv"});
  CHECK(predicted.code == 0);
  CHECK(predicted.err ==
        "ice: run " + id + " is superseded in study swish by those of its cell 2: " + why + "\n");
}

TEST_CASE("superseded: a corrected table's runs alone count") {
  const MendingAuthor author;
  author.write("table.yaml", kFlowers);
  author.write("table.csv", table_with(10));
  author.run("table.yaml");
  const std::string data = author.json({"runs", "table", "--columns", "data"}).at(0)["data"];
  author.write("table.csv", table_with(20));
  author.run("table.yaml");
  const std::string told = "8 runs left out: the data were others (" + data.substr(0, 8) +
                           "..) then; --superseded shows them\n";
  CHECK_THAT(author.ice({"best", "table"}).out, EndsWith("\n" + told));
  CHECK(author.json({"best", "table"}).size() == 1);
  const Value both = author.json({"best", "table", "--superseded"});
  REQUIRE(both.size() == 2);
  CHECK(both[0]["data"] != both[1]["data"]);
  CHECK(both[0]["superseded"] != both[1]["superseded"]);
  const Value changed = author.json({"runs", "table", "--superseded", "--only-changed"});
  CHECK(changed.at(0)["data"] == data.substr(0, 8));
}

TEST_CASE("superseded: both at once are one reason, each alone another") {
  const MendingAuthor author;
  author.write("table.yaml", "plugin_path: [plugins]\n" +
                                 std::regex_replace(kFlowers, std::regex("hidden: \\[\\]"),
                                                    "hidden: [2], activation: acme/swish"));
  author.write("table.csv", table_with(10));
  author.build("broken");
  author.run("table.yaml", {"experiment.seeds=[1,2]"});
  const std::string broken = author.digest();
  author.build("mended");
  author.run("table.yaml", {"experiment.seeds=[1]"});
  author.write("table.csv", table_with(20));
  author.run("table.yaml", {"experiment.seeds=[1]"});
  CHECK_THAT(author.ice({"best", "table"}).out,
             Contains("\n3 runs left out: of 2 acme/swish was another file (" + broken +
                      "..) then and the data were others ("));
}

TEST_CASE("revisions: an override adds cells to a study and hides none") {
  const MendingAuthor author;
  author.build("mended");
  author.run("swish.yaml");
  author.run("swish.yaml", {"learning_rate=0.003,0.03", "experiment.seeds.count=2"});
  const Value cells = author.json({"best", "swish"});
  CHECK(cells.size() == 6);
  std::set<double> rates;
  for (const Value& cell : cells) rates.insert(cell["optimizer.learning_rate"].get<double>());
  CHECK(rates == std::set<double>{0.003, 0.03, 0.05});
  CHECK_THAT(author.ice({"best", "swish"}).out, !Contains("left out"));
  CHECK(author.json({"best", "swish", "--revision", "1"}).size() == 2);
  CHECK(author.json({"best", "swish", "--revision", "2"}).size() == 4);
  CHECK(author.json({"runs", "swish", "--revision", "2"}).size() == 8);
  CHECK(author.json({"runs", "swish", "--where", "revision = 2"}).size() == 8);
  const Result none = author.ice({"best", "swish", "--revision", "7"});
  CHECK(none.code == 2);
  CHECK(none.err ==
        "ice: --revision: study swish has no revision 7. 'ice show swish' lists them\n");
  const Value studies = author.json({"studies"});
  REQUIRE(studies.size() == 1);
  CHECK(studies[0]["revisions"] == 2);
  CHECK(studies[0]["runs"] == 24);
}

TEST_CASE("revisions: what differs is a column, also when no parameter was varied") {
  const MendingAuthor author;
  author.write("table.yaml", kFlowers);
  author.write("table.csv", table_with(10));
  author.run("table.yaml", {"experiment.seeds.count=2"});
  author.run("table.yaml", {"experiment.seeds.count=2", "training.epochs=40"});
  const Value cells = author.json({"best", "table"});
  REQUIRE(cells.size() == 2);
  CHECK(cells[0]["training.epochs"] != cells[1]["training.epochs"]);
  // A setting that only one of them has is what tells these two apart.
  author.run("table.yaml", {"experiment.seeds.count=2", "training.clip_norm=0.5"});
  std::set<std::string> clips;
  for (const Value& cell : author.json({"best", "table"}))
    clips.insert(cell["training.clip_norm"].dump());
  CHECK(clips.size() == 2);
}

TEST_CASE("revisions: a mended title is one, and hides nothing") {
  const MendingAuthor author;
  author.build("mended");
  author.run("swish.yaml");
  author.write("swish.yaml",
               std::regex_replace(kSwish, std::regex("a straight line"), "the straight line"));
  CHECK_THAT(author.run("swish.yaml").out, StartsWith("Nothing to run: 16 runs"));
  CHECK_THAT(author.ice({"best", "swish"}).out,
             StartsWith("Swish against the straight line\n") && !Contains("left out"));
  CHECK(author.json({"best", "swish"}).size() == 2);
  const std::string shown = author.ice({"show", "swish"}).out;
  CHECK_THAT(shown, StartsWith("swish: Swish against the straight line\n") &&
                        Contains("\n  runs      16 finished\n") &&
                        Contains("Z  16 runs planned, 16 recorded; planned last\n"
                                 "    idea.title: Swish against a straight line -> Swish against "
                                 "the straight line\n"));
}
