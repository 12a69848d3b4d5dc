#pragma once
// What the tests of the store share: a folder of their own, a study, runs, and raw SQL on a file.
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <limits>
#include <random>
#include <string>

#include "base/hash.hpp"
#include "store/query/query.hpp"
#include "store/record.hpp"
#include "store/store.hpp"
#include "study/study.hpp"
#include "support/temporary_folder.hpp"

using ice::test::bytes_of;
using ice::test::TemporaryFolder;

inline ice::study::Study example_study(const std::string& name = "planar") {
  ice::study::Study study;
  study.name = name;
  study.idea.title = "Tanh learns planar faster";
  study.idea.why = "It is zero-mean.\nRelu is not.";
  study.idea.tags = {"course-1", "week 3"};
  study.idea.follows = "logistic";
  study.idea.claims = {{"H1", "dev.cost", {{"network.activation", "tanh"}}, {}, 0.1, 0.05}};
  study.experiment.metric = "dev.cost";
  study.text = "name: " + name + "\n";
  return study;
}

inline ice::store::Environment example_environment() {
  return {"lab",    "a cpu", "Debian 12", "gcc 12.2", "OpenBLAS 0.3.21",
          "11.4.2", "0.1.0", "0123abcd",  true};
}

inline std::string key_of(std::uint64_t n) { return ice::base::sha256_hex(std::to_string(n)); }

/// A cell of its own for every n.
inline ice::store::Cell example_cell(std::uint64_t n) {
  return {ice::base::sha256_hex("cell " + std::to_string(n)),
          std::string(64, 'd'),
          1,
          {{"optimizer.learning_rate", static_cast<double>(n) / 10}}};
}

/// Run `n` of a study: its cell is n, its final dev.cost 1 / (n + 1), its learning rate n / 10.
inline ice::store::Run example_run(std::uint64_t n) {
  ice::store::Run run;
  run.key = key_of(n);
  run.cell = n;
  run.identity = example_cell(n);
  run.seed = n % 3;
  run.epochs = 2;
  run.seconds = 0.5;
  run.started_at = "2026-11-24T10:00:00.000Z";
  run.finished_at = "2026-11-24T10:00:00.500Z";
  run.params = {{"network.activation", n % 2 == 0 ? "tanh" : "relu"},
                {"network.hidden", ice::base::Value{20, 7}},
                {"optimizer.learning_rate", static_cast<double>(n) / 10},
                {"training.batch_size", 64}};
  const double cost = 1 / (static_cast<double>(n) + 1);
  run.metrics = {{"dev.cost", cost, cost, 2}, {"train.cost", cost / 2, cost / 2, 2}};
  run.curves = {{"dev.cost", {1, 2}, {2 * cost, cost}}, {"train.cost", {1, 2}, {cost, cost / 2}}};
  run.plugins = {{"activation", "core/tanh", "0.1.0", std::string(64, 'a'), "/lib/tanh.ice.so"},
                 {"optimizer", "core/adam", "0.1.0", std::string(64, 'b'), "/lib/adam.ice.so"}};
  return run;
}

inline ice::store::Look example_look() {
  return {"H1",
          ice::store::definition_of(example_study().idea.claims[0], example_study().experiment),
          R"({"data":["d"],"numerics":[1],"plugins":{}})",
          1,
          1,
          6,
          12,
          0.04,
          0.015625,
          0.25,
          0.125,
          std::numeric_limits<double>::quiet_NaN(),
          "supported",
          "2026-11-24T10:00:01.000Z",
          "digest of cells",
          "digest of runs"};
}

/// A store in `file` with the example study's runs 0 ... count - 1.
inline void fill_store(const std::filesystem::path& file, std::uint64_t count) {
  ice::store::Writer writer(file);
  const auto study = writer.add_study(example_study());
  const auto environment = writer.add_environment(example_environment());
  for (std::uint64_t n = 0; n < count; ++n) writer.add(study, environment, example_run(n), [] {});
  writer.commit(true);
  writer.add_look("planar", example_look());
}

/// What anyone else may do to the file: SQL without the store's settings.
inline void raw_sql(const std::filesystem::path& file, const std::string& script) {
  SQLite::Database db(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec("PRAGMA synchronous = OFF");  // thousands of them
  db.exec(script);
}
