#include "text/plan_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "judge/cell_pairs.hpp"
#include "judge/power.hpp"
#include "judge/sample_size_advice.hpp"
#include "plugin/info.hpp"
#include "report/paragraph.hpp"
#include "report/table.hpp"
#include "report/terminal/style.hpp"
#include "report/terminal/unicode.hpp"
#include "study/axis_values.hpp"

namespace ice::cli {
namespace {

using base::format_count;

// "   12  text"
std::string count_line(std::uint64_t n, const std::string& text) {
  return fmt::format("{:>10}  {}\n", format_count(n), text);
}

std::string counts(const study::Study& study, const plan::Plan& plan) {
  const std::uint64_t seeds = std::max<std::size_t>(study.experiment.seeds.size(), 1);
  const std::uint64_t folds = study.experiment.folds;
  const std::string each =
      folds == 0 ? format_count(seeds, "seed")
                 : fmt::format("{} x {} folds", format_count(seeds / folds, "seed"), folds);
  std::string text = count_line(
      plan.slots, fmt::format("runs: {} x {}", format_count(plan.slots / seeds, "cell"), each));
  for (const auto& [reason, slots] : plan.excluded)
    text += count_line(slots, "excluded: " + reason);
  if (plan.repetitions > 0) text += count_line(plan.repetitions, "equal to an earlier run");
  if (plan.capped > 0)
    text += count_line(plan.capped, fmt::format("past run_cap: {}", study.experiment.run_cap));
  if (plan.undecided > 0)
    text += count_line(plan.undecided, "of cells that are proposed when earlier results are known");
  if (plan.left_for_later > 0) text += count_line(plan.left_for_later, "left for later (--limit)");
  if (!plan.recorded.empty())
    text += count_line(plan.recorded.size(),
                       fmt::format("recorded already: {}", statuses_text(plan.recorded_by_status)));
  return text + count_line(plan.trials.size(), "to run");
}

std::string drawn_or_listed(const study::Parameter& parameter, study::Method method) {
  if (parameter.values.empty())
    return range_text(parameter) + (is_search(method) ? "" : ", drawn at random");
  std::vector<std::string> texts;
  for (const base::Value& value : parameter.values) texts.push_back(base::to_text(value));
  return base::join(texts, ", ");
}

std::string parameters(const study::Study& study) {
  std::size_t longest = 0;
  for (const study::Parameter& p : study.experiment.parameters)
    longest = std::max(longest, p.name.size());
  std::string text;
  for (const study::Parameter& p : study.experiment.parameters)
    text +=
        fmt::format("  {:<{}}  {}\n", p.name, longest, drawn_or_listed(p, study.experiment.method));
  return text;
}

// What decides about the cells of a search.
std::string method_text(const study::Experiment& experiment) {
  switch (experiment.method) {
    case study::Method::kSobol:
      return "Sobol points: 2^m of them fill the space evenly";
    case study::Method::kHalton:
      return "Halton points: any number of them fills the space evenly";
    case study::Method::kCmaes:
      return "no cell depends on another of its generation, all depend on earlier generations";
    default:
      return fmt::format("cell i depends on the results of cells 0 to i - {}", experiment.ahead);
  }
}

// A row for each of the first cells of a search.
std::string first_cells(const PlanView& view, const report::TableStyle& style) {
  store::Table table{{"cell"}, {}};
  const std::vector<study::Parameter>& parameters = view.study.experiment.parameters;
  for (const study::Parameter& p : parameters) table.columns.push_back(p.name);
  for (const run::PreviewedCell& cell : view.preview.first_cells) {
    std::vector<store::Field> row{cell.cell};
    for (const study::Parameter& p : parameters) {
      const auto found =
          std::ranges::find(cell.parameters, p.name, &std::pair<std::string, base::Value>::first);
      row.push_back(found == cell.parameters.end() ? base::Value() : found->second);
    }
    table.rows.push_back(std::move(row));
  }
  return report::render(table, style);
}

std::string shape(std::uint64_t rows, std::uint64_t columns) {
  return fmt::format("({}, {})", rows, columns);
}

// A row a layer, in the course's notation.
store::Table layers(const code::NetworkSummary& network) {
  store::Table table{
      {"l", "W[l]", "b[l]", "Z[l], A[l]", "activation", "initializer", "dropout", "parameters"},
      {}};
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const code::LayerSummary& layer = network.layers[i];
    table.rows.push_back({i + 1, shape(layer.n, layer.n_prev), shape(layer.n, 1),
                          shape(layer.n, network.batch), plugin::short_name(layer.activation),
                          plugin::short_name(layer.initializer), layer.dropout,
                          layer.parameters()});
  }
  return table;
}

std::string flops_text(double flops) {
  constexpr std::array kUnits{"", " k", " M", " G", " T"};
  std::size_t unit = 0;
  for (; flops >= 1000 && unit + 1 < kUnits.size(); ++unit) flops /= 1000;
  return fmt::format("{}{}FLOP", base::format_short(flops, 3), unit == 0 ? " " : kUnits[unit]);
}

std::string data_text(const code::NetworkSummary& network) {
  std::string text = fmt::format("{}: X ({}, m), Y ({}, m); m = {} train", network.data,
                                 network.n_x, network.n_y, format_count(network.m_train));
  if (network.m_dev > 0) text += fmt::format(", {} dev", format_count(network.m_dev));
  if (network.m_test > 0) text += fmt::format(", {} test", format_count(network.m_test));
  return text;
}

// "  features Age, Sex=female, Sex=male"; empty when the names are only x1, x2, ...
std::string features(const code::NetworkSummary& network) {
  constexpr std::size_t kMost = 12;
  std::vector<std::string> texts;
  bool is_counted = true;
  for (std::size_t i = 0; i < network.features.size(); ++i) {
    is_counted = is_counted && network.features[i] == fmt::format("x{}", i + 1);
    if (i < kMost) texts.push_back(report::one_line(network.features[i]));
  }
  if (is_counted) return "";
  if (network.features.size() > kMost)
    texts.push_back(fmt::format("... {} in all", network.features.size()));
  return "  features " + base::join(texts, ", ") + "\n";
}

// "  classes 0: cat, 1: dog"; empty when the classes are their own indices.
std::string classes(const code::NetworkSummary& network) {
  constexpr std::size_t kMost = 12;
  std::vector<std::string> texts;
  bool is_counted = true;
  for (std::size_t i = 0; i < network.classes.size(); ++i) {
    is_counted = is_counted && network.classes[i] == std::to_string(i);
    if (i < kMost) texts.push_back(fmt::format("{}: {}", i, report::one_line(network.classes[i])));
  }
  if (is_counted) return "";
  if (network.classes.size() > kMost)
    texts.push_back(fmt::format("... {} in all", network.classes.size()));
  return "  classes " + base::join(texts, ", ") + "\n";
}

std::string costs(const code::NetworkSummary& network) {
  return fmt::format(
      "  loss {}{}, optimizer {}\n"
      "  {} parameters, {} an epoch, {} a worker, {} of data shared by all\n",
      plugin::short_name(network.loss),
      network.fused
          ? fmt::format(" fused with {}", plugin::short_name(network.layers.back().activation))
          : "",
      plugin::short_name(network.optimizer), format_count(network.parameters),
      flops_text(network.flops_per_epoch), base::format_bytes(network.worker_bytes),
      base::format_bytes(network.data_bytes));
}

// The effect that the planned seeds can show for a claim, at the look that will judge them.
std::string claim_line(const PlanView& view, const study::Claim& claim) {
  const study::Study& study = view.study;
  if (judge::pair_cells(study, claim, judge::planned_cells(study)).pairs.empty())
    return "no two cells are a pair";
  const std::size_t seeds = study.experiment.seeds.size();
  const std::size_t claims = study.idea.claims.size();
  const auto found = view.claims.find(claim.name);
  const ClaimView known = found == view.claims.end() ? ClaimView{} : found->second;
  const auto effect =
      judge::smallest_effect(seeds, judge::level_of(claim.alpha, known.look, claims));
  if (!effect) return judge::too_few_seeds(seeds, claim.alpha, known.look, claims);
  const std::string look = known.look == 1 ? "" : fmt::format(" at look {}", known.look);
  const std::string count = format_count(seeds, "seed");
  if (!(known.deviation > 0))
    return fmt::format("{} show an effect of {} standard deviations of their differences{}", count,
                       base::format_short(*effect, 2), look);
  return fmt::format("{} show an effect of {} in {}, by the noise of the runs recorded so far{}",
                     count, base::format_short(claim.by + *effect * known.deviation, 2),
                     claim.metric, look);
}

std::string claims(const PlanView& view) {
  std::string text;
  for (const study::Claim& claim : view.study.idea.claims)
    text += report::paragraph(fmt::format("{}: {}", claim.name, claim_line(view, claim)), 2, 4);
  return text;
}

base::Value layers_json(const code::NetworkSummary& network) {
  base::Value list = base::Value::array();
  for (const code::LayerSummary& layer : network.layers)
    list.push_back({{"n", layer.n},
                    {"n_prev", layer.n_prev},
                    {"activation", layer.activation},
                    {"initializer", layer.initializer},
                    {"dropout", layer.dropout},
                    {"parameters", layer.parameters()}});
  return list;
}

base::Value network_json(const code::NetworkSummary& network) {
  return {{"data", network.data},
          {"n_x", network.n_x},
          {"n_y", network.n_y},
          {"features", network.features},
          {"classes", network.classes},
          {"m_train", network.m_train},
          {"m_dev", network.m_dev},
          {"m_test", network.m_test},
          {"batch", network.batch},
          {"layers", layers_json(network)},
          {"loss", network.loss},
          {"fused", network.fused},
          {"optimizer", network.optimizer},
          {"parameters", network.parameters},
          {"flops_per_epoch", network.flops_per_epoch},
          {"worker_bytes", network.worker_bytes},
          {"data_bytes", network.data_bytes}};
}

}  // namespace

std::string statuses_text(const std::map<store::Status, std::uint64_t>& statuses) {
  std::vector<std::string> parts;
  for (const auto& [status, n] : statuses)
    parts.push_back(fmt::format("{} {}", format_count(n), store::to_string(status)));
  return base::join(parts, ", ");
}

std::string plan_text(const PlanView& view, const report::TableStyle& style) {
  const auto head = [&](const std::string& text) {
    return report::painted(text, report::Style::kBold, style.color) + "\n";
  };
  const study::Study& study = view.study;
  const code::NetworkSummary& network = view.preview.network;
  std::string text =
      head(study.idea.title.empty() ? study.name : study.name + ": " + study.idea.title) +
      counts(study, view.preview.plan);
  if (!study.experiment.parameters.empty()) text += "\n" + head("Parameters") + parameters(study);
  if (is_search(study.experiment.method))
    text += "\n" +
            head(fmt::format("First cells by method: {} ({})", to_string(study.experiment.method),
                             method_text(study.experiment))) +
            first_cells(view, style);
  if (!study.idea.claims.empty())
    text += "\n" + head("Claims: the smallest effect found with a chance of 0.8") + claims(view);
  text += "\n" + head("Network of the first cell on " + data_text(network)) +
          report::render(layers(network), style) + features(network) + classes(network) +
          costs(network);
  if (view.seconds)
    text += fmt::format("\nEstimated time: {}, from the runs recorded so far\n",
                        base::format_seconds(*view.seconds));
  return text;
}

std::string plan_json(const PlanView& view) {
  const plan::Plan& plan = view.preview.plan;
  base::Value json{{"study", view.study.name},     {"slots", plan.slots},
                   {"to_run", plan.trials.size()}, {"recorded", plan.recorded.size()},
                   {"excluded", plan.excluded},    {"repetitions", plan.repetitions},
                   {"capped", plan.capped},        {"left_for_later", plan.left_for_later},
                   {"undecided", plan.undecided},  {"depends_on_results", plan.depends_on_results},
                   {"warnings", plan.warnings},    {"network", network_json(view.preview.network)}};
  json["method"] = to_string(view.study.experiment.method);
  json["first_cells"] = base::Value::array();
  for (const run::PreviewedCell& cell : view.preview.first_cells) {
    base::Value values = base::Value::object();
    for (const auto& [name, value] : cell.parameters) values[name] = value;
    json["first_cells"].push_back({{"cell", cell.cell}, {"parameters", std::move(values)}});
  }
  json["estimated_seconds"] = view.seconds ? base::Value(*view.seconds) : base::Value();
  return json.dump(2) + "\n";
}

}  // namespace ice::cli
