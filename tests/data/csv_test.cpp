// Tables, whole and malformed.
#include "data/csv.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "data/dataset.hpp"
#include "data/environment.hpp"

namespace ice::data {
namespace {

using namespace std::string_literals;
using Missing = CsvOptions::Missing;
using Target = CsvOptions::Target;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

struct Files {
  TemporaryFolder folder;
  CsvOptions options{.target = "y"};

  [[nodiscard]] Samples read(const std::string& text, const std::string& test = "") const {
    return read_csv(folder.write("f.csv", text),
                    test.empty() ? std::filesystem::path() : folder.write("t.csv", test), options);
  }

  [[nodiscard]] Samples predict(const std::string& text, const Texts& features = {}) const {
    return read_csv_to_predict(folder.write("f.csv", text), features, options);
  }

  /// What is said of a fault, the folder left out.
  template <class Read>
  [[nodiscard]] std::string message(const Read& read_it) const {
    try {
      (void)read_it();
    } catch (const base::UserError& error) {
      const std::string text = error.what(), place = folder.path().string() + "/";
      return text.starts_with(place) ? text.substr(place.size()) : text;
    }
    return "no error";
  }
  [[nodiscard]] std::string refusal(const std::string& text, const std::string& test = "") const {
    return message([&] { return read(text, test); });
  }
};

TEST_CASE("csv: texts are classes in sorted order, and the header names the features") {
  const Samples samples = Files().read("a,y,b\n1,two,2.5\n-3,one,4e1\n+5,three,.5\n7,one,0\n");
  CHECK(samples.features == Texts{"a", "b"});
  CHECK(samples.n_x == 2);
  CHECK(samples.m == 4);
  CHECK(samples.m_test == 0);
  CHECK(samples.values == Numbers{1, 2.5, -3, 40, 5, 0.5, 7, 0});
  CHECK(samples.task == Task::kMulticlass);
  CHECK(samples.classes == Texts{"one", "three", "two"});
  CHECK(samples.Y == Numbers{0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0});
}

TEST_CASE("csv: a target of numbers is regression, even of 0 and 1, unless it is told otherwise") {
  Files files;
  const std::string text = "a,y\n1,1\n2,0\n3,10\n4,1.0\n";
  const Samples numbers = files.read(text);
  CHECK(numbers.task == Task::kRegression);
  CHECK(numbers.n_y == 1);
  CHECK(numbers.classes.empty());
  CHECK(numbers.Y == Numbers{1, 0, 10, 1});

  files.options.kind = Target::kClasses;
  const Samples classes = files.read(text);
  CHECK(classes.classes == Texts{"0", "1", "10"});
  CHECK(classes.Y == Numbers{0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0});
}

TEST_CASE("csv: a class of numbers is its value, a class of texts its letters") {
  Files files;
  files.options.kind = Target::kClasses;
  CHECK(files.read("a,y\n1,10\n2,9\n3,b\n4,1e1\n5,B\n").classes == Texts{"9", "10", "B", "b"});
}

TEST_CASE("csv: what spreadsheets write is read") {
  const Samples plain = Files().read("a,b,y\n1,2,no\n3,4,yes\n");
  const auto same = [&](const std::string& text) {
    const Samples samples = Files().read(text);
    return samples.values == plain.values && samples.Y == plain.Y &&
           samples.classes == plain.classes && samples.features == plain.features;
  };
  CHECK(same("a,b,y\n1,2,no\n3,4,yes"));          // no final newline
  CHECK(same("a,b,y\r\n1,2,no\r\n3,4,yes\r\n"));  // CR LF
  CHECK(
      same("\xEF\xBB\xBF"
           "a,b,y\n1,2,no\n3,4,yes\n"));                                  // a byte order mark
  CHECK(same("a,b,y\n1,2,no\n3,4,yes\n\n\r\n"));                          // empty lines at the end
  CHECK(same("\"a\",\"b\",\"y\"\r\n\"1\",\"2\",\"no\"\r\n3,4,\"yes\""));  // quotes
  CHECK(same(" a , b,y\n 1 ,2, no\n3,  4,yes \n"));                       // blanks
}

TEST_CASE("csv: quoted fields hold delimiters, quotes and line breaks") {
  const Samples samples =
      Files().read("\"a, in cm\",y\n1,\"x,\"\"y\"\"\"\n\"2\",\"\"\"\"\n3,\" kept \"\n");
  CHECK(samples.features == Texts{"a, in cm"});
  CHECK(samples.classes == Texts{" kept ", "\"", "x,\"y\""});
  CHECK(samples.values == Numbers{1, 2, 3});
}

TEST_CASE("csv: a row may be longer than a block of the reader") {
  std::string header = "y", row = "7";
  for (int i = 0; i < 300'000; ++i) {
    header += fmt::format(",c{}", i);
    row += fmt::format(",{}", i);
  }
  const Samples samples = Files().read(header + "\n" + row + "\n" + row);
  CHECK(samples.n_x == 300'000);
  CHECK(samples.m == 2);
  CHECK(samples.values[299'999] == 299'999);
  CHECK(samples.values[599'999] == 299'999);
}

TEST_CASE("csv: any one character delimits") {
  Files files;
  for (const char delimiter : {';', '\t', '|', ' '}) {
    files.options.delimiter = delimiter;
    CHECK(files.read(fmt::format("a{0}y\n1{0}2\n3{0}4\n", delimiter)).values == Numbers{1, 3});
  }
}

TEST_CASE("csv: features are scaled, targets are not") {
  Files files;
  files.options.scale = 0.5;
  const Samples samples = files.read("a,y\n1,10\n3,20\n");
  CHECK(samples.values == Numbers{0.5, 1.5});
  CHECK(samples.Y == Numbers{10, 20});
  files.options.scale = 1e300;
  CHECK(files.refusal("a,y\n1,10\n-1e9,20\n") ==
        "f.csv:3: column 1 'a': '-1e9' times data.scale is no finite number. Choose a smaller "
        "data.scale");
}

TEST_CASE("csv: malformed files are told by line and column, and how to mend them") {
  struct Case {
    std::string text, message;
  };
  const auto cases = std::vector<Case>{
      // No table.
      {"", "f.csv: is empty"},
      {"\n\n", "f.csv: is empty"},
      {"\xEF\xBB\xBF", "f.csv: is empty"},
      {"\xFF\xFE"
       "a\0,\0y\0"s,
       "f.csv: is UTF-16 text. Save it as UTF-8"},
      {"\xFE\xFF\0a\0,\0y"s, "f.csv: is UTF-16 text. Save it as UTF-8"},
      {"a\0,y\n"s, "f.csv: is no text: there are zero bytes in it. A table is UTF-8"},
      // The header.
      {"a,y\n", "f.csv: has a header and no rows"},
      {"a,y", "f.csv: has a header and no rows"},
      {"5.1,3.5,0\n4.9,3.0,1\n",
       "f.csv:1: has no column 'y', but '5.1'. The first line must be the names of the columns; "
       "without names write data.header: false"},
      {"5.1,5.1,0\n4.9,3.0,1\n",
       "f.csv:1: columns 1 and 2 are both named '5.1'. The first line must be the names of the "
       "columns; without names write data.header: false"},
      {"a,b,a,y\n1,2,3,4\n",
       "f.csv:1: columns 1 and 3 are both named 'a'. Give each column a name of its own; without "
       "names write data.header: false"},
      {",a,y\n1,2,3\n",
       "f.csv:1: column 1 has no name. Ignore it by data.ignore: [1], or name it in data.features"},
      {"a,b,Y\n1,2,3\n", "f.csv:1: has no column 'y'. Did you mean 'Y'?"},
      {"a;y\n1;2\n", "f.csv:1: has one column, with ';' in its name. Write data.delimiter: \";\""},
      {"y\n1\n2\n",
       "f.csv:1: has no column beside the target. Features are columns of numbers: is "
       "data.delimiter right?"},
      {"gr\xF6\xDF"
       "e,y\n1,2\n",
       "f.csv:1: column 1 'gr??e': is not plain text. Names are UTF-8 without line breaks"},
      {"a,y\r1,2\r", "f.csv:1: lines end in CR alone. Save the file with LF or CR LF"},
      // Rows.
      {"a,b,y\n1,2,3\n1,2\n",
       "f.csv:3: 2 fields, and the header has 3. Leave the place of a missing value empty, between "
       "its delimiters"},
      {"a,b,y\n1,2,3,4\n",
       "f.csv:2: 4 fields, and the header has 3. Put quotes around a field that holds the "
       "delimiter"},
      {"a,b,y\n1,2,3,\n",
       "f.csv:2: 4 fields, and the header has 3. Put quotes around a field that holds the "
       "delimiter"},
      {"a,y\n1,2\n\n3,4\n", "f.csv:4: follows an empty line. Remove that line"},
      {"a,y\n1,\"x\n2,z\n",
       "f.csv:2: a quote is never closed. A quote inside a quoted field is written twice"},
      {"a,y\n1,\"x\"z\n",
       "f.csv:2: field 2: text after its closing quote. A quote inside a quoted field is written "
       "twice"},
      {"a,y\n1,5\"\n2,6\"\n",
       "f.csv:2: field 2: a quote inside a field without quotes. Put the field into quotes and "
       "write its own twice"},
      {"a,y\n1," + std::string((1 << 24) + 1, '7'),
       "f.csv:2: a row longer than 16 MiB. Is a quote left open?"},
      // Features.
      {"a,b,y\n1,,3\n",
       "f.csv:2: column 2 'b': empty. Fill it in, or set data.missing: drop, mean or median"},
      {"a,b,y\n1,NaN,3\n",
       "f.csv:2: column 2 'b': 'NaN' is no value. Fill it in, or set data.missing: drop, mean or "
       "median"},
      {"a,b,y\n1,NA,3\n",
       "f.csv:2: column 2 'b': 'NA' is no value. Fill it in, or set data.missing: drop, mean or "
       "median"},
      {"a,b,y\n1,inf,3\n",
       "f.csv:2: column 2 'b': 'inf' is no finite number. Change it, or ignore the column by "
       "data.ignore: [b]"},
      {"a,b,y\n1,-1e999,3\n",
       "f.csv:2: column 2 'b': '-1e999' is no finite number. Change it, or ignore the column by "
       "data.ignore: [b]"},
      {"a,b,y\n1,2,3\nred,2,3\n",
       "f.csv:3: column 1 'a': 'red' is no number. Features are numbers: write "
       "data.categories: one_hot for columns of texts, or data.ignore: [a]"},
      {"a,y\n1.5x,3\n",
       "f.csv:2: column 1 'a': '1.5x' is no number. Features are numbers: write "
       "data.categories: one_hot for columns of texts, or data.ignore: [a]"},
      {"a,y\n\"1\n2\",3\nb,4\n",
       "f.csv:2: column 1 'a': '1?2' is no number. Features are numbers: write "
       "data.categories: one_hot for columns of texts, or data.ignore: [a]"},
      {"a,y\n\x1b[31m" + std::string(50, 'x') + ",3\n",
       "f.csv:2: column 1 'a': '?[31m" + std::string(35, 'x') +
           "...' is no number. Features are numbers: write "
           "data.categories: one_hot for columns of texts, or data.ignore: [a]"},
      // Targets.
      {"a,y\n1,\n", "f.csv:2: column 2 'y': empty. Fill it in, or set data.missing: drop"},
      {"a,y\n1,2\n3,many\n",
       "f.csv:3: column 2 'y': 'many' is no number. Set data.task: classification if the targets "
       "are classes"},
      {"a,y\n1,few\n3,4.50\n",
       "f.csv:3: column 2 'y': '4.50' is a number, and the targets above are texts. Set data.task: "
       "classification if it is a class as they are"},
      {"a,y\n1,few\n2,few\n", "f.csv: all samples are of one class, 'few'"},
      {"a,y\n1,no\n2,gr\xF6n\n",
       "f.csv:3: column 2 'y': 'gr?n' is not plain text. Names are UTF-8 without line breaks"},
  };
  const Files files;
  for (const auto& [text, message] : cases) {
    INFO(text.substr(0, 100));
    CHECK(files.refusal(text) == message);
  }
}

TEST_CASE("csv: a line break within quotes counts as a line") {
  const Files files;
  const auto refusal = [&](const std::string& text) {
    return files.message([&] { return files.predict(text, {"a"}); });
  };
  CHECK(refusal("a,note\n1,\"x\ny\"\n\n2,z\n") ==
        "f.csv:5: follows an empty line. Remove that line");
  CHECK(refusal("a,note\n1,\"x\r\n\r\ny\"\nb,z\n")
            .starts_with("f.csv:5: column 1 'a': 'b' is no number."));
}

TEST_CASE("csv: an unknown target names the nearest column, or the first of many") {
  Files files;
  files.options.target = "prize";
  CHECK(files.refusal("size,price\n1,2\n") ==
        "f.csv:1: has no column 'prize'. Did you mean 'price'?");
  std::string header = "c1";
  for (int i = 2; i <= 784; ++i) header += fmt::format(",c{}", i);
  CHECK(files.refusal(header + "\n") ==
        "f.csv:1: has no column 'prize'. Known: c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, "
        "c13, c14, c15, c16, c17, c18, c19, c20 and 764 more");
}

TEST_CASE("csv: regression refuses text, and more than 1000 classes are none") {
  Files files;
  files.options.kind = Target::kRegression;
  CHECK(files.refusal("a,y\n1,many\n") ==
        "f.csv:2: column 2 'y': 'many' is no number. The targets are numbers with data.task: "
        "regression");
  files.options.kind = Target::kClasses;
  std::string text = "a,y\n";
  for (int i = 0; i <= 1000; ++i) text += fmt::format("1,{}\n", i);
  CHECK(files.refusal(text) ==
        "f.csv:1002: column 2 'y': more than 1000 classes. Is this the target, and is it one of "
        "classes?");
}

TEST_CASE("csv: rows without a value are dropped") {
  Files files;
  files.options.missing = Missing::kDrop;
  const Samples samples = files.read("a,b,y\n1,,3\n4,5,6\n,,\nna,1,2\n7,8,\n9,10,11\n");
  CHECK(samples.m == 2);
  CHECK(samples.values == Numbers{4, 5, 9, 10});
  CHECK(samples.Y == Numbers{6, 11});
  CHECK(files.refusal("a,b,y\n1,,3\n4,5,\n") ==
        "f.csv: a value is missing in every row. With data.missing: drop nothing is left of it");
  CHECK(files.refusal("a,y\nred,3\n") ==
        "f.csv:2: column 1 'a': 'red' is no number. Features are numbers: write "
        "data.categories: one_hot for columns of texts, or data.ignore: [a]");
}

TEST_CASE("csv: a value to be filled in later stays missing, a target may not") {
  Files files;
  files.options.missing = Missing::kMean;
  files.options.scale = 2;
  const Samples samples = files.read("a,b,y\n1,,3\n3,5,6\n,6,1\n", "a,b,y\n100,,1\nNaN,200,2\n");
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < samples.values.size(); ++i)
    if (std::isnan(samples.values[i])) missing.push_back(i);
  CHECK(missing == std::vector<std::size_t>{1, 4, 7, 8});
  CHECK(samples.values[6] == 200);
  CHECK(samples.m_test == 2);
  CHECK(files.refusal("a,y\n1,\n") ==
        "f.csv:2: column 2 'y': empty. Fill it in, or set data.missing: drop");
}

TEST_CASE("csv: a test file stands behind the training file and has its columns and classes") {
  const Files files;
  const std::string train = "a,b,y\n1,2,no\n3,4,yes\n";
  const Samples samples = files.read(train, "a,b,y\n5,6,yes\n");
  CHECK(samples.m == 3);
  CHECK(samples.m_test == 1);
  CHECK(samples.values == Numbers{1, 2, 3, 4, 5, 6});
  CHECK(samples.Y == Numbers{0, 1, 1});
  CHECK(files.refusal(train, "a,b,y\n5,6,maybe\n") ==
        "t.csv:2: column 3 'y': class 'maybe' is not in the training part");
  CHECK(files.refusal(train, "b,a,y\n5,6,yes\n") ==
        "t.csv:1: column 1 'b', and in the training file it is 'a'. Both files need the same "
        "columns in the same order");
  CHECK(files.refusal(train, "a,b\n5,6\n") ==
        "t.csv:1: 2 columns, and the training file has 3. Both files need the same columns in the "
        "same order");
  CHECK(files.refusal(train, "a,b,y\n") == "t.csv: has a header and no rows");
}

TEST_CASE(
    "csv: samples to predict are taken by the features' names, targets where there are some") {
  Files files;
  const std::string text = "id,b,a\nx1,2,1\nx2,4,3\n";
  const Samples bare = files.predict(text, {"a", "b"});
  CHECK(bare.features == Texts{"a", "b"});
  CHECK(bare.values == Numbers{1, 2, 3, 4});
  CHECK(bare.Y.empty());
  CHECK(bare.classes.empty());

  const Samples all = files.predict("b,y,a\n2,yes,1\n4,yes,3\n");
  CHECK(all.features == Texts{"b", "a"});
  CHECK(all.classes == Texts{"yes"});
  CHECK(all.Y == Numbers{1, 1});

  const auto refusal = [&](const std::string& given) {
    return files.message([&] { return files.predict(given, {"a", "size"}); });
  };
  CHECK(refusal("a,sise\n1,2\n") == "f.csv:1: has no column 'size'. Did you mean 'sise'?");
  CHECK(refusal("a,size\n1,\n") ==
        "f.csv:2: column 2 'size': empty. Fill it in: what is missing cannot be predicted from");
  CHECK(refusal("a,size,y\n1,2,\n") ==
        "f.csv:2: column 3 'y': empty. Fill it in, or remove the column");
}

TEST_CASE("csv: what cannot be read says why") {
  const Files files;
  CHECK(files.message([&] { return read_csv(files.folder.path() / "no.csv", {}, {}); }) ==
        "no.csv: cannot be read: No such file or directory");
  std::filesystem::create_directory(files.folder.path() / "d.csv");
  CHECK(files.message([&] { return read_csv(files.folder.path() / "d.csv", {}, {}); }) ==
        "d.csv: cannot be read: Is a directory");
}

TEST_CASE("csv: a section names files, columns and what is to be done") {
  const Files files;
  files.folder.write("f.csv", "a;y\n1;0\n;1\n3;1\n4;1\n");
  files.folder.write("t.csv", "a;y\n8;0\n");
  const auto section = [](const base::Value& more) {
    base::Value all{{"name", "csv"}, {"file", "f.csv"}, {"target", "y"}};
    all.update(more);
    return all;
  };
  const Samples samples = load(section({{"test_file", "t.csv"},
                                        {"delimiter", ";"},
                                        {"missing", "drop"},
                                        {"scale", 10},
                                        {"task", "classification"}}),
                               {files.folder.path()});
  CHECK(samples.values == Numbers{10, 30, 40, 80});
  CHECK(samples.Y == Numbers{0, 1, 1, 0});
  CHECK(samples.m_test == 1);
  CHECK(samples.task == Task::kBinary);
  const auto refusal = [&](const base::Value& more) {
    return files.message([&] { return load(section(more), {files.folder.path()}); });
  };
  for (const std::string delimiter : {";;", "\"", "\n", "é", "e", "5", "."})
    CHECK(refusal({{"delimiter", delimiter}})
              .starts_with("code.data.delimiter: expected one character between fields, got "));
  CHECK(refusal({{"delimiter", ";;"}}) ==
        "code.data.delimiter: expected one character between fields, got ';;'. For example \";\", "
        "\"\\t\" "
        "or whitespace");
  CHECK(refusal({{"missing", "ignore"}}) ==
        "code.data.missing: expected one of error, drop, mean, median, got ignore");
  const SetVariable data("ICE_DATA", files.folder.path());
  CHECK(refusal({{"file", "g.csv"}}) ==
        "code.data.file: no file 'g.csv'. Did you mean 'f.csv'? Looked in " +
            files.folder.path().string());
}

TEST_CASE("csv: a tab is written as YAML does, or as its two letters") {
  const Files files;
  files.folder.write("f.csv", "a\ty\n1\t2\n3\t4\n");
  for (const std::string tab : {"\t", "\\t"})
    CHECK(load({{"name", "csv"}, {"file", "f.csv"}, {"target", "y"}, {"delimiter", tab}},
               {files.folder.path()})
              .values == Numbers{1, 3});
}

}  // namespace
}  // namespace ice::data
