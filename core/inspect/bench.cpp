#include "inspect/bench.hpp"

#include <type_traits>

namespace ice::inspect {
namespace {

template <class T>
data::Parts<T> parts_of(const Subject& subject) {
  constexpr auto kPrecision =
      std::is_same_v<T, double> ? data::Precision::kFloat64 : data::Precision::kFloat32;
  data::Samples samples = data::load(subject.code.data, {subject.folder});
  const std::string digest = data::digest(samples);
  const data::Shared shared =
      data::share(std::move(samples), subject.code.data, kPrecision, digest);
  return data::map<T>(shared.shape, shared.memory.get());
}

}  // namespace

template <class T>
Bench<T>::Bench(const Subject& subject, std::uint64_t columns)
    : parts(parts_of<T>(subject)),
      create([plugins = subject.plugins](plugin::Kind kind, const code::PluginChoice& choice) {
        return plugin::create(code::recipe_for(plugins, kind, choice));
      }),
      network(std::make_unique<nn::Network<T>>(
          code::network_options(subject.code, parts.shape, create),
          columns > 0 ? columns : code::batch_columns(subject.code, parts.shape))) {
  network->initialize(subject.seed);
}

template struct Bench<float>;
template struct Bench<double>;

}  // namespace ice::inspect
