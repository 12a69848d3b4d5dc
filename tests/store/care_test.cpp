// Tags and notes, another name for a study, and what deleting leaves: the checksums hold
// afterwards.
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "samples.hpp"
#include "store/check.hpp"

using namespace ice::store;
using Catch::Matchers::Contains;
using Strings = std::vector<std::string>;

namespace {

constexpr const char* kOdd = "a \"quoted\"; -- 'text'\nwith an umlaut: \xC3\xBC";

/// `planar` with runs 0 to 3 and a look, `child` which follows it and shares runs 2 and 3.
struct TwoStudies {
  TemporaryFolder folder;
  std::filesystem::path file = folder / "s.db";

  TwoStudies() {
    fill_store(file, 4);
    Writer writer(file);
    ice::study::Study child = example_study("child");
    child.idea.follows = "planar";
    child.idea.claims.clear();
    child.text = "name: child\nidea:\n  title: x\n  follows: planar\n";
    const auto revision = writer.add_study(child);
    std::vector<Link> links;
    for (const std::uint64_t n : {2, 3}) links.push_back({key_of(n), n - 2, example_cell(n)});
    writer.link(revision, links);
  }

  [[nodiscard]] std::vector<std::string> keys(const std::string& study) const {
    Strings keys;
    Reader(file).each_run(
        {.study = study}, [](const auto&) {},
        [&](const auto& fields) { keys.push_back(fields[0].template get<std::string>()); });
    return keys;
  }
  [[nodiscard]] std::int64_t count(const std::string& table) const {
    return Reader(file).sql("SELECT count(*) FROM " + table).rows[0][0].get<std::int64_t>();
  }
};

}  // namespace

TEST_CASE("care: tags and notes of a study and a run are read back as they were written") {
  const TwoStudies s;
  const Marks marks{{"keep", kOdd}, kOdd};
  {
    Writer writer(s.file);
    writer.mark_study("planar", marks);
    writer.mark_run(key_of(1), marks);
    writer.mark_run(key_of(2), marks);
    writer.mark_run(key_of(2), {});
  }
  Reader reader(s.file);
  CHECK(reader.study("planar").marks.tags == marks.tags);
  CHECK(reader.study("planar").all_tags() == Strings{"course-1", "week 3", "keep", kOdd});
  CHECK(reader.study("child").marks.tags.empty());
  CHECK(reader.run(key_of(1)).marks.note == kOdd);
  CHECK(reader.run(key_of(2)).marks.tags.empty());
  CHECK(reader.runs({.where = "tags like '%keep%'"}).rows.size() == 1);
  CHECK(reader.runs({.where = "note is not null"}).rows.size() == 1);
  CHECK(check(s.file).empty());
  raw_sql(s.file, "UPDATE run_marks SET note = 'other'; UPDATE study_marks SET tags = '[]'");
  CHECK(check(s.file).size() == 2);
}

TEST_CASE("care: a run that is trained again keeps its tags") {
  const TwoStudies s;
  Writer writer(s.file);
  writer.mark_run(key_of(1), {{"keep"}, ""});
  writer.add(writer.add_study(example_study()), writer.add_environment(example_environment()),
             example_run(1), [] {});
  writer.commit(true);
  CHECK(Reader(s.file).run(key_of(1)).marks.tags == Strings{"keep"});
}

TEST_CASE(
    "care: a store without the tables of marks has none, and gets them from its next writer") {
  const TwoStudies s;
  raw_sql(s.file, "DROP TABLE run_marks; DROP TABLE study_marks");
  CHECK(check(s.file).empty());
  {
    Reader reader(s.file);
    CHECK(reader.run(key_of(1)).marks.note.empty());
    CHECK(reader.runs({.where = "tags is null"}).rows.size() == 4);
    CHECK(reader.studies().size() == 2);
  }
  Writer(s.file).mark_run(key_of(1), {{}, "x"});
  CHECK(Reader(s.file).run(key_of(1)).marks.note == "x");
  CHECK(check(s.file).empty());
}

TEST_CASE(
    "care: a renamed study keeps its runs, looks and marks, and those that follow it say so") {
  const TwoStudies s;
  {
    Writer writer(s.file);
    writer.mark_study("planar", {{"keep"}, "n"});
    CHECK(writer.rename("planar", "flat-2") == Strings{"child"});
    CHECK_THROWS_WITH(writer.rename("flat-2", "child"), Contains("child: a study has this name"));
  }
  CHECK(check(s.file).empty());
  Reader reader(s.file);
  CHECK_FALSE(reader.find_study("planar"));
  CHECK(reader.study("flat-2").spec == "name: flat-2\n");
  CHECK(reader.study("flat-2").marks.note == "n");
  CHECK(reader.study("child").follows == "flat-2");
  CHECK(reader.study("child").spec == "name: child\nidea:\n  title: x\n  follows: flat-2\n");
  CHECK(reader.looks("flat-2").size() == 1);
  CHECK(s.keys("flat-2").size() == 4);
  CHECK(reader.run(key_of(2)).studies == Strings{"flat-2", "child"});
}

TEST_CASE("care: a study is recorded on under its new name as one revision") {
  const TwoStudies s;
  Writer writer(s.file);
  writer.rename("planar", "flat-2");
  ice::study::Study same = example_study("flat-2");
  (void)writer.add_study(same);
  CHECK(Reader(s.file).study("flat-2").revisions == 1);
  CHECK(check(s.file).empty());
}

TEST_CASE("care: a damaged store is not renamed, because new checksums would hide the damage") {
  const TwoStudies s;
  const char* const damage = GENERATE(
      "UPDATE looks SET p = 0.5", "UPDATE study_cells SET parameters = '{}'",
      "UPDATE revisions SET why = 'x' WHERE id = 2", "UPDATE runs SET seconds = 7 WHERE id = 1");
  raw_sql(s.file, damage);
  const Strings findings = check(s.file);
  Writer writer(s.file);
  CHECK_THROWS_WITH(writer.rename("planar", "flat-2"), Contains("is damaged, and stays as it is"));
  CHECK(check(s.file) == findings);
}

TEST_CASE("care: a deleted study takes its runs, but those of other studies stay with them") {
  const TwoStudies s;
  Writer writer(s.file);
  const Removal found = Reader(s.file).removal({{"planar"}, {}});
  const Removal done = writer.remove({{"planar"}, {}});
  CHECK(found.keys == done.keys);
  Strings deleted{key_of(0), key_of(1)}, kept{key_of(2), key_of(3)};
  std::ranges::sort(deleted);
  std::ranges::sort(kept);
  CHECK(done.keys == deleted);
  REQUIRE(done.studies.size() == 1);
  CHECK(done.studies[0].revisions == 1);
  CHECK(done.studies[0].runs == 4);
  CHECK(done.studies[0].looks == 1);
  REQUIRE(done.staying.size() == 2);
  CHECK(done.staying[0].key == kept[0]);
  CHECK(done.staying[0].studies == Strings{"child"});
  CHECK(check(s.file).empty());
  CHECK_FALSE(Reader(s.file).find_study("planar"));
  CHECK(s.keys("child") == Strings{key_of(2), key_of(3)});
  CHECK(Reader(s.file).run(key_of(2)).studies == Strings{"child"});
  CHECK(Reader(s.file).run(key_of(2)).run.cell == 0);
  CHECK(s.count("cell_keys") == 2);
  CHECK(s.count("metric_values") == 4);
  CHECK_THROWS_WITH(Reader(s.file).study("planar"), Contains("there is no such study"));
}

TEST_CASE("care: looks at claims stay with the name of a deleted study, and count again") {
  const TwoStudies s;
  Writer writer(s.file);
  (void)writer.remove({{"planar"}, {}});
  CHECK(Reader(s.file).looks("planar").size() == 1);
  CHECK_THROWS_WITH(writer.rename("child", "planar"), Contains("or had it before it was deleted"));
  (void)writer.add_study(example_study());
  CHECK(Reader(s.file).looks("planar").size() == 1);
  CHECK(Reader(s.file).study("planar").revision == 1);
  CHECK(check(s.file).empty());
  (void)writer.remove({{"child"}, {}});  // no looks: its name goes too
  CHECK(s.count("study_names") == 1);
  CHECK(s.count("runs") == 0);
  CHECK(s.count("cell_keys") == 0);
  CHECK(s.count("study_cells") == 0);
  CHECK(check(s.file).empty());
}

TEST_CASE("care: a run goes by its key unless several studies contain it") {
  const TwoStudies s;
  Writer writer(s.file);
  writer.mark_run(key_of(0), {{"keep"}, ""});
  const Removal done = writer.remove({{}, {key_of(0), key_of(2)}});
  CHECK(done.keys == Strings{key_of(0)});
  REQUIRE(done.staying.size() == 1);
  CHECK(done.staying[0].studies == Strings{"planar", "child"});
  CHECK(s.count("run_marks") == 0);
  CHECK(s.count("cells") == 5);
  CHECK(check(s.file).empty());
  // With the other study in the same request only one is left, and the run goes.
  CHECK(writer.remove({{"child"}, {key_of(2)}}).keys == Strings{key_of(2)});
  CHECK(s.keys("planar").size() == 2);
  CHECK(check(s.file).empty());
}

TEST_CASE("care: what was deleted is recorded again as a new run") {
  const TwoStudies s;
  Writer writer(s.file);
  (void)writer.remove({{}, {key_of(0)}});
  const auto study = writer.add_study(example_study());
  writer.add(study, writer.add_environment(example_environment()), example_run(0), [] {});
  writer.commit(true);
  CHECK(s.keys("planar").size() == 4);
  CHECK(Reader(s.file).run(key_of(0)).run.cell == 0);
  CHECK(check(s.file).empty());
}
