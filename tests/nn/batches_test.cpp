#include "nn/batches.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "networks.hpp"

using namespace ice;
using namespace ice::nn;

namespace {

/// Sample j is (j, 100 + j, 200 + j) with target 300 + j.
data::Part<double> numbered(arma::uword m) {
  data::Part<double> part{arma::mat(3, m), arma::mat(1, m)};
  for (arma::uword j = 0; j < m; ++j) {
    for (arma::uword i = 0; i < 3; ++i) part.X(i, j) = static_cast<double>(100 * i + j);
    part.Y(0, j) = static_cast<double>(300 + j);
  }
  return part;
}

/// The samples of an epoch in order, each checked to be whole.
std::vector<double> samples_of(Batches<double>& batches, std::uint64_t epoch) {
  std::vector<double> samples;
  batches.start_epoch(epoch);
  for (std::uint64_t i = 0; i < batches.count(); ++i) {
    const Batch<double> batch = batches.gather(i);
    for (arma::uword j = 0; j < batch.X.n_cols; ++j) {
      const double sample = batch.X(0, j);
      CHECK(batch.X(1, j) == 100 + sample);
      CHECK(batch.X(2, j) == 200 + sample);
      CHECK(batch.Y(0, j) == 300 + sample);
      samples.push_back(sample);
    }
  }
  return samples;
}

}  // namespace

TEST_CASE("batches: an epoch holds every sample once, the last batch what is left") {
  const data::Part<double> part = numbered(23);
  Batches<double> batches(part, 5, 1);
  REQUIRE(batches.count() == 5);
  const std::vector<double> samples = samples_of(batches, 1);
  CHECK(samples.size() == 23);
  CHECK(std::set<double>(samples.begin(), samples.end()).size() == 23);
  CHECK(batches.gather(0).X.n_cols == 5);
  CHECK(batches.gather(4).X.n_cols == 3);
}

TEST_CASE("batches: sizes that divide evenly leave no small batch") {
  const data::Part<double> part = numbered(20);
  Batches<double> batches(part, 5, 1);
  CHECK(batches.count() == 4);
  CHECK(samples_of(batches, 1).size() == 20);
}

TEST_CASE("batches: the order depends on seed and epoch alone") {
  const data::Part<double> part = numbered(50);
  Batches<double> batches(part, 7, 1), same(part, 7, 1), other(part, 7, 2);
  const std::vector<double> first = samples_of(batches, 1);
  const std::vector<double> third = samples_of(batches, 3);
  CHECK(first != third);
  CHECK(samples_of(same, 3) == third);
  CHECK(samples_of(other, 1) != first);
}

TEST_CASE("batches: a full batch is the part itself, in its order and in its memory") {
  const data::Part<double> part = numbered(8);
  for (const std::uint64_t size : {0U, 8U, 9U}) {
    Batches<double> batches(part, size, 1);
    REQUIRE(batches.count() == 1);
    batches.start_epoch(1);
    const Batch<double> batch = batches.gather(0);
    CHECK(batch.X.memptr() == part.X.memptr());
    CHECK(batch.Y.memptr() == part.Y.memptr());
    CHECK(batch.X.n_cols == 8);
  }
}

// (1 - s) Y + s / K with s = 0.1: of three classes 0.9 + 0.1 / 3 and 0.1 / 3, of two 0.95 and 0.05.
TEST_CASE("batches: smoothed labels are spread over the classes, full batch or not") {
  data::Part<double> three{arma::mat(1, 3), arma::mat{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
  const data::Part<double> two{arma::mat(1, 3), arma::mat{{1, 0, 1}}};
  for (const std::uint64_t size : {0U, 2U}) {
    CAPTURE(size);
    Batches<double> batches(three, size, 1, 0.1), single(two, size, 1, 0.1);
    batches.start_epoch(1);
    single.start_epoch(1);
    for (std::uint64_t i = 0; i < batches.count(); ++i) {
      const arma::mat Y = batches.gather(i).Y;
      for (arma::uword j = 0; j < Y.n_cols; ++j) {
        CHECK(arma::max(Y.col(j)) == Approx(0.9 + 0.1 / 3));
        CHECK(arma::min(Y.col(j)) == Approx(0.1 / 3));
        CHECK(arma::sum(Y.col(j)) == Approx(1));
      }
      const arma::mat y = single.gather(i).Y;
      for (const double label : y) CHECK((label == Approx(0.95) || label == Approx(0.05)));
    }
  }
  CHECK(three.Y(0, 0) == 1);  // the data's own stay
}

// The cost is that of torch.nn.functional.cross_entropy(z, y, label_smoothing=s), whose formula is
// -sum_k ((1 - s) [k = y] + s / K) log softmax(z)_k. Figures by Python 3.11's math in float64.
TEST_CASE("batches: the cross-entropy of smoothed labels is PyTorch's") {
  const auto cost = [](const arma::vec& Z, arma::uword y, double smoothing) {
    data::Part<double> part{arma::mat(1, 1), arma::mat(3, 1, arma::fill::zeros)};
    part.Y(y, 0) = 1;
    Batches<double> batches(part, 0, 1, smoothing);
    arma::mat per_sample(1, 1);
    loss("categorical_cross_entropy").fused_value(arma::mat(Z), batches.gather(0).Y, per_sample);
    return per_sample[0];
  };
  CHECK(cost({2, 0.5, -1}, 0, 0.1) == Approx(0.39131129665715714).epsilon(1e-14));
  CHECK(cost({2, 0.5, -1}, 0, 0.5) == Approx(0.9913112966571571).epsilon(1e-14));
  CHECK(cost({2, 0.5, -1}, 2, 0.1) == Approx(3.091311296657157).epsilon(1e-14));
  CHECK(cost({0.3, -0.2, 0.1}, 1, 0.1) == Approx(1.3592726510017892).epsilon(1e-14));
}
