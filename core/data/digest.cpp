#include "base/hash.hpp"
#include "data/dataset.hpp"

namespace ice::data {
namespace {

// Digests are part of the keys of runs: another number for a task would hide all recorded runs.
constexpr int number_in_digest(Task task) { return static_cast<int>(task); }
static_assert(number_in_digest(Task::kBinary) == 0);
static_assert(number_in_digest(Task::kMulticlass) == 1);
static_assert(number_in_digest(Task::kRegression) == 2);

}  // namespace

std::string digest(const Samples& samples) {
  base::Value header{{"n_x", samples.n_x},
                     {"n_y", samples.n_y},
                     {"m", samples.m},
                     {"m_test", samples.m_test},
                     {"task", number_in_digest(samples.task)},
                     {"classes", samples.classes},
                     {"bytes", samples.bytes.size()},
                     {"scale", samples.scale}};
  // Only where there are any: data without them keep the digests that they had before.
  if (!samples.weights.empty()) header["weights"] = samples.weights.size();
  if (!samples.parts.empty()) header["parts"] = samples.parts.size();
  base::Sha256 hash;
  hash.update(base::canonical(header));
  hash.update(samples.bytes.data(), samples.bytes.size());
  hash.update(samples.values.data(), samples.values.size() * sizeof(double));
  hash.update(samples.Y.data(), samples.Y.size() * sizeof(double));
  hash.update(samples.weights.data(), samples.weights.size() * sizeof(double));
  hash.update(samples.parts.data(), samples.parts.size());
  return hash.finish_hex();
}

}  // namespace ice::data
