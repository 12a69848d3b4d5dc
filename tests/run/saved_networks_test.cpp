#include "run/saved_networks.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "run/studies.hpp"

using namespace ice::run;
using ice::store::Status;
namespace fs = std::filesystem;

namespace {

const std::string kKey(64, 'a');

struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "ice-saved-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] fs::path store() const { return path / "s.db"; }
  void save(const std::string& key, const std::string& which) const {
    make_network_folder(store());
    std::ofstream(network_file(store(), key, which)) << "a network";
  }
};

std::optional<Status> status(const Folder& folder, Status recorded, const std::string& save) {
  const auto study = test::study(save.empty() ? std::vector<std::string>{}
                                              : std::vector<std::string>{"training.save=" + save});
  const auto all = [&](std::span<const std::string> keys) {
    return std::vector<std::optional<Status>>(keys.size(), recorded);
  };
  return with_networks(all, study, folder.store())(std::vector{kKey}).at(0);
}

}  // namespace

TEST_CASE("saved networks: they stand beside their store, by the run's key") {
  CHECK(network_file("/a/s.db", kKey, "final") == "/a/weights/" + kKey + ".final.h5");
  CHECK(network_file("s.db", kKey, "best") == fs::current_path() / "weights" / (kKey + ".best.h5"));
}

TEST_CASE("saved networks: the best epoch's is found first") {
  const Folder folder;
  CHECK(find_network(folder.store(), kKey) == std::nullopt);
  folder.save(kKey, "final");
  CHECK(find_network(folder.store(), kKey) == network_file(folder.store(), kKey, "final"));
  folder.save(kKey, "best");
  CHECK(find_network(folder.store(), kKey) == network_file(folder.store(), kKey, "best"));
}

TEST_CASE("saved networks: a finished run is run again for a network that is asked for") {
  const Folder folder;
  CHECK(status(folder, Status::kFinished, "final") == std::nullopt);
  CHECK(status(folder, Status::kFinished, "") == Status::kFinished);
  CHECK(status(folder, Status::kFinished, "none") == Status::kFinished);
  CHECK(status(folder, Status::kDiverged, "final") == Status::kDiverged);
  folder.save(kKey, "final");
  CHECK(status(folder, Status::kFinished, "final") == Status::kFinished);
  CHECK(status(folder, Status::kFinished, "best") == std::nullopt);
}

TEST_CASE("saved networks: a folder that cannot be made is told") {
  CHECK_THROWS_AS(make_network_folder("/proc/s.db"), ice::base::UserError);
}
