#include "predict/load_network.hpp"

#include "base/whole_number.hpp"
#include "code/model_options.hpp"
#include "nn/network_file.hpp"

namespace ice::predict {
namespace {

constexpr std::uint64_t kColumns = 1024;  // predicted at a time

}  // namespace

NetworkFacts facts_of(const SavedNetwork& saved) {
  const base::Value about = nn::read_about(saved.file);
  return {code::read_code(about.at("code")), data::shape_from(about.at("data")),
          base::whole_number(about.at("epoch")),
          about.value("metric", "")};  // files without a format number have none
}

template <class T>
std::unique_ptr<nn::Network<T>> load_network(const SavedNetwork& saved, const NetworkFacts& facts) {
  const auto create = [&](plugin::Kind kind, const code::PluginChoice& choice) {
    return plugin::create(code::recipe_for(saved.plugins, kind, choice));
  };
  auto network = std::make_unique<nn::Network<T>>(
      code::network_options(facts.code, facts.shape, create), kColumns);
  nn::load_parameters(saved.file, *network);
  return network;
}

template std::unique_ptr<nn::Network<float>> load_network(const SavedNetwork&, const NetworkFacts&);
template std::unique_ptr<nn::Network<double>> load_network(const SavedNetwork&,
                                                           const NetworkFacts&);

}  // namespace ice::predict
