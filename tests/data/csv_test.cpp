// Tables, whole and malformed.
#include "data/csv.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
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

}  // namespace
}  // namespace ice::data
