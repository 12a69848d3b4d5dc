#include "plugin/functions.hpp"

#include <utility>

#include "plugin/info.hpp"
#include "plugin/instance.hpp"

namespace ice::plugin {
namespace {

template <class T>
constexpr std::uint32_t kDtype = sizeof(T) == sizeof(float) ? ICE_FLOAT32 : ICE_FLOAT64;

template <class T>
ice_view view(const arma::Mat<T>& M) {
  return {const_cast<T*>(M.memptr()), M.n_rows, M.n_cols, M.n_rows, kDtype<T>, 0};
}

// Calls call(error) with an empty error and throws the error that it reports.
template <class Call>
void checked(const Instance& instance, const char* function, Call&& call) {
  ice_error error = empty_error();
  if (call(&error) != ICE_OK) [[unlikely]]
    raise(instance, function, error);
}

void draw_uniform(void* stream, double* out, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) out[i] = static_cast<base::Stream*>(stream)->uniform();
}

void draw_normal(void* stream, double* out, std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) out[i] = static_cast<base::Stream*>(stream)->normal();
}

}  // namespace

Activation::Activation(std::shared_ptr<const Instance> instance) : instance_(std::move(instance)) {}
const std::string& Activation::id() const { return instance_->id(); }
bool Activation::needs_z() const { return instance_->has(ICE_NEEDS_Z); }
bool Activation::needs_a() const { return instance_->has(ICE_NEEDS_A); }
bool Activation::in_place() const { return instance_->has(ICE_IN_PLACE); }
bool Activation::elementwise() const { return instance_->has(ICE_ELEMENTWISE); }

bool Activation::gives_probabilities() const {
  const ice_range* const outputs = instance_->plugin().outputs;
  return outputs != nullptr && outputs->low >= 0 && outputs->high <= 1;
}

double Activation::gain() const {
  const ice_activation& table = *instance_->plugin().functions.activation;
  return table.gain == nullptr ? 1.0 : table.gain(instance_->self());
}

template <class T>
void Activation::forward(const arma::Mat<T>& Z, arma::Mat<T>& A) const {
  const ice_view z = view(Z), a = view(A);
  checked(*instance_, "forward", [&](ice_error* error) {
    return instance_->plugin().functions.activation->forward(instance_->self(), &z, &a, error);
  });
}

template <class T>
void Activation::backward(const arma::Mat<T>& Z, const arma::Mat<T>& A, const arma::Mat<T>& dA,
                          arma::Mat<T>& dZ) const {
  const ice_view z = view(Z), a = view(A), da = view(dA), dz = view(dZ);
  checked(*instance_, "backward", [&](ice_error* error) {
    return instance_->plugin().functions.activation->backward(instance_->self(), &z, &a, &da, &dz,
                                                              error);
  });
}

Initializer::Initializer(std::shared_ptr<const Instance> instance)
    : instance_(std::move(instance)) {}
const std::string& Initializer::id() const { return instance_->id(); }

template <class T>
void Initializer::fill(const LayerShape& layer, base::Stream& rng, arma::Mat<T>& W,
                       arma::Mat<T>& b) const {
  const ice_initializer& table = *instance_->plugin().functions.initializer;
  const ice_layer described{sizeof(ice_layer),   layer.index, layer.fan_in,
                            layer.fan_out,       layer.gain,  layer.activation.c_str(),
                            layer.weights_before};
  const ice_rng host{sizeof(ice_rng), 0, &rng, draw_uniform, draw_normal};
  const ice_view w = view(W), bias = view(b);
  checked(*instance_, "fill", [&](ice_error* error) {
    return table.fill(instance_->self(), &described, &host, &w, error);
  });
  if (table.fill_bias == nullptr) {
    b.zeros();
    return;
  }
  checked(*instance_, "fill_bias", [&](ice_error* error) {
    return table.fill_bias(instance_->self(), &described, &host, &bias, error);
  });
}

Loss::Loss(std::shared_ptr<const Instance> instance) : instance_(std::move(instance)) {
  const char* fuses = instance_->plugin().fuses;
  if (fuses != nullptr) fuses_ = qualified(fuses);
}
const std::string& Loss::id() const { return instance_->id(); }
const std::string& Loss::fuses() const { return fuses_; }

template <class T>
void Loss::value(const arma::Mat<T>& A, const arma::Mat<T>& Y, arma::Mat<T>& per_sample) const {
  const ice_view a = view(A), y = view(Y), out = view(per_sample);
  checked(*instance_, "value", [&](ice_error* error) {
    return instance_->plugin().functions.loss->value(instance_->self(), &a, &y, &out, error);
  });
}

template <class T>
void Loss::gradient(const arma::Mat<T>& A, const arma::Mat<T>& Y, arma::Mat<T>& dA) const {
  const ice_view a = view(A), y = view(Y), out = view(dA);
  checked(*instance_, "gradient", [&](ice_error* error) {
    return instance_->plugin().functions.loss->gradient(instance_->self(), &a, &y, &out, error);
  });
}

template <class T>
void Loss::fused_value(const arma::Mat<T>& Z, const arma::Mat<T>& Y,
                       arma::Mat<T>& per_sample) const {
  const ice_view z = view(Z), y = view(Y), out = view(per_sample);
  checked(*instance_, "fused_value", [&](ice_error* error) {
    return instance_->plugin().functions.loss->fused_value(instance_->self(), &z, &y, &out, error);
  });
}

template <class T>
void Loss::fused_gradient(const arma::Mat<T>& Z, const arma::Mat<T>& Y, arma::Mat<T>& dZ) const {
  const ice_view z = view(Z), y = view(Y), out = view(dZ);
  checked(*instance_, "fused_gradient", [&](ice_error* error) {
    return instance_->plugin().functions.loss->fused_gradient(instance_->self(), &z, &y, &out,
                                                              error);
  });
}

Optimizer::Optimizer(std::shared_ptr<const Instance> instance) : instance_(std::move(instance)) {}
const std::string& Optimizer::id() const { return instance_->id(); }
std::size_t Optimizer::slot_count() const { return instance_->plugin().slot_count; }

template <class T>
void Optimizer::step(std::uint64_t t, double learning_rate, const arma::Mat<T>& g, arma::Mat<T>& w,
                     arma::Mat<T>& slots) const {
  const ice_view gradient = view(g), weights = view(w), kept = view(slots);
  checked(*instance_, "step", [&](ice_error* error) {
    return instance_->plugin().functions.optimizer->step(instance_->self(), t, learning_rate,
                                                         &gradient, &weights, &kept, error);
  });
}

template void Activation::forward(const arma::fmat&, arma::fmat&) const;
template void Activation::forward(const arma::mat&, arma::mat&) const;
template void Activation::backward(const arma::fmat&, const arma::fmat&, const arma::fmat&,
                                   arma::fmat&) const;
template void Activation::backward(const arma::mat&, const arma::mat&, const arma::mat&,
                                   arma::mat&) const;
template void Initializer::fill(const LayerShape&, base::Stream&, arma::fmat&, arma::fmat&) const;
template void Initializer::fill(const LayerShape&, base::Stream&, arma::mat&, arma::mat&) const;
template void Loss::value(const arma::fmat&, const arma::fmat&, arma::fmat&) const;
template void Loss::value(const arma::mat&, const arma::mat&, arma::mat&) const;
template void Loss::gradient(const arma::fmat&, const arma::fmat&, arma::fmat&) const;
template void Loss::gradient(const arma::mat&, const arma::mat&, arma::mat&) const;
template void Loss::fused_value(const arma::fmat&, const arma::fmat&, arma::fmat&) const;
template void Loss::fused_value(const arma::mat&, const arma::mat&, arma::mat&) const;
template void Loss::fused_gradient(const arma::fmat&, const arma::fmat&, arma::fmat&) const;
template void Loss::fused_gradient(const arma::mat&, const arma::mat&, arma::mat&) const;
template void Optimizer::step(std::uint64_t, double, const arma::fmat&, arma::fmat&,
                              arma::fmat&) const;
template void Optimizer::step(std::uint64_t, double, const arma::mat&, arma::mat&,
                              arma::mat&) const;

}  // namespace ice::plugin
