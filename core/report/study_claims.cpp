#include "report/study_claims.hpp"

#include <chrono>
#include <filesystem>

namespace ice::report {
namespace {

// TODO(schema 2): wire.
std::vector<store::Look> looks_of(store::Reader&, const std::string&) { return {}; }
Progress progress_of(const store::StudyRow&) { return {}; }

}  // namespace

std::vector<Judgement> judge_study(store::Reader& reader, const store::StudyRow& row) {
  if (row.claims.empty()) return {};
  const spec::Study study = spec::load_text(row.spec, row.name, {});
  const auto declared = reader.declarations(row.id);
  std::vector<Evidence> claims;
  for (const spec::Claim& claim : study.idea.claims) {
    Evidence evidence{claim, pair_runs(study, claim, reader.outcomes(row.id, claim.metric)),
                      looks_of(reader, row.name), ""};
    if (const auto found = declared.find(claim.name); found != declared.end())
      evidence.declared_at = found->second;
    claims.push_back(std::move(evidence));
  }
  return judge(std::move(claims), progress_of(row));
}

void settle(const std::filesystem::path&, const std::string&) {}

}  // namespace ice::report
