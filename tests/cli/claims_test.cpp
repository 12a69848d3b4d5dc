// `ice claims`: verdicts in every format, what is said below them, and the exit code.
#include <catch2/catch.hpp>

#include "base/value.hpp"
#include "cli/ice.hpp"
#include "cli/studies.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::FlatShell;
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
               const std::vector<std::string>& more = {"experiment.seeds.count=5"}) {
  shell.write("f.yaml", text);
  std::vector<std::string> line{"run", "f.yaml", "-j", "1"};
  line.insert(line.end(), more.begin(), more.end());
  const Result result = shell.ice(line);
  CAPTURE(result.err);
  REQUIRE(result.code == 0);
}

Value judged(const Shell& shell) { return Value::parse(shell.ice({"claims", "--json"}).out).at(0); }

}  // namespace

TEST_CASE("claims: a table, its legend, and below it what each claim says") {
  const Shell shell;
  run_study(shell, kFlatAndClaimed);
  const Result result = shell.ice({"claims", "flat"});
  CHECK(result.code == 0);
  CHECK(result.err.empty());
  CHECK(result.out == R"(flat: Judged

claim  verdict    difference  low  high  median  d  agree  pairs  p  corrected
─────  ─────────  ──────────  ───  ────  ──────  ─  ─────  ─────  ─  ─────────
H1     undecided           0    0     0       0         0      5  1          1
difference: mean over the pairs, positive in favour of the claim; low, high: its 95 % interval;
d: in standard deviations; p: one-sided, in the direction seen; corrected: for all claims

H1: activation = tanh has a lower dev.cost than activation = relu
    undecided: no difference is seen
)");
}

TEST_CASE("claims: every format for programs has the same row") {
  const Shell shell;
  run_study(shell, kFlatAndClaimed);
  const auto as = [&](const std::string& format) {
    return shell.ice({"claims", "-f", format}).out;
  };
  CHECK(as("csv") ==
        "study,claim,metric,verdict,reason,difference,low,high,median,d,agree,pairs,seeds,p,"
        "corrected,direction,alpha,by,bad_better,bad_than,ranked,unpaired,post_hoc,seeds_needed\n"
        "flat,H1,dev.cost,undecided,no difference is seen,0,0,0,0,,0,5,5,1,1,for,0.05,0,0,0,false,"
        "0,false,\n");
  CHECK_THAT(as("md"), StartsWith("| study | claim | metric | verdict | reason | ") &&
                           EndsWith("| flat | H1 | dev.cost | undecided | no difference is seen | "
                                    "0 | 0 | 0 | 0 |  | 0 | 5 | 5 | 1 | 1 | for | 0.05 | 0 | 0 | "
                                    "0 | false | 0 | false |  |\n"));
  const Value row = Value::parse(as("json")).at(0);
  CHECK(row.size() == 24);
  CHECK(row["verdict"] == "undecided");
  CHECK(row["p"] == 1);
  CHECK(row["d"].is_null());
  CHECK(row["post_hoc"] == false);
}

TEST_CASE("claims: too few pairs name the command that decides, and it does") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter), {"experiment.seeds.count=4"});
  const std::string store = shell.store().string();
  CHECK_THAT(shell.ice({"claims", "longer", "--db", store}).out,
             EndsWith("\nH1: epochs = 30 has a lower train.cost than epochs = 1\n"
                      "    undecided: 4 pairs cannot reach alpha = 0.05; 5 are the least\n"
                      "      ice run FILE experiment.seeds.count=5 --db " +
                      store + "\n"));
  const Result decided = shell.ice({"run", "f.yaml", "experiment.seeds.count=5"});
  CHECK_THAT(decided.out, Contains("\nClaims:\n  H1 supported: 5 pairs, p = 0.0312\n"));
  const Value claim = judged(shell);  // declared before its runs, though in another text
  CHECK(claim["verdict"] == "supported");
  CHECK(claim["post_hoc"] == false);
  CHECK(claim["p"] == 1.0 / 32);
  CHECK(claim["agree"] == 5);
  CHECK(claim["direction"] == "for");
  CHECK(claim["reason"] == "");
  CHECK(claim["difference"] > claim["low"]);
  CHECK(claim["low"] > 0);
  CHECK(shell.ice({"claims"}).code == 0);
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
  const Value five = Value::parse(shell.ice({"claims", "--json"}).out);
  for (const Value& claim : five) {
    CHECK(claim["verdict"] == "undecided");
    CHECK(claim["p"] == 1.0 / 32);
    CHECK(claim["corrected"] == 2.0 / 32);
    CHECK(claim["reason"] ==
          "5 pairs cannot reach alpha = 0.05 (0.025 each for 2 claims); 6 are the least");
    CHECK(claim["seeds_needed"] == 6);
  }
  run_study(shell, shell.read("f.yaml"), {"experiment.seeds.count=6"});
  const Value six = Value::parse(shell.ice({"claims", "--json"}).out);
  REQUIRE(six.size() == 2);  // of the newest text alone
  CHECK(six[0]["verdict"] == "supported");
  CHECK(six[1]["verdict"] == "refuted");
  CHECK_THAT(shell.ice({"studies"}).out, Contains("  1 supported, 1 refuted  "));
}

TEST_CASE("claims: diverged runs count as the worst, and their number is shown on each side") {
  const Shell shell;
  run_study(shell, with_claims(kDiverging,
                               "{name: H1, metric: train.cost, better: "
                               "{learning_rate: 0.1}, than: {learning_rate: "
                               "1.0e+30}}"));
  CHECK_THAT(shell.ice({"claims"}).out,
             Contains("H1     supported                            inf         5      5  0.03125   "
                      " 0.03125\n") &&
                 EndsWith("    runs without a value count as the worst: 0 on the better side, 5 on "
                          "the other; ranks were tested\n"));
  const Value claim = judged(shell);
  CHECK(claim["bad_better"] == 0);
  CHECK(claim["bad_than"] == 5);
  CHECK(claim["ranked"] == true);
  CHECK(claim["difference"].is_null());
}

TEST_CASE("claims: runs without a partner are counted and named, five of them at most") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter),
            {"experiment.seeds=[1,2,3,4,5,6,7]", "--limit", "8"});
  CHECK_THAT(
      shell.ice({"claims"}).out,
      EndsWith("    undecided: 1 pair cannot reach alpha = 0.05; 5 are the least\n"
               "      ice run FILE experiment.seeds.count=5\n"
               "    6 runs without a partner, not used: cell 0, seed 2; cell 0, seed 3; cell 0, "
               "seed 4; cell 0, seed 5; cell 0, seed 6; ...\n"));
  CHECK(judged(shell)["unpaired"] == 6);
}

// With a chance of 0.8 8 pairs show 0.978 standard deviations (the power of the paired t-test,
// integrated over chi by Simpson's rule).
TEST_CASE("claims: the noise of recorded pairs tells ice plan the smallest effect") {
  const Shell shell;
  run_study(shell, with_claims(kLonger, kLongerIsBetter));
  const Value claim = judged(shell);
  const double deviation = claim["difference"].get<double>() / claim["d"].get<double>();
  const std::string plan = shell.ice({"plan", "f.yaml", "experiment.seeds.count=8"}).out;
  const std::string before = "\n  H1: 8 pairs show an effect of ";
  REQUIRE_THAT(plan, Contains(before) &&
                         Contains(" in train.cost, by the noise of the runs recorded so far\n"));
  const double effect = std::stod(plan.substr(plan.find(before) + before.size()));
  CHECK(effect == Approx(0.978 * deviation).epsilon(0.05));  // two digits are shown
}

TEST_CASE("claims: one that is declared after its runs is post hoc") {
  const Shell shell;
  run_study(shell, kLonger);
  run_study(shell, with_claims(kLonger, kLongerIsBetter));
  CHECK_THAT(shell.ice({"claims"}).out,
             EndsWith("\nH1: epochs = 30 has a lower train.cost than epochs = 1\n"
                      "    post hoc: declared after the first of its runs\n"));
  CHECK(judged(shell)["post_hoc"] == true);
  const Result again = shell.ice({"run", "f.yaml", "experiment.seeds.count=5"});
  CHECK_THAT(again.out, Contains("  H1 supported (post hoc): 5 pairs, p = 0.0312\n"));
}

TEST_CASE("claims: without a name every study with claims has a section") {
  const Shell shell;
  run_study(shell, kDiverging);
  run_study(shell, with_claims(kLonger, kLongerIsBetter));
  run_study(shell, kFlatAndClaimed);
  const std::string out = shell.ice({"claims"}).out;
  CHECK_THAT(out, StartsWith("longer: Judged\n\nclaim  verdict ") &&
                      Contains("than epochs = 1\n\nflat: Judged\n\nclaim  verdict ") &&
                      !Contains("diverging"));
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
