#include "inspect/landscape.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

#include "base/child.hpp"
#include "base/error.hpp"
#include "inspect/bench.hpp"
#include "inspect/directions.hpp"
#include "inspect/parameter_name.hpp"
#include "nn/metrics.hpp"
#include "nn/view.hpp"

namespace ice::inspect {
namespace {

using base::Value;

constexpr std::uint64_t kMostPoints = 200;  // of a way
constexpr double kMargin = 0.35;            // around the way, of its extent
constexpr double kOperations = 4e10;        // for all costs of a plane: some seconds
constexpr std::uint64_t kFewestSamples = 100;

LayerSizes sizes_of(auto& network) {
  LayerSizes sizes;
  for (std::uint64_t l = 1; l <= network.layer_count(); ++l)
    sizes.emplace_back(network.W(l).n_rows, network.W(l).n_cols);
  return sizes;
}

// A network that is trained again, and its parameters on the way: a column for each of `epochs`.
template <class T>
struct Trained {
  Bench<T> bench;
  arma::Mat<T> parameters;
  std::vector<std::uint64_t> epochs;
  nn::Result result;

  explicit Trained(const Subject& subject) : bench(subject) {
    const nn::TrainOptions options = code::train_options(subject.code, bench.parts.shape,
                                                         bench.create, subject.seed, kMostPoints);
    const std::vector<std::uint64_t> kept = nn::recorded_epochs(options.epochs, kMostPoints);
    parameters.set_size(bench.network->parameters().n_elem, kept.size() + 2);
    keep(0);
    nn::ProgressCallback progress;
    progress.after_epoch = [&](std::uint64_t epoch) {
      if (std::ranges::binary_search(kept, epoch)) keep(epoch);
    };
    result = nn::train(*bench.network, bench.parts, options, progress);
    // Where it stopped early, or went back to an earlier epoch.
    if (!result.diverged && epochs.back() != result.final_epoch) keep(result.final_epoch);
    parameters.resize(parameters.n_rows, epochs.size());
  }

  [[nodiscard]] double final_cost() const {
    const auto cost = std::ranges::find(result.names, "train.cost");
    return result.final.at(static_cast<std::size_t>(cost - result.names.begin()));
  }

 private:
  void keep(std::uint64_t epoch) {
    parameters.col(epochs.size()) = bench.network->parameters().col(0);
    epochs.push_back(epoch);
  }
};

// The cost of a network whose parameters are set from outside, over the first training samples.
template <class T>
class Costs {
 public:
  Costs(Bench<T>& bench, const Subject& subject, std::uint64_t points)
      : network_(*bench.network),
        batch_(code::batch_columns(subject.code, bench.parts.shape)),
        part_{first_columns(bench.parts.train.X, samples_for(bench, points)),
              first_columns(bench.parts.train.Y, samples_for(bench, points)),
              first_weights(bench, samples_for(bench, points))},
        evaluator_(part_, bench.parts.shape.task) {}

  [[nodiscard]] std::uint64_t samples() const { return part_.X.n_cols; }

  double at(const arma::Mat<T>& parameters) {
    std::copy(parameters.begin(), parameters.end(), network_.parameters().begin());
    const metric::Evidence* const evidence = evaluator_.evaluate(network_, /*outputs=*/false);
    if (evidence == nullptr) return std::numeric_limits<double>::quiet_NaN();
    return evidence->loss / evidence->samples + network_.l2_term(batch_);
  }

 private:
  static std::uint64_t samples_for(Bench<T>& bench, std::uint64_t points) {
    const auto per_sample = 2.0 * static_cast<double>(bench.network->parameters().n_elem);
    const double most = kOperations / (static_cast<double>(points) * per_sample);
    return std::min<std::uint64_t>(bench.parts.train.X.n_cols,
                                   std::max(kFewestSamples, static_cast<std::uint64_t>(most)));
  }
  static arma::Mat<T> first_columns(const arma::Mat<T>& M, std::uint64_t count) {
    return M.head_cols(count);
  }
  static arma::Mat<T> first_weights(Bench<T>& bench, std::uint64_t count) {
    const arma::Mat<T>& weights = bench.parts.train.cost_weights;
    return weights.is_empty() ? arma::Mat<T>() : first_columns(weights, count);
  }

  nn::Network<T>& network_;
  std::uint64_t batch_;
  data::Part<T> part_;
  nn::Evaluator<T> evaluator_;
};

// The ends moved apart, so that what lies beyond the way is seen too.
std::pair<double, double> widened(const auto& ends) {
  const double extent = ends.max - ends.min;
  const double margin = extent > 0 ? kMargin * extent : std::max(1.0, std::fabs(ends.min));
  return {ends.min - margin, ends.max + margin};
}

// The i-th of n numbers from low to high.
double spread(double low, double high, std::uint64_t i, std::uint64_t n) {
  return std::lerp(low, high, static_cast<double>(i) / static_cast<double>(n - 1));
}

// Around all ways that did not diverge; around all when there are no others.
void enclose(Landscape& found) {
  const bool all_diverged = std::ranges::all_of(found.ways, &Way::has_diverged);
  std::vector<double> x, y;
  for (const Way& way : found.ways) {
    if (way.has_diverged && !all_diverged) continue;
    for (const WayPoint& point : way.points) {
      x.push_back(point.x);
      y.push_back(point.y);
    }
  }
  std::tie(found.x_low, found.x_high) = widened(std::ranges::minmax(x));
  std::tie(found.y_low, found.y_high) = widened(std::ranges::minmax(y));
}

template <class T>
Directions directions_for(const LandscapeOptions& options, Trained<T>& trained,
                          std::uint64_t seed) {
  const LayerSizes sizes = sizes_of(*trained.bench.network);
  const auto points = arma::conv_to<arma::mat>::from(trained.parameters);
  if (points.n_rows < 2) throw base::UserError("landscape", "the network has only one parameter");
  if (options.plane == Plane::kParameters)
    return along_parameters(place_of(options.x, sizes), place_of(options.y, sizes), sizes);
  if (options.plane == Plane::kFilters) return along_filters(points.tail_cols(1), sizes, seed);
  return points.n_rows == 2 ? along_parameters(0, 1, sizes) : along_way(points);
}

// A landscape under way: the plane of the first network, then the ways of all.
template <class T>
class Survey {
 public:
  Survey(const Subject& subject, const LandscapeOptions& options)
      : options_(options),
        first_(subject),
        plane_(directions_for(options, first_, subject.seed)),
        end_(arma::conv_to<arma::mat>::from(first_.parameters.tail_cols(1))),
        costs_(first_.bench, subject, options.resolution * options.resolution) {
    found_.x = plane_.x_name;
    found_.y = plane_.y_name;
    found_.resolution = options.resolution;
    found_.is_of_parameters = plane_.are_parameters;
    found_.share_x = plane_.share_x;
    found_.share_y = plane_.share_y;
    found_.samples = costs_.samples();
    found_.all_samples = first_.bench.parts.train.X.n_cols;
    add_way(first_);
  }

  void add_way(const Trained<T>& trained) {
    Way way{{}, trained.final_cost(), trained.result.diverged};
    for (std::size_t i = 0; i < trained.epochs.size(); ++i) {
      const arma::Mat<T> at = trained.parameters.col(i);
      const arma::mat from_end = arma::conv_to<arma::mat>::from(at) - end_;
      way.points.push_back({trained.epochs[i], plane_.x_of(end_, from_end),
                            plane_.y_of(end_, from_end), costs_.at(at)});
    }
    found_.ways.push_back(std::move(way));
  }

  [[nodiscard]] bool is_of_parameters() const { return plane_.are_parameters; }

  Landscape finish() {
    if (options_.plane == Plane::kFilters)
      found_.x_low = found_.y_low = -1, found_.x_high = found_.y_high = 1;
    else
      enclose(found_);
    const std::uint64_t n = options_.resolution;
    for (std::uint64_t row = 0; row < n; ++row)
      for (std::uint64_t column = 0; column < n; ++column)
        found_.costs.push_back(cost_at(spread(found_.x_low, found_.x_high, column, n),
                                       spread(found_.y_low, found_.y_high, row, n)));
    return std::move(found_);
  }

 private:
  double cost_at(double x, double y) {
    return costs_.at(arma::conv_to<arma::Mat<T>>::from(plane_.at(end_, x, y)));
  }

  const LandscapeOptions& options_;
  Trained<T> first_;
  Directions plane_;
  arma::mat end_;
  Costs<T> costs_;
  Landscape found_;
};

template <class T>
Landscape measured(const std::vector<Subject>& subjects, const LandscapeOptions& options) {
  Survey<T> survey(subjects.front(), options);
  for (const Subject& other : std::span(subjects).subspan(1))
    if (survey.is_of_parameters()) survey.add_way(Trained<T>(other));
  return survey.finish();
}

Value as_value(const Way& way) {
  Value points = Value::array();
  for (const WayPoint& point : way.points)
    points.push_back({point.epoch, point.x, point.y, point.cost});
  return {std::move(points), way.final_cost, way.has_diverged};
}

Way way_from(const Value& value) {
  Way way{{}, value.at(1), value.at(2)};
  for (const Value& point : value.at(0))
    way.points.push_back({point.at(0), point.at(1), point.at(2), point.at(3)});
  return way;
}

Value as_value(const Landscape& found) {
  Value ways = Value::array();
  for (const Way& way : found.ways) ways.push_back(as_value(way));
  return {{"axes", {found.x, found.y}},
          {"extent", {found.x_low, found.x_high, found.y_low, found.y_high}},
          {"resolution", found.resolution},
          {"costs", found.costs},
          {"ways", std::move(ways)},
          {"is_of_parameters", found.is_of_parameters},
          {"shares", {found.share_x, found.share_y}},
          {"samples", {found.samples, found.all_samples}}};
}

Landscape landscape_from(const Value& value) {
  const Value& extent = value.at("extent");
  Landscape found{.x = value.at("axes").at(0),
                  .y = value.at("axes").at(1),
                  .x_low = extent.at(0),
                  .x_high = extent.at(1),
                  .y_low = extent.at(2),
                  .y_high = extent.at(3),
                  .resolution = value.at("resolution"),
                  .costs = value.at("costs"),
                  .ways = {},
                  .is_of_parameters = value.at("is_of_parameters"),
                  .share_x = value.at("shares").at(0),
                  .share_y = value.at("shares").at(1),
                  .samples = value.at("samples").at(0),
                  .all_samples = value.at("samples").at(1)};
  for (const Value& way : value.at("ways")) found.ways.push_back(way_from(way));
  return found;
}

Value answer(const Value& request) {
  std::vector<Subject> subjects;
  for (const Value& subject : request.at("subjects")) subjects.push_back(subject_from(subject));
  const LandscapeOptions options{static_cast<Plane>(request.at("plane").get<int>()),
                                 request.at("x"), request.at("y"), request.at("resolution")};
  return as_value(subjects.at(0).code.precision == data::Precision::kFloat64
                      ? measured<double>(subjects, options)
                      : measured<float>(subjects, options));
}

}  // namespace

Landscape landscape_of(const std::vector<Subject>& subjects, const LandscapeOptions& options) {
  Value list = Value::array();
  for (const Subject& subject : subjects) list.push_back(to_value(subject));
  return landscape_from(ask_about_subject(kLandscapeRole,
                                          {{"subjects", std::move(list)},
                                           {"plane", static_cast<int>(options.plane)},
                                           {"x", options.x},
                                           {"y", options.y},
                                           {"resolution", options.resolution}},
                                          "measuring the landscape"));
}

bool is_comparable(const Subject& one, const Subject& other) {
  const code::Code &a = one.code, &b = other.code;
  return a.data == b.data && a.precision == b.precision && a.loss.id == b.loss.id &&
         a.loss.parameters == b.loss.parameters && a.l2 == b.l2 &&
         a.resolved.at("network") == b.resolved.at("network");
}

int landscape_main(int argc, char** argv) {
  base::answer_parent(argc, argv,
                      [](const std::string& text) { return answer(Value::parse(text)); });
}

}  // namespace ice::inspect
