// `ice claims`: verdicts in every format, what is said below them, and the exit code.
#include <catch2/catch.hpp>
#include <sstream>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::kFlat;
using ice::cli::RecordedShell;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

/// A study with these claims, a YAML list.
std::string with_claims(const std::string& study, const std::string& claims) {
  return replaced(study, "\ncode:", "\nidea: {title: Judged, claims: [" + claims + "]}\ncode:");
}

const std::string kEqual =
    "{name: H1, metric: dev.cost, better: {activation: tanh}, than: {activation: relu}}";
const std::string kFlatAndClaimed =
    with_claims(replaced(kFlat, "idea: {title: Nothing is learned from zeros}\n", ""), kEqual);

// Gradient descent on the whole training set lowers its cost in every epoch.
const std::string kLonger = replaced(
    replaced(replaced(replaced(kFlat, "name: flat\nidea: {title: Nothing is learned from zeros}\n",
                               "name: longer\n"),
                      "zeros", "xavier_normal"),
             "learning_rate: 1}", "learning_rate: 0.1}"),
    "network.activation: {values: [tanh, relu]}", "training.epochs: {values: [1, 30]}");
const std::string kLongerIsBetter =
    "{name: H1, metric: train.cost, better: {epochs: 30}, than: {epochs: 1}}";
const std::string kLongerIsWorse =
    "{name: H2, metric: train.cost, better: {epochs: 1}, than: {epochs: 30}}";

// Weights of 1e30 make products of 1e60, past the largest number.
const std::string kDiverging =
    replaced(replaced(replaced(kLonger, "activation: tanh", "activation: relu"),
                      "training.epochs: {values: [1, 30]}",
                      "optimizer.learning_rate: {values: [0.1, 1.0e+30]}"),
             "name: longer", "name: diverging");

void run_study(const Shell& shell, const std::string& text,
               const std::vector<std::string>& more = {"seeds.count=6"}) {
  shell.write("f.yaml", text);
  std::vector<std::string> line{"run", "f.yaml", "-j", "1"};
  line.insert(line.end(), more.begin(), more.end());
  const Result result = shell.ice(line);
  CAPTURE(result.err);
  REQUIRE(result.code == 0);
}

Value judged(const Shell& shell, const std::string& study = "") {
  std::vector<std::string> line{"claims", "--json"};
  if (!study.empty()) line.push_back(study);
  return Value::parse(shell.ice(line).out).at(0);
}

}  // namespace

TEST_CASE("claims: a table, its legend, and below it what each claim says") {
  const Shell shell;
  run_study(shell, kFlatAndClaimed);
  const Result result = shell.ice({"claims", "flat"});
  CHECK(result.code == 0);
  CHECK(result.err.empty());
  CHECK_THAT(result.out, StartsWith("flat: Judged\n\nclaim  verdict ") &&
                             Contains("\ndifference: mean over the seeds, positive in favour of "
                                      "the claim; low, high: its\n") &&
                             Contains("\n\nH1: activation = tanh has a lower dev.cost than "
                                      "activation = relu\n"
                                      "    undecided: no difference is seen\n"
                                      "    6 pairs of 6 seeds; look 1 decides at p <= 0.02, 0.01 "
                                      "of alpha = 0.05 left\n"
                                      "    revision 1, data ") &&
                             EndsWith("    0 of 6 seeds agree; median difference 0; all equal: no "
                                      "interval, no d\n"));
}

TEST_CASE("claims: every line fits 80 columns, and the idea's why stands above the verdicts") {
  const Shell shell;
  run_study(shell, replaced(with_claims(kLonger, kLongerIsBetter), "title: Judged,",
                            "title: Judged, why: \"Each step of gradient descent goes down the "
                            "slope of the cost, so that more steps lead further down\","));
  for (const Result& result :
       {shell.ice({"claims"}), shell.ice({"run", "f.yaml", "seeds.count=6"})}) {
    CHECK_THAT(result.out, Contains("Each step of gradient descent goes down the slope") &&
                               Contains("epochs = 30 has a lower train.cost than epochs = 1"));
    std::istringstream lines(result.out);
    for (std::string line; std::getline(lines, line);)
      if (line.find("\u2500") == std::string::npos) CHECK(line.size() <= 80);
  }
}

TEST_CASE("claims: every format for programs has the same row") {
  const Shell shell;
  run_study(shell, kFlatAndClaimed);
  const auto as = [&](const std::string& format) {
    return shell.ice({"claims", "-f", format}).out;
  };
  CHECK(as("csv") ==
        "study,claim,metric,verdict,reason,difference,low,high,median,d,agree,pairs,seeds,p,"
        "corrected,direction,alpha,by,look,level,alpha_left,bad_better,bad_than,ranked,unpaired,"
        "left_out,post_hoc,seeds_needed\n"
        "flat,H1,dev.cost,undecided,no difference is seen,0,,,0,,0,6,6,1,1,for,0.05,0,1,0.02,"
        "0.01,0,0,false,0,0,false,\n");
  const Value row = Value::parse(as("json")).at(0);
  CHECK(row.size() == 28);
  CHECK(row["verdict"] == "undecided");
  CHECK(row["p"] == 1);
  CHECK(row["d"].is_null());
  CHECK(row["post_hoc"] == false);
}

TEST_CASE("claims: too few seeds name the command that decides, and it does") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter), {"seeds.count=4"});
  const std::string store = shell.store().string();
  CHECK_THAT(shell.ice({"claims", "longer", "--db", store}).out,
             Contains("    undecided: 4 seeds cannot reach alpha = 0.05; 6 are the least\n"
                      "      ice run FILE seeds.count=6 --db " +
                      store + "\n"));
  const Result decided = shell.ice({"run", "f.yaml", "seeds.count=6"});
  CHECK_THAT(decided.out, Contains("\nClaims:\n  H1 supported: 6 seeds, p = 0.0156, at look 1\n"));
  const Value claim = judged(shell);  // declared before its runs, though in another text
  CHECK(claim["verdict"] == "supported");
  CHECK(claim["post_hoc"] == false);
  CHECK(claim["p"] == 1.0 / 64);
  CHECK(claim["agree"] == 6);
  CHECK(claim["direction"] == "for");
  CHECK(claim["reason"] == "");
  CHECK(claim["difference"] > claim["low"]);
  CHECK(claim["low"] > 0);
  CHECK(claim["alpha_left"] == Approx(0.01));
  CHECK(shell.ice({"claims"}).code == 0);
}

TEST_CASE("claims: ice run prints the command for more seeds, ready to be pasted") {
  const Shell shell;
  shell.write("f.yaml", with_claims(kLonger, kLongerIsBetter));
  CHECK_THAT(shell.ice({"run", "f.yaml", "training.batch_size=5", "seeds.count=3"}).out,
             Contains("\n      ice run f.yaml training.batch_size=5 seeds.count=6\n"));
}

TEST_CASE("claims: a refuted claim ends with exit code 1, in every format") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsWorse));
  CHECK(shell.ice({"claims"}).code == 1);
  CHECK(shell.ice({"claims", "longer", "-f", "csv"}).code == 1);
  const Value claim = judged(shell);
  CHECK(claim["verdict"] == "refuted");
  CHECK(claim["direction"] == "against");
  CHECK(claim["difference"] < 0);
  CHECK_THAT(shell.ice({"studies"}).out, Contains("  1 refuted  "));
}

TEST_CASE("claims: two claims of a study are judged together") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter + ", " + kLongerIsWorse));
  for (const Value& claim : Value::parse(shell.ice({"claims", "--json"}).out)) {
    CHECK(claim["verdict"] == "undecided");
    CHECK(claim["p"] == 1.0 / 64);
    CHECK(claim["corrected"] == 2.0 / 64);
    CHECK(claim["reason"] ==
          "6 seeds cannot reach alpha = 0.05 (0.025 each for 2 claims); 7 are the least");
    CHECK(claim["seeds_needed"] == 7);
  }
  run_study(shell, shell.read("f.yaml"), {"seeds.count=7"});
  const Value seven = Value::parse(shell.ice({"claims", "--json"}).out);
  REQUIRE(seven.size() == 2);  // of the newest revision alone
  CHECK(seven[0]["verdict"] == "supported");
  CHECK(seven[1]["verdict"] == "refuted");
  CHECK_THAT(shell.ice({"studies"}).out, Contains("  1 supported, 1 refuted  "));
}

TEST_CASE("claims: while planned runs are missing a claim waits for them") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter), {"seeds.count=6", "--limit", "8"});
  CHECK(judged(shell)["reason"] == "waiting for 4 of 12 runs");
  CHECK(judged(shell)["alpha_left"] == 0.05);
  run_study(shell, shell.read("f.yaml"));
  CHECK(judged(shell)["verdict"] == "supported");
}

// Of 12 costs of zeros none differs: no look at them can decide.
TEST_CASE("claims: looks at more seeds are counted, looks at the same runs are not") {
  const Shell shell;
  run_study(shell, kFlatAndClaimed, {"seeds.count=6"});
  run_study(shell, kFlatAndClaimed, {"seeds.count=6"});
  CHECK(judged(shell)["look"] == 1);
  CHECK(judged(shell)["alpha_left"] == Approx(0.01));
  run_study(shell, kFlatAndClaimed, {"seeds.count=7"});  // too few for a second look
  CHECK(judged(shell)["look"] == 2);
  CHECK(judged(shell)["reason"] ==
        "7 seeds cannot reach what look 2 may spend, 0.005 of alpha = 0.05; 9 are the least");
  CHECK(judged(shell)["alpha_left"] == Approx(0.01));
  run_study(shell, kFlatAndClaimed, {"seeds.count=9"});
  CHECK(judged(shell)["look"] == 2);
  CHECK(judged(shell)["alpha_left"] == Approx(0.005));
  run_study(shell, kFlatAndClaimed, {"seeds.count=9", "seeds.root=7", "--force"});
  CHECK(judged(shell)["look"] == 3);  // other seeds, though as many
}

TEST_CASE("claims: a verdict that was reached stays when seeds are added") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter));
  run_study(shell, shell.read("f.yaml"), {"seeds.count=7"});
  CHECK(judged(shell)["verdict"] == "supported");
  CHECK(judged(shell)["seeds"] == 7);
  CHECK_THAT(shell.ice({"claims"}).out,
             Contains("    supported: by 6 seeds, p = 0.0156, at look 1; 7 seeds now\n"));
}

TEST_CASE("claims: diverged runs count as the worst, and their number is shown on each side") {
  const Shell shell;
  run_study(shell, with_claims(kDiverging,
                               "{name: H1, metric: train.cost, better: "
                               "{learning_rate: 0.1}, than: {learning_rate: "
                               "1.0e+30}}"));
  CHECK_THAT(
      shell.ice({"claims"}).out,
      Contains("; no interval where runs have no\n      value\n"
               "    runs without a value count as the worst: 0 on the better side, 6 on the\n"
               "      other; ranks were tested\n"));
  const Value claim = judged(shell);
  CHECK(claim["verdict"] == "supported");
  CHECK(claim["bad_better"] == 0);
  CHECK(claim["bad_than"] == 6);
  CHECK(claim["ranked"] == true);
  CHECK(claim["difference"].is_null());
}

TEST_CASE("claims: runs without a partner are counted and named, five of them at most") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter),
            {"experiment.seeds=[1,2,3,4,5,6,7]", "--limit", "8"});
  CHECK_THAT(shell.ice({"claims"}).out,
             EndsWith("    6 runs without a partner, not used: cell 0, seed 2; cell 0, seed 3; "
                      "cell 0,\n      seed 4; cell 0, seed 5; cell 0, seed 6; ...\n"));
  CHECK(judged(shell)["unpaired"] == 6);
}

// With a chance of 0.8 8 seeds show 1.25 standard deviations at look 2, which asks for p <= 0.0025:
// they cannot; nine can.
TEST_CASE("claims: the noise of recorded seeds tells ice plan the smallest effect") {
  const Shell shell;
  const std::string claimed = with_claims(kLonger, kLongerIsBetter);
  shell.write("f.yaml", claimed);
  CHECK_THAT(shell.ice({"plan", "f.yaml", "seeds.count=6"}).out,
             Contains("\n  H1: 6 seeds show an effect of 1.8 standard deviations of their "
                      "differences\n"));
  CHECK_THAT(shell.ice({"plan", "f.yaml", "seeds.count=5"}).out,
             Contains("\n  H1: 5 seeds cannot reach alpha = 0.05; 6 are the least\n"));
  run_study(shell, claimed, {"seeds.count=5"});
  const Value claim = judged(shell);
  const double deviation = claim["difference"].get<double>() / claim["d"].get<double>();
  const std::string plan = shell.ice({"plan", "f.yaml", "seeds.count=6"}).out;
  const std::string before = "\n  H1: 6 seeds show an effect of ";
  REQUIRE_THAT(plan,
               Contains(before) &&
                   Contains(" in train.cost, by the noise of the runs\n      recorded so far\n"));
  const double effect = std::stod(plan.substr(plan.find(before) + before.size()));
  CHECK(effect == Approx(1.79 * deviation).epsilon(0.06));  // two digits are shown
}

TEST_CASE("claims: one that is declared after its runs is post hoc, also when they are run again") {
  const Shell shell;
  run_study(shell, kLonger);
  run_study(shell, with_claims(kLonger, kLongerIsBetter));
  CHECK_THAT(shell.ice({"claims"}).out,
             EndsWith("    post hoc: declared after the first of its runs\n"));
  CHECK(judged(shell)["post_hoc"] == true);
  const Result again = shell.ice({"run", "f.yaml", "seeds.count=6", "--force"});
  CHECK_THAT(again.out, Contains("  H1 supported (post hoc): "));
  CHECK(judged(shell)["post_hoc"] == true);
}

TEST_CASE("claims: a claim is tried again on fresh seeds, with an alpha of its own") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter));
  const Result confirmed = shell.ice({"run", "f.yaml", "seeds.count=6", "--confirm", "H1"});
  CHECK(confirmed.code == 0);
  CHECK_THAT(confirmed.out,
             Contains("\nClaims:\n  H1 supported: 6 seeds, p = 0.0156, at look 1\n") &&
                 Contains("  longer, on its own seeds: H1 supported: "));
  CHECK_THAT(shell.ice({"claims", "longer"}).out, Contains("    on fresh seeds: supported: "));
  const Value claim = judged(shell, "longer-confirm-h1");
  CHECK(claim["seeds"] == 6);
  CHECK(claim["post_hoc"] == false);
  const Value seeds =
      Value::parse(shell.ice({"sql", "SELECT count(DISTINCT seed) AS n FROM runs", "--json"}).out);
  CHECK(seeds.at(0)["n"] == 12);
}

TEST_CASE("claims: --confirm of an unknown claim names the nearest") {
  const Shell shell;
  shell.write("f.yaml", replaced(with_claims(kLonger, kLongerIsBetter), "H1", "faster"));
  const Result result = shell.ice({"run", "f.yaml", "--confirm", "fastr"});
  CHECK(result.code == 2);
  CHECK(result.err == "ice: --confirm: longer has no claim 'fastr'. Did you mean 'faster'?\n");
}

TEST_CASE("claims: without a name every study with claims has a section") {
  const Shell shell;
  run_study(shell, kDiverging);
  run_study(shell, with_claims(kLonger, kLongerIsBetter));
  run_study(shell, kFlatAndClaimed);
  const std::string out = shell.ice({"claims"}).out;
  CHECK_THAT(out, StartsWith("longer: Judged\n\nclaim  verdict ") &&
                      Contains("than epochs = 1\n") &&
                      Contains("\n\nflat: Judged\n\nclaim  verdict ") && !Contains("diverging"));
}

TEST_CASE("claims: none are a sentence for people and an empty list for programs") {
  const RecordedShell shell;
  for (const std::vector<std::string>& line :
       {std::vector<std::string>{"claims"}, std::vector<std::string>{"claims", "flat"}}) {
    const Result result = shell.ice(line);
    CHECK(result.code == 0);
    CHECK(result.out == "No claims: a study declares them in idea.claims.\n");
  }
  CHECK(shell.ice({"claims", "--json"}).out == "[]\n");
}

TEST_CASE("claims: an unknown study names the nearest") {
  const RecordedShell shell;
  const Result result = shell.ice({"claims", "flt"});
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "ice: study 'flt': there is no such study. Did you mean 'flat'?\n");
}

TEST_CASE("claims: 'ice run' prints the why of a study without claims too") {
  const Shell shell;
  shell.write("flat.yaml", replaced(kFlat, "from zeros}", "from zeros, why: All slopes are 0.}"));
  CHECK_THAT(shell.ice({"run", "flat.yaml"}).out,
             Contains("\n\nWhy: All slopes are 0.\n\nNext:\n"));
}
