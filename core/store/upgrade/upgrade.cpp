#include "store/upgrade/upgrade.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "store/check.hpp"
#include "store/faults.hpp"
#include "store/run_writer.hpp"
#include "store/schema.hpp"
#include "store/store_file.hpp"
#include "store/study_writer.hpp"
#include "store/upgrade/backup.hpp"
#include "store/upgrade/old_cells.hpp"
#include "store/upgrade/old_scores.hpp"
#include "store/upgrade/schema1.hpp"

namespace ice::store {
namespace {

constexpr const char* kDamaged = "damaged before the upgrade";  // a checksum that never matches

// Switches foreign keys off while it exists. REQUIRES: no transaction is open when it is made.
class WithoutForeignKeys {
 public:
  explicit WithoutForeignKeys(Connection& connection) : connection_(connection) {
    connection_.execute("PRAGMA foreign_keys=OFF");
  }
  ~WithoutForeignKeys() {
    connection_.roll_back();
    try {
      connection_.execute("PRAGMA foreign_keys=ON");
    } catch (const base::Error&) {  // a connection that cannot do this cannot write either
    }
  }
  WithoutForeignKeys(const WithoutForeignKeys&) = delete;
  WithoutForeignKeys& operator=(const WithoutForeignKeys&) = delete;

 private:
  Connection& connection_;
};

// Writes the rows of a store of schema 1 into the empty tables of schema 2. Studies (now revisions)
// and environments keep their row ids.
class Migration {
 public:
  Migration(Connection& from, Connection& to, Upgrade& done)
      : from_(from), to_(to), done_(done), studies_(schema1::load_studies(from)), cells_(from) {
    for (const schema1::StudyRun& link : schema1::load_links(from))
      links_[link.study_id].push_back(link);
  }

  void run() {
    damage_ = schema1::find_damage(from_);
    done_.damage = damaged_environments(from_);
    done_.damage.insert(done_.damage.end(), damage_.findings.begin(), damage_.findings.end());
    copy_environments();
    put_revisions();
    put_runs();
    put_plans();
    order_cells();
    seal();
    count();
  }

 private:
  void copy_environments() {
    constexpr const char* kColumns =
        "id, host, cpu, os, compiler, blas, armadillo, ice_version, git_commit, git_dirty,"
        " checksum";
    Statement rows = from_.prepare(fmt::format("SELECT {} FROM environments", kColumns));
    Statement insert = to_.prepare(
        fmt::format("INSERT INTO environments({}) VALUES(?,?,?,?,?,?,?,?,?,?,?)", kColumns));
    while (rows.step()) {
      insert.run(rows.integer(0), rows.string(1), rows.string(2), rows.string(3), rows.string(4),
                 rows.string(5), rows.string(6), rows.string(7), rows.string(8), rows.integer(9),
                 rows.string(10));
    }
  }

  // Revisions are numbered in the order in which they were first recorded. `planned` keeps the
  // order of their last plans, with numbers above those that order_cells assigns.
  void put_revisions() {
    Statement name = to_.prepare("INSERT INTO study_names(name) VALUES(?) ON CONFLICT DO NOTHING");
    Statement revision = to_.prepare(
        "INSERT INTO revisions(id, study_id, number, title, why, follows, tags, metric, goal, spec,"
        " spec_sha256, created_at, planned, plan, plan_sha256, planned_runs, checksum)"
        " SELECT ?1, id, (SELECT count(*) + 1 FROM revisions WHERE study_id = s.id), ?3, ?4, ?5,"
        " ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, '', 0, '' FROM study_names s WHERE name = ?2");
    const auto above = static_cast<std::int64_t>(cells_.size());
    for (const schema1::Study& s : studies_) {
      name.run(s.name);
      revision.run(s.id, s.name, s.title, s.why, s.follows, s.tags, s.metric, s.goal, s.spec,
                   s.spec_sha256, s.created_at, s.planned + above);
    }
    Statement claim = to_.prepare(
        "INSERT INTO declarations(revision_id, name, declared_at, definition) VALUES(?,?,?,?)");
    for (const schema1::Claim& c : schema1::load_claims(from_))
      claim.run(c.study_id, c.name, c.declared_at, c.definition);
  }

  // Writes runs in the order in which they began, so that the first cells of a study keep their
  // numbers.
  void put_runs() {
    RunWriter writer(to_);
    schema1::RunReader reader(from_);
    for (const schema1::RunRow& row : cells_.runs()) {
      Run run = reader.load(row.id);
      run.identity = cells_.identity_of(row.id);
      run.identity.varied = axes_of(row.study_id).values_in(run.params);
      mend_scores(run);
      const std::string key = run.key;
      keys_.emplace(row.id, key);
      const std::int64_t id =
          writer.put(row.study_id, row.environment_id, well_formed(std::move(run)));
      if (damage_.runs.contains(row.id)) spoil_run(id);
    }
    done_.runs = keys_.size();
  }

  // Sets a checksum of the content that never matches, and a matching one of the record.
  void spoil_run(std::int64_t id) {
    const std::string record = RecordSums(to_).of(id, kDamaged), content = kDamaged;
    to_.prepare("UPDATE runs SET checksum = ?, record_checksum = ? WHERE id = ?")
        .run(content, record, id);
  }

  // A text may have been planned again after a plugin or a data file changed. Its current plan then
  // contains the newest of the cells that have the same parameters.
  void put_plans() {
    RunWriter writer(to_);
    Statement raise = to_.prepare("UPDATE revisions SET plan = 2 WHERE id = ?");
    Statement size = to_.prepare("UPDATE revisions SET planned_runs = ? WHERE id = ?");
    for (const auto& [id, links] : links_) {
      std::vector<Link> present, past;
      const auto newest = cells_.newest_of(links);
      for (const schema1::StudyRun& link : links)
        (newest.contains(cells_.cell_of(link.run_id)) ? present : past).push_back(as_link(link));
      if (!past.empty()) {
        writer.link(id, past);
        raise.run(id);
      }
      writer.link(id, present);
      size.run(present.size(), id);
    }
  }

  [[nodiscard]] Link as_link(const schema1::StudyRun& link) {
    const Cell unmoved{"", "", 0, axes_of(link.study_id).values_in(cells_.params_of(link.run_id))};
    return {keys_.at(link.run_id), link.cell, unmoved};
  }

  // Makes the cell with the newest run supersede the other cells with the same parameters, by the
  // number of the plan that last contained it.
  void order_cells() {
    NameIds names(to_);
    CellWriter writer(to_, names);
    struct StudyCell {
      std::int64_t study_id = 0, cell_id = 0;
      base::Value varied;
      std::string key;
    };
    std::vector<StudyCell> cells;
    Statement rows = to_.prepare(
        "SELECT c.study_id, c.cell_id, c.parameters, k.key FROM study_cells c"
        " JOIN cell_keys k ON k.id = c.cell_id");
    while (rows.step()) {
      cells.push_back(
          {rows.integer(0), rows.integer(1), base::Value::parse(rows.text(2)), rows.string(3)});
    }
    const auto ranks = cells_.ranks();
    for (const StudyCell& c : cells)
      (void)writer.put_in_study(c.study_id, c.cell_id, 0, ranks.at(c.key), c.varied);
  }

  void seal() {
    Statement revision = to_.prepare("UPDATE revisions SET checksum = ? WHERE id = ?");
    const std::string damaged = kDamaged;
    for (const schema1::Study& study : studies_) {
      seal_revision(to_, study.id);
      if (damage_.studies.contains(study.id)) revision.run(damaged, study.id);
    }
    Statement link = to_.prepare(
        "UPDATE revision_runs SET checksum = checksum + 1 WHERE revision_id = ? AND run_id ="
        " (SELECT id FROM runs WHERE key = ?)");
    for (const auto& [study_id, run_id] : damage_.links) link.run(study_id, keys_.at(run_id));
  }

  void count() {
    done_.studies = static_cast<std::uint64_t>(to_.integer("SELECT count(*) FROM study_names"));
    done_.revisions = studies_.size();
    done_.superseded_runs =
        static_cast<std::uint64_t>(to_.integer("SELECT count(DISTINCT r.id) FROM superseded_cells "
                                               "o JOIN runs r ON r.cell_id = o.cell_id"));
  }

  const Axes& axes_of(std::int64_t study_id) {
    const auto [known, is_new] = axes_.try_emplace(study_id);
    if (!is_new) return known->second;
    const auto study = std::ranges::find(studies_, study_id, &schema1::Study::id);  // always found
    if (auto axes = Axes::of_text(study->name, study->spec)) return known->second = *axes;
    std::vector<const Params*> cells;
    for (const schema1::StudyRun& link : links_[study_id])
      cells.push_back(&cells_.params_of(link.run_id));
    return known->second = Axes::of_cells(cells);
  }

  Connection& from_;
  Connection& to_;
  Upgrade& done_;
  std::vector<schema1::Study> studies_;
  OldCells cells_;
  std::map<std::int64_t, std::vector<schema1::StudyRun>> links_;  // by id of the text
  schema1::Damage damage_;
  std::map<std::int64_t, std::string> keys_;  // old row id of a run -> its key
  std::map<std::int64_t, Axes> axes_;         // by id of the text
};

void require_whole(Connection& db) {
  const std::vector<std::string> findings = damaged_structure(db);
  if (!findings.empty()) throw too_damaged(db.file(), findings);
}

Path backup_of(const Path& file, int from, int number) {
  const std::string which = number == 1 ? "" : fmt::format(".{}", number);
  return fmt::format("{}.schema{}{}.bak", file.string(), from, which);
}

// Gives the backup the first free name.
Path keep(Backup& backup, const Path& file, int from) {
  for (int number = 1;; ++number)
    if (backup.keep(backup_of(file, from, number))) return backup.file();
}

Upgrade upgrade_from(int version, Connection& db) {
  Upgrade done;
  done.from = version;
  require_whole(db);
  const auto commits_of_others = [&] { return db.integer("PRAGMA data_version"); };
  const std::int64_t before = commits_of_others();
  Backup backup(db, backup_of(db.file(), version, 1));
  const WithoutForeignKeys anywhere(db);
  Transaction transaction(db);
  if (commits_of_others() != before) throw busy(db.file());  // the copy lacks that commit
  {
    Connection old(backup.file(), Access::kRead, kBusyLimit);
    for (const std::string& table : schema1::kTables) db.execute("DROP TABLE " + table);
    create_schema(db);
    Migration(old, db, done).run();
  }
  done.backup = keep(backup, db.file(), version);
  transaction.commit();
  return done;
}

}  // namespace

std::optional<Upgrade> upgrade_old(Connection& connection) {
  const int version = require_any_store(connection);
  if (version == kSchemaVersion) return std::nullopt;
  return upgrade_from(version, connection);
}

std::optional<Upgrade> upgrade(const std::filesystem::path& file) {
  require_readable(file);
  const WriterLock lock(file);
  Connection connection(file, Access::kWrite, kBusyLimit);
  return upgrade_old(connection);
}

}  // namespace ice::store
