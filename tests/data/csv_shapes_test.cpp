// Tables as people have them: without a header, with categories, gaps, other signs. The files are
// of the shapes of UCI's and Kaggle's (iris.data, adult.data, wine quality, titanic,
// german.data-numeric), made for these tests.
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "data/csv.hpp"
#include "data/csv_rows.hpp"
#include "data/dataset.hpp"
#include "data/environment.hpp"
#include "data/parts.hpp"

namespace ice::data {
namespace {

using Names = std::vector<std::string>;
using Values = std::vector<double>;
using base::Value;

struct Shaped {
  TemporaryFolder folder;

  [[nodiscard]] Samples read(const std::string& text, Value more,
                             const std::string& test = "") const {
    folder.write("t.csv", text);
    Value section = std::move(more);
    section["name"] = "csv";
    section["file"] = "t.csv";
    if (!test.empty()) {
      folder.write("test.csv", test);
      section["test_file"] = "test.csv";
    }
    if (!section.contains("target")) section["target"] = "y";
    return load(complete_section(section), {folder.path()});
  }

  [[nodiscard]] std::string refused(const std::string& text, Value more) const {
    try {
      (void)read(text, std::move(more));
    } catch (const base::UserError& error) {
      const std::string what = error.what(), place = folder.path().string() + "/";
      return what.starts_with(place) ? what.substr(place.size()) : what;
    }
    return "nothing";
  }
};

TEST_CASE("csv: iris.data has no header, and its columns are numbers") {
  const Shaped shaped;
  const Samples samples =
      shaped.read("5.1,3.5,setosa\n4.9,3.0,virginica\n\n", {{"header", false}, {"target", 3}});
  CHECK(samples.features == Names{"1", "2"});
  CHECK(samples.values == Values{5.1, 3.5, 4.9, 3.0});
  CHECK(samples.classes == Names{"setosa", "virginica"});
}

TEST_CASE("csv: adult.data has texts, and ? for what is missing") {
  const Shaped shaped;
  const Samples samples =
      shaped.read("39, State-gov, Male, <=50K\n50, ?, Female, >50K\n38, Private, Male, <=50K\n",
                  {{"header", false},
                   {"target", 4},
                   {"categories", "one_hot"},
                   {"na_values", {"?"}},
                   {"missing", "mean"}});
  CHECK(samples.features ==
        Names{"1", "2=Private", "2=State-gov", "2=(missing)", "3=Female", "3=Male"});
  CHECK(samples.values == Values{39, 0, 1, 0, 0, 1, 50, 0, 0, 1, 1, 0, 38, 1, 0, 0, 0, 1});
  CHECK(samples.categories.size() == 2);
}

TEST_CASE("csv: wine quality has semicolons, german.data-numeric blanks, others a decimal comma") {
  const Shaped shaped;
  CHECK(shaped.read("\"a b\";\"y\"\n7.4;5\n7.8;6\n", {{"delimiter", ";"}}).values ==
        Values{7.4, 7.8});
  CHECK(shaped
            .read("   1   6 \t 4  12\n  2  48  2  60 \n",
                  {{"header", false}, {"delimiter", "whitespace"}, {"target", "4"}})
            .values == Values{1, 6, 4, 2, 48, 2});
  CHECK(shaped.read("a;y\n1,5;2\n-0,25;3,5\n", {{"delimiter", ";"}, {"decimal", ","}}).values ==
        Values{1.5, -0.25});
}

TEST_CASE("csv: titanic leaves columns out, and fills gaps by the median of the training part") {
  const Shaped shaped;
  const std::string titanic =
      "PassengerId,Survived,Name,Sex,Age\n"
      "1,0,\"Braund, Mr. Owen\",male,22\n2,1,Cumings,female,\n3,1,Heikkinen,female,26\n"
      "4,0,Allen,male,35\n5,0,Moran,male,4\n6,1,Bonnell,female,58\n";
  const Samples samples = shaped.read(titanic, {{"target", "Survived"},
                                                {"task", "classification"},
                                                {"ignore", {"PassengerId", "Name"}},
                                                {"categories", {"Sex"}},
                                                {"missing", "median"}});
  CHECK(samples.features == Names{"Sex=female", "Sex=male", "Age"});
  CHECK(std::isnan(samples.values[5]));
  const Value section = complete_section(
      {{"name", "csv"}, {"file", "t.csv"}, {"target", "Survived"}, {"missing", "median"}});
  const Shared shared = share(samples, section, Precision::kFloat64, "d");
  CHECK(shared.shape.fill == Values{0.5, 0.5, 26});  // of 4, 22, 26, 35, 58
  CHECK(shaped.read(titanic, {{"target", "Survived"}, {"features", {"Age"}}, {"missing", "drop"}})
            .values == Values{22, 26, 35, 4, 58});
}

TEST_CASE("csv: true and false are 1 and 0") {
  CHECK(Shaped().read("a,y\ntrue,1\nFALSE,2\n", {}).values == Values{1, 0});
}

TEST_CASE("csv: a value of a category that only the test file has is 0 everywhere, and reported") {
  const Shaped shaped;
  const Samples samples = shaped.read("c,y\nred,1\nblue,2\n", {{"categories", "one_hot"}},
                                      "c,y\ngreen,3\nred,4\ngreen,5\n");
  CHECK(samples.features == Names{"c=blue", "c=red"});
  CHECK(samples.values == Values{0, 1, 1, 0, 0, 0, 0, 1, 0, 0});
  REQUIRE(samples.notes.size() == 1);
  CHECK(
      samples.notes[0].find("'green' is no value of 'c' in training in 2 rows: all of its features "
                            "are 0 there") != std::string::npos);
}

TEST_CASE("csv: a value of a category that training never sees is left out, and reported") {
  Samples samples;
  samples.n_x = 3;
  samples.m = 4;
  samples.m_test = 1;
  samples.n_y = 1;
  samples.values = {1, 0, 7, 1, 0, 8, 1, 0, 9, 0, 1, 6};
  samples.Y = {1, 2, 3, 4};
  samples.task = Task::kRegression;
  samples.features = {"c=a", "c=b", "x"};
  samples.categories = {{"c", 0, 2}};
  const Shared shared =
      share(samples, complete_section({{"name", "csv"}, {"file", "f"}, {"target", "y"}}),
            Precision::kFloat64, "d");
  CHECK(shared.shape.features == Names{"c=a", "x"});
  CHECK(shared.shape.n_x == 2);
  const Parts<double> parts = map<double>(shared.shape, shared.memory.get());
  CHECK(parts.test.X(0, 0) == 0);
  CHECK(parts.test.X(1, 0) == 6);
  REQUIRE(shared.notes.size() == 1);
  CHECK(shared.notes[0] ==
        "data: no sample of the training part has c=b, and 1 of dev and test: all features of 'c' "
        "are 0 there");
}

TEST_CASE("csv: to predict, categories become the features of the network") {
  const Shaped shaped;
  const auto file = shaped.folder.write("p.csv", "x,sex\n1,male\n2,other\n3,female\n");
  CsvOptions options{.target = "y"};
  options.all_categories = true;
  const Samples samples = read_csv_to_predict(file, {"sex=female", "sex=male", "x"}, options);
  CHECK(samples.features == Names{"sex=female", "sex=male", "x"});
  CHECK(samples.values == Values{0, 1, 1, 0, 0, 2, 1, 0, 3});
  REQUIRE(samples.notes.size() == 1);
  CHECK(samples.notes[0].find("'other' is no value of 'sex' in training in 1 row") !=
        std::string::npos);
}

TEST_CASE("csv: what a table is that is no plain one, each with what to write") {
  const Shaped shaped;
  CHECK(shaped.refused("a;y\n1;2\n", {}) ==
        "t.csv:1: has one column, with ';' in its name. Write data.delimiter: \";\"");
  CHECK(shaped.refused("a\ty\n1\t2\n", {}) ==
        "t.csv:1: has one column, with '\\t' in its name. Write data.delimiter: \"\\t\"");
  CHECK(shaped.refused("sep=;\na;y\n1;2\n", {}) ==
        "t.csv:1: is Excel's line about the delimiter, no header. Remove it and write "
        "data.delimiter: ';'");
  CHECK(shaped.refused(",a,y\n0,1,2\n", {}) ==
        "t.csv:1: column 1 has no name. Ignore it by data.ignore: [1], or name it in "
        "data.features");
  CHECK(shaped.refused("Unnamed: 0,a,y\n0,1,2\n", {}) ==
        "t.csv:1: column 1 'Unnamed: 0' is the index of a data frame. Ignore it by data.ignore: "
        "[1], or name it in data.features");
  CHECK(shaped.refused("a,b,y\nred,1,2\n", {}) ==
        "t.csv:2: column 1 'a': 'red' is no number. Features are numbers: write data.categories: "
        "one_hot for columns of texts, or data.ignore: [a]");
  CHECK(shaped.refused("a,b,y\n2020-01-31,1,2\n", {}) ==
        "t.csv:2: column 1 'a': '2020-01-31' is no number. It looks like a date: make a number of "
        "it, or ignore the column by data.ignore: [a]");
  CHECK(shaped.refused("a;b;y\n1,5;1;2\n", {{"delimiter", ";"}}) ==
        "t.csv:2: column 1 'a': '1,5' is no number. data.decimal: ',' reads numbers with a decimal "
        "','");
  CHECK(shaped.refused("a;b;y\n1,234,567.5;1;2\n", {{"delimiter", ";"}}) ==
        "t.csv:2: column 1 'a': '1,234,567.5' is no number. Numbers have no separators of "
        "thousands: remove each ','");
  CHECK(shaped.refused("a,y\n1,2\n", {{"features", {"b"}}}) ==
        "t.csv:1: has no column 'b'. Known: a, y");
  CHECK(shaped.refused("a,y\n1,2\n", {{"features", {"y"}}}) ==
        "t.csv:1: column 2 'y' is the target. Leave it out of data.features");
  CHECK(shaped.refused("a,y\n1,2\n", {{"decimal", ","}}) ==
        "code.data.decimal: is the delimiter too. Choose another delimiter");
}

TEST_CASE("csv: a column that counts the rows is asked about, unless it is named or the only one") {
  const Shaped shaped;
  std::string text = "id,x,y\n", only = "id,y\n";
  for (int i = 1; i <= 12; ++i) {
    text += std::to_string(i) + "," + std::to_string(i * i) + ",1.5\n";
    only += std::to_string(i) + ",1.5\n";
  }
  CHECK(shaped.refused(text, {}) ==
        "t.csv: column 1 'id' only counts the rows. Ignore it by data.ignore: [id], or name the "
        "features in data.features");
  CHECK(shaped.read(text, {{"ignore", {"id"}}}).n_x == 1);
  CHECK(shaped.read(text, {{"features", {"id", "x"}}}).n_x == 2);
  CHECK(shaped.read(only, {}).n_x == 1);
}

TEST_CASE("csv: more values than a category has are asked about") {
  std::string text = "name,y\n";
  for (int i = 0; i < 1100; ++i) text += "n" + std::to_string(i) + "x,1\n";
  CHECK(Shaped().refused(text, {{"categories", "one_hot"}}) ==
        "t.csv: column 1 'name' has more than 1000 different values. Is it a name or an id? Ignore "
        "it by data.ignore: [name]");
}

TEST_CASE("data: pixels that nobody has scaled are reported") {
  Samples samples;
  samples.n_x = 64;
  samples.m = 2;
  samples.n_y = 1;
  samples.task = Task::kRegression;
  samples.Y = {1, 2};
  for (int i = 0; i < 128; ++i) samples.values.push_back(2 * i);
  const Value section = complete_section({{"name", "csv"}, {"file", "f"}, {"target", "y"}});
  REQUIRE(share(samples, section, Precision::kFloat32, "d").notes.size() == 1);
  for (double& x : samples.values) x /= 255;
  CHECK(share(samples, section, Precision::kFloat32, "d").notes.empty());
}

}  // namespace
}  // namespace ice::data
