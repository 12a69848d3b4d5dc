// Plugins that are wrong on purpose (tests/faulty/check), one fault each: the test that their first
// line names finds it, and no other, but for those listed here.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

#include "checks.hpp"
#include "plugin/libraries.hpp"

namespace fs = std::filesystem;
using namespace ice;
using namespace ice::conformance;
using namespace ice::conformance::test;

namespace {

using Names = std::set<std::string>;

// What else such a fault breaks. A write beside a matrix may break anything that comes after it.
const std::map<std::string, Names> kAlso{
    // activations
    {"anneals", {"gradient", "statelessness", "batch", "aliasing", "traits", "precision"}},
    {"crashes_on_one_column", {"gradient", "batch", "finite"}},
    {"divides_by_parameter", {"finite"}},
    {"even_sizes_only", {"batch", "aliasing"}},
    {"first_column_only", {"gradient", "batch", "aliasing"}},
    {"joins_both_sides",
     {"parameters", "inputs", "gradient", "finite", "determinism", "statelessness", "batch",
      "traits", "precision"}},
    {"nan_at_zero", {"gradient"}},
    {"needs_two_rows", {"gradient", "finite"}},
    {"one_before_the_start", {"gradient", "finite"}},
    {"one_past_the_end", {"gradient", "finite"}},
    {"random_leak", {"gradient", "statelessness", "batch", "traits", "precision"}},
    {"remembers_forward", {"batch"}},
    // initializers
    {"armadillo_generator", {"statelessness", "traits", "streams", "precision"}},
    {"draws_nothing", {"streams"}},
    {"global_engine", {"statelessness", "traits", "streams", "precision"}},
    {"ignores_seed", {"traits"}},
    {"rejects_wide",
     {"parameters", "finite", "determinism", "statelessness", "traits", "streams", "precision"}},
    {"seeded_by_time", {"statelessness", "traits", "streams", "precision"}},
    // losses
    {"least_of_double", {"zero"}},
    {"logarithm_of_any", {"finite"}},
    {"one_output_only", {"batch"}},
    {"running_scale", {"gradient", "statelessness", "batch", "precision"}},
    {"scaled_by_batch", {"batch"}},
    // optimizers
    {"counts_from_zero", {"finite"}},
    {"counts_itself", {"statelessness", "precision"}},
    {"explores", {"statelessness", "resume", "precision"}},
    {"ignores_rate", {"descent"}},
    {"keeps_velocity", {"statelessness", "precision"}},
    {"past_the_end", {"inputs", "finite", "descent", "resume", "zero_rate"}},
};

const plugin::Catalog& catalog() {
  static const plugin::Catalog found =
      plugin::Catalog::scan({{ICE_BUILD "/tests/faulty/check", ICE_BUILD "/lib/ice/plugins"}});
  return found;
}

// "// caught by: gradient - why"
std::string expected_test(const fs::path& source) {
  std::ifstream in(source);
  std::string line;
  std::getline(in, line);
  std::smatch match;
  REQUIRE(std::regex_search(line, match, std::regex("^// caught by: (\\w+) - ")));
  return match[1];
}

const plugin::PluginInfo& plugin_of(const fs::path& source) {
  const std::string file = source.stem().string() + ".ice.so";
  const auto& all = catalog().plugins();
  const auto found = std::find_if(all.begin(), all.end(), [&](const plugin::PluginInfo& info) {
    return info.file.filename() == file;
  });
  REQUIRE(found != all.end());
  return *found;
}

// The level that has the test: what takes long runs only for the plugins that it is there for.
CheckLevel level_of(plugin::Kind kind, const std::string& test) {
  for (const CheckTest& t : check_tests(kind)) {
    if (t.name == test) return t.level;
  }
  FAIL("no test " << test);
  return {};
}

void expect_caught(const fs::path& source) {
  CAPTURE(source.filename());
  const std::string expected = expected_test(source);
  const plugin::PluginInfo& plugin = plugin_of(source);
  const std::vector<CheckResult> results = results_of(plugin, catalog(),
                                                      {.level = level_of(plugin.kind, expected),
                                                       .skip = {{"speed", "not asked"}},
                                                       .limit = std::chrono::seconds(5)});
  CAPTURE(texts(results, CheckOutcome::kFailed));
  const Names found = failed(results);
  CHECK(found.count(expected) == 1);
  const auto also = kAlso.find(source.stem());
  for (const std::string& name : found) {
    CAPTURE(name);
    CHECK((name == expected || (also != kAlso.end() && also->second.count(name) == 1)));
  }
}

// All plugins of a folder.
void expect_all_caught(const char* folder) {
  const fs::path sources = fs::path(ICE_SOURCE "/tests/faulty/check") / folder;
  REQUIRE(!fs::is_empty(sources));
  for (const auto& entry : fs::directory_iterator(sources)) expect_caught(entry.path());
}

}  // namespace

TEST_CASE("check: finds what is wrong with each faulty activation") {
  expect_all_caught("activations");
}

TEST_CASE("check: finds what is wrong with each faulty initializer") {
  expect_all_caught("initializers");
}

TEST_CASE("check: finds what is wrong with each faulty loss") { expect_all_caught("losses"); }

TEST_CASE("check: finds what is wrong with each faulty optimizer") {
  expect_all_caught("optimizers");
}
