#pragma once
// A subject's network on its data, built in a child process.
#include <memory>

#include "code/model_options.hpp"
#include "data/parts.hpp"
#include "inspect/subject.hpp"

namespace ice::inspect {

/// T is any precision, whatever the subject trains in. Only a child makes one.
template <class T>
struct Bench {
  data::Parts<T> parts;
  code::CreatePlugin create;
  std::unique_ptr<nn::Network<T>> network;  ///< parameters as initialized

  /// Reads the data and loads the plugins. The network takes batches of up to `columns` samples (0:
  /// of the subject's own batch size). Throws UserError and PluginError as data::load, data::share
  /// and plugin::create do.
  explicit Bench(const Subject& subject, std::uint64_t columns = 0);
};

}  // namespace ice::inspect
