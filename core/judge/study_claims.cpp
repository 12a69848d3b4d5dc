#include "judge/study_claims.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/value.hpp"
#include "judge/cell_pairs.hpp"
#include "store/info.hpp"

namespace ice::judge {
namespace {

// Leaves core plugins out: their results change only with the numerics.
std::string basis_of(const store::CellSources& sources) {
  base::Value files = base::Value::object();
  for (const store::PluginUse& plugin : sources.plugins)
    if (!plugin.id.starts_with("core/")) files[plugin.kind + " " + plugin.id] = plugin.sha256;
  return base::Value{
      {"data", sources.data_sha256}, {"numerics", sources.numerics}, {"plugins", files}}
      .dump();
}

std::vector<store::Look> looks_at(const std::vector<store::Look>& all,
                                  const std::string& definition, const std::string& basis) {
  std::vector<store::Look> looks;
  for (const store::Look& look : all)
    if (look.definition == definition && look.basis == basis) looks.push_back(look);
  return looks;
}

std::vector<store::Look> new_looks(const std::vector<Judgement>& judgements,
                                   std::uint64_t revision) {
  std::vector<store::Look> looks;
  for (const Judgement& judgement : judgements) {
    if (!judgement.is_new_look()) continue;
    looks.push_back(look_of(judgement));
    looks.back().revision = revision;
    looks.back().judged_at = store::utc_text(std::chrono::system_clock::now());
  }
  return looks;
}

// The cells of the revision's plan. Those of a method that learns are known only from the store.
CellValues cells_of_plan(store::Reader& reader, const study::Study& study,
                         std::int64_t revision_id) {
  if (!learns(study.experiment.method)) return planned_cells(study);
  CellValues cells;
  for (const auto& [number, varied] : reader.varied_of_plan(revision_id))
    for (const study::Parameter& parameter : study.experiment.parameters)
      cells[number].push_back(varied.value(parameter.name, base::Value()));
  return cells;
}

}  // namespace

std::vector<Judgement> judge_study(store::Reader& reader, const store::StudyRow& row) {
  if (row.claims.empty()) return {};
  const study::Study study = study::load_recorded(row.spec, row.name, {});
  const auto declared = reader.declarations(row.revision_id);
  const std::vector<store::Look> looks = reader.looks(row.name);
  const CellValues cells = cells_of_plan(reader, study, row.revision_id);
  std::vector<Evidence> claims;
  for (const study::Claim& claim : study.idea.claims) {
    const auto outcomes = reader.outcomes(row.revision_id, claim.metric);
    Evidence evidence{claim, pair_runs(study, claim, outcomes, cells), {}, "", "", ""};
    evidence.definition = store::definition_of(claim, study.experiment);
    evidence.basis = basis_of(reader.sources(evidence.pairs.cell_keys));
    evidence.looks = looks_at(looks, evidence.definition, evidence.basis);
    if (const auto found = declared.find(claim.name); found != declared.end())
      evidence.declared_at = found->second;
    claims.push_back(std::move(evidence));
  }
  return judge_claims(std::move(claims), {row.planned_runs, row.recorded_runs});
}

void settle(const std::filesystem::path& file, const std::string& name) {
  if (!store::has_store(file)) return;
  std::vector<store::Look> looks;
  try {
    store::Reader reader(file);
    const store::StudyRow study = reader.study(name);
    looks = new_looks(judge_study(reader, study), study.revision);
  } catch (const base::UserError&) {
    return;  // no such study, or its text is no study any more: nobody can have seen a verdict
  }
  if (looks.empty()) return;
  store::Writer writer(file);
  for (const store::Look& look : looks) writer.add_look(name, look);
}

}  // namespace ice::judge
