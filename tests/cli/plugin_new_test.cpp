// `ice plugin new`, and what an author then does with what it wrote, against an installed ice.
#include <catch2/catch.hpp>

#include "cli/author.hpp"

using ice::cli::Author;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// Six epochs with acme/swish; the plugin is found in `place`, or elsewhere when that is empty.
std::string study_with(const std::string& place) {
  return (place.empty() ? "" : "plugin_path: [" + place + "]\n") + R"(
code:
  data: {name: planar, samples: 100, split: {train: 0.8, dev: 0.2}}
  network: {hidden: [5], activation: {name: acme/swish, beta: 1.5}, output: sigmoid}
  initializer: xavier_normal
  loss: binary_cross_entropy
  optimizer: {name: adam, learning_rate: 0.01}
  training: {epochs: 6, batch_size: 32, precision: float64}
experiment:
  metric: {name: train.cost, goal: minimize}
  seeds: [1, 2]
)";
}

// The recorded costs of a study that is run with a store of its own, exact.
std::string costs(const Author& author, const std::string& file,
                  const std::vector<std::string>& environment = {}) {
  const std::string store = file + ".db";
  const Result run = author.ice({"run", file, "-q", "--db", store}, environment);
  INFO(run.err);
  CHECK(run.code == 0);
  return author
      .ice({"runs", "--db", store, "--columns", "seed,train.cost", "--sort", "seed", "-f", "csv"})
      .out;
}

// All that an author does with what `ice plugin new` wrote, before he changes a letter.
void check_untouched(const std::string& kind) {
  const Author author;
  const std::string name = "acme/my_" + kind;
  const Result result = author.type("ice plugin new " + kind + " " + name + R"( new
    cd new
    cmake -B build && cmake --build build -j && ctest --test-dir build && ice run study.yaml -q
    ice studies -f csv)");
  INFO(result.out << result.err);
  CHECK(result.code == 0);
  CHECK(result.out.find(kind + " " + name + ": ") != std::string::npos);  // checked by the build
  CHECK(result.out.find("0 tests failed out of 2") != std::string::npos);
  CHECK(result.err.find("warning") == std::string::npos);
  CHECK(result.out.find("\nmy-" + kind + ",") != std::string::npos);  // the study's name
}

}  // namespace

TEST_CASE("plugin new: a name that cannot be is refused, and nothing is written") {
  const Shell shell;
  const auto refusal = [&](const std::string& kind, const std::string& name) {
    const Result result = shell.ice({"plugin", "new", kind, name, "folder"});
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    return result.err;
  };
  CHECK(refusal("activtion", "acme/swish") ==
        "ice: 'activtion' is no kind of plugin. Did you mean 'activation'?\n");
  CHECK(refusal("layer", "acme/swish") ==
        "ice: 'layer' is no kind of plugin. Known: activation, initializer, loss, optimizer\n");
  for (const std::string name : {"swish", "acme/swish/beta"})
    CHECK(refusal("activation", name) ==
          "ice: '" + name +
              "' is not PACKAGE/NAME. Write acme/swish: the package, acme, keeps your names apart "
              "from others'\n");
  for (const std::string part : {"Swish", "2swish", "swish.cpp", ""})
    CHECK(refusal("activation", "acme/" + part) ==
          std::string("ice: acme/")
              .append(part)
              .append(": '")
              .append(part)
              .append("' is not a lower-case name. Use a to z, 0 to 9 and _, a letter first, as in "
                      "acme/leaky_swish\n"));
  CHECK(refusal("activation", "core/swish") ==
        "ice: core/swish: core is the package that comes with ice. Choose another\n");
  CHECK(refusal("activation", "acme/test") ==
        "ice: acme/test: CMake keeps the name 'test' for itself. Choose another\n");
  const std::string longest(63, 'a');
  CHECK(refusal("activation", "acme/b" + longest) ==
        "ice: acme/b" + longest + ": 'b" + longest +
            "' is longer than 63 letters. Choose a shorter one\n");
  CHECK_FALSE(std::filesystem::exists(shell.folder() / "folder"));
}

TEST_CASE("plugin new: the names stand everywhere in place of the template's") {
  const Shell shell;
  const Result result = shell.ice({"plugin", "new", "loss", "my_package_2/log_cosh_my_plugin"});
  CHECK(result.code == 0);
  CHECK(result.out ==
        "Wrote log_cosh_my_plugin:\n"
        "  CMakeLists.txt\n"
        "  README.md\n"
        "  log_cosh_my_plugin.cpp\n"
        "  log_cosh_my_plugin_test.cpp\n"
        "  study.yaml\n"
        "\n"
        "Build, check and test it, then train with it:\n"
        "  cd log_cosh_my_plugin\n"
        "  cmake -B build -DCMAKE_PREFIX_PATH=" ICE_BUILD
        "\n"
        "  cmake --build build -j\n"
        "  ctest --test-dir build\n"
        "  ice run study.yaml\n");
  const std::string source = shell.read("log_cosh_my_plugin/log_cosh_my_plugin.cpp");
  CHECK(source.find("struct LogCoshMyPlugin : ice::Loss {") != source.npos);
  CHECK(source.find("id = \"log_cosh_my_plugin\";") != source.npos);
  CHECK(source.find("ICE_LIBRARY(\"my_package_2\", \"0.1.0\", \"MIT\", LogCoshMyPlugin)") !=
        source.npos);
}

TEST_CASE("plugin new: the study has the plugin's name, of whatever kind it is") {
  const Shell shell;
  for (const std::string kind : {"activation", "initializer", "loss", "optimizer"}) {
    CAPTURE(kind);
    CHECK(shell.ice({"plugin", "new", kind, "acme/lion_2", kind}).code == 0);
    const std::string text = shell.read(kind + "/study.yaml");
    CHECK(text.find("\nname: lion-2\n") != text.npos);
    CHECK(text.find("my_plugin") == text.npos);
  }
}

TEST_CASE("plugin new: no file is overwritten, and none is written beside one that is there") {
  const Shell shell;
  shell.write("study.yaml", "mine");
  const Result result = shell.ice({"plugin", "new", "activation", "acme/swish", "."});
  CHECK(result.code == 2);
  CHECK(result.err == "ice: ./study.yaml: is there already. Nothing was written\n");
  CHECK(shell.read("study.yaml") == "mine");
  CHECK_FALSE(std::filesystem::exists(shell.folder() / "swish.cpp"));
}

TEST_CASE("plugin new: an activation builds untouched, is checked, tested and trained with") {
  check_untouched("activation");
}
TEST_CASE("plugin new: an initializer builds untouched, is checked, tested and trained with") {
  check_untouched("initializer");
}
TEST_CASE("plugin new: a loss builds untouched, is checked, tested and trained with") {
  check_untouched("loss");
}
TEST_CASE("plugin new: an optimizer builds untouched, is checked, tested and trained with") {
  check_untouched("optimizer");
}

TEST_CASE(
    "plugin new: a study finds the plugin by plugin_path and ICE_PLUGIN_PATH, whoever compiled "
    "it") {
  const Author author;
  const Result built = author.type(R"(
    ice plugin new activation acme/swish && cd swish
    make() { cmake -B $1 "${@:2}" && cmake --build $1 --target swish; }
    make plain &
    make clang -DCMAKE_CXX_COMPILER=clang++ &
    make old_strings -DCMAKE_CXX_FLAGS=-D_GLIBCXX_USE_CXX11_ABI=0 &
    make short_words -DCMAKE_CXX_FLAGS=-DARMA_32BIT_WORD &
    wait)");
  INFO(built.out << built.err);
  REQUIRE(built.code == 0);

  author.shell.write("named.yaml", study_with(""));
  const std::string expected = costs(
      author, "named.yaml", {"ICE_PLUGIN_PATH=" + author.shell.folder().string() + "/swish/plain"});
  CHECK(expected.starts_with("seed,train.cost\n1,0."));
  for (const std::string build : {"plain", "clang", "old_strings", "short_words"}) {
    INFO(build);
    author.shell.write(build + ".yaml", study_with("swish/" + build));
    CHECK(costs(author, build + ".yaml") == expected);
  }
}

TEST_CASE("install: a prefix is whole") {
  const Author author;
  const Result list = author.ice({"plugin", "list", "--json"});
  CHECK(list.code == 0);
  CHECK(list.out.find("core/relu") != list.out.npos);
  CHECK(author.ice({"plugin", "show", "relu"})
            .out.find(author.prefix() + "/lib/ice/plugins/relu.ice.so") != std::string::npos);
  for (const std::string file :
       {"include/ice/plugin.hpp", "include/ice/testing.hpp", "lib/cmake/ice/iceConfig.cmake",
        "share/ice/template/common/CMakeLists.txt", "share/ice/experiments/quickstart.yaml"})
    CHECK(std::filesystem::exists(author.prefix() + "/" + file));
}
