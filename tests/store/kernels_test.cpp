// By which kernels the runs of a query were trained.
#include "store/query/kernels.hpp"

#include <catch2/catch.hpp>

#include "samples.hpp"
#include "store/store.hpp"

using namespace ice::store;

namespace {

// Records a run of the study planar by each of these compilers.
void record(const std::filesystem::path& file, const std::vector<std::string>& compilers) {
  Writer writer(file);
  const auto study = writer.add_study(example_study());
  for (std::size_t n = 0; n < compilers.size(); ++n) {
    Environment environment = example_environment();
    environment.compiler = compilers[n];
    writer.add(study, writer.add_environment(environment), example_run(n), [] {});
  }
  writer.commit(true);
}

std::string text(const std::vector<Kernels>& kernels) {
  std::string text;
  for (const Kernels& each : kernels)
    text += each.compiler + "|" + each.blas + "|" + std::to_string(each.runs) + "\n";
  return text;
}

}  // namespace

TEST_CASE("kernels: of all runs, of a study's, and of those for which an expression holds") {
  const TemporaryFolder folder;
  record(folder / "s.db", {"gcc v3", "gcc v4", "gcc v4", "gcc v3", "gcc v4"});
  Reader reader(folder / "s.db");
  const std::string all = "gcc v4|OpenBLAS 0.3.21|3\ngcc v3|OpenBLAS 0.3.21|2\n";
  CHECK(text(reader.kernels({})) == all);
  CHECK(text(reader.kernels({.study = "planar", .limit = 1})) == all);
  CHECK(text(reader.kernels({.study = "planar", .where = "cell in (0, 1, 2)"})) ==
        "gcc v4|OpenBLAS 0.3.21|2\ngcc v3|OpenBLAS 0.3.21|1\n");
}

TEST_CASE("kernels: none are listed when the whole store has only one") {
  const TemporaryFolder folder;
  record(folder / "s.db", {"gcc v3", "gcc v3"});
  CHECK(Reader(folder / "s.db").kernels({}).empty());
}
