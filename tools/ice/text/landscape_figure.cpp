#include "text/landscape_figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "study/study.hpp"
#include "text/best_runs.hpp"

namespace ice::cli {
namespace {

constexpr std::size_t kMostWays = 8;  // as many as there are colours

// The recorded final train.cost of a run, NaN where there is none.
double recorded_cost(store::Reader& reader, const std::string& study, const std::string& key) {
  for (const store::Score& score :
       reader.scores({.study = study, .superseded = true}, "train.cost"))
    if (score.key == key && score.value) return *score.value;
  return NAN;
}

std::string axis_label(const std::string& name, double share) {
  return share > 0 ? fmt::format("{} ({} % of its squared distances)", name,
                                 base::format_short(100 * share, 3))
                   : name;
}

std::string samples_text(const inspect::Landscape& found) {
  if (found.samples == found.all_samples) return "all training samples";
  return fmt::format("the first {} of {}", base::format_count(found.samples),
                     base::format_count(found.all_samples, "training sample"));
}

report::Trace trace_of(const BestRun& run, const inspect::Way& way) {
  report::Trace trace{run.name.empty() ? "the only cell" : run.name, {}, {}};
  for (const inspect::WayPoint& point : way.points) {
    trace.x.push_back(point.x);
    trace.y.push_back(point.y);
  }
  return trace;
}

// The subjects of the runs that can be drawn over one plane; leaves out the others' runs.
std::vector<inspect::Subject> comparable_subjects(store::Reader& reader, const std::string& name,
                                                  const std::vector<std::filesystem::path>& plugins,
                                                  std::vector<BestRun>& runs) {
  std::vector<inspect::Subject> subjects;
  std::erase_if(runs, [&](const BestRun& run) {
    const study::Study study = study::load_recorded(reader.study(name, run.revision).spec, name,
                                                    std::filesystem::current_path());
    inspect::Subject subject = inspect::subject_of_run(study, plugins, run.key);
    const bool is_other = !subjects.empty() && !is_comparable(subjects.front(), subject);
    if (!is_other) subjects.push_back(std::move(subject));
    return is_other;
  });
  return subjects;
}

}  // namespace

DrawnLandscape landscape_figure(const std::filesystem::path& store,
                                const report::PlotRequest& request,
                                const std::vector<std::filesystem::path>& plugins,
                                const inspect::LandscapeOptions& options) {
  store::Reader reader(store);
  const store::RunQuery& query = request.query;
  const store::StudyRow row = study_ranked_by(reader, request);
  const std::size_t most = std::min<std::size_t>(request.top.value_or(kMostWays), kMostWays);
  std::vector<BestRun> runs = best_runs(reader, query, row, most, Choice::kSameSeed);
  if (runs.empty())
    throw base::UserError("study " + query.study, "no run of it has finished, so there is no way");
  const std::size_t chosen = runs.size();
  const auto subjects = comparable_subjects(reader, query.study, plugins, runs);
  const inspect::Landscape found = inspect::landscape_of(subjects, options);

  DrawnLandscape drawn;
  report::LandscapeFigure& figure = drawn.figure;
  figure.title = row.title.empty() ? query.study : row.title;
  figure.subtitle = fmt::format("study {}; J over {}; best: {}", query.study, samples_text(found),
                                title_of(runs.front()));
  figure.x_label = axis_label(found.x, found.share_x);
  figure.y_label = axis_label(found.y, found.share_y);
  figure.x = {found.x_low, found.x_high};
  figure.y = {found.y_low, found.y_high};
  figure.heights = found.costs;
  figure.columns = figure.rows = found.resolution;
  for (std::size_t i = 0; i < found.ways.size(); ++i) {
    figure.traces.push_back(trace_of(runs[i], found.ways[i]));
    const double recorded = recorded_cost(reader, query.study, runs[i].key);
    if (!(found.ways[i].final_cost == recorded))
      drawn.notes.push_back(fmt::format(
          "run {}: trained again it ends with the cost {}, recorded is {}: this machine "
          "or its libraries compute other last digits",
          runs[i].key.substr(0, 6), base::format_number(found.ways[i].final_cost),
          base::format_number(recorded)));
  }
  if (found.is_of_parameters && chosen > runs.size())
    drawn.notes.push_back(
        fmt::format("{} of other data, networks, losses or regularization left "
                    "out: their cost is another function",
                    base::format_count(chosen - runs.size(), "cell")));
  return drawn;
}

}  // namespace ice::cli
