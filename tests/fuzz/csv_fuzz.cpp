// Any bytes as a table, to learn from and to predict: refused as the user's fault, or read as
// samples that are sound. The first byte chooses the options.
#include "base/error.hpp"
#include "data/csv.hpp"
#include "samples.hpp"

using ice::data::CsvOptions;
using ice::data::Samples;

namespace {

using namespace std::string_literals;

const std::string kSound =
    "\0\xEF\xBB\xBF"
    "a,\"b, c\",y\r\n1,-2.5e3,no\n 3 ,NA,yes\n\"4\",5,\"no\"\n\n"s;

// Takes its choices off the byte, one after the other.
CsvOptions options_of(unsigned byte) {
  const auto choose = [&](unsigned count) {
    const unsigned choice = byte % count;
    byte /= count;
    return choice;
  };
  CsvOptions options{.target = "y"};
  options.delimiter = ",;\t "[choose(4)];
  options.missing = static_cast<CsvOptions::Missing>(choose(3));
  options.kind = static_cast<CsvOptions::Target>(choose(3));
  options.scale = choose(2) == 0 ? 1 : 1e300;
  return options;
}

template <class Read>
Samples read_and_check(bool may_miss, Read read) {
  try {
    const Samples samples = read();
    ice::fuzz::check_samples(samples, may_miss);
    return samples;
  } catch (const ice::base::UserError&) {
    return {};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const CsvOptions options = options_of(data[0]);
  const bool may_miss = options.missing == CsvOptions::Missing::kMean;
  static const ice::fuzz::MemoryFile file;
  file.set(ice::fuzz::text_of(data + 1, size - 1));
  const std::string path = file.path();
  const Samples once =
      read_and_check(may_miss, [&] { return ice::data::read_csv(path, "", options); });
  if (once.m > 0)  // the same rows once more, as a test part
    ice::fuzz::require(ice::data::read_csv(path, path, options).m_test == once.m);
  read_and_check(false, [&] { return ice::data::read_csv_to_predict(path, {}, options); });
  read_and_check(false, [&] { return ice::data::read_csv_to_predict(path, {"a"}, options); });
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned /*seed*/) {
  return ice::fuzz::mutated(kSound, data, size, max_size);
}
