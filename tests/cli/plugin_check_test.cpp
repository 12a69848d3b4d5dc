// `ice plugin check`: what a person, a script and a build see of it.
#include <catch2/catch.hpp>
#include <regex>

#include "base/value.hpp"
#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

const std::string kFaulty = ICE_BUILD "/tests/faulty/check/forgets_incoming.ice.so";
const std::string kTanh = ICE_BUILD "/lib/ice/plugins/tanh.ice.so";

// Times differ from run to run: "  passed   shape   12 ms" becomes "  passed   shape   T".
std::string timeless(const std::string& text) {
  return std::regex_replace(text, std::regex(R"( +\d+(\.\d+)? (us|ms|s)\b)"), " T");
}

}  // namespace

TEST_CASE("plugin check: a line for each test, and a summary") {
  const Result result = Shell().ice({"plugin", "check", "tanh", "--only", "shape|finite|batch"});
  CHECK(result.code == 0);
  CHECK(result.err.empty());
  CHECK(timeless(result.out) == "activation core/tanh  " + kTanh +
                                    "\n"
                                    "  passed   shape T\n"
                                    "  passed   finite T\n"
                                    "  passed   batch T\n"
                                    "3 passed in T (level standard, seed 1)\n");
}

TEST_CASE("plugin check: a failure says what should hold, what was found and how to repeat it") {
  const Shell shell;
  const Result result = shell.ice({"plugin", "check", kFaulty, "--only", "gradient|traits",
                                   "--seed", "3", "--skip", "traits=known"});
  CHECK(result.code == 1);
  const std::regex expected(
      "activation faulty/forgets_incoming  \\S+\n"
      "  FAILED   gradient T  backward is the derivative of forward\n"
      "           found   at z = .* Likely: dA is left out: dZ = J\\^T dA\n"
      "           repeat  (ice .*)\n"
      "  skipped  traits                 known\n"
      "1 failed, 1 skipped in T \\(level standard, seed 3\\)\n");
  std::smatch match;
  const std::string out = timeless(result.out);
  INFO(out);
  REQUIRE(std::regex_match(out, match, expected));
  CHECK(match[1] == "ice plugin check " + kFaulty +
                        " --only '^faulty/forgets_incoming gradient$' --level standard --seed 3");
}

TEST_CASE("plugin check: the command that a failure gives repeats it") {
  const Shell shell;
  const Result first = shell.ice({"plugin", "check", kFaulty, "--json"});
  std::string command;
  std::string text;
  for (const Value& r : Value::parse(first.out)) {
    if (r["outcome"] != "failed") continue;
    command = r["repeat"];
    text = r["text"];
  }
  REQUIRE_THAT(command, StartsWith("ice plugin check "));
  const Result again = shell.run({"sh", "-c", ICE_BUILD "/bin/" + command + " --json"});
  CHECK(again.code == 1);
  const Value results = Value::parse(again.out);
  REQUIRE(results.size() == 1);
  CHECK(results[0]["text"] == text);
}

TEST_CASE("plugin check: at level quick only what needs attention is told") {
  const Result good = Shell().ice({"plugin", "check", kTanh, "--level", "quick"});
  CHECK(good.code == 0);
  CHECK(timeless(good.out) == "activation core/tanh: 12 passed in T (level quick, seed 1)\n");
  const Result bad = Shell().ice({"plugin", "check", kFaulty, "--level", "quick"});
  CHECK(bad.code == 1);
  CHECK_THAT(bad.out, StartsWith("activation faulty/forgets_incoming  " + kFaulty +
                                 "\n  FAILED   gradient"));
}

TEST_CASE("plugin check: a library that failed is told to whoever uses it, until it is mended") {
  const Shell shell;
  const std::string file = (shell.folder() / "wrong.ice.so").string(), note = file + ".check";
  std::filesystem::copy_file(kFaulty, file);
  shell.write("f.yaml", R"(plugin_path: [.]
code:
  data: {name: planar, samples: 40}
  network: {hidden: [4], activation: faulty/forgets_incoming, output: sigmoid}
  loss: binary_cross_entropy
  optimizer: {name: gradient_descent, learning_rate: 1.2}
  training: {epochs: 2}
)");
  const std::string told =
      "faulty/forgets_incoming failed its check (gradient), so its results may be wrong. See: ice "
      "plugin check " +
      file;
  const auto list = [&] { return shell.ice({"plugin", "list", "--plugin", "."}).err; };
  const auto plan = [&] { return shell.ice({"plan", "f.yaml"}).err; };
  const auto check = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"plugin", "check", "wrong.ice.so"});
    return shell.ice(options).code;
  };
  CHECK_THAT(list(), !Contains("failed its check"));
  CHECK(check({"--only", "gradient"}) == 1);  // a part: nothing is kept
  CHECK_FALSE(std::filesystem::exists(note));

  CHECK(check({"--level", "quick"}) == 1);
  CHECK(std::filesystem::exists(note));
  CHECK_THAT(list(), Contains("ice: warning: " + told + "\n"));
  CHECK_THAT(plan(), Contains("f.yaml:4:"));
  CHECK_THAT(plan(), Contains(told));
  const Result run = shell.ice({"run", "f.yaml"});
  CHECK(run.code == 0);
  CHECK_THAT(run.err, Contains(told));
  CHECK_THAT(shell.ice({"plugin", "show", "faulty/forgets_incoming", "--plugin", "."}).out,
             Contains("  check       FAILED: gradient\n"));

  std::filesystem::copy_file(ICE_BUILD "/tests/faulty/check/needs_two_rows.ice.so", file,
                             std::filesystem::copy_options::overwrite_existing);
  CHECK_THAT(list(), !Contains("failed its check"));  // the note is of other bytes
  std::filesystem::copy_file(kTanh, file, std::filesystem::copy_options::overwrite_existing);
  CHECK(check({"--level", "quick"}) == 0);
  CHECK_FALSE(std::filesystem::exists(note));
}

TEST_CASE("plugin check: JSON holds every result") {
  const Result result =
      Shell().ice({"plugin", "check", "core/adam", "--only", "resume|descent", "--json"});
  CHECK(result.code == 0);
  const Value results = Value::parse(result.out);
  REQUIRE(results.size() == 2);
  CHECK(results[0]["plugin"] == "core/adam");
  CHECK(results[0]["test"] == "descent");
  CHECK(results[0]["outcome"] == "passed");
  CHECK(results[0]["seconds"] > 0);
  CHECK(results[0]["repeat"] == "");
}

TEST_CASE("plugin check: what cannot be checked ends with 2") {
  const Shell shell;
  const auto fails = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> line{"plugin", "check"};
    line.insert(line.end(), arguments.begin(), arguments.end());
    const Result result = shell.ice(line);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    return result.err;
  };
  const std::string text = shell.write("text.ice.so", "not a library");
  CHECK(fails({text}) == "ice: " + text +
                             ": is not an ELF file, so it is not a shared library. Name the "
                             "NAME.ice.so file.\n");
  CHECK(fails({"missing.ice.so"}) == "ice: missing.ice.so: no such file\n");
  CHECK(fails({"tahn"}) == "ice: no plugin 'tahn'. Did you mean 'tanh'?\n");
  CHECK(fails({"tanh", "--only", "nothing"}) ==
        "ice: --only: 'nothing' matches no test of level standard\n");
  CHECK(fails({"tanh", "--only", "("}) == "ice: --only: '(' is no regular expression\n");
  CHECK(fails({"tanh", "--skip", "finite"}) ==
        "ice: --skip: 'finite' gives no reason. Write --skip 'finite=why'.\n");
  CHECK(fails({"tanh", "--skip", "finte=why"}) ==
        "ice: --skip: no test 'finte'. Did you mean 'finite'?\n");
  CHECK(fails({kTanh, "--kind", "loss"}) == "ice: " + kTanh + ": holds no loss\n");
}
