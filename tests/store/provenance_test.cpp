// With which files and on which machines the runs of a query were trained.
#include "store/query/provenance.hpp"

#include <catch2/catch.hpp>

#include "samples.hpp"
#include "store/store.hpp"

using namespace ice::store;

TEST_CASE("provenance: files and environments once each, and of every run which") {
  const TemporaryFolder folder;
  {
    Writer writer(folder / "s.db");
    const auto study = writer.add_study(example_study());
    Environment other = example_environment();
    other.host = "attic";
    const auto lab = writer.add_environment(example_environment());
    const auto attic = writer.add_environment(other);
    Run mended = example_run(1);
    mended.plugins[1].sha256 = std::string(64, 'c');
    writer.add(study, lab, example_run(0), [] {});
    writer.add(study, attic, mended, [] {});
    writer.add(study, lab, example_run(2), [] {});
    writer.commit(true);
  }
  Reader reader(folder / "s.db");
  const Provenance all = reader.provenance({.study = "planar", .sort = "-cell", .limit = 1});
  REQUIRE(all.runs.size() == 3);
  REQUIRE(all.files.size() == 3);
  REQUIRE(all.environments.size() == 2);
  const auto host = [&](std::uint64_t n) {
    return all.environments[all.runs.at(key_of(n)).environment].host;
  };
  CHECK(host(0) == "lab");
  CHECK(host(1) == "attic");
  CHECK(host(2) == "lab");
  const auto optimizer = [&](std::uint64_t n) {
    const auto& files = all.runs.at(key_of(n)).files;
    REQUIRE(files.size() == 2);
    CHECK(all.files[files[0]].id == "core/tanh");
    return all.files[files[1]].sha256.front();
  };
  CHECK(optimizer(0) == 'b');
  CHECK(optimizer(1) == 'c');
  CHECK(optimizer(2) == 'b');
  CHECK(reader.provenance({.study = "planar", .where = "cell = 1"}).environments.size() == 1);
}
