// The checks as a whole: which tests run, what is told of each, and what a child may do.
#include "conformance/check.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>

#include "checks.hpp"
#include "conformance/guarded.hpp"
#include "conformance/plugin_under_test.hpp"
#include "plugin/builtin.hpp"
#include "plugin/libraries.hpp"
#include "sanitized.hpp"

using namespace ice;
using namespace ice::conformance;
using namespace ice::conformance::test;
using Catch::Matchers::StartsWith;
using ice::plugin::test::error_of;

namespace {

const plugin::PluginInfo& shipped_plugin(plugin::Kind kind, const std::string& name) {
  return shipped().find(kind, name, "test");
}

std::vector<CheckResult> check_shipped(plugin::Kind kind, const std::string& name,
                                       const CheckOptions& options) {
  return results_of(shipped_plugin(kind, name), shipped(), options);
}

std::vector<std::string> names(const std::vector<CheckResult>& results) {
  std::vector<std::string> out;
  for (const CheckResult& result : results) out.push_back(result.test);
  return out;
}

// The one result of a test of a faulty plugin.
CheckResult check_wrong(const std::string& name, const CheckOptions& options) {
  const plugin::Catalog catalog =
      plugin::Catalog::scan({{ICE_BUILD "/tests/faulty/check/" + name + ".ice.so"}});
  const std::vector<CheckResult> results = results_of(catalog.plugins().at(0), catalog, options);
  REQUIRE(results.size() == 1);
  return results[0];
}

}  // namespace

TEST_CASE("check: each kind has its tests, and each test says what holds") {
  for (const plugin::Kind kind : {plugin::Kind::kActivation, plugin::Kind::kInitializer,
                                  plugin::Kind::kLoss, plugin::Kind::kOptimizer}) {
    const std::vector<CheckTest> tests = check_tests(kind);
    CHECK(tests.size() >= 11);
    CHECK(tests.front().name == "parameters");
    CHECK(tests.back().name == "speed");
    for (const CheckTest& test : tests) CHECK(test.what.size() > 20);
  }
}

TEST_CASE("check: level quick leaves out threads and speed") {
  const auto quick =
      names(check_shipped(plugin::Kind::kLoss, "huber", {.level = CheckLevel::kQuick}));
  CHECK(quick == std::vector<std::string>{"parameters", "shape", "inputs", "gradient", "zero",
                                          "fused", "finite", "determinism", "statelessness",
                                          "batch", "outputs", "precision"});
  auto standard = names(check_shipped(plugin::Kind::kLoss, "huber", {}));
  CHECK(std::vector(standard.end() - 2, standard.end()) ==
        std::vector<std::string>{"threads", "speed"});
}

TEST_CASE("check: `only` is searched for in the plugin and the test") {
  const auto tests = [](const std::string& only) {
    return names(check_shipped(plugin::Kind::kOptimizer, "adam",
                               {.level = CheckLevel::kQuick, .only = only}));
  };
  CHECK(tests("^core/adam (resume|shape)$") == std::vector<std::string>{"shape", "resume"});
  CHECK(tests("zero") == std::vector<std::string>{"zero_rate"});
  CHECK(tests("momentum").empty());
  CHECK(error_of([&] { (void)tests("("); }) == "--only: '(' is no regular expression");
}

TEST_CASE("check: a skipped test is told with its reason, for one plugin or for all") {
  const auto results = check_shipped(
      plugin::Kind::kActivation, "tanh",
      {.level = CheckLevel::kQuick,
       .only = "finite|shape|batch",
       .skip = {{"finite", "it is e^z"}, {"core/tanh shape", "later"}, {"core/relu batch", "no"}}});
  REQUIRE(names(results) == std::vector<std::string>{"shape", "finite", "batch"});
  CHECK(results[0].outcome == CheckOutcome::kSkipped);
  CHECK(results[0].text == "later");
  CHECK(results[1].outcome == CheckOutcome::kSkipped);
  CHECK(results[1].text == "it is e^z");
  CHECK(results[2].outcome == CheckOutcome::kPassed);
  CHECK_THAT(error_of([&] {
               (void)check_shipped(plugin::Kind::kActivation, "tanh", {.skip = {{"finte", "why"}}});
             }),
             StartsWith("--skip: no test 'finte'. Did you mean 'finite'?"));
}

TEST_CASE("check: what is not promised is skipped, and why") {
  const auto text = [](plugin::Kind kind, const std::string& name, const std::string& test) {
    const auto results = check_shipped(kind, name, {.only = " " + test + "$"});
    REQUIRE(results.size() == 1);
    CHECK(results[0].outcome == CheckOutcome::kSkipped);
    return results[0].text;
  };
  CHECK(text(plugin::Kind::kLoss, "hinge", "zero") == "zero_at_target is not promised");
  CHECK(text(plugin::Kind::kLoss, "huber", "fused") == "it has no fused form");
  CHECK(text(plugin::Kind::kInitializer, "zeros", "streams") == "stochastic is not promised");
}

TEST_CASE("check: a failure says what was found and the command that repeats it") {
  const CheckResult result = check_wrong("forgets_incoming", {.only = "gradient", .seed = 7});
  CHECK(result.plugin == "faulty/forgets_incoming");
  CHECK(result.outcome == CheckOutcome::kFailed);
  CHECK_THAT(result.text, Catch::Matchers::Matches(
                              "at z = \\S+ backward gives \\S+, the central difference \\(h = "
                              "\\S+\\) \\S+\\. Likely: dA is left out: dZ = J\\^T dA"));
  CHECK(result.repeat == "ice plugin check " ICE_BUILD
                         "/tests/faulty/check/forgets_incoming.ice.so --only "
                         "'^faulty/forgets_incoming gradient$' --level standard --seed 7");
  CHECK(to_value(result)["outcome"] == "failed");
}

TEST_CASE("check: a crash, an exit and an endless loop cost their test alone") {
  CHECK_THAT(
      check_wrong("crashes_on_one_column", {.only = "shape"}).text,
      StartsWith(kIsSanitized ? "it ended the process: "  // UBSan sees the null pointer first
                              : "it ended the process: SIGSEGV (segmentation fault)"));
  CHECK(check_wrong("exits_on_empty", {.only = "shape"}).text ==
        "it ended the process: exit code 0");
  CHECK(check_wrong("never_converges", {.only = "finite", .limit = std::chrono::milliseconds(500)})
            .text == "it took longer than 500 ms");
}

TEST_CASE("check: a plugin that cannot be made fails the test of its parameters alone") {
  const plugin::Catalog catalog =
      plugin::Catalog::scan({{ICE_BUILD "/tests/faulty/check/misspelt_parameter.ice.so"}});
  const auto results = results_of(catalog.plugins().at(0), catalog, {.level = CheckLevel::kQuick});
  CHECK(failed(results) == std::set<std::string>{"parameters"});
  CHECK(results[1].outcome == CheckOutcome::kSkipped);
  CHECK(results[1].text == "it cannot be made with its defaults: see parameters");
}

TEST_CASE("check: a loss whose activation is not found is compared as far as it goes") {
  const plugin::PluginInfo& loss = shipped_plugin(plugin::Kind::kLoss, "binary_cross_entropy");
  const plugin::Catalog alone = plugin::Catalog::scan({{loss.file}});
  const auto results = results_of(loss, alone, {.only = "fused"});
  REQUIRE(results.size() == 1);
  CHECK(results[0].outcome == CheckOutcome::kWarned);
  CHECK(results[0].text ==
        "its activation core/sigmoid was not found: only fused_gradient was compared");
}

TEST_CASE("check: parameters are tried at their bounds, just inside of open ones") {
  const plugin::PluginInfo& adam = shipped_plugin(plugin::Kind::kOptimizer, "adam");
  std::vector<std::string> texts;
  for (const base::Value& setting : settings(adam)) texts.push_back(setting_text(adam, setting));
  CHECK(texts == std::vector<std::string>{"", "beta1 = 0", "beta1 = 0.9999", "beta2 = 0",
                                          "beta2 = 0.999999", "epsilon = 1e-30"});
  const plugin::PluginInfo& he = shipped_plugin(plugin::Kind::kInitializer, "he_normal");
  CHECK(settings(he).size() == 2);
  CHECK(setting_text(he, settings(he)[1]) == "gain = activation");
}

TEST_CASE("check: canaries show writes beside a matrix") {
  const Guarded<double> guarded(arma::mat(3, 4, arma::fill::ones), kCanary<double>);
  arma::mat view = guarded.view();
  view.fill(2);
  CHECK(guarded.has_canaries());
  view.memptr()[12] = arma::datum::nan;
  CHECK_FALSE(guarded.has_canaries());
  view.memptr()[12] = kCanary<double>;
  CHECK(guarded.has_canaries());
  view.memptr()[-1] = 0;
  CHECK_FALSE(guarded.has_canaries());
}
