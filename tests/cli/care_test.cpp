// `ice tag`, `ice note`, `ice rename` and `ice rm`.
#include <catch2/catch.hpp>
#include <csignal>

#include "base/process.hpp"
#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"
#include "support/skip.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::FlatShell;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

std::vector<std::string> keys(const Shell& shell) {
  std::vector<std::string> keys;
  for (const Value& row : Value::parse(shell.ice({"sql", "SELECT key FROM runs", "--json"}).out))
    keys.push_back(row["key"]);
  return keys;
}

void check_well(const Shell& shell) {
  const Result result = shell.ice({"db", "check"});
  CAPTURE(result.out);
  CHECK(result.code == 0);
}

void check_mistake_of(const Shell& shell, const std::vector<std::string>& line,
                      const std::string& text) {
  const Result result = shell.ice(line);
  CAPTURE(line);
  CHECK(result.code == 2);
  CHECK(result.err == "ice: " + text + "\n");
}

// Has recorded `flat`, and `longer` which follows it and shares its runs of seed 1.
struct FamilyShell : RecordedShell {
  FamilyShell() {
    std::string child = ice::cli::kFlat;
    child.replace(child.find("flat"), 4, "longer");
    child.replace(child.find("zeros}"), 6, "zeros, follows: flat}");
    child.replace(child.find("[1, 2]"), 6, "[1, 3]");
    write("longer.yaml", child);
    if (ice({"run", "longer.yaml", "-q"}).code != 0) throw std::runtime_error("longer.yaml failed");
  }
};

}  // namespace

TEST_CASE("tag: +NAME and -NAME, in their order, of studies and runs") {
  const RecordedShell shell;
  const std::string run = keys(shell)[1], id = run.substr(0, 6);
  CHECK(shell.ice({"tag", "flat"}).out == "flat: no tags\n");
  CHECK(shell.ice({"tag", "flat", "+b", "+week 3", "-b", "+a"}).out == "flat: a, week 3\n");
  CHECK(shell.ice({"tag", "flat", "-a"}).out == "flat: week 3\n");
  CHECK(shell.ice({"tag", run, "+keep", "+keep", "--db", shell.store().string()}).out ==
        "run " + id + ": keep\n");
  CHECK(Value::parse(shell.ice({"tag", run, "--json"}).out) ==
        Value{{"run", run}, {"tags", {"keep"}}});
  check_well(shell);
}

TEST_CASE("tag: what is no tag changes nothing") {
  const RecordedShell shell;
  REQUIRE(shell.ice({"tag", "flat", "+good"}).code == 0);
  check_mistake_of(shell, {"tag", "flat", "+x", "y"},
                   "'y': is neither +NAME nor -NAME. +NAME adds a tag, -NAME takes it away");
  check_mistake_of(shell, {"tag", "flat", "+x", "-h"}, "flat: has no tag 'h'. Known: good, x");
  check_mistake_of(shell, {"tag", "flat", "-god"}, "flat: has no tag 'god'. Did you mean 'good'?");
  check_mistake_of(shell, {"tag", "flat", "--nonsense"},
                   "tag: unknown option '--nonsense'. See: ice tag --help");
  for (const char* word : {"+a,b", "+", "+ a", "+-a", "++a"})
    CHECK_THAT(shell.ice({"tag", "flat", word}).err,
               Contains("is no tag. A tag is a text without"));
  check_mistake_of(shell, {"tag", "flat", "+\x1b[2J"},
                   "tag: has characters that are no text. Use UTF-8 on one line");
  CHECK_THAT(shell.ice({"tag", "flt", "+x"}).err, Contains("Did you mean the study 'flat'?"));
  CHECK(shell.ice({"tag", "flat"}).out == "flat: good\n");
}

TEST_CASE("tag: the tags of the study's file are shown, and stay there") {
  const FlatShell shell;
  std::string study = ice::cli::kFlat;
  study.replace(study.find("zeros}"), 6, "zeros, tags: [course, week 1]}");
  shell.write("flat.yaml", study);
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);
  CHECK(shell.ice({"tag", "flat", "+mine"}).out == "flat: course, week 1, mine\n");
  check_mistake_of(shell, {"tag", "flat", "-course"},
                   "'course': is a tag of the study's file. Take it from idea.tags there, and run "
                   "the study again");
}

TEST_CASE("tag and note: texts of every kind are kept, shown and found") {
  const RecordedShell shell;
  const std::string run = keys(shell)[0];
  const std::string odd = "x'); DROP TABLE runs; -- \"\xC3\xA4\xE2\x82\xAC\"";
  CHECK(shell.ice({"tag", run, "+" + odd}).code == 0);
  CHECK(shell.ice({"note", run, odd + "\nsecond line"}).out == odd + "\nsecond line\n");
  CHECK(shell.ice({"note", "flat", "several", "words"}).out == "several words\n");
  CHECK(shell.ice({"tag", "flat", "+" + odd}).code == 0);
  const Value shown = Value::parse(shell.ice({"show", run, "--json"}).out);
  CHECK(shown["tags"] == Value{odd});
  CHECK(shown["note"] == odd + "\nsecond line");
  CHECK_THAT(shell.ice({"show", run}).out,
             Contains("  tags      " + odd) && Contains("  note      " + odd + " second line"));
  CHECK_THAT(shell.ice({"show", "flat"}).out, Contains("note      several words"));
  CHECK(Value::parse(shell.ice({"show", "flat", "--json"}).out)["tags"] == Value{odd});
  CHECK(Value::parse(shell.ice({"studies", "--json"}).out)[0]["note"] == "several words");
  CHECK_THAT(shell.ice({"studies"}).out, Contains("tags"));
  CHECK_THAT(shell.ice({"ideas"}).out,
             Contains("    tags " + odd + "\n") && Contains("    note several words\n"));
  CHECK(Value::parse(shell.ice({"ideas", "--json"}).out)[0]["tags"] == odd);
  CHECK(shell.ice({"note", run, ""}).out == run.substr(0, 6) + ": no note\n");
  CHECK(shell.ice({"note", "flat"}).out == "several words\n");
  check_mistake_of(shell, {"note", "flat", "\x1b[2J"},
                   "note: has characters that are no text. Use UTF-8, with lines and tabs and no "
                   "other control characters");
  check_well(shell);
}

TEST_CASE("tag: ice runs has a column where a run has tags, and finds runs by them") {
  const RecordedShell shell;
  CHECK_THAT(shell.ice({"runs", "flat"}).out, !Contains("tags"));
  const std::string run = keys(shell)[0];
  REQUIRE(shell.ice({"tag", run, "+keep", "+slow"}).code == 0);
  CHECK_THAT(shell.ice({"runs", "flat"}).out, StartsWith("id      status    seed  tags "));
  const auto found = [&](const char* where) {
    return shell.ice({"runs", "--where", where, "--columns", "key,tags", "-f", "csv"}).out;
  };
  CHECK(found("tags like '%keep%'") == "key,tags\n" + run + ",\"keep, slow\"\n");
  CHECK_THAT(found("tags is null"), !Contains(run));
  REQUIRE(shell.ice({"note", run, "odd"}).code == 0);
  CHECK(shell.ice({"runs", "--where", "note = 'odd'", "--columns", "seed,note", "-f", "csv"}).out ==
        "seed,note\n1,odd\n");
}

TEST_CASE("rename: runs, claims and children go with the name") {
  const FamilyShell shell;
  const Result result = shell.ice({"rename", "flat", "plane-2"});
  CHECK(result.err.empty());
  CHECK(result.out ==
        "flat is plane-2 now. Write 'name: plane-2' in its file too: 'ice run' would make a study "
        "flat again.\n"
        "Changed with it, because they follow it: longer. Write 'follows: plane-2' in its file "
        "too.\n");
  check_well(shell);
  CHECK_THAT(shell.ice({"show", "plane-2", "--yaml"}).out, StartsWith("name: plane-2\n"));
  CHECK_THAT(shell.ice({"show", "longer", "--yaml"}).out, Contains("\n  follows: plane-2\n"));
  CHECK_THAT(shell.ice({"ideas"}).out, Contains("plane-2: Nothing") && Contains("\n  longer: "));
  shell.write("again.yaml", shell.ice({"show", "plane-2", "--yaml"}).out);
  CHECK_THAT(shell.ice({"run", "again.yaml"}).out,
             StartsWith("Nothing to run: 4 runs of plane-2 recorded already"));
  CHECK(Value::parse(shell.ice({"show", "plane-2", "--json"}).out)["revisions"].size() == 1);
}

TEST_CASE("rename: a name that is taken, or is none") {
  const FamilyShell shell;
  check_mistake_of(shell, {"rename", "flat", "longer"},
                   "longer: a study has this name, or had it before it was deleted. Choose another "
                   "name");
  for (const char* name : {"", "A b", "x;y", "\xC3\xBC", "a b", "x'"})
    check_mistake_of(shell, {"rename", "flat", name},
                     std::string("'") + name +
                         "': is no name of a study. A name is of a-z, 0-9 and "
                         "-, with a letter or digit");
  CHECK_THAT(shell.ice({"rename", "flat", "a\nb"}).err, StartsWith("ice: 'a b': is no name"));
  CHECK_THAT(shell.ice({"rename", "flt", "x"}).err, Contains("Did you mean 'flat'?"));
}

TEST_CASE("rm: without a terminal and without -y it says what it would delete") {
  const FamilyShell shell;
  const Result result = shell.ice({"rm", "flat"});
  CHECK(result.code == 2);
  CHECK_THAT(result.out, StartsWith("Would delete:\n  study flat: 1 revision, 4 runs in its plans\n"
                                    "  2 runs: ") &&
                             Contains("\n  stay in longer: 2 runs\n"));
  CHECK(result.err ==
        "ice: rm: nothing is deleted, because there is no terminal to ask on. -y deletes without a "
        "question\n");
  CHECK(keys(shell).size() == 6);
}

TEST_CASE("rm: a study goes, the runs of others stay with them") {
  const FamilyShell shell;
  CHECK_THAT(shell.ice({"rm", "flat", "-y"}).out, StartsWith("Deleted:\n  study flat"));
  check_well(shell);
  CHECK(keys(shell).size() == 4);
  CHECK(Value::parse(shell.ice({"runs", "longer", "--json"}).out).size() == 4);
  CHECK_THAT(shell.ice({"runs", "flat"}).err, Contains("there is no such study"));
  CHECK_THAT(shell.ice({"ideas"}).out, Contains("follows flat, which is not in this store"));
  CHECK_THAT(shell.ice({"run", "flat.yaml"}).out, Contains("2 runs in "));
  check_well(shell);
}

TEST_CASE("rm: a run goes, unless several studies have it") {
  const FamilyShell shell;
  const Value shared = Value::parse(
      shell.ice({"runs", "flat", "--where", "seed = 1", "--columns", "key", "--json"}).out);
  const std::string key = shared[0]["key"];
  const Result stays = shell.ice({"rm", key, "-y"});
  CHECK(stays.code == 1);
  CHECK(stays.out == "Nothing is deleted:\n  stays in flat, longer: 1 run\n");
  const Value own = Value::parse(
      shell.ice({"runs", "flat", "--where", "seed = 2", "--columns", "key", "--json"}).out);
  const Result gone = shell.ice({"rm", own[0]["key"], key, "-y"});
  CHECK(gone.code == 0);
  CHECK(gone.out == "Deleted:\n  1 run: " + own[0]["key"].get<std::string>().substr(0, 12) +
                        "\n  stays in flat, longer: 1 run\n");
  CHECK(keys(shell).size() == 5);
  check_well(shell);
  for (const char* name : {"flt", "abc", "'; DROP TABLE runs", "a\nb", "\xC3\xBC"})
    CHECK(shell.ice({"rm", name, "-y"}).code == 2);
}

TEST_CASE("rm: the saved networks of deleted runs go, and no others") {
  const FlatShell shell;
  REQUIRE(shell.ice({"run", "flat.yaml", "-q", "training.save=final"}).code == 0);
  const std::string key = keys(shell)[0];
  const auto weights = shell.folder() / "weights";
  shell.write("weights/mine.h5", "");
  const auto count = [&] {
    return std::distance(std::filesystem::directory_iterator(weights), {});
  };
  CHECK(count() == 5);
  CHECK_THAT(shell.ice({"rm", key.substr(0, 8), "-y"}).out,
             Contains("\n  1 saved network in " + weights.string() + "\n"));
  CHECK(count() == 4);
  CHECK_FALSE(std::filesystem::exists(weights / (key + ".final.h5")));
  CHECK_THAT(shell.ice({"rm", "flat", "-y"}).out, Contains("  3 saved networks in "));
  CHECK(count() == 1);
  CHECK(shell.read("weights/mine.h5").empty());
  check_well(shell);
}

TEST_CASE("rm: alpha that a claim spent stays spent when the study is run again") {
  const FlatShell shell;
  std::string study = ice::cli::kFlat;
  study.insert(study.find("}\ncode:"),
               ", claims: [{name: H1, metric: dev.cost, better: {network.activation: tanh}, "
               "than: {network.activation: relu}}]");
  study.replace(study.find("[1, 2]"), 6, "{count: 8, root: 1}");
  shell.write("flat.yaml", study);
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);
  REQUIRE(shell.ice({"claims", "flat"}).code <= 1);
  const auto looks = [&] { return shell.ice({"sql", "SELECT * FROM looks", "--json"}).out; };
  const std::string before = looks();
  REQUIRE(before.size() > 5);
  const Result result = shell.ice({"rm", "flat", "-y"});
  CHECK_THAT(result.out,
             Contains("  stay: 1 look at claims of flat; their alpha stays spent, if the "
                      "study is run again\n"));
  CHECK(looks() == before);
  check_well(shell);
  CHECK_THAT(shell.ice({"studies"}).out, StartsWith("No studies"));
  REQUIRE(shell.ice({"run", "flat.yaml", "-q"}).code == 0);
  REQUIRE(shell.ice({"claims", "flat"}).code <= 1);
  CHECK(looks() == before);
  check_well(shell);
}

TEST_CASE("rm: on a terminal it asks, and only a yes deletes") {
  if (!std::filesystem::exists("/dev/pts/ptmx")) skip("/dev/pts is not mounted");
  const RecordedShell shell;
  const auto answer = [&](const std::string& text) {
    return shell
        .run({"bash", "-c",
              "printf '" + text + "\\n' | script -qec '" ICE_BUILD "/bin/ice rm flat' /dev/null"})
        .out;
  };
  CHECK_THAT(answer("n"),
             Contains("This deletes:") && Contains("Delete? [y/N]") && !Contains("Deleted."));
  CHECK(keys(shell).size() == 4);
  CHECK_THAT(answer("y"), Contains("Deleted."));
  CHECK(keys(shell).empty());
}

TEST_CASE("care: each command fails within a second while another writes, and names it") {
  const RecordedShell shell;
  shell.write("endless.yaml", ice::cli::kEndless);
  ice::base::Process other(
      {shell.in_folder(
           {"bash", "-c", "exec " ICE_BUILD "/bin/ice run endless.yaml -q 2>/dev/null"}),
       {},
       {}});
  const std::string pid = std::to_string(other.pid());
  while (shell.ice({"db", "info"}).out.find("process " + pid) == std::string::npos) {
  }
  const std::vector<std::vector<std::string>> lines{
      {"tag", "flat", "+x"}, {"note", "flat", "x"}, {"rename", "flat", "x"}, {"rm", "flat", "-y"}};
  for (const auto& line : lines) {
    const Result result = shell.ice(line);
    CHECK(result.code == 3);
    CHECK_THAT(result.err, Contains("process " + pid + " on ") && Contains(" is writing to it"));
  }
  CHECK(shell.ice({"tag", "flat"}).code == 0);  // reading goes on
  other.kill(SIGTERM);
  (void)other.wait();
}

TEST_CASE("care: no command makes a store that is not there") {
  const Shell shell;
  const std::vector<std::vector<std::string>> lines{{"tag", "flat", "+x"},   {"note", "flat", "x"},
                                                    {"rename", "flat", "x"}, {"rm", "flat", "-y"},
                                                    {"rm", "flat"},          {"export", "flat"}};
  for (const auto& line : lines) {
    const Result result = shell.ice(line);
    CHECK(result.code == 3);
    CHECK_THAT(result.err, Contains("there is no store"));
  }
  CHECK_FALSE(std::filesystem::exists(shell.store()));
}
