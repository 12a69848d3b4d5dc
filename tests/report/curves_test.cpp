#include "report/curves.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "base/error.hpp"
#include "numbers.hpp"
#include "store/store.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::report;
namespace store = ice::store;

namespace {

using Numbers = std::vector<double>;

store::Run run_of(std::uint64_t cell, std::uint64_t seed, store::Status status, Numbers costs) {
  store::Run run;
  run.key = std::string(62, 'a') + std::to_string(cell) + std::to_string(seed);
  run.cell = cell;
  run.identity.key = std::string(63, 'c') + std::to_string(cell);
  run.seed = seed;
  run.status = status;
  run.params = {{"optimizer.learning_rate", cell}};
  run.metrics = {{"dev.cost", costs.back(), costs.back(), costs.size()},
                 {"dev.auc", 0.5, 0.5, costs.size()},
                 {"test.cost", 1, 1, costs.size()}};
  store::Curve curve{"dev.cost", {}, std::move(costs)};
  for (std::size_t i = 1; i <= curve.values.size(); ++i) curve.epochs.push_back(i);
  run.curves = {std::move(curve)};
  return run;
}

/// A store with a study of three cells: 1 the better, 0 the worse, 2 diverged.
class RecordedStudy {
 public:
  RecordedStudy() {
    store::Writer writer(file());
    ice::study::Study study;
    study.name = "steps";
    study.idea.title = "Which step is best?";
    study.experiment.metric = "dev.cost";
    const auto id = writer.add_study(study);
    const auto environment = writer.add_environment({});
    using store::Status;
    for (const store::Run& run :
         {run_of(0, 1, Status::kFinished, {4, 3}), run_of(1, 1, Status::kFinished, {4, 1}),
          run_of(1, 2, Status::kFinished, {2, 2}), run_of(2, 1, Status::kDiverged, {9, kNan})})
      writer.add(id, environment, run, [] {});
    writer.commit(true);
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "s.db"; }

 private:
  test::TemporaryFolder folder_;
};

PlotRequest of_steps(const std::string& metric, std::uint64_t top = 8) {
  PlotRequest request;
  request.query.study = "steps";
  request.metric = metric;
  request.top = top;
  return request;
}

}  // namespace

TEST_CASE("curves: the mean and the band stand where all runs have a value") {
  const Line line = mean_line({{"dev.cost", {1, 2, 3}, {1, 2, 3}}, {"dev.cost", {1, 3}, {3, 5}}});
  CHECK(line.x == Numbers{1, 3});
  CHECK(line.y == Numbers{2, 4});
  CHECK(line.low == Numbers{1, 3});
  CHECK(line.high == Numbers{3, 5});
  CHECK(mean_line({{"dev.cost", {1, 2}, {1, 2}}}).low.empty());
  CHECK(mean_line({}).x.empty());
}

TEST_CASE("curves: a study's best cells have names, the others are grey") {
  const RecordedStudy study;
  store::Reader reader(study.file());
  const Figure figure = curves_of(reader, of_steps("", 2));
  CHECK(figure.title == "Which step is best?");
  CHECK(figure.subtitle ==
        "study steps; mean over seeds, band from the lowest to the highest; the 2 best of 3 cells "
        "by dev.cost in colour; 1 curve goes beyond the edge");
  CHECK(figure.y_label == "dev.cost (mean over samples)");
  CHECK(figure.legend_title == "learning_rate");
  REQUIRE(figure.lines.size() == 3);
  CHECK(figure.lines[0].name == "1");
  CHECK(figure.lines[0].y == Numbers{3, 1.5});
  CHECK(figure.lines[1].name == "0");
  CHECK(figure.lines[2].name.empty());
}

TEST_CASE("curves: a cell of which no run finished says so") {
  const RecordedStudy study;
  store::Reader reader(study.file());
  const Line line = curves_of(reader, of_steps("")).lines.at(2);
  CHECK(line.name == "2 (none finished)");
  CHECK(line.escapes);
}

// "The 4 best" were ranked by another metric than the one drawn, and nothing said so.
TEST_CASE("curves: the subtitle says by which metric the best were chosen") {
  const RecordedStudy study;
  store::Reader reader(study.file());
  PlotRequest request = of_steps("", 1);
  request.by = "test.cost";
  request.query.where = "learning_rate < 2";
  CHECK(curves_of(reader, request).subtitle ==
        "study steps where learning_rate < 2; mean over seeds, band from the lowest to the "
        "highest; the 1 best of 2 cells by test.cost in colour; 1 curve goes beyond the edge");
  request.by = "dev.f1";
  CHECK_THROWS_WITH(curves_of(reader, request),
                    Catch::Contains("--by: no run of steps has a metric"));
}

TEST_CASE("curves: a metric without a curve is told") {
  const RecordedStudy study;
  store::Reader reader(study.file());
  CHECK_THROWS_WITH(curves_of(reader, of_steps("dev.f1")),
                    "study steps: no run has a curve of 'dev.f1'. The metrics there are: ice runs "
                    "steps");
}

TEST_CASE("curves: of a metric that is measured once there is none, and why") {
  const RecordedStudy study;
  store::Reader reader(study.file());
  const std::string once = "It is measured once, with the final parameters";
  CHECK_THROWS_WITH(curves_of(reader, of_steps("dev.auc")),
                    "study steps: no run has a curve of 'dev.auc'. " + once +
                        ", unless it is experiment.metric or training.early_stopping.metric");
  CHECK_THROWS_WITH(curves_of(reader, of_steps("test.cost")),
                    "study steps: no run has a curve of 'test.cost'. " + once);
  CHECK_THROWS_WITH(curves_of(reader, of_steps("train.auc")),
                    "study steps: no run has a curve of 'train.auc'. The metrics there are: ice "
                    "runs steps");
}

TEST_CASE("curves: a run has a figure for each kind of metric, of what makes a line") {
  const auto figures = curves_of_run({{"dev.cost", {1, 2}, {2, 1}},
                                      {"train.accuracy", {1, 2}, {0.5, 0.6}},
                                      {"train.cost", {1, 2}, {3, 2}},
                                      {"train.f1", {1}, {0.5}},
                                      {"train.recall", {1, 2}, {0.5, kNan}}});
  REQUIRE(figures.size() == 2);
  CHECK(figures[0].y_label == "cost");
  CHECK(figures[0].lines.size() == 2);
  CHECK(figures[0].lines[1].name == "train.cost");
  CHECK(figures[1].y_label == "accuracy");
}
