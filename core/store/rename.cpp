#include "store/rename.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "store/cell_writer.hpp"
#include "store/faults.hpp"
#include "store/marks.hpp"
#include "store/query/run_sums.hpp"
#include "store/study_writer.hpp"
#include "study/resolved.hpp"

namespace ice::store {
namespace {

std::int64_t id_of(Connection& db, const std::string& name) {
  Statement row = db.prepare("SELECT id FROM study_names WHERE name = ?");
  row.bind(name);
  row.require_row();
  return row.integer(0);
}

// Calls record(run id, content checksum, record checksum) for all runs that the study recorded.
template <class Record>
void for_each_record(Connection& db, std::int64_t study_id, Record record) {
  Statement runs = db.prepare("SELECT id, checksum, record_checksum FROM runs WHERE study_id = ?");
  for (runs.bind(study_id); runs.step();) record(runs.integer(0), runs.string(1), runs.text(2));
}

void require_sound(Connection& db, std::int64_t study_id) {
  std::vector<std::string> findings;
  for (const auto damaged : {&damaged_studies, &damaged_cells, &damaged_links, &damaged_marks})
    for (std::string& finding : damaged(db)) findings.push_back(std::move(finding));
  RecordSums sums(db);
  for_each_record(db, study_id, [&](std::int64_t id, const std::string& content, auto record) {
    if (sums.of(id, content) != record)
      findings.push_back("the record of a run is not the one made");
  });
  if (!findings.empty()) throw too_damaged(db.file(), findings);
}

struct Revision {
  std::int64_t id = 0;
  std::string study, follows, spec;
};

std::vector<Revision> revisions_with(Connection& db, const char* column, const std::string& name) {
  Statement rows =
      db.prepare(fmt::format("SELECT v.id, s.name, v.follows, v.spec FROM revisions v"
                             " JOIN study_names s ON s.id = v.study_id WHERE {} = ? ORDER BY v.id",
                             column));
  std::vector<Revision> revisions;
  for (rows.bind(name); rows.step();)
    revisions.push_back({rows.integer(0), rows.string(1), rows.string(2), rows.string(3)});
  return revisions;
}

void put_text(Connection& db, const Revision& revision) {
  const std::string sha256 = base::sha256_hex(revision.spec);
  db.prepare("UPDATE revisions SET follows = ?, spec = ?, spec_sha256 = ? WHERE id = ?")
      .run(revision.follows, revision.spec, sha256, revision.id);
  seal_revision(db, revision.id);
  seal_links(db, revision.id);
}

void seal_records(Connection& db, std::int64_t study_id) {
  RecordSums sums(db);
  Statement set_sum = db.prepare("UPDATE runs SET record_checksum = ? WHERE id = ?");
  for_each_record(db, study_id, [&](std::int64_t id, const std::string& content, auto /*record*/) {
    set_sum.run(sums.of(id, content), id);
  });
}

}  // namespace

bool is_taken(Connection& db, const std::string& name) {
  Statement row = db.prepare("SELECT 1 FROM study_names WHERE name = ?");
  row.bind(name);
  return row.step();
}

std::vector<std::string> rename_study(Connection& db, const std::string& from,
                                      const std::string& to) {
  const std::int64_t id = id_of(db, from);
  require_sound(db, id);
  const Marks marks = load_marks(db, Marked::kStudy, id);
  db.prepare("UPDATE study_names SET name = ? WHERE id = ?").run(to, id);
  for (Revision& revision : revisions_with(db, "s.name", to)) {
    revision.spec = study::with_name(revision.spec, to);
    put_text(db, revision);
  }
  std::vector<std::string> children;
  for (Revision& revision : revisions_with(db, "v.follows", from)) {
    revision.spec = study::with_follows(revision.spec, to);
    revision.follows = to;
    put_text(db, revision);
    if (children.empty() || children.back() != revision.study) children.push_back(revision.study);
  }
  seal_study_cells(db, id);
  seal_looks(db, id);
  seal_records(db, id);
  put_marks(db, Marked::kStudy, id, marks);
  return children;
}

}  // namespace ice::store
