// The short and the long form of a code section are two spellings of one value.
#include "study/forms.hpp"

#include <catch2/catch.hpp>

using ice::base::Value;
using ice::study::find_code_key;
using ice::study::long_code;
using ice::study::long_form;
using ice::study::short_code;
using ice::study::short_layer;
using ice::study::short_reference;

namespace {

const Value kShort = Value::parse(R"({
  "loss": "hinge",
  "optimizer": {"name": "adam", "learning_rate": 0.1},
  "network": {"hidden": [20, {"units": 7, "activation": "tanh", "initializer": {"name": "normal", "scale": 1}}],
              "activation": {"name": "leaky_relu", "slope": 0.1}, "output": "sigmoid"},
  "data": {"name": "planar", "split": {"train": 0.8}},
  "regularization": {"l2": 0, "dropout": [0.1, 0.2]}})");

const Value kLong = Value::parse(R"({
  "loss": {"name": "hinge"},
  "optimizer": {"name": "adam", "learning_rate": 0.1},
  "network": {"hidden": [{"units": 20}, {"units": 7, "activation": {"name": "tanh"},
                                         "initializer": {"name": "normal", "scale": 1}}],
              "activation": {"name": "leaky_relu", "slope": 0.1}, "output": {"name": "sigmoid"}},
  "data": {"name": "planar", "split": {"train": 0.8}},
  "regularization": {"l2": 0, "dropout": [0.1, 0.2]}})");

}  // namespace

TEST_CASE("forms: each is made from the other, and of itself") {
  CHECK(long_code(kShort) == kLong);
  CHECK(short_code(kLong) == kShort);
  CHECK(long_code(kLong) == kLong);
  CHECK(short_code(kShort) == kShort);
}

TEST_CASE("forms: values of single keys") {
  CHECK(long_form(find_code_key("loss"), "hinge") == Value{{"name", "hinge"}});
  CHECK(long_form(find_code_key("training.epochs"), 3) == 3);
  CHECK(long_form(nullptr, "exact") == "exact");
  CHECK(short_reference({{"name", "relu"}}) == "relu");
  CHECK(short_reference("relu") == "relu");
  CHECK(short_layer({{"units", 3}}) == 3);
  CHECK(short_layer(3) == 3);
}
