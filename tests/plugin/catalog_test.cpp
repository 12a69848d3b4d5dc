// Names, entries, pins and parameters: how a study's words become plugins.
#include "plugin/catalog.hpp"

#include <catch2/catch.hpp>

#include "base/process.hpp"
#include "libraries.hpp"
#include "plugin/words.hpp"

using namespace ice;
using namespace ice::plugin;
using namespace ice::plugin::test;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

// Sets a variable of the environment, or removes it, for a scope.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
  }
  ~Environment() { old_ ? ::setenv(name_, old_->c_str(), 1) : ::unsetenv(name_); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
  std::optional<std::string> old_;
};

const fs::path kShipped = ICE_BUILD "/lib/ice/plugins";

std::string find_error(const Catalog& catalog, const std::string& name) {
  return error_of([&] { (void)catalog.find(Kind::kActivation, name, "grid.yaml:14:17"); });
}

std::string resolve_error(const Catalog& catalog, const base::Value& reference) {
  return error_of([&] { (void)catalog.resolve(Kind::kActivation, reference, "grid.yaml:16:30"); });
}

}  // namespace

TEST_CASE("catalog: a short name means core, else the only match") {
  const Catalog catalog = Catalog::scan({{kShipped, sound("acme")}});
  CHECK(catalog.refusals().empty());
  CHECK(catalog.find(Kind::kActivation, "relu", "").id == "core/relu");
  CHECK(catalog.find(Kind::kActivation, "core/relu", "").id == "core/relu");
  CHECK(catalog.find(Kind::kActivation, "swish", "").id == "acme/swish");
  CHECK(catalog.find(Kind::kActivation, "acme/swish", "").id == "acme/swish");
}

TEST_CASE("catalog: a short name of two packages must be written with its package") {
  const Catalog catalog = Catalog::scan({{sound("acme"), sound("beta")}});
  CHECK(find_error(catalog, "swish") ==
        "grid.yaml:14:17: activation 'swish' may be acme/swish or beta/swish. Write it with its "
        "package.");
  CHECK(catalog.find(Kind::kActivation, "beta/swish", "").version == "2.0.0");
}

TEST_CASE("catalog: an unknown name lists the nearest, all known, the places and the refused") {
  const LibraryFolder folder;
  folder.take(sound("acme"));
  folder.write("old.ice.so", bytes_of(sound("beta")).substr(0, 3000));
  const Catalog catalog = Catalog::scan({{folder.path()}});
  CHECK(
      find_error(catalog, "swich") ==
      "grid.yaml:14:17: activation 'swich' not found. Did you mean acme/swish? Known: acme/swish, "
      "acme/centre. Looked in: " +
          folder.path().string() + ". Refused: old.ice.so (truncated).");
  CHECK_THAT(find_error(catalog, "acme/swich"), Contains("Did you mean acme/swish?"));
  CHECK_THAT(find_error(catalog, "beta/swish"), Contains("activation 'beta/swish' not found."));
}

TEST_CASE("catalog: a name of another kind is told") {
  const Catalog catalog = Catalog::scan({{sound("acme")}});
  CHECK_THAT(find_error(catalog, "average"), Contains("acme/average is an optimizer."));
  CHECK_THAT(find_error(catalog, "acme/distance"), Contains("acme/distance is a loss."));
}

TEST_CASE("catalog: with no plugin at all it says so") {
  const LibraryFolder folder;
  CHECK(find_error(Catalog::scan({{folder.path()}}), "relu") ==
        "grid.yaml:14:17: activation 'relu' not found. Known: none. Looked in: " +
            folder.path().string() + ".");
}

TEST_CASE("catalog: takes *.ice.so alone, in a fixed order, and does not descend") {
  const LibraryFolder folder;
  folder.take(sound("plain_c"), "b.ice.so");
  folder.take(sound("acme"), "a.ice.so");
  folder.take(sound("beta"), "beta.so");
  fs::create_directory(folder.path() / "deeper");
  fs::copy_file(sound("beta"), folder.path() / "deeper/beta.ice.so");
  const Catalog catalog = Catalog::scan({{folder.path()}});
  std::vector<std::string> files;
  for (const PluginInfo& p : catalog.plugins()) files.push_back(p.file.filename());
  CHECK(files == std::vector<std::string>{"a.ice.so", "a.ice.so", "a.ice.so", "a.ice.so",
                                          "a.ice.so", "b.ice.so"});
  CHECK(catalog.refusals().empty());
}

TEST_CASE("catalog: a file that two places lead to is one file") {
  const LibraryFolder folder;
  fs::create_symlink(sound("acme"), folder.path() / "link.ice.so");
  const Catalog catalog = Catalog::scan({{sound("acme"), folder.path(), sound("acme")}});
  CHECK(catalog.plugins().size() == 5);
}

TEST_CASE("catalog: refused files are listed with their reasons and stop nobody else") {
  const LibraryFolder folder;
  folder.take(sound("acme"));
  folder.take(faulty("aborts"));
  folder.write("text.ice.so", "hello");
  const Catalog catalog = Catalog::scan({{folder.path()}});
  CHECK(catalog.plugins().size() == 5);
  REQUIRE(catalog.refusals().size() == 2);
  CHECK(catalog.refusals()[0].file == folder.path() / "aborts.ice.so");
  CHECK_THAT(catalog.refusals()[0].reason, Contains("SIGABRT"));
  CHECK(catalog.refusals()[1].file == folder.path() / "text.ice.so");
  CHECK_THAT(catalog.refusals()[1].reason, Contains("is not an ELF file"));
}

TEST_CASE("catalog: one id in two files is an error on use that names both") {
  const LibraryFolder folder;
  const fs::path copy = folder.take(sound("acme"), "copy.ice.so");
  const Catalog catalog = Catalog::scan({{sound("acme"), folder.path()}});
  CHECK(find_error(catalog, "swish") ==
        "grid.yaml:14:17: activation acme/swish is in two files: " + sound("acme").string() +
            " and " + copy.string() +
            ". Remove one, or choose: `plugins: {acme/swish: " + sound("acme").string() + "}`.");
}

TEST_CASE("catalog: a pin chooses the file of an id, even one from outside the places") {
  const LibraryFolder folder;
  const fs::path copy = folder.take(sound("acme"), "copy.ice.so");
  const Catalog catalog = Catalog::scan({{sound("acme")}}, {{"acme/swish", copy}});
  CHECK(catalog.find(Kind::kActivation, "swish", "").file == copy);
  CHECK_THAT(find_error(catalog, "centre"), Contains("is in two files"));  // not pinned
}

TEST_CASE("catalog: a pin to a file that does not hold the plugin is told where it is missed") {
  const Catalog catalog = Catalog::scan({{sound("acme")}}, {{"acme/swish", sound("beta")}});
  CHECK_THAT(find_error(catalog, "acme/swish"),
             Contains("Refused: beta.ice.so (holds no acme/swish)."));
}

TEST_CASE("catalog: a pin to a file that is refused, or is not there, is told once") {
  const LibraryFolder folder;
  const fs::path text = folder.write("text.ice.so", "text");
  CHECK_THAT(find_error(Catalog::scan({{}}, {{"acme/swish", text}}), "acme/swish"),
             EndsWith("Refused: text.ice.so (is not an ELF file)."));
  CHECK_THAT(
      find_error(Catalog::scan({{}}, {{"acme/swish", folder.path() / "x.ice.so"}}), "acme/swish"),
      EndsWith("Refused: x.ice.so (no such file)."));
}

TEST_CASE("search path: given, the study's, ICE_PLUGIN_PATH, the user's, the program's") {
  const LibraryFolder given, of_study;
  const Environment path("ICE_PLUGIN_PATH", "/first::/second:");
  const Environment data("XDG_DATA_HOME", "/data");
  const fs::path own =
      fs::path(base::self_program()).parent_path().parent_path() / "lib/ice/plugins";
  CHECK(search_path({given.path()}, {of_study.path()}).entries ==
        std::vector<fs::path>{given.path(), of_study.path(), "/first", "/second",
                              "/data/ice/plugins", own});
}

TEST_CASE("search path: the user's place is below HOME unless XDG_DATA_HOME says otherwise") {
  const Environment path("ICE_PLUGIN_PATH", nullptr);
  const Environment data("XDG_DATA_HOME", nullptr);
  const Environment home("HOME", "/home/ann");
  CHECK(search_path({}, {}).entries.at(0) == "/home/ann/.local/share/ice/plugins");
}

TEST_CASE("search path: a place that the user names must be there") {
  CHECK(error_of([] { (void)search_path({"/no/such.ice.so"}, {}); }) ==
        "--plugin: no file or folder /no/such.ice.so");
  CHECK(error_of([] { (void)search_path({}, {"/no/folder"}); }) ==
        "plugin_path: no file or folder /no/folder");
}

TEST_CASE("resolve: fills in the defaults and takes each type") {
  const Catalog catalog = Catalog::scan({{sound("acme")}});
  const Resolved plain = catalog.resolve(Kind::kActivation, "centre", "");
  CHECK(plain.plugin->id == "acme/centre");
  CHECK(plain.parameters ==
        base::Value{{"rounds", 1}, {"negate", false}, {"axis", "column"}, {"rate", 0.5}});
  const Resolved set = catalog.resolve(
      Kind::kActivation,
      {{"name", "acme/centre"}, {"rounds", 3.0}, {"negate", true}, {"axis", "row"}}, "");
  CHECK(set.parameters ==
        base::Value{{"rounds", 3}, {"negate", true}, {"axis", "row"}, {"rate", 0.5}});
  CHECK(set.parameters["rounds"].is_number_integer());
  const Resolved whole = catalog.resolve(Kind::kActivation, {{"name", "swish"}, {"beta", 2}}, "");
  CHECK(whole.parameters["beta"].is_number_float());
}

TEST_CASE("resolve: unknown parameters are refused with the nearest name") {
  const Catalog catalog = Catalog::scan({{sound("acme"), sound("beta")}});
  CHECK(resolve_error(catalog, {{"name", "acme/swish"}, {"betta", 2}}) ==
        "grid.yaml:16:30: acme/swish: unknown parameter 'betta'. Did you mean 'beta'?");
  CHECK(resolve_error(catalog, {{"name", "beta/swish"}, {"beta", 2}}) ==
        "grid.yaml:16:30: beta/swish: unknown parameter 'beta'. It has none.");
}

TEST_CASE("resolve: values out of bounds and of another type are refused with the help") {
  const Catalog catalog = Catalog::scan({{sound("acme"), kShipped}});
  CHECK(resolve_error(catalog, {{"name", "leaky_relu"}, {"slope", -1}}) ==
        "grid.yaml:16:30: core/leaky_relu: slope = -1 is outside [0, 1] (slope on the negative "
        "side, default 0.01)");
  CHECK(resolve_error(catalog, {{"name", "swish"}, {"beta", 0}}) ==
        "grid.yaml:16:30: acme/swish: beta = 0 is not > 0 (slope of the gate, default 1)");
  const auto centre = [&](const char* name, const base::Value& value) {
    const std::string text = resolve_error(catalog, {{"name", "centre"}, {name, value}});
    return text.substr(text.find("centre: ") + 8);
  };
  CHECK(centre("rounds", 9) == "rounds = 9 is outside [1, 8] (how often, default 1)");
  CHECK(centre("rounds", 2.5) == "rounds = 2.5 is not a whole number (how often, default 1)");
  CHECK(centre("negate", 1) == "negate = 1 is not true or false (default false)");
  CHECK(centre("axis", "depth") ==
        "axis = depth is not one of column, row (what is averaged, default column)");
  CHECK(centre("axis", 3) ==
        "axis = 3 is not one of column, row (what is averaged, default column)");
  CHECK(centre("rate", 1) == "rate = 1 is outside (0, 1) (default 0.5)");
  CHECK(centre("rate", "high") == "rate = high is not a number (default 0.5)");
  CHECK(centre("rate", true) == "rate = true is not a number (default 0.5)");
}

TEST_CASE("resolve: what is neither a name nor a map with one is refused") {
  const Catalog catalog = Catalog::scan({{sound("acme")}});
  CHECK(resolve_error(catalog, 3) ==
        "grid.yaml:16:30: 3 is no activation. Write its name, or {name: NAME, PARAMETER: VALUE}.");
  CHECK_THAT(resolve_error(catalog, {{"slope", 1}}), Contains("is no activation"));
}

TEST_CASE("catalog: what other tools call a plugin leads to ours, without the whole list") {
  CHECK(ice::plugin::hint_for_plugin(Kind::kOptimizer, "SGD") ==
        "Here it is gradient_descent (by mini-batches: training.batch_size).");
  CHECK(ice::plugin::hint_for_plugin(Kind::kLoss, "MSELoss") == "Here it is squared_error.");
  CHECK(ice::plugin::hint_for_plugin(Kind::kInitializer, "kaiming_normal") ==
        "Here it is he_normal.");
  CHECK(ice::plugin::hint_for_plugin(Kind::kLoss, "xavier").empty());
}
