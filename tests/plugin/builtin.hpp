#pragma once
// The shipped plugins, made as a worker makes them: found by name, resolved, loaded.
#include <string>

#include "base/value.hpp"
#include "plugin/catalog.hpp"
#include "plugin/functions.hpp"
#include "plugin/library.hpp"

namespace ice::plugin::test {

inline const Catalog& shipped() {
  static const Catalog catalog = Catalog::scan({{ICE_BUILD "/lib/ice/plugins"}});
  return catalog;
}

/// `parameters` is JSON: R"({"slope": 0.25})".
inline std::shared_ptr<const Instance> make(Kind kind, const std::string& name,
                                            const std::string& parameters = "{}") {
  base::Value reference = base::Value::parse(parameters);
  reference["name"] = name;
  return create(recipe(shipped().resolve(kind, reference, "test")));
}

inline Activation activation(const std::string& name, const std::string& parameters = "{}") {
  return Activation(make(Kind::kActivation, name, parameters));
}
inline Initializer initializer(const std::string& name, const std::string& parameters = "{}") {
  return Initializer(make(Kind::kInitializer, name, parameters));
}
inline Loss loss(const std::string& name, const std::string& parameters = "{}") {
  return Loss(make(Kind::kLoss, name, parameters));
}
inline Optimizer optimizer(const std::string& name, const std::string& parameters = "{}") {
  return Optimizer(make(Kind::kOptimizer, name, parameters));
}

}  // namespace ice::plugin::test
