// Any text as --where of a store with four runs: refused as the user's fault, or it chooses runs,
// and then its comparisons have hints. The store stays as it is.
#include "base/error.hpp"
#include "fuzz.hpp"
#include "store/samples.hpp"

namespace {

constexpr std::chrono::milliseconds kLimit{20};  // of a query

// A store in a folder of its own.
class Store {
 public:
  Store() {
    fill_store(file(), 4);
    bytes_ = bytes_of(file());
  }
  ~Store() { ice::fuzz::require(bytes_of(file()) == bytes_); }
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "s.db"; }

 private:
  TemporaryFolder folder_;
  std::string bytes_;
};

const std::string kSound =
    "(learning_rate >= 0.1 AND network_activation IN ('tanh', 'relu')) OR \"dev.cost\" < 1e-3"
    " AND NOT status = 'finished' /* or */ -- not";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Store store;
  static ice::store::Reader reader(store.file(), kLimit);
  const ice::store::RunQuery query{.study = "planar",
                                   .where = std::string(ice::fuzz::text_of(data, size))};
  try {
    ice::fuzz::require(reader.runs(query).rows.size() <= 4);
  } catch (const ice::base::UserError&) {
    return 0;
  }
  (void)reader.where_hints(query);
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned /*seed*/) {
  return ice::fuzz::mutated(kSound, data, size, max_size);
}
