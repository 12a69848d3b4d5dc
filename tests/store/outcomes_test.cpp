#include "store/query/outcomes.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "samples.hpp"

using namespace ice::store;

namespace {

// A store that is written run by run.
class Book {
 public:
  explicit Book(const std::filesystem::path& file)
      : file_(file), writer_(file), environment_(writer_.add_environment(example_environment())) {}

  [[nodiscard]] std::int64_t study(const std::string& name) {
    return writer_.add_study(example_study(name));
  }
  void add(std::int64_t study, const Run& run) {
    writer_.add(study, environment_, run, [] {});
    writer_.commit(true);
  }
  void link(std::int64_t study, const Link& link) { writer_.link(study, std::vector{link}); }
  [[nodiscard]] std::vector<Outcome> outcomes(std::int64_t study,
                                              const std::string& metric = "dev.cost") const {
    return Reader(file_).outcomes(study, metric);
  }

 private:
  std::filesystem::path file_;
  Writer writer_;
  std::int64_t environment_;
};

Run run_of(std::uint64_t n, std::uint64_t cell, std::uint64_t seed) {
  Run run = example_run(n);
  run.cell = cell;
  run.seed = seed;
  return run;
}

}  // namespace

TEST_CASE("outcomes: one metric of every run of a study, by cell and seed") {
  const TemporaryFolder folder;
  Book book(folder / "s.db");
  const auto study = book.study("planar");
  book.add(study, run_of(0, 2, 1));
  book.add(study, run_of(1, 1, 9));
  book.add(study, run_of(2, 1, 3));
  book.add(book.study("other"), run_of(3, 1, 1));
  const std::vector<Outcome> outcomes = book.outcomes(study);
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].cell == 1);
  CHECK(outcomes[0].seed == 3);
  CHECK(outcomes[0].status == Status::kFinished);
  CHECK(outcomes[0].started_at == "2026-11-24T10:00:00.000Z");
  CHECK(outcomes[0].value == 1.0 / 3);
  CHECK(outcomes[1].seed == 9);
  CHECK(outcomes[1].value == 0.5);
  CHECK(outcomes[2].cell == 2);
  CHECK(book.outcomes(study, "train.cost")[1].value == 0.25);
  CHECK(book.outcomes(99).empty());
}

TEST_CASE("outcomes: how a run ended is told, and a value only where it has one") {
  const TemporaryFolder folder;
  Book book(folder / "s.db");
  const auto study = book.study("planar");
  Run diverged = run_of(0, 0, 1);
  diverged.status = Status::kDiverged;
  diverged.metrics[0].final = std::numeric_limits<double>::infinity();
  Run lost = run_of(1, 0, 2);
  lost.metrics[0].final = std::nan("");
  Run crashed = run_of(2, 0, 3);
  crashed.status = Status::kCrashed;
  crashed.metrics.clear();
  for (const Run& run : {diverged, lost, crashed}) book.add(study, run);
  const std::vector<Outcome> outcomes = book.outcomes(study);
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].status == Status::kDiverged);
  CHECK(outcomes[0].value == std::numeric_limits<double>::infinity());
  REQUIRE(outcomes[1].value);
  CHECK(std::isnan(*outcomes[1].value));
  CHECK(outcomes[2].status == Status::kCrashed);
  CHECK_FALSE(outcomes[2].value);
}

TEST_CASE("outcomes: a run that two studies plan has the cell of each") {
  const TemporaryFolder folder;
  Book book(folder / "s.db");
  const auto first = book.study("first");
  book.add(first, run_of(0, 4, 1));
  const auto second = book.study("second");
  book.link(second, {key_of(0), 7});
  REQUIRE(book.outcomes(first).size() == 1);
  CHECK(book.outcomes(first)[0].cell == 4);
  REQUIRE(book.outcomes(second).size() == 1);
  CHECK(book.outcomes(second)[0].cell == 7);
}

TEST_CASE("outcomes: each claim has the time of its declaration") {
  const TemporaryFolder folder;
  Writer writer(folder / "s.db");
  ice::study::Study study = example_study();
  study.idea.claims.push_back(study.idea.claims[0]);
  study.idea.claims[1].name = "H2";
  const auto id = writer.add_study(study);
  Reader reader(folder / "s.db");
  const auto declared = reader.declarations(id);
  REQUIRE(declared.size() == 2);
  CHECK(declared.at("H1") == declared.at("H2"));
  CHECK(declared.at("H1") == reader.study("planar").created_at);
  CHECK(reader.declarations(id + 1).empty());
}
