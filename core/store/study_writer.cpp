#include "store/study_writer.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <optional>

#include "base/hash.hpp"
#include "store/checksum.hpp"

namespace ice::store {
namespace {

// Records the claims of a revision. A claim keeps the time of its first declaration in any revision
// of the study.
void put_claims(Connection& db, std::int64_t revision_id, const study::Study& study,
                const std::string& now) {
  Statement insert = db.prepare(
      "INSERT INTO declarations(revision_id, name, declared_at, definition) VALUES(?1, ?2, "
      "coalesce("
      " (SELECT min(c.declared_at) FROM declarations c JOIN revisions v ON v.id = c.revision_id"
      "  JOIN study_names s ON s.id = v.study_id"
      "  WHERE s.name = ?3 AND c.name = ?2 AND c.definition = ?4), ?5), ?4) ON CONFLICT DO "
      "NOTHING");
  for (const study::Claim& claim : study.idea.claims) {
    const std::string definition = definition_of(claim, study.experiment);
    insert.run(revision_id, claim.name, study.name, definition, now);
  }
}

constexpr const char* kEnvironmentColumns =
    "host, cpu, os, compiler, blas, armadillo, ice_version, git_commit, git_dirty";

std::int64_t put_name(Connection& db, const std::string& name) {
  db.prepare("INSERT INTO study_names(name) VALUES(?) ON CONFLICT DO NOTHING").run(name);
  Statement row = db.prepare("SELECT id FROM study_names WHERE name = ?");
  row.bind(name);
  row.require_row();
  return row.integer(0);
}

// `planned` is a counter and not a time, because a clock may go back. The number of the plan rises
// when its cells changed; an unknown plan (without digest) counts as unchanged.
std::int64_t upsert_revision(Connection& db, const study::Study& study, const PlanSize& plan,
                             const std::string& now) {
  const std::int64_t study_id = put_name(db, study.name);
  const std::string sha256 = base::sha256_hex(study.text);
  const std::string tags = base::Value(study.idea.tags).dump();
  const std::string goal =
      study.experiment.goal == study::Goal::kMinimize ? "minimize" : "maximize";
  Statement upsert = db.prepare(
      "INSERT INTO revisions(study_id, number, title, why, follows, tags, metric, goal, spec,"
      " spec_sha256, created_at, planned, plan, plan_sha256, planned_runs, checksum)"
      " VALUES(?1, (SELECT coalesce(max(number), 0) + 1 FROM revisions WHERE study_id = ?1),"
      " ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
      " (SELECT coalesce(max(planned), 0) + 1 FROM revisions), 1, ?11, ?12, '')"
      " ON CONFLICT(study_id, spec_sha256) DO UPDATE SET planned = excluded.planned,"
      " plan = plan + (excluded.plan_sha256 <> plan_sha256),"
      " plan_sha256 = excluded.plan_sha256, planned_runs = excluded.planned_runs RETURNING id");
  upsert.bind(study_id, study.idea.title, study.idea.why, study.idea.follows, tags,
              study.experiment.metric, goal, study.text, sha256, now, plan.cells_sha256, plan.runs);
  upsert.require_row();
  const std::int64_t id = upsert.integer(0);
  upsert.step();
  return id;
}

// The checksums of revisions: over the revision, the study's name and its claims.
class RevisionSums {
 public:
  explicit RevisionSums(Connection& db)
      : revision_(db.prepare(
            "SELECT s.name, number, title, why, follows, tags, metric, goal, spec, spec_sha256,"
            " created_at, planned, plan, plan_sha256, planned_runs"
            " FROM revisions v JOIN study_names s ON s.id = v.study_id WHERE v.id = ?")),
        claims_(db.prepare("SELECT name, declared_at, definition FROM declarations"
                           " WHERE revision_id = ? ORDER BY name")) {}

  [[nodiscard]] std::string of(std::int64_t id) {
    RowSum sum;
    for (Statement* rows : {&revision_, &claims_}) {
      rows->bind(id);
      while (rows->step()) sum.add_columns(*rows, 0, rows->column_count());
    }
    return sum.finish();
  }

 private:
  Statement revision_, claims_;
};

constexpr const char* kLookColumns =
    "s.name, k.claim, k.definition, k.basis, k.look, k.revision, k.seeds, k.pairs, k.alpha, k.p,"
    " k.effect, k.low, k.high, k.verdict, k.judged_at, k.cells, k.runs";

std::optional<double> known(double x) { return std::isnan(x) ? std::nullopt : std::optional(x); }

// Whether the checksum in column 0 matches all other columns.
bool fits(const Statement& row) {
  RowSum sum;
  sum.add_columns(row, 1, row.column_count());
  return sum.finish() == row.text(0);
}

}  // namespace

std::int64_t put_study(Connection& db, const study::Study& study, const PlanSize& plan) {
  const std::string now = utc_text(std::chrono::system_clock::now());
  const std::int64_t id = upsert_revision(db, study, plan, now);
  put_claims(db, id, study, now);
  seal_revision(db, id);
  return id;
}

std::optional<std::int64_t> find_revision(Connection& db, const study::Study& study) {
  Statement row = db.prepare(
      "SELECT v.id FROM revisions v JOIN study_names s ON s.id = v.study_id"
      " WHERE s.name = ? AND v.spec_sha256 = ?");
  const std::string sha256 = base::sha256_hex(study.text);
  row.bind(study.name, sha256);
  if (!row.step()) return std::nullopt;
  return row.integer(0);
}

void seal_revision(Connection& db, std::int64_t revision_id) {
  const std::string checksum = RevisionSums(db).of(revision_id);
  db.prepare("UPDATE revisions SET checksum = ? WHERE id = ?").run(checksum, revision_id);
}

void seal_looks(Connection& db, std::int64_t study_id) {
  Statement looks = db.prepare(fmt::format(
      "SELECT {} FROM looks k JOIN study_names s ON s.id = k.study_id WHERE k.study_id = ?",
      kLookColumns));
  Statement set_sum = db.prepare(
      "UPDATE looks SET checksum = ? WHERE study_id = ? AND claim = ? AND definition = ?"
      " AND basis = ? AND look = ?");
  for (looks.bind(study_id); looks.step();) {
    RowSum sum;
    sum.add_columns(looks, 0, looks.column_count());
    set_sum.run(sum.finish(), study_id, looks.string(1), looks.string(2), looks.string(3),
                looks.integer(4));
  }
}

void seal_links(Connection& db, std::int64_t revision_id) {
  Statement links = db.prepare(
      "SELECT l.run_id, s.name, v.spec_sha256, r.key, l.cell, l.plan FROM revision_runs l"
      " JOIN runs r ON r.id = l.run_id JOIN revisions v ON v.id = l.revision_id"
      " JOIN study_names s ON s.id = v.study_id WHERE l.revision_id = ?");
  Statement set_sum =
      db.prepare("UPDATE revision_runs SET checksum = ? WHERE revision_id = ? AND run_id = ?");
  for (links.bind(revision_id); links.step();)
    set_sum.run(link_checksum(links.text(1), links.text(2), links.text(3), links.natural(4),
                              links.natural(5)),
                revision_id, links.integer(0));
}

void put_look(Connection& db, const std::string& study, const Look& look) {
  RowSum sum;
  for (const auto& text : {study, look.claim, look.definition, look.basis}) sum.add(text);
  for (const std::uint64_t number : {look.look, look.revision, look.seeds, look.pairs})
    sum.add(number);
  sum.add(look.alpha);
  sum.add(look.p);
  for (const double x : {look.effect, look.low, look.high}) sum.add(known(x));
  for (const auto& text : {look.verdict, look.judged_at, look.cells, look.runs}) sum.add(text);
  const std::string checksum = sum.finish();
  db.prepare(
        "INSERT INTO looks(study_id, claim, definition, basis, look, revision, seeds, pairs, alpha,"
        " p, effect, low, high, verdict, judged_at, cells, runs, checksum)"
        " SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18"
        " FROM study_names WHERE name = ?1 ON CONFLICT DO NOTHING")
      .run(study, look.claim, look.definition, look.basis, look.look, look.revision, look.seeds,
           look.pairs, look.alpha, look.p, known(look.effect), known(look.low), known(look.high),
           look.verdict, look.judged_at, look.cells, look.runs, checksum);
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
  RevisionSums sums(db);
  Statement revisions = db.prepare(
      "SELECT v.id, s.name, v.number, v.checksum"
      " FROM revisions v JOIN study_names s ON s.id = v.study_id");
  while (revisions.step()) {
    if (sums.of(revisions.integer(0)) != revisions.text(3))
      findings.push_back(
          fmt::format("study {}, revision {}: it or its claims are not those that were recorded",
                      revisions.string(1), revisions.integer(2)));
  }
  Statement looks = db.prepare(fmt::format(
      "SELECT k.checksum, {} FROM looks k JOIN study_names s ON s.id = k.study_id", kLookColumns));
  while (looks.step()) {
    if (!fits(looks))
      findings.push_back(fmt::format("study {}: look {} at claim {} is not the one recorded",
                                     looks.string(1), looks.integer(5), looks.string(2)));
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
      "SELECT l.checksum, s.name, v.spec_sha256, r.key, l.cell, l.plan FROM revision_runs l"
      " JOIN runs r ON r.id = l.run_id JOIN revisions v ON v.id = l.revision_id"
      " JOIN study_names s ON s.id = v.study_id");
  while (links.step()) {
    if (link_checksum(links.text(1), links.text(2), links.text(3), links.natural(4),
                      links.natural(5)) != links.integer(0))
      findings.push_back(
          fmt::format("run {} in study {}: its cell is not the one that was recorded",
                      links.text(3).substr(0, 12), links.text(1)));
  }
  return findings;
}

}  // namespace ice::store
