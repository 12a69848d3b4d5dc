#include "report/page/page_data.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "judge/stats.hpp"
#include "metric/metric.hpp"
#include "report/claims_text.hpp"
#include "report/ideas.hpp"
#include "report/kernels.hpp"
#include "report/left_out.hpp"
#include "report/page/curves_json.hpp"
#include "report/page/importance_json.hpp"
#include "report/page/plan_json.hpp"
#include "report/page/runs_json.hpp"
#include "study/study.hpp"

namespace ice::report {
namespace {

using base::Value;

constexpr std::size_t kMostSeeds = 1000;  // for which the page has an interval

// The study's own metric, the same on other parts of the data, what people look for first, the
// rest.
std::vector<std::string> metrics_in_order(const Shown& shown) {
  std::vector<std::string> metrics = shown.reader.metrics(shown.query);
  std::ranges::stable_sort(metrics, {}, [&](const std::string& name) {
    if (name == shown.study.metric) return 0;
    if (base::last_part(name) == base::last_part(shown.study.metric)) return 1;
    const metric::Metric* const row = metric::find(name);
    return row != nullptr && row->is_headline ? 2 : 3;
  });
  return metrics;
}

Value metrics_json(const store::StudyRow& study, const std::vector<std::string>& metrics) {
  Value list = Value::array();
  for (const std::string& name : metrics) {
    const metric::Metric* const row = metric::find(name);
    const study::Goal goal = study::goal_of(name, {study.metric, study.goal});
    list.push_back({{"name", name},
                    {"unit", row == nullptr ? "" : std::string(row->unit)},
                    {"minimize", goal == study::Goal::kMinimize}});
  }
  return list;
}

Value claim_json(const JudgedStudy& judged, std::size_t i, const std::string& suffix) {
  const judge::Judgement& j = judged.judgements[i];
  ClaimWords words = claim_words(judged, i, "ice run FILE", suffix);
  return {{"name", j.claim.name},
          {"metric", j.claim.metric},
          {"verdict", judge::to_string(j.verdict)},
          {"post_hoc", j.is_post_hoc},
          {"sentence", words.sentence},
          {"evidence", words.evidence},
          {"command", words.command},
          {"notes", words.notes},
          {"mean", json_number(j.mean)},
          {"low", json_number(j.low)},
          {"high", json_number(j.high)},
          {"by", j.claim.by},
          {"d", json_number(j.d)},
          {"p", json_number(j.corrected_p)},
          {"seeds", j.seeds()}};
}

Value claims_json(store::Reader& reader, const store::StudyRow& study, const std::string& suffix) {
  Value list = Value::array();
  if (study.claims.empty()) return list;
  try {
    const JudgedStudy all = judged(reader, study);
    for (std::size_t i = 0; i < all.judgements.size(); ++i)
      list.push_back(claim_json(all, i, suffix));
  } catch (const base::UserError& error) {
    for (const std::string& claim : study.claims)
      list.push_back({{"name", claim}, {"verdict", "not judged"}, {"evidence", error.what()}});
  }
  return list;
}

Value notes_json(const Shown& shown, const std::string& suffix) {
  Value notes = Value::array();
  const std::string how = "ice report --superseded" + suffix + " shows them";
  for (const std::string& note : {left_out_text(shown.reader.left_out(shown.query), how),
                                  kernels_text(shown.reader.kernels(shown.query))})
    if (!note.empty()) notes.push_back(note);
  return notes;
}

Value study_json(store::Reader& reader, const store::RunQuery& query, const std::string& suffix) {
  const store::StudyRow study = reader.study(query.study, query.revision);
  Scores scores(reader, query);
  const Shown shown{reader, query, study, scores};
  const std::vector<ShownCell> cells = shown_cells(shown);
  if (cells.empty())
    throw base::UserError("study " + study.name, "it has no recorded run", "Run it first");
  const std::vector<std::string> metrics = metrics_in_order(shown);
  Value json = cells_json(shown, cells);
  json["importance"] = importance_json(shown, json, metrics);
  json.update({{"name", study.name},
               {"title", study.title},
               {"why", study.why},
               {"tags", study.tags},
               {"follows", study.follows},
               {"created_at", study.created_at},
               {"revision", study.revision},
               {"revisions", study.revisions},
               {"spec", study.spec},
               {"planned_runs", study.planned_runs},
               {"recorded_runs", study.recorded_runs},
               {"metric", study.metric},
               {"metrics", metrics_json(study, metrics)},
               {"claims", claims_json(reader, study, suffix)},
               {"notes", notes_json(shown, suffix)},
               {"plan", plan_json(study)},
               {"board", board_json(shown, cells, metrics)},
               {"runs", runs_json(shown, cells, metrics)},
               {"curves", curves_json(shown, cells, metrics)}});
  return json;
}

Value idea_json(const IdeaNode& node) {
  Value changes = Value::array();
  for (const Change& change : node.changes) changes.push_back(to_text(change));
  Value verdicts = Value::array();
  for (const auto& [claim, verdict] : node.verdicts) verdicts.push_back({claim, verdict});
  return {{"study", node.study.name},      {"title", node.study.title},
          {"follows", node.study.follows}, {"depth", node.depth},
          {"is_orphan", node.is_orphan},   {"changes", changes},
          {"verdicts", verdicts},          {"created_at", node.study.created_at}};
}

// The trees of ideas that these studies are in: a tree begins at depth 0.
Value ideas_json(store::Reader& reader, const PageOptions& options) {
  std::set<std::string> wanted;
  for (const store::RunQuery& query : options.studies) wanted.insert(query.study);
  Value all = Value::array();
  Value tree = Value::array();
  bool is_wanted = false;
  const auto end_tree = [&] {
    if (is_wanted) all.insert(all.end(), tree.begin(), tree.end());
    tree = Value::array();
    is_wanted = false;
  };
  for (const IdeaNode& node : idea_tree(reader)) {
    if (node.depth == 0) end_tree();
    tree.push_back(idea_json(node));
    is_wanted = is_wanted || wanted.contains(node.study.name);
  }
  end_tree();
  return all;
}

// Index n: half the interval of the mean of n values, up to the largest n that a cell has.
Value interval_json(const Value& studies) {
  std::size_t most = 0;
  for (const Value& study : studies)
    for (const Value& board : study["board"])
      for (const Value& n : board["final"]["n"]) most = std::max(most, n.get<std::size_t>());
  Value factors = Value::array();
  for (std::size_t n = 0; n <= std::min(most, kMostSeeds); ++n)
    factors.push_back(json_number(judge::interval_factor(n)));
  return factors;
}

}  // namespace

Value page_data(store::Reader& reader, const PageOptions& options) {
  Value studies = Value::array();
  for (const store::RunQuery& query : options.studies)
    studies.push_back(study_json(reader, query, options.suffix));
  return {{"format", 1},
          {"made_at", store::utc_text(std::chrono::system_clock::now())},
          {"suffix", options.suffix},
          {"interval", interval_json(studies)},
          {"ideas", ideas_json(reader, options)},
          {"studies", std::move(studies)}};
}

}  // namespace ice::report
