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

// Over a study's row and its claims, verdicts included.
class StudySums {
 public:
  explicit StudySums(Connection& db)
      : study_(db.prepare("SELECT name, title, why, follows, tags, spec, spec_sha256, created_at,"
                          " metric, goal, planned FROM studies WHERE id = ?")),
        claims_(db.prepare("SELECT name, declared_at, definition, verdict, p, effect, low, high,"
                           " pairs, judged_at FROM claims WHERE study_id = ? ORDER BY name")) {}

  [[nodiscard]] std::string of(std::int64_t id) {
    RowSum sum;
    for (Statement* rows : {&study_, &claims_}) {
      rows->bind(id);
      while (rows->step()) sum.add_columns(*rows, 0, rows->column_count());
    }
    return sum.finish();
  }

 private:
  Statement study_, claims_;
};

// The number `planned` is not a time: a clock may go back.
std::int64_t upsert_study(Connection& db, const spec::Study& study, const std::string& now) {
  const std::string sha256 = base::sha256_hex(study.text);
  const std::string tags = base::Value(study.idea.tags).dump();
  const std::string goal = study.experiment.goal == spec::Goal::kMinimize ? "minimize" : "maximize";
  Statement upsert = db.prepare(
      "INSERT INTO studies(name, title, why, follows, tags, spec, spec_sha256, created_at, metric,"
      " goal, checksum, planned)"
      " VALUES(?,?,?,?,?,?,?,?,?,?,'', (SELECT coalesce(max(planned), 0) + 1 FROM studies))"
      " ON CONFLICT(name, spec_sha256) DO UPDATE SET title=excluded.title, why=excluded.why,"
      " follows=excluded.follows, tags=excluded.tags, spec=excluded.spec, metric=excluded.metric,"
      " goal=excluded.goal, planned=excluded.planned RETURNING id");
  upsert.bind(study.name, study.idea.title, study.idea.why, study.idea.follows, tags, study.text,
              sha256, now, study.experiment.metric, goal);
  upsert.require_row();
  const std::int64_t id = upsert.integer(0);
  upsert.step();
  return id;
}

// The checksum stands in column 0, what it is over in all others.
bool fits(const Statement& row) {
  RowSum sum;
  sum.add_columns(row, 1, row.column_count());
  return sum.finish() == row.text(0);
}

}  // namespace

std::int64_t put_study(Connection& db, const spec::Study& study) {
  const std::string now = utc_text(std::chrono::system_clock::now());
  const std::int64_t id = upsert_study(db, study, now);
  put_claims(db, id, study, now);
  const std::string checksum = StudySums(db).of(id);
  db.prepare("UPDATE studies SET checksum = ? WHERE id = ?").run(checksum, id);
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
  row.require_row();
  return row.integer(0);
}

std::vector<std::string> damaged_studies(Connection& db) {
  std::vector<std::string> findings;
  StudySums sums(db);
  Statement studies = db.prepare("SELECT id, name, checksum FROM studies");
  while (studies.step()) {
    if (sums.of(studies.integer(0)) != studies.text(2))
      findings.push_back("study " + studies.string(1) +
                         ": it or its claims are not those that were recorded");
  }
  return findings;
}

std::vector<std::string> damaged_environments(Connection& db) {
  std::vector<std::string> findings;
  Statement rows =
      db.prepare(fmt::format("SELECT checksum, {} FROM environments", kEnvironmentColumns));
  while (rows.step()) {
    if (!fits(rows))
      findings.push_back("environment of host " + rows.string(1) +
                         ": it is not the one that was recorded");
  }
  return findings;
}

std::vector<std::string> damaged_links(Connection& db) {
  std::vector<std::string> findings;
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
