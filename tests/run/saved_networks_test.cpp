#include "run/saved_networks.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "support/studies.hpp"
#include "support/temporary_folder.hpp"

using namespace ice;
using namespace ice::run;
using ice::store::Status;
namespace fs = std::filesystem;

namespace {

const std::string kKey(64, 'a');

struct Folder : test::TemporaryFolder {
  [[nodiscard]] fs::path store() const { return *this / "s.db"; }
  void save(const std::string& which, const std::string& metric = "") const {
    make_network_folder(store());
    std::ofstream(network_file(store(), kKey, metric.empty() ? which : which + "-" + metric))
        << "a network";
  }
  void save_as_before_formats() const {
    make_network_folder(store());
    std::ofstream(old()) << "a network";
  }
  [[nodiscard]] fs::path final() const { return network_file(store(), kKey, "final"); }
  [[nodiscard]] fs::path best(const std::string& metric) const {
    return network_file(store(), kKey, "best-" + metric);
  }
  [[nodiscard]] fs::path old() const { return *this / "weights" / (kKey + ".best.h5"); }
};

std::optional<Status> status(const Folder& folder, Status recorded,
                             const std::vector<std::string>& overrides,
                             const std::string& experiment = "  seeds: [7]\n") {
  test::Bench bench(test::small_study(overrides, experiment));
  const auto all = [&](std::span<const std::string> keys) {
    return std::vector<std::optional<Status>>(keys.size(), recorded);
  };
  plan::PlanOptions options;
  options.has_network = [&](const std::string&, const std::string& network) {
    return fs::exists(network_file(folder.store(), kKey, network));
  };
  const plan::Plan plan = bench.plan_with(all, options);
  return plan.recorded.empty() ? std::nullopt : std::optional(recorded);
}

const std::string kFinal = "training.save=final", kBest = "training.save=best";
const std::string kSplit = "data.split.dev=0.25";

}  // namespace

TEST_CASE("saved networks: they stand beside their store, by the run's key and the metric") {
  CHECK(network_file("/a/s.db", kKey, "final") == "/a/weights/" + kKey + ".final.h5");
  CHECK(network_file("s.db", kKey, "best-dev.cost") ==
        fs::current_path() / "weights" / (kKey + ".best-dev.cost.h5"));
}

TEST_CASE("saved networks: the best epoch's by the study's own metric is found first") {
  const Folder folder;
  CHECK(find_network(folder.store(), kKey, "dev.cost") == std::nullopt);
  folder.save("best", "dev.accuracy");
  CHECK(find_network(folder.store(), kKey, "dev.cost") == std::nullopt);
  folder.save("final");
  CHECK(find_network(folder.store(), kKey, "dev.cost") == folder.final());
  folder.save("best", "dev.cost");
  CHECK(find_network(folder.store(), kKey, "dev.cost") == folder.best("dev.cost"));
  CHECK(find_network(folder.store(), kKey, "dev.accuracy") == folder.best("dev.accuracy"));
  CHECK(saved_metrics(folder.store(), kKey) ==
        std::vector<std::string>{"dev.accuracy", "dev.cost"});
  CHECK(saved_metrics(folder.store(), std::string(64, 'b')).empty());
}

TEST_CASE("saved networks: a file without a metric in its name is found as before") {
  const Folder folder;
  folder.save("final");
  folder.save_as_before_formats();
  CHECK(find_network(folder.store(), kKey, "dev.cost") == folder.old());
  folder.save("best", "dev.cost");
  CHECK(find_network(folder.store(), kKey, "dev.cost") == folder.best("dev.cost"));
  CHECK(saved_metrics(folder.store(), kKey) == std::vector<std::string>{"dev.cost"});
}

TEST_CASE("saved networks: of a recorded run, by its studies' metrics or what stopped it early") {
  const Folder folder;
  ice::store::Run run;
  run.key = kKey;
  const std::vector<std::string> studies{"dev.f1", "dev.accuracy"};
  folder.save("best", "dev.cost");
  CHECK(find_network(folder.store(), run, studies) == folder.best("dev.cost"));  // better than none
  folder.save("best", "dev.accuracy");
  CHECK(find_network(folder.store(), run, studies) == folder.best("dev.accuracy"));
  run.params = {{"training.early_stopping.metric", "dev.cost"},
                {"training.early_stopping.patience", 3}};
  CHECK(watched_metric(run, "dev.f1") == "dev.cost");
  CHECK(find_network(folder.store(), run, studies) == folder.best("dev.cost"));
  run.params[1].second = 0;  // off
  CHECK(watched_metric(run, "dev.f1") == "dev.f1");
  CHECK(watched_metric(run, "test.f1").empty());
}

TEST_CASE("saved networks: a finished run is run again for a network that is asked for") {
  const Folder folder;
  CHECK(status(folder, Status::kFinished, {kFinal}) == std::nullopt);
  CHECK(status(folder, Status::kFinished, {}) == Status::kFinished);
  CHECK(status(folder, Status::kFinished, {"training.save=none"}) == Status::kFinished);
  CHECK(status(folder, Status::kDiverged, {kFinal}) == Status::kDiverged);
  folder.save("final");
  CHECK(status(folder, Status::kFinished, {kFinal}) == Status::kFinished);
  CHECK(status(folder, Status::kFinished, {kBest}) == std::nullopt);
}

TEST_CASE("saved networks: one of another metric's best epoch is not the study's") {
  const Folder folder;
  folder.save("best", "dev.accuracy");
  folder.save_as_before_formats();
  CHECK(status(folder, Status::kFinished, {kBest}) == std::nullopt);
  folder.save("best", "train.cost");
  CHECK(status(folder, Status::kFinished, {kBest}) == Status::kFinished);
  const std::vector<std::string> stops{kBest, kSplit, "training.early_stopping.metric=dev.f1"};
  CHECK(status(folder, Status::kFinished, stops) == std::nullopt);
  folder.save("best", "dev.f1");
  CHECK(status(folder, Status::kFinished, stops) == Status::kFinished);
}

TEST_CASE("saved networks: a varied metric of early stopping is one of a cell's") {
  const std::string varied = R"(  seeds: [7]
  parameters:
    training.early_stopping.metric: {values: [dev.cost, dev.f1]}
)";
  const Folder folder;
  CHECK(status(folder, Status::kFinished, {kBest, kSplit}, varied) == std::nullopt);
  folder.save("best", "dev.f1");
  CHECK(status(folder, Status::kFinished, {kBest, kSplit}, varied) == Status::kFinished);
}

TEST_CASE("saved networks: a folder that cannot be made is told") {
  CHECK_THROWS_AS(make_network_folder("/proc/s.db"), ice::base::UserError);
}
