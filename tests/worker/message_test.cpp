#include "worker/message.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "support/studies.hpp"

#include "base/error.hpp"

using namespace ice;
using namespace ice::worker;
using ice::base::Error;
using ice::base::Value;

TEST_CASE("message: a setup comes back whole") {
  Setup setup;
  setup.datasets.push_back({5, {}});
  setup.datasets[0].shape.name = "planar";
  setup.datasets[0].shape.train = {0, 400};
  setup.plugins.push_back(
      {ice::plugin::Kind::kLoss, "acme/huber", "/p/acme.ice.so", Value::object(), "1:2:3"});
  setup.record_points = 17;
  setup.memory = 1 << 30;
  setup.metric = "dev.cost";
  const auto back = std::get<Setup>(to_worker_from(to_value(ToWorker(setup))));
  REQUIRE(back.datasets.size() == 1);
  CHECK(back.datasets[0].fd == 5);
  CHECK(back.datasets[0].shape.name == "planar");
  CHECK(back.datasets[0].shape.train.m == 400);
  REQUIRE(back.plugins.size() == 1);
  CHECK(back.plugins[0].kind == ice::plugin::Kind::kLoss);
  CHECK(back.plugins[0].id == "acme/huber");
  CHECK(back.plugins[0].file == "/p/acme.ice.so");
  CHECK(back.plugins[0].stamp == "1:2:3");
  CHECK(back.record_points == 17);
  CHECK(back.memory == 1 << 30);
  CHECK(back.metric == "dev.cost");
}

TEST_CASE("message: a job comes back whole, the largest seed too") {
  const code::Code code = test::Bench(test::small_study({"loss=squared_error"})).resolve().code;
  const Job job{3, std::numeric_limits<std::uint64_t>::max(), 2, code, "/w", true};
  const auto back = std::get<Job>(to_worker_from(to_value(ToWorker(job))));
  CHECK(back.id == 3);
  CHECK(back.seed == job.seed);
  CHECK(back.dataset == 2);
  CHECK(back.code.resolved == job.code.resolved);
  CHECK(back.network_file == "/w");
  CHECK(back.saves_best);
}

TEST_CASE("message: what a worker tells comes back whole") {
  CHECK(std::get<Begun>(from_worker_from(to_value(FromWorker(Begun{9})))).job == 9);
  const auto epoch = std::get<Epoch>(from_worker_from(to_value(FromWorker(Epoch{9, 4, 0.25}))));
  CHECK(epoch.job == 9);
  CHECK(epoch.epoch == 4);
  CHECK(epoch.cost == 0.25);

  Ended ended{9, result_without_numbers(ice::store::Status::kDiverged, "not finite")};
  ended.result.epochs = 2;
  ended.result.seconds = 0.5;
  ended.result.metrics.push_back({"dev.cost", std::nan(""), 0.5, 1});
  ended.result.curves.push_back(
      {"dev.cost", {1, 2}, {0.5, std::numeric_limits<double>::infinity()}});
  const auto back = std::get<Ended>(from_worker_from(to_value(FromWorker(ended))));
  CHECK(back.job == 9);
  CHECK(back.result.status == ice::store::Status::kDiverged);
  CHECK(back.result.error == "not finite");
  CHECK(back.result.epochs == 2);
  CHECK(back.result.seconds == 0.5);
  REQUIRE(back.result.metrics.size() == 1);
  CHECK(back.result.metrics[0].name == "dev.cost");
  CHECK(std::isnan(back.result.metrics[0].final));
  CHECK(back.result.metrics[0].best == 0.5);
  CHECK(back.result.metrics[0].best_epoch == 1);
  REQUIRE(back.result.curves.size() == 1);
  CHECK(back.result.curves[0].metric == "dev.cost");
  CHECK(back.result.curves[0].epochs == ended.result.curves[0].epochs);
  CHECK(back.result.curves[0].values == ended.result.curves[0].values);
}

TEST_CASE("message: what is no message is refused, whatever it is") {
  const auto ended = to_value(FromWorker(Ended{1, {}}));
  for (const char* key :
       {"is", "job", "status", "error", "epochs", "seconds", "metrics", "curves"}) {
    Value less = ended;
    less.erase(key);
    CHECK_THROWS_AS(from_worker_from(less), Error);
    Value other = ended;
    other[key] = Value::array({nullptr});
    CHECK_THROWS_AS(from_worker_from(other), Error);
  }
  for (const Value& number : {Value(-1), Value(0.5), Value(1e300)}) {
    for (const char* key : {"job", "epochs"}) {
      Value other = ended;
      other[key] = number;
      CHECK_THROWS_AS(from_worker_from(other), Error);
    }
    Value curve = ended;
    curve["curves"] = Value::array({{"dev.cost", {1, number}, {0.5, 0.25}}});
    CHECK_THROWS_AS(from_worker_from(curve), Error);
  }
  Value unknown_status = ended;
  unknown_status["status"] = "tired";
  CHECK_THROWS_AS(from_worker_from(unknown_status), Error);
  for (const Value& value : {Value(), Value(1), Value("begun"), Value::array(), Value::object()}) {
    CHECK_THROWS_AS(from_worker_from(value), Error);
    CHECK_THROWS_AS(to_worker_from(value), Error);
  }
  CHECK_THROWS_WITH(from_worker_from({{"is", "job"}}),
                    "a message between processes is wrong: unknown message of a worker: job");
  CHECK_THROWS_WITH(to_worker_from({{"is", "ended"}}),
                    "a message between processes is wrong: unknown message to a worker: ended");
}
