// What is said beside "No run matches".
#include "store/query/where_hint.hpp"

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "samples.hpp"

using namespace ice::store;

namespace {

// The example's four runs: activation tanh or relu, hidden [20, 7], rates 0, 0.1, 0.2, 0.3.
struct Filled {
  TemporaryFolder folder;
  Filled() { fill_store(folder / "s.db", 4); }

  [[nodiscard]] std::string hints(const std::string& where,
                                  const std::string& study = "planar") const {
    Reader reader(folder / "s.db");
    return ice::base::join(reader.where_hints({study, where, "", 0}), "\n");
  }
};

}  // namespace

TEST_CASE("where hint: a slip of the hand, with the nearest value") {
  const Filled store;
  CHECK(store.hints("activation = 'tanhh'") ==
        "No run has activation = 'tanhh'. Did you mean 'tanh'?");
  CHECK(store.hints("activation = 'Tanh'") ==
        "No run has activation = 'Tanh'. Did you mean 'tanh'?");
  CHECK(store.hints("\"network.activation\" == 'rellu'") ==
        "No run has network.activation = 'rellu'. Did you mean 'relu'?");
  CHECK(store.hints("status = 'finishd'") ==
        "No run has status = 'finishd'. Did you mean 'finished'?");
}

TEST_CASE("where hint: a list is a text with a blank after each comma") {
  const Filled store;
  CHECK(store.hints("hidden = '[20,7]'") ==
        "No run has hidden = '[20,7]'. Did you mean '[20, 7]'?");
  CHECK(store.hints("hidden = '[ 20, 7 ]'") ==
        "No run has hidden = '[ 20, 7 ]'. Did you mean '[20, 7]'?");
}

TEST_CASE("where hint: a number in quotes never equals a number, nor the other way") {
  const Filled store;
  CHECK(store.hints("learning_rate = '0.1'") ==
        "No run has learning_rate = '0.1': it is a number. Write learning_rate = 0.1");
  CHECK(store.hints("learning_rate = '1e-1'") ==
        "No run has learning_rate = '1e-1': it is a number. Write learning_rate = 0.1");
  CHECK(store.hints("learning_rate > '0.25'") ==
        "No run has learning_rate > '0.25': it is a number. Write learning_rate > 0.25");
  CHECK(store.hints("learning_rate <= '0.25'").empty());  // every text is above every number
}

TEST_CASE("where hint: what is near nothing is told what there is") {
  const Filled store;
  CHECK(store.hints("learning_rate = 0.15") ==
        "No run has learning_rate = 0.15. Its values: 0, 0.1, 0.2, 0.3.");
  CHECK(store.hints("activation = 'swish'") ==
        "No run has activation = 'swish'. Its values: 'relu', 'tanh'.");
  CHECK(store.hints("batch_size = 32") == "No run has batch_size = 32. The only value: 64.");
}

TEST_CASE("where hint: each comparison by itself, in any mixture") {
  const Filled store;
  CHECK(store.hints("(activation = 'tanhh' or hidden in ('[20, 7]', '[20,7]')) and not seed = 9") ==
        "No run has activation = 'tanhh'. Did you mean 'tanh'?\n"
        "No run has hidden = '[20,7]'. Did you mean '[20, 7]'?\n"
        "No run has seed = 9. Its values: 0, 1, 2.");
}

TEST_CASE("where hint: nothing, where each could hold alone or a name is no column") {
  const Filled store;
  CHECK(store.hints("activation = 'tanh' and learning_rate = 0.1").empty());
  CHECK(store.hints("dev_cost < 0").empty());
  CHECK(store.hints("activation <> 'tanh' and activation <> 'relu'").empty());
  CHECK(store.hints("cell = (select max(cell) from runs) and seed = 0").empty());
  CHECK(store.hints("length('a') = 2").empty());
  CHECK(store.hints("").empty());
}

TEST_CASE("where hint: of the study's runs, or of all") {
  const Filled store;
  {
    Writer writer(store.folder / "s.db");
    Run run = example_run(9);
    run.params = {{"network.activation", "swish"}};
    writer.add(writer.add_study(example_study("other")), writer.add_environment({}), run, [] {});
    writer.commit(true);
  }
  CHECK(store.hints("activation = 'swish'", "planar") ==
        "No run has activation = 'swish'. Its values: 'relu', 'tanh'.");
  CHECK(store.hints("activation = 'swish'", "").empty());
  CHECK(store.hints("hidden = '[4]'", "other") == "No run has any value of hidden.");
}

TEST_CASE("where hint: text that would be SQL stays text") {
  const Filled store;
  CHECK(store.hints("activation = 'x''; DROP TABLE runs; --'") ==
        "No run has activation = 'x''; DROP TABLE runs; --'. Its values: 'relu', 'tanh'.");
}
