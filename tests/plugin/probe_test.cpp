// Libraries whose loading goes wrong, probed in a child: each is refused with its own text, the
// host lives and the others still load.
#include "plugin/probe.hpp"

#include <catch2/catch.hpp>
#include <chrono>

#include "libraries.hpp"

using namespace ice;
using namespace ice::plugin;
using namespace ice::plugin::test;
using namespace std::chrono_literals;
using Catch::Matchers::StartsWith;

namespace {

std::string reason(const std::string& name) { return probe({faulty(name)}).at(0).reason; }

constexpr const char* kAtFault =
    ". Its static constructors are at fault, or a library that it needs.";

}  // namespace

TEST_CASE("probe: lists what a library holds, with file, digest and stamp") {
  const std::vector<Probed> answers = probe({sound("acme"), sound("plain_c")});
  REQUIRE(answers.size() == 2);
  REQUIRE(answers[0].plugins.size() == 5);
  const PluginInfo& swish = answers[0].plugins[0];
  CHECK(swish.id == "acme/swish");
  CHECK(swish.float32);
  CHECK(swish.traits == std::vector<std::string>{"elementwise", "in_place", "needs_z", "needs_a"});
  CHECK(swish.parameters[0].rule.range_text() == "> 0");
  CHECK(swish.file == sound("acme"));
  CHECK(swish.sha256.size() == 64);
  CHECK_FALSE(swish.stamp.empty());
  CHECK_FALSE(answers[0].plugins[1].float32);
  CHECK(answers[0].plugins[1].parameters[2].unit == "samples");
  CHECK(answers[0].plugins[3].fuses == "core/linear");
  CHECK(answers[0].plugins[4].slots == std::vector<std::string>{"mean", "steps"});
  CHECK(answers[1].plugins.at(0).id == "plain/twice");
}

TEST_CASE("probe: a missing dependency is named") {
  CHECK(reason("needs_missing") ==
        "needs libvanished.so, which was not found. This is a dependency of the plugin, not the "
        "plugin.");
}

TEST_CASE("probe: an undefined symbol is named as it stands in the source") {
  CHECK(reason("undefined_symbol") ==
        "needs the symbol elsewhere::forgotten(double), which no library defines. Link what "
        "defines it (LIBS of ice_add_plugin), and link with -Wl,-z,defs to see it then.");
}

TEST_CASE("probe: static constructors that abort, throw, exit or hang cost their library") {
  CHECK(reason("aborts") ==
        std::string("loading it ended the process: SIGABRT (aborted)") + kAtFault);
  CHECK(reason("throws") == std::string("loading it threw an exception: no device") + kAtFault);
  CHECK(reason("exits") == std::string("loading it ended the process: exit code 0") + kAtFault);
  CHECK(probe({faulty("hangs")}, 300ms).at(0).reason ==
        std::string("loading it took longer than 300 ms") + kAtFault);
}

TEST_CASE("probe: a library that prints while it is loaded cannot forge an answer") {
  const Probed answer = probe({faulty("chatters")}).at(0);
  CHECK(answer.reason.empty());
  CHECK(answer.plugins.at(0).id == "chatters/linear");
}

TEST_CASE("probe: an id twice in one library and a default outside its bounds are refused") {
  CHECK(reason("twice") ==
        "activation twice/linear is declared twice. This is for the plugin's author to mend.");
  CHECK(reason("wrong_default") ==
        "activation linear: parameter slope: default 5 is outside: [0, 1]. This is for the "
        "plugin's author to mend.");
}

TEST_CASE("probe: a card that fails keeps the file from being loaded") {
  CHECK_THAT(reason("no_card"), StartsWith("no .ice_build section"));
  CHECK_THAT(reason("late_card"), StartsWith("its build card is not constant data"));
}

TEST_CASE("probe: culprits take nobody with them") {
  const std::vector<Probed> answers =
      probe({sound("acme"), faulty("aborts"), sound("beta"), faulty("hangs"), faulty("exits"),
             faulty("no_card"), sound("plain_c")},
            500ms);
  REQUIRE(answers.size() == 7);
  std::vector<std::size_t> held;
  for (const Probed& answer : answers) held.push_back(answer.plugins.size());
  CHECK(held == std::vector<std::size_t>{5, 0, 1, 0, 0, 0, 1});
  CHECK_THAT(answers[3].reason, StartsWith("loading it took longer than 500 ms"));
}

TEST_CASE("probe: no file, no child") { CHECK(probe({}).empty()); }
