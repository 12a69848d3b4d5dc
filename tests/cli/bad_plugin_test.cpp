// Plugins that are unknown, refused or wrongly set: told where the study names them, exit code 2,
// and nothing is recorded.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstring>
#include <tuple>

#include "cli/ice.hpp"
#include "cli/studies.hpp"
#include "ice/abi.h"

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using ice::cli::kFlat;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

const std::string kPlugins = ICE_BUILD "/lib/ice/plugins";

// kFlat with another list of activations, and lines put at the top: the names stand in line 14.
Shell& with_study(Shell& shell, const std::string& activations, const std::string& top = "") {
  std::string study = kFlat;
  study.replace(study.find("[tanh, relu]"), 12, activations);
  const auto end_of_name = study.find('\n');
  shell.write("f.yaml", study.replace(end_of_name, 1, top.empty() ? "\n" : " \n" + top + "\n"));
  return shell;
}

Result refused(const Shell& shell) {
  Result result = shell.ice({"run", "f.yaml"});
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK_FALSE(std::filesystem::exists(shell.store()));
  return result;
}

std::string with_abi(std::string library, std::uint32_t abi) {
  const auto card = library.find(std::string(ICE_CARD_MAGIC, sizeof ICE_CARD_MAGIC));
  REQUIRE(card != std::string::npos);
  std::memcpy(library.data() + card + offsetof(ice_card, abi), &abi, sizeof abi);
  return library;
}

}  // namespace

TEST_CASE("bad plugin: an unknown name is told with its place, the nearest, all, and where") {
  Shell shell;
  CHECK(refused(with_study(shell, "[tanh, leakyrelu]")).err ==
        "f.yaml:14:41: activation 'leakyrelu' not found. Did you mean core/leaky_relu? Known: "
        "core/elu, core/gelu, core/hard_sigmoid, core/leaky_relu, core/linear, core/mish, "
        "core/relu, core/selu, core/sigmoid, core/silu, core/softmax, core/softplus, core/tanh. "
        "Looked in: " +
            (shell.folder() / ".local/share/ice/plugins").string() + ", " + kPlugins + ".\n");
}

TEST_CASE("bad plugin: a parameter outside its bounds is told with both") {
  Shell shell;
  CHECK(refused(with_study(shell, "[tanh, {name: leaky_relu, slope: -1}]")).err ==
        "f.yaml:14:41: core/leaky_relu: slope = -1 is outside [0, 1] (slope on the negative side, "
        "default 0.01)\n");
}

TEST_CASE("bad plugin: a file that a study names and that is no plugin is told with the reason") {
  const std::string relu = ice::test::bytes_of(kPlugins + "/relu.ice.so");
  for (const auto& [bytes, reason] :
       {std::pair<std::string, std::string>{"a text", "is not an ELF file"},
        {relu.substr(0, 3000), "truncated"},
        {relu.substr(0, 10), "truncated"},
        {"", "is empty"},
        {with_abi(relu, 0), "plugin ABI 0"},
        {with_abi(relu, 2), "plugin ABI 2"},
        {relu, "holds no acme/swish"}}) {
    Shell shell;
    shell.write("mine.ice.so", bytes);
    const Result result =
        refused(with_study(shell, "[tanh, acme/swish]", "plugins: {acme/swish: mine.ice.so}"));
    CHECK_THAT(result.err, Contains("f.yaml:15:41: activation 'acme/swish' not found. Known: ") &&
                               EndsWith(" Refused: mine.ice.so (" + reason + ").\n"));
  }
}

TEST_CASE("bad plugin: a refused file in a folder stops only the runs that name it") {
  Shell shell;
  shell.write("text.ice.so", "a text");
  CHECK(with_study(shell, "[tanh]", "plugin_path: [.]").ice({"run", "f.yaml", "-q"}).code == 0);
  const Result list = shell.ice({"plugin", "list", "--plugin", "."});
  CHECK_THAT(list.out + list.err, Contains("text.ice.so"));
}

TEST_CASE("bad plugin: --plugin with nothing there") {
  Shell shell;
  const Result result =
      with_study(shell, "[tanh]").ice({"run", "f.yaml", "--plugin", "nowhere.ice.so"});
  CHECK(result.code == 2);
  CHECK(result.err == "ice: --plugin: no file or folder nowhere.ice.so\n");
}

TEST_CASE("bad plugin: one id in two files is told with both, and how to choose") {
  Shell shell;
  shell.write("relu.ice.so", ice::test::bytes_of(kPlugins + "/relu.ice.so"));
  const Result result = refused(with_study(shell, "[tanh, relu]", "plugin_path: [.]"));
  const std::string copy = (std::filesystem::canonical(shell.folder()) / "relu.ice.so").string();
  CHECK(result.err ==
        "f.yaml:15:41: activation core/relu is in two files: " + copy + " and " + kPlugins +
            "/relu.ice.so. Remove one, or choose: `plugins: {core/relu: " + copy + "}`.\n");
}

TEST_CASE("bad plugin: what every cell replaces is read as well") {
  for (const auto& [from, to, fault] :
       {std::tuple<std::string, std::string, std::string>{
            "activation: tanh,", "activation: {name: leaky_relu, slpoe: 0.1},",
            "f.yaml:5:38: core/leaky_relu: unknown parameter 'slpoe'. Did you mean 'slope'?\n"},
        {"activation: tanh,", "activation: tnah,",
         "f.yaml:5:38: activation 'tnah' not found. Did you mean core/tanh? "},
        {"activation: tanh,", "activation: {name: leaky_relu, slope: 2},",
         "f.yaml:5:38: core/leaky_relu: slope = 2 is outside [0, 1]"},
        {"hidden: [3]", "hidden: [3, {units: 2, activation: {name: elu, alhpa: 1}}]",
         "f.yaml:5:48: core/elu: unknown parameter 'alhpa'. Did you mean 'alpha'?\n"}}) {
    Shell shell;
    std::string study = kFlat;
    shell.write("f.yaml", study.replace(study.find(from), from.size(), to));
    CHECK_THAT(refused(shell).err, StartsWith(fault));
  }
}

TEST_CASE("bad plugin: plugins and data are read in the same round as the study's own faults") {
  Shell shell;
  std::string study = kFlat;
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>{"activation: tanh,", "activation: {name: elu, a: 1},"},
        {"samples: 40", "sampels: 40"},
        {"epochs: 3", "epochs: none"},
        {"[tanh, relu]", "[tanh, rleu, {name: leaky_relu, slope: 3}]"}})
    study.replace(study.find(from), from.size(), to);
  shell.write("f.yaml", study);
  const std::string faults = refused(shell).err;
  for (const char* fault :
       {"code.training.epochs: expected", "core/elu: unknown parameter 'a'", "code.data.sampels: ",
        "activation 'rleu' not found. Did you mean core/relu?", "slope = 3 is outside [0, 1]"})
    CHECK_THAT(faults, Contains(fault));
  CHECK(std::ranges::count(faults, '\n') == 5);
  CHECK(faults == shell.ice({"plan", "f.yaml"}).err);
}

TEST_CASE("bad plugin: a plugin's varied parameter is read beside the study's own faults") {
  Shell shell;
  std::string study = kFlat;
  study.replace(study.find("epochs: 3"), 9, "epochs: no");
  shell.write("f.yaml", study + "    optimizer.bta: {values: [1, 2]}\n");
  CHECK_THAT(refused(shell).err, Contains("code.training.epochs: expected") &&
                                     Contains("core/gradient_descent: unknown parameter 'bta'"));
}
