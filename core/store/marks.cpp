#include "store/marks.hpp"

#include <fmt/format.h>

#include "store/checksum.hpp"
#include "store/schema.hpp"

namespace ice::store {
namespace {

// The table of marks, the one that it refers to, and the columns between them.
struct Tables {
  const char *marks, *id, *of, *name, *noun;
};

Tables tables_of(Marked what) {
  return what == Marked::kStudy ? Tables{"study_marks", "study_id", "study_names", "name", "study"}
                                : Tables{"run_marks", "run_id", "runs", "key", "run"};
}

std::string checksum_of(std::string_view name, std::string_view tags, std::string_view note) {
  RowSum sum;
  for (const std::string_view text : {name, tags, note}) sum.add(text);
  return sum.finish();
}

void find_damaged(Connection& db, Marked what, std::vector<std::string>& findings) {
  const Tables t = tables_of(what);
  Statement rows =
      db.prepare(fmt::format("SELECT o.{}, m.tags, m.note, m.checksum FROM {} m JOIN {} o"
                             " ON o.id = m.{}",
                             t.name, t.marks, t.of, t.id));
  while (rows.step()) {
    if (checksum_of(rows.text(0), rows.text(1), rows.text(2)) != rows.text(3))
      findings.push_back(fmt::format("{} {}: its tags or its note are not those that were written",
                                     t.noun, rows.text(0).substr(0, 12)));
  }
}

}  // namespace

Marks load_marks(Connection& db, Marked what, std::int64_t row) {
  const Tables t = tables_of(what);
  Statement found =
      db.prepare(fmt::format("SELECT tags, note FROM {} WHERE {} = ?", t.marks, t.id));
  found.bind(row);
  Marks marks;
  if (!found.step()) return marks;
  for (const base::Value& tag : base::Value::parse(found.text(0), nullptr, false))
    marks.tags.push_back(base::to_text(tag));
  marks.note = found.string(1);
  return marks;
}

void put_marks(Connection& db, Marked what, std::int64_t row, const Marks& marks) {
  const Tables t = tables_of(what);
  db.prepare(fmt::format("DELETE FROM {} WHERE {} = ?", t.marks, t.id)).run(row);
  if (marks.tags.empty() && marks.note.empty()) return;
  Statement name = db.prepare(fmt::format("SELECT {} FROM {} WHERE id = ?", t.name, t.of));
  name.bind(row);
  name.require_row();
  const std::string tags = base::Value(marks.tags).dump();
  const std::string checksum = checksum_of(name.text(0), tags, marks.note);
  db.prepare(
        fmt::format("INSERT INTO {}({}, tags, note, checksum) VALUES(?, ?, ?, ?)", t.marks, t.id))
      .run(row, tags, marks.note, checksum);
}

std::vector<std::string> damaged_marks(Connection& db) {
  std::vector<std::string> findings;
  if (!has_table(db, "run_marks")) return findings;
  find_damaged(db, Marked::kStudy, findings);
  find_damaged(db, Marked::kRun, findings);
  return findings;
}

}  // namespace ice::store
