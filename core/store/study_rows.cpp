#include "store/study_rows.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/hash.hpp"
#include "store/checksum.hpp"

namespace ice::store {
namespace {

base::Value definition(const spec::Claim& claim) {
  return {{"metric", claim.metric},
          {"better", claim.better},
          {"than", claim.than},
          {"by", claim.by},
          {"alpha", claim.alpha}};
}

// The time of the first declaration counts, in whichever text of the study it stood.
void put_claims(Connection& db, std::int64_t study_id, const spec::Study& study,
                const std::string& now) {
  Statement insert = db.prepare(
      "INSERT INTO claims(study_id, name, declared_at, definition) VALUES(?1, ?2, coalesce("
      " (SELECT min(c.declared_at) FROM claims c JOIN studies s ON s.id = c.study_id"
      "  WHERE s.name = ?3 AND c.name = ?2 AND c.definition = ?4), ?5), ?4) ON CONFLICT DO "
      "NOTHING");
  for (const spec::Claim& claim : study.idea.claims)
    insert.run(study_id, claim.name, study.name, definition(claim).dump(), now);
}

constexpr const char* kEnvironmentColumns =
    "host, cpu, os, compiler, blas, armadillo, ice_version, git_commit, git_dirty";

// The checksum stands in column 0, what it is over in all others.
bool fits(const Statement& row) {
  RowSum sum;
  sum.add_columns(row, 1, row.column_count());
  return sum.finish() == row.text(0);
}

}  // namespace

std::int64_t put_study(Connection& db, const spec::Study& study) {
  const std::string now = utc_text(std::chrono::system_clock::now());
  const std::string sha256 = base::sha256_hex(study.text);
  const std::string tags = base::Value(study.idea.tags).dump();
  const std::string goal = study.experiment.goal == spec::Goal::kMinimize ? "minimize" : "maximize";
  RowSum sum;
  for (const auto& text : {study.name, study.idea.title, study.idea.why, study.idea.follows, tags,
                           study.text, sha256, now, study.experiment.metric, goal}) {
    sum.add(text);
  }
  const std::string checksum = sum.finish();
  // The number `planned` is not a time: a clock may go back.
  Statement upsert = db.prepare(
      "INSERT INTO studies(name, title, why, follows, tags, spec, spec_sha256, created_at, metric,"
      " goal, checksum, planned)"
      " VALUES(?,?,?,?,?,?,?,?,?,?,?, (SELECT coalesce(max(planned), 0) + 1 FROM studies))"
      " ON CONFLICT(name, spec_sha256) DO UPDATE SET planned=excluded.planned RETURNING id");
  upsert.bind(study.name, study.idea.title, study.idea.why, study.idea.follows, tags, study.text,
              sha256, now, study.experiment.metric, goal, checksum);
  upsert.step();
  const std::int64_t id = upsert.integer(0);
  upsert.step();
  put_claims(db, id, study, now);
  return id;
}

std::int64_t put_environment(Connection& db, const Environment& e) {
  RowSum sum;
  for (const auto& text :
       {e.host, e.cpu, e.os, e.compiler, e.blas, e.armadillo, e.ice_version, e.git_commit}) {
    sum.add(text);
  }
  sum.add(std::int64_t{e.git_dirty});
  const std::string checksum = sum.finish();
  db.prepare(fmt::format("INSERT INTO environments({}, checksum) VALUES(?,?,?,?,?,?,?,?,?,?)"
                         " ON CONFLICT(checksum) DO NOTHING",
                         kEnvironmentColumns))
      .run(e.host, e.cpu, e.os, e.compiler, e.blas, e.armadillo, e.ice_version, e.git_commit,
           e.git_dirty, checksum);
  Statement row = db.prepare("SELECT id FROM environments WHERE checksum = ?");
  row.bind(checksum);
  row.step();
  return row.integer(0);
}

std::vector<std::string> damaged_studies(Connection& db) {
  std::vector<std::string> findings;
  Statement studies = db.prepare(
      "SELECT checksum, name, title, why, follows, tags, spec, spec_sha256, created_at, metric,"
      " goal FROM studies");
  while (studies.step()) {
    if (!fits(studies))
      findings.push_back("study " + studies.string(1) + ": it is not the one that was recorded");
  }
  Statement environments =
      db.prepare(fmt::format("SELECT checksum, {} FROM environments", kEnvironmentColumns));
  while (environments.step()) {
    if (!fits(environments))
      findings.push_back("environment of host " + environments.string(1) +
                         ": it is not the one that was recorded");
  }
  Statement links = db.prepare(
      "SELECT l.checksum, l.study_id, r.key, l.cell FROM study_runs l JOIN runs r ON r.id = "
      "l.run_id");
  while (links.step()) {
    if (link_checksum(links.integer(1), links.string(2), links.natural(3)) != links.integer(0))
      findings.push_back(
          fmt::format("run {} in study {}: its cell is not the one that was recorded",
                      links.text(2).substr(0, 12), links.integer(1)));
  }
  return findings;
}

}  // namespace ice::store
