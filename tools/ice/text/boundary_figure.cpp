#include "text/boundary_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <optional>
#include <tuple>

#include "base/error.hpp"
#include "predict/boundary.hpp"
#include "study/study.hpp"
#include "text/best_runs.hpp"

namespace ice::cli {
namespace {

constexpr std::uint64_t kResolution = 201;  // along each side of a plane
constexpr std::size_t kUsualPanels = 8;

// Groups the runs by the revision that plans them; adds the revisions' studies to `studies`.
std::vector<predict::DrawnRuns> by_revision(store::Reader& reader, const std::string& name,
                                            const std::vector<BestRun>& best,
                                            std::deque<study::Study>& studies) {
  std::vector<predict::DrawnRuns> drawn;
  std::optional<std::uint64_t> revision;
  for (const BestRun& run : best) {
    if (revision != run.revision) {
      const store::StudyRow row = reader.study(name, run.revision);
      studies.push_back(study::load_recorded(row.spec, name, std::filesystem::current_path()));
      drawn.push_back({&studies.back(), {}});
      revision = run.revision;
    }
    drawn.back().keys.push_back(run.key);
  }
  return drawn;
}

std::vector<report::LabelledPoint> points_of(const predict::TrainedPlane& plane) {
  std::vector<report::LabelledPoint> points;
  for (const predict::PlanePoint& sample : plane.samples)
    points.push_back({sample.x, sample.y, sample.label});
  return points;
}

}  // namespace

report::BoundaryFigure boundary_figure(const std::filesystem::path& store,
                                       const report::PlotRequest& request,
                                       const run::RunOptions& options) {
  store::Reader reader(store);
  const std::string& name = request.query.study;
  const store::StudyRow row = study_ranked_by(reader, request);
  std::vector<BestRun> best =
      best_runs(reader, request.query, row, request.top.value_or(kUsualPanels));
  if (best.empty())
    throw base::UserError("study " + name, "no run of it has finished, so there is no boundary");
  std::ranges::sort(best, {}, [](const BestRun& run) { return std::tie(run.revision, run.cell); });

  std::deque<study::Study> studies;
  const predict::Planes planes =
      predict::planes_of(by_revision(reader, name, best, studies), options, store, kResolution);

  report::BoundaryFigure figure;
  figure.title = row.title.empty() ? name : row.title;
  figure.subtitle = fmt::format("study {}; the class that the best run of each cell gives, its {}",
                                name, row.metric);
  figure.x_label = planes.features.at(0);
  figure.y_label = planes.features.at(1);
  figure.x = {planes.grid.x_low, planes.grid.x_high};
  figure.y = {planes.grid.y_low, planes.grid.y_high};
  figure.classes = planes.classes;
  for (std::size_t i = 0; i < best.size(); ++i)
    figure.panels.push_back({title_of(best[i]), points_of(planes.of_runs[i]),
                             planes.of_runs[i].regions, kResolution, kResolution});
  return figure;
}

}  // namespace ice::cli
