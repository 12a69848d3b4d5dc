// `ice init`: what it writes runs untouched.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

struct InitCase {
  std::string file, target, header;
  std::string (*row)(int);
  std::vector<std::string> expected;  // lines of the study
};

std::string pick(int i, std::initializer_list<const char*> words) {
  return words.begin()[static_cast<std::size_t>(i * 7 / 3) % words.size()];
}

const std::vector<InitCase> kTables{
    {"iris.data",
     "5",
     "",
     [](int i) {
       return fmt::format("{}.1,3.{},1.4,0.{},Iris-{}", 4 + i % 3, i % 10, i % 4,
                          pick(i, {"setosa", "versicolor", "virginica"}));
     },
     {"    header: false", "output: softmax", "{name: dev.accuracy}"}},
    {"adult.data",
     "4",
     "",
     [](int i) {
       return fmt::format("{}, {}, {}, {}", 20 + i % 31, pick(i, {"Private", "?", "State-gov"}),
                          pick(i + 1, {"Male", "Female"}), pick(i + 2, {"<=50K", ">50K"}));
     },
     {"    categories: one_hot", "    na_values: [\"?\"]", "    missing: median",
      "output: sigmoid"}},
    {"wine.csv",
     "alcohol",
     "\"acidity\";\"sugar\";\"alcohol\"\n",
     [](int i) { return fmt::format("7.{};{};{}.{}", i % 9, 1 + i % 5, 9 + i % 4, i % 7); },
     {"    delimiter: \";\"", "output: linear", "{name: dev.rmse}"}},
    {"titanic.csv",
     "Survived",
     "PassengerId,Survived,Name,Sex,Age,Cabin\n",
     [](int i) {
       return fmt::format("{},{},\"Braund, Mr. {}\",{},{},{}", i + 1, i % 2, i,
                          pick(i, {"male", "female"}), i % 4 == 0 ? "" : std::to_string(20 + i % 9),
                          i % 9 == 0 ? "C85" : "");
     },
     {"    ignore: [PassengerId, Name, Cabin]", "    task: classification",
      "# column 1 'PassengerId' only counts the rows: it is ignored"}},
    {"german.data-numeric",
     "4",
     "",
     [](int i) {
       return fmt::format("   {}   {}   {}   {} ", i % 4, 6 + i % 40, i % 5, 1 + i % 2);
     },
     {"    delimiter: whitespace", "    header: false", "output: sigmoid"}},
    {"euro.csv",
     "y",
     "a;b;y\n",
     [](int i) { return fmt::format("0,{};1,{};{},{}5", i % 10, i % 7, i % 5, i % 9); },
     {"    decimal: \",\"", "output: linear"}},
    {"auto-mpg.data",
     "1",
     "",
     [](int i) {
       return fmt::format("{}.0   {}   {}.0      {}      3504.      12.{}\t\"chevrolet malibu\"",
                          9 + i % 31, 4 + i % 3 * 2, 90 + i * 7 % 300,
                          i % 9 == 0 ? "?" : std::to_string(90 + i % 41), i % 10);
     },
     {"    delimiter: whitespace", "    header: false", "    targets: standardize",
      "output: linear"}},
    {"agaricus-lepiota.data",
     "1",
     "",
     [](int i) {
       return fmt::format("{},{},{},{}", pick(i, {"p", "e"}), pick(i + 1, {"x", "b", "f"}),
                          pick(i * i, {"x", "s", "y"}), pick(i + 2, {"n", "y"}));
     },
     {"    header: false", "    categories: one_hot", "output: sigmoid"}},
    {"bike.csv",
     "count",
     "date,temp,count\n",
     [](int i) {
       return fmt::format("2020-01-{:02},{}.5,{}", 1 + i % 28, i * 7 % 23, i * 13 % 97);
     },
     {"    ignore: [date]", "# column 1 'date' holds dates, which are no features as they are"}},
    {"creditcard.csv",
     "Class",
     "\"V1\",\"Amount\",\"Class\"\n",
     [](int i) {
       return fmt::format("{}.25,{},\"{}\"", i * 7 % 13, i * 3 % 11, i % 20 == 7 ? 1 : 0);
     },
     {"    task: classification",
      "# 2 of 40 rows are of class '1': data.class_weight: balanced lets them count"}},
};

}  // namespace

TEST_CASE("init: of every kind of table, a study that says what was seen and runs untouched") {
  for (const InitCase& table : kTables) {
    INFO(table.file);
    const Shell shell;
    std::string text = table.header;
    for (int i = 0; i < 40; ++i) text += table.row(i) + "\n";
    shell.write(table.file, text);
    const Result result =
        shell.ice({"init", "f.yaml", "--data", table.file, "--target", table.target});
    INFO(result.err);
    REQUIRE(result.code == 0);
    CHECK_THAT(result.out, Contains("Wrote f.yaml: 40 rows, ") && Contains("\n  ice run f.yaml\n"));
    const std::string study = shell.read("f.yaml");
    for (const std::string& line : table.expected) CHECK_THAT(study, Contains(line));
    const Result run = shell.ice({"run", "f.yaml", "-q", "training.epochs=2"});
    INFO(run.err);
    CHECK(run.code == 0);
    CHECK_THAT(shell.ice({"claims"}).out, Contains("H1"));
  }
}

TEST_CASE("init: without a table, made data; never over a file, never without a target") {
  const Shell shell;
  CHECK(shell.ice({"init"}).out ==
        "Wrote study.yaml\nNext:\n  ice plan study.yaml\n  ice run study.yaml\n");
  CHECK(shell.ice({"run", "study.yaml", "-q", "training.epochs=2"}).code == 0);
  CHECK(shell.ice({"init"}).err ==
        "ice: study.yaml: is there already. Name another file, or remove this one\n");
  std::string text = "a,b,y\n";
  for (int i = 0; i < 12; ++i) text += fmt::format("{},{},{}\n", i * i, i % 3, i % 2);
  shell.write("t.csv", text);
  CHECK(shell.ice({"init", "--data", "t.csv"}).err ==
        "ice: t.csv: which column is to be predicted? Write --target with one of a, b, y\n");
  CHECK(shell.ice({"init", "--data", "t.csv", "--target", "z"}).err ==
        "ice: t.csv:1: has no column 'z'. Known: a, b, y\n");
  shell.write("short.csv", "a,y\n1,2\n");
  CHECK(shell.ice({"init", "--data", "short.csv", "--target", "y"}).err ==
        "ice: short.csv: has 1 row: too few to learn from\n");
}
