// Pictures of one recorded study: learning rates 0.1 and 1, tanh and relu, two seeds. dev.cost is
//   tanh: 1 3 at 0.1, 4 4 at 1;   relu: 6 6 at 0.1, 12 12 at 1;   the last run of these diverged.
#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.hpp"
#include "report/box.hpp"
#include "report/gnuplot/bars_script.hpp"
#include "report/gnuplot/box_script.hpp"
#include "report/gnuplot/figure_script.hpp"
#include "report/gnuplot/gnuplot.hpp"
#include "report/gnuplot/heatmap_script.hpp"
#include "report/heatmap.hpp"
#include "report/history.hpp"
#include "report/importance_bars.hpp"
#include "report/parallel.hpp"
#include "report/pareto.hpp"
#include "report/slice.hpp"
#include "store/store.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::report;
using Catch::Contains;

namespace {

/// Values of the cells in their order; nan: the run diverged.
using CellValues = std::vector<std::vector<double>>;
const CellValues kFull{{1, 3}, {4, 4}, {6, 6}, {12, 12}};

store::Run grid_run(std::uint64_t cell, std::uint64_t seed, double cost) {
  store::Run run;
  run.key = std::string(62, 'b') + std::to_string(cell) + std::to_string(seed);
  run.cell = cell;
  run.identity.key = std::string(63, 'd') + std::to_string(cell);
  run.seed = seed;
  run.status = std::isnan(cost) ? store::Status::kDiverged : store::Status::kFinished;
  run.params = {{"optimizer.learning_rate", cell % 2 == 0 ? 0.1 : 1.0},
                {"network.activation", cell < 2 ? "tanh" : "relu"}};
  run.metrics = {{"dev.cost", cost, cost, 1},
                 {"dev.accuracy", 1 - cost / 20, 1 - cost / 20, 1},
                 {"train.cost", 20 - cost, 20 - cost, 1}};
  return run;
}

/// A store with the study "grid" of these values.
class RecordedGrid {
 public:
  explicit RecordedGrid(const CellValues& values = kFull) {
    {
      store::Writer writer(folder_ / "s.db");
      ice::study::Study study;
      study.name = "grid";
      study.idea.title = "Tanh or relu?";
      study.experiment.metric = "dev.cost";
      const auto id = writer.add_study(study);
      const auto environment = writer.add_environment({});
      for (std::size_t cell = 0; cell < values.size(); ++cell)
        for (std::size_t seed = 0; seed < values[cell].size(); ++seed)
          writer.add(id, environment, grid_run(cell, seed, values[cell][seed]), [] {});
      writer.commit(true);
    }
    reader_.emplace(folder_ / "s.db");
  }
  [[nodiscard]] store::Reader& reader() { return *reader_; }
  [[nodiscard]] const test::TemporaryFolder& folder() const { return folder_; }

 private:
  test::TemporaryFolder folder_;
  std::optional<store::Reader> reader_;
};

PlotRequest of_grid() {
  PlotRequest request;
  request.query.study = "grid";
  return request;
}

const double kNoNumber = std::nan("");
const CellValues kHoles{{1, 3}, {4, 4}, {6, 6}, {12, kNoNumber}};

/// gnuplot draws it without a word, into a file that is a picture.
void check_png(const Script& script, const RecordedGrid& grid) {
  CHECK(plot(script, grid.folder() / "p.png").empty());
  CHECK(std::filesystem::file_size(grid.folder() / "p.png") > 5000);
}

}  // namespace

TEST_CASE("heatmap: the mean over seeds in each cell, and why these axes") {
  RecordedGrid grid;
  const Heatmap heatmap = heatmap_of(grid.reader(), of_grid());
  CHECK(heatmap.x_label == "network.activation");  // explains 36/57, the rate 16/57
  CHECK(heatmap.y_label == "optimizer.learning_rate");
  CHECK(heatmap.x_names == std::vector<std::string>{"tanh", "relu"});
  CHECK(heatmap.y_names == std::vector<std::string>{"0.1", "1"});
  REQUIRE(heatmap.tiles.size() == 4);
  CHECK(heatmap.tiles[0].mean == 2);
  CHECK(heatmap.tiles[1].mean == 6);
  CHECK(heatmap.tiles[2].mean == 4);
  CHECK(heatmap.tiles[3].mean == 12);
  CHECK(heatmap.tiles[0].goodness == 1);  // less is better
  CHECK(heatmap.tiles[3].goodness == 0);
  CHECK(heatmap.same_n);
  CHECK(heatmap.subtitle ==
        "study grid; mean dev.cost over seeds, n = 2 in each cell; darker is better; x and y are "
        "the two parameters that explain most (--x or --y takes another)");
  CHECK(draw_heatmap(heatmap, {60, 16, false}) == R"(Tanh or relu?
study grid; mean dev.cost over seeds, n = 2 in each cell;
darker is better; x and y are the two parameters that
explain most (--x or --y takes another)
dev.cost (mean over samples)
↑ optimizer.learning_rate   → network.activation
1    ▒4      12
0.1  █2     ▒6
      tanh   relu
)");
  check_png([&](const auto& file) { return heatmap_script(heatmap, file); }, grid);
}

TEST_CASE("heatmap: runs that diverged are counted, and axes can be asked for") {
  RecordedGrid grid(kHoles);
  PlotRequest request = of_grid();
  request.x = "learning_rate";
  request.y = "network.activation";
  const Heatmap heatmap = heatmap_of(grid.reader(), request);
  CHECK(heatmap.x_label == "optimizer.learning_rate");
  CHECK(heatmap.tiles[3].n == 1);
  CHECK(heatmap.tiles[3].missing == 1);
  CHECK_THAT(heatmap.subtitle,
             Contains("1 run without a value (diverged or failed)") && !Contains("takes another"));
  CHECK_THAT(draw_heatmap(heatmap, {60, 16, false}), Contains("n=1 -1"));
  check_png([&](const auto& file) { return heatmap_script(heatmap, file); }, grid);
}

TEST_CASE("slice: the line through the best cell, the others are grey points") {
  RecordedGrid grid;
  PlotRequest request = of_grid();
  request.x = "learning_rate";
  const Figure figure = slice_of(grid.reader(), request);
  REQUIRE(figure.lines.size() == 2);
  CHECK(figure.lines[0].name == "tanh");
  CHECK(figure.lines[0].x == std::vector<double>{0.1, 1});
  CHECK(figure.lines[0].y == std::vector<double>{2, 4});
  CHECK(figure.lines[0].low == std::vector<double>{1, 4});
  CHECK(figure.lines[1].name.empty());
  CHECK(figure.lines[1].y.size() == 4);
  CHECK(figure.legend_title == "activation");
  const Figure by_name = slice_of(grid.reader(), of_grid());
  CHECK(by_name.x_names == std::vector<std::string>{"tanh", "relu"});
  CHECK_THAT(by_name.subtitle, Contains("x is the parameter that explains most (--x takes"));
  check_png([&](const auto& file) { return figure_script(by_name, file); }, grid);
}

TEST_CASE("box: a box for each value of the parameter, of all runs") {
  RecordedGrid grid(kHoles);
  const BoxFigure figure = boxes_of(grid.reader(), of_grid());
  REQUIRE(figure.boxes.size() == 2);
  CHECK(figure.boxes[0].name == "tanh");
  CHECK(figure.boxes[0].values == std::vector<double>{1, 3, 4, 4});
  CHECK(figure.boxes[0].median == 3.5);
  CHECK(figure.boxes[1].missing == 1);
  CHECK_THAT(draw_boxes(figure, {60, 16, false}),
             Contains("tanh │├") && Contains("n=4\n") && Contains("n=3 -1\n"));
  check_png([&](const auto& file) { return box_script(figure, file); }, grid);
}

TEST_CASE("history: the best so far over the runs in their order") {
  RecordedGrid grid(kHoles);
  const Figure figure = history_of(grid.reader(), of_grid());
  CHECK(figure.lines[0].name == "best so far");
  CHECK(figure.lines[0].y == std::vector<double>(8, 1));
  CHECK(figure.lines[1].y == std::vector<double>{1, 3, 4, 4, 6, 6, 12});
  PlotRequest most = of_grid();
  most.metric = "train.cost";
  CHECK(history_of(grid.reader(), most).lines[0].y ==
        std::vector<double>{19, 17, 16, 16, 14, 14, 8, 8});
  check_png([&](const auto& file) { return figure_script(figure, file); }, grid);
}

TEST_CASE("parallel: an axis for each parameter and the metric, the best in colour") {
  RecordedGrid grid;
  PlotRequest request = of_grid();
  request.top = 1;
  const Figure figure = parallel_of(grid.reader(), request);
  CHECK(figure.x_names == std::vector<std::string>{"activation", "learning_rate", "dev.cost"});
  REQUIRE(figure.lines.size() == 4);
  CHECK(figure.lines[0].name == "tanh · 0.1");
  CHECK(figure.lines[0].y == std::vector<double>{0.03, 0.03, 0.03});
  CHECK(figure.lines[3].y == std::vector<double>{0.97, 0.97, 0.97});
  CHECK(figure.lines[1].name.empty());
  CHECK_THAT(figure.subtitle, Contains("the 1 best of 4 cells by dev.cost in colour"));
  check_png([&](const auto& file) { return figure_script(figure, file); }, grid);
}

TEST_CASE("importance: bars of the exact decomposition, the seeds last") {
  RecordedGrid grid;
  const BarFigure figure = importance_bars(grid.reader(), of_grid());
  REQUIRE(figure.sections.size() == 1);
  const std::vector<Bar>& bars = figure.sections[0].bars;
  REQUIRE(bars.size() == 4);
  CHECK(bars[0].name == "activation");
  CHECK(bars[0].share == Approx(36 / 57.0));
  CHECK(bars[1].share == Approx(16 / 57.0));
  CHECK(bars[2].name == "activation × learning_rate");
  CHECK(bars[3].name == "seeds (noise)");
  CHECK(figure.subtitle == "study grid; shares of the variance, exact on a full grid");
  CHECK_THAT(draw_bars(figure, {60, 16, false}), Contains("activation █") && Contains(" 63.2\n"));
  check_png([&](const auto& file) { return bars_script(figure, file); }, grid);
}

TEST_CASE("importance: where cells have no value the forest is named") {
  RecordedGrid grid({{1, 3}, {4, 4}, {6, 6}, {kNoNumber, kNoNumber}});
  CHECK_THAT(importance_bars(grid.reader(), of_grid()).subtitle,
             Contains("estimated by a random forest (fANOVA)"));
}

TEST_CASE("heatmap: shades are logarithmic where that tells more tiles apart") {
  RecordedGrid grid({{1, 1}, {2, 2}, {4, 4}, {50, 50}});
  const Heatmap heatmap = heatmap_of(grid.reader(), of_grid());
  const auto tile_of = [&](double mean) {
    return *std::ranges::find(heatmap.tiles, mean, &ice::report::Tile::mean);
  };
  CHECK(tile_of(4).goodness == Approx(1 - std::log(4) / std::log(50)));
  CHECK(tile_of(2).goodness == Approx(1 - std::log(2) / std::log(50)));
}

TEST_CASE("heatmap: in the terminal ten columns of numbers fit into 80, with fewer digits") {
  ice::report::Heatmap heatmap;
  heatmap.y_names = {"tanh"};
  heatmap.same_n = true;
  for (int i = 0; i < 10; ++i) {
    heatmap.x_names.push_back(std::to_string(i));
    heatmap.tiles.push_back({.mean = 0.654789, .n = 50, .goodness = 0.5});
  }
  CHECK_THAT(draw_heatmap(heatmap, {80, 16, false}), Contains("tanh  ▒0.655 ▒0.655"));
  CHECK_THAT(draw_heatmap(heatmap, {120, 16, false}), Contains("▒0.6548"));
  CHECK_THAT(draw_heatmap(heatmap, {60, 16, false}), Contains("tanh ▒▒▒▒▒▒"));
}

TEST_CASE("pareto: cells by two metrics") {
  RecordedGrid grid;
  PlotRequest request = of_grid();
  request.by = "dev.cost,train.cost";
  const Figure figure = pareto_of(grid.reader(), request);
  CHECK(figure.x_label == "dev.cost (mean over samples)");
  CHECK(figure.lines[0].name == "tanh · 0.1");
  CHECK(figure.lines[4].name == "the front");
  CHECK(figure.lines[4].x == std::vector<double>{2, 4, 6, 12});  // what one gains the other loses
  CHECK_THAT(figure.subtitle, Contains("4 of 4 cells on the front (low dev.cost, low train.cost)"));
  request.by = "dev.cost,dev.accuracy";
  CHECK(pareto_of(grid.reader(), request).lines[1].x == std::vector<double>{2});
  request.by = "dev.cost";
  CHECK_THROWS_WITH(pareto_of(grid.reader(), request),
                    "plot pareto: it compares cells by two metrics: --by A,B. Known: dev.accuracy, "
                    "dev.cost, train.cost");
  check_png([&](const auto& file) { return figure_script(figure, file); }, grid);
}

TEST_CASE("pictures: what cannot be drawn is said") {
  RecordedGrid grid;
  PlotRequest request = of_grid();
  request.x = "aktivation";
  CHECK_THROWS_WITH(boxes_of(grid.reader(), request),
                    "--x: 'aktivation' is no parameter that varies in study grid. Did you mean "
                    "'activation'?");
  request.x = request.y = "activation";
  CHECK_THROWS_WITH(heatmap_of(grid.reader(), request),
                    "--y: 'activation' is on the other axis already");
  request = of_grid();
  request.query.where = "activation = 'tanh'";
  request.by = "dev.cots";
  CHECK_THROWS_WITH(slice_of(grid.reader(), request),
                    Contains("--by: no run of grid has a metric"));
  request.by = "";
  request.query.where = "activation = 'gelu'";
  CHECK_THROWS_WITH(slice_of(grid.reader(), request),
                    Contains("--where: no run of grid is one where activation = 'gelu'"));
  RecordedGrid one({{1, 2}});
  CHECK_THROWS_WITH(heatmap_of(one.reader(), of_grid()),
                    "study grid: its cells differ in no parameter, and this picture needs two. "
                    "Others: ice plot grid curves, ice plot grid history");
  RecordedGrid none({{kNoNumber}, {kNoNumber}});
  CHECK_THROWS_WITH(history_of(none.reader(), of_grid()),
                    "study grid: no finished run has a value of dev.cost");
}

TEST_CASE("pictures: only the best cells, and only some runs") {
  RecordedGrid grid;
  PlotRequest request = of_grid();
  request.top = 3;
  request.by = "train.cost";
  request.metric = "dev.cost";
  const BoxFigure figure = boxes_of(grid.reader(), request);
  CHECK_THAT(figure.subtitle, Contains("study grid; only the 3 best of 4 cells by train.cost"));
  request.query.where = "seed = 1";
  CHECK(boxes_of(grid.reader(), request).boxes[0].values.size() < 3);
}
