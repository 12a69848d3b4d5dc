// Descriptors that are wrong, one fault each, made from a sound one in this process.
#include "plugin/describe.hpp"

#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <functional>

#include "libraries.hpp"
#include "numbers.hpp"

using namespace ice;
using namespace ice::plugin;
using namespace ice::plugin::test;

namespace {

// A sound library of two plugins with everything that a test may spoil.
struct Descriptors {
  std::array<const char*, 2> choices{"exact", "fast"};
  ice_param slope{
      sizeof(ice_param), ICE_REAL, "slope", "of the line", "", {ICE_REAL, 0, 0.5, 0, nullptr}, 0, 1,
      ICE_MAX_OPEN,      0,        nullptr};
  ice_param form{sizeof(ice_param),
                 ICE_CHOICE,
                 "form",
                 "",
                 "",
                 {ICE_CHOICE, 0, 0, 0, "fast"},
                 -kInfinity,
                 kInfinity,
                 0,
                 2,
                 choices.data()};
  std::array<const ice_param*, 2> params{&slope, &form};
  std::array<const char*, 1> slots{"velocity"};

  ice_activation activation{
      sizeof(ice_activation), 0,
      [](const void*, const ice_view*, const ice_view*, ice_error*) -> std::int32_t { return 0; },
      [](const void*, const ice_view*, const ice_view*, const ice_view*, const ice_view*,
         ice_error*) -> std::int32_t { return 0; },
      nullptr};
  ice_loss loss{sizeof(ice_loss),
                0,
                [](const void*, const ice_view*, const ice_view*, const ice_view*,
                   ice_error*) -> std::int32_t { return 0; },
                [](const void*, const ice_view*, const ice_view*, const ice_view*,
                   ice_error*) -> std::int32_t { return 0; },
                nullptr,
                nullptr};
  ice_optimizer optimizer{sizeof(ice_optimizer), 0,
                          [](const void*, std::uint64_t, double, const ice_view*, const ice_view*,
                             const ice_view*, ice_error*) -> std::int32_t { return 0; }};
  ice_initializer initializer{sizeof(ice_initializer), 0, nullptr, nullptr, nullptr};

  ice_plugin line{};
  ice_plugin other{};
  std::array<const ice_plugin*, 2> plugins{&line, &other};
  ice_library library{sizeof(ice_library), 2, plugins.data()};
  Card card{.abi = ICE_ABI,
            .sdk = ICE_SDK_VERSION,
            .flags = 0,
            .armadillo = "11.4.2",
            .compiler = "g++",
            .package = "acme",
            .version = "1.0.0",
            .licence = "MIT"};

  Descriptors() {
    line.size = sizeof(ice_plugin);
    line.kind = ICE_ACTIVATION;
    line.id = "line";
    line.doc = "slope * z";
    line.traits = ICE_ELEMENTWISE | ICE_NEEDS_A;
    line.dtypes = ICE_HAS_FLOAT64;
    line.param_count = 2;
    line.params = params.data();
    line.create = [](const ice_value*, std::uint32_t, void**, ice_error*) -> std::int32_t {
      return 0;
    };
    line.destroy = [](void*) {};
    line.functions.activation = &activation;

    other = line;
    other.kind = ICE_OPTIMIZER;
    other.param_count = 0;
    other.slot_count = 1;
    other.slots = slots.data();
    other.functions.optimizer = &optimizer;
  }
};

std::string fault(const std::function<void(Descriptors&)>& spoil) {
  Descriptors d;
  spoil(d);
  const std::string text = error_of([&] { (void)describe(d.library, d.card); });
  const std::string hint = ". This is for the plugin's author to mend.";
  return text.ends_with(hint) ? text.substr(0, text.size() - hint.size()) : text;
}

}  // namespace

TEST_CASE("describe: a sound library becomes values that survive the way to another process") {
  const Descriptors d;
  const std::vector<PluginInfo> plugins = describe(d.library, d.card);
  REQUIRE(plugins.size() == 2);
  const PluginInfo line = plugin_from(base::Value::parse(to_value(plugins[0]).dump()));
  CHECK(line.kind == Kind::kActivation);
  CHECK(line.id == "acme/line");
  CHECK(line.doc == "slope * z");
  CHECK(line.version == "1.0.0");
  CHECK(line.traits == std::vector<std::string>{"elementwise", "needs_a"});
  CHECK_FALSE(line.float32);
  REQUIRE(line.parameters.size() == 2);
  CHECK(line.parameters[0].rule.range_text() == "[0, 1)");
  CHECK(line.parameters[0].fallback == 0.5);
  CHECK(line.parameters[1].rule.range_text() == "one of exact, fast");
  CHECK(std::isinf(line.parameters[1].rule.range.high));
  CHECK(plugins[1].slots == std::vector<std::string>{"velocity"});
  CHECK(to_value(line) == to_value(plugins[0]));
}

TEST_CASE("describe: a library that holds nothing or is cut short is refused") {
  CHECK(fault([](auto& d) { d.library.size = 8; }) ==
        "its library descriptor has 8 bytes, expected at least 16");
  CHECK(fault([](auto& d) { d.library.plugin_count = 0; }) == "holds no plugins");
  CHECK(fault([](auto& d) { d.library.plugins = nullptr; }) == "holds no plugins");
  CHECK(fault([](auto& d) { d.plugins[1] = nullptr; }) == "plugin 2: its descriptor is null");
  CHECK(fault([](auto& d) { d.line.size = 12; }) ==
        "plugin 1: its descriptor has 12 bytes, expected at least 88");
  CHECK(fault([](auto& d) { d.card.package = "Acme"; }) ==
        "package 'Acme' is not like 'acme': [a-z][a-z0-9_]*");
}

// Frozen: these numbers never change, whatever the structs grow to.
TEST_CASE("describe: structs are accepted from their first sizes on, and refused below") {
  const auto expect = [](const std::string& what, std::uint32_t first, const auto& size_of) {
    CAPTURE(what, first);
    CHECK(fault([&](auto& d) { size_of(d) = first; }).empty());
    CHECK(fault([&](auto& d) { size_of(d) = first - 1; }) ==
          fmt::format("{} has {} bytes, expected at least {}", what, first - 1, first));
  };
  using D = Descriptors;
  expect(
      "its library descriptor", 16, [](D & d) -> auto& { return d.library.size; });
  expect(
      "plugin 1: its descriptor", 88, [](D & d) -> auto& { return d.line.size; });
  expect(
      "activation line: parameter 1", 96, [](D & d) -> auto& { return d.slope.size; });
  expect(
      "activation line: its function table", 32, [](D & d) -> auto& { return d.activation.size; });
  expect(
      "optimizer line: its function table", 16, [](D & d) -> auto& { return d.optimizer.size; });
  expect(
      "loss line: its function table", 40, [](D & d) -> auto& {
        d.line.kind = ICE_LOSS;
        d.line.functions.loss = &d.loss;
        return d.loss.size;
      });
  expect(
      "initializer line: its function table", 32, [](D & d) -> auto& {
        d.line.kind = ICE_INITIALIZER;
        d.line.functions.initializer = &d.initializer;
        d.initializer.fill = [](const void*, const ice_layer*, const ice_rng*, const ice_view*,
                                ice_error*) -> std::int32_t { return 0; };
        return d.initializer.size;
      });
}

TEST_CASE("describe: a descriptor of the first form says nothing of outputs") {
  const ice_range unit{0, 1, ICE_MAX_OPEN, 0};
  Descriptors d;
  d.line.outputs = &unit;
  CHECK(describe(d.library, d.card).at(0).outputs == base::Interval{0, 1, false, true});
  d.line.size = ICE_PLUGIN_V1_SIZE;  // what follows is not the plugin's
  CHECK_FALSE(describe(d.library, d.card).at(0).outputs);
}

TEST_CASE("describe: a struct of a later SDK is read as far as it is known") {
  struct Later : ice_plugin {
    std::array<std::uint64_t, 4> news{1, 2, 3, 4};
  } later;
  Descriptors d;
  static_cast<ice_plugin&>(later) = d.line;
  later.size = sizeof later;
  d.plugins[0] = &later;
  CHECK(to_value(describe(d.library, d.card).at(0)) ==
        to_value(describe(Descriptors().library, d.card).at(0)));
}

TEST_CASE("describe: outputs are examined and survive the way to another process") {
  const auto with = [](ice_range range) {
    return [range](Descriptors& d) {
      static ice_range kept;
      kept = range;
      d.line.outputs = &kept;
    };
  };
  CHECK(fault(with({0, kInfinity, 0, 0})).empty());
  CHECK(fault(with({1, 0, 0, 0})) == "activation line: outputs: its low end is above its high end");
  CHECK(fault(with({std::nan(""), 0, 0, 0})) ==
        "activation line: outputs: its ends are not numbers");
  CHECK(fault([&](auto& d) {
          with({0, 1, 0, 0})(d);
          std::swap(d.line.outputs, d.other.outputs);
        }) == "optimizer line: declares outputs, which its kind has not");

  Descriptors d;
  with({0, kInfinity, ICE_MIN_OPEN, 0})(d);
  d.line.traits = ICE_SUMS_TO_ONE | ICE_SIGNED_SCORES | ICE_CLASS_TARGETS | ICE_FUSED_DIFFERENCE;
  const PluginInfo line =
      plugin_from(base::Value::parse(to_value(describe(d.library, d.card).at(0)).dump()));
  REQUIRE(line.outputs);
  CHECK(line.outputs->text() == "> 0");
  CHECK(std::isinf(line.outputs->high));
  CHECK(line.traits == std::vector<std::string>{"sums_to_one", "signed_scores", "class_targets",
                                                "fused_difference"});
  CHECK(has_trait(line, "sums_to_one"));
  CHECK_FALSE(has_trait(line, "elementwise"));
}

TEST_CASE("describe: kinds, ids and texts are examined") {
  CHECK(fault([](auto& d) { d.line.kind = 9; }) == "plugin 1: kind 9 is not known");
  CHECK(fault([](auto& d) { d.line.id = nullptr; }) == "plugin 1: id is null");
  CHECK(fault([](auto& d) { d.line.id = "../x"; }) ==
        "plugin 1: id '../x' is not like 'leaky_relu': [a-z][a-z0-9_]*");
  CHECK(fault([](auto& d) { d.line.id = ""; }) ==
        "plugin 1: id '' is not like 'leaky_relu': [a-z][a-z0-9_]*");
  CHECK(fault([](auto& d) { d.line.doc = "\xc3"; }) == "activation line: doc is not UTF-8");
  CHECK(fault([](auto& d) { d.line.doc = nullptr; }) == "activation line: doc is null");
  CHECK(fault([](auto& d) { d.line.dtypes = ICE_HAS_FLOAT32; }) ==
        "activation line: does not know double");
  CHECK(fault([](auto& d) { d.plugins[1] = d.plugins[0]; }) ==
        "activation acme/line is declared twice");
}

TEST_CASE("describe: functions that are missing are found") {
  CHECK(fault([](auto& d) { d.line.create = nullptr; }) ==
        "activation line: create or destroy is null");
  CHECK(fault([](auto& d) { d.line.functions.activation = nullptr; }) ==
        "activation line: its function table is null");
  CHECK(fault([](auto& d) { d.activation.size = 8; }) ==
        "activation line: its function table has 8 bytes, expected at least 32");
  const std::string missing = "a function that its kind needs is null";
  CHECK(fault([](auto& d) { d.activation.backward = nullptr; }) == "activation line: " + missing);
  CHECK(fault([](auto& d) { d.optimizer.step = nullptr; }) == "optimizer line: " + missing);
  CHECK(fault([](auto& d) {
          d.line.kind = ICE_INITIALIZER;
          d.line.functions.initializer = &d.initializer;
        }) == "initializer line: " + missing);
  const auto as_loss = [](Descriptors& d) {
    d.line.kind = ICE_LOSS;
    d.line.functions.loss = &d.loss;
  };
  CHECK(fault(as_loss).empty());
  CHECK(fault([&](auto& d) {
          as_loss(d);
          d.line.fuses = "softmax";  // without the fused functions
        }) == "loss line: " + missing);
  CHECK(fault([&](auto& d) {
          as_loss(d);
          d.loss.fused_value = d.loss.value;  // without fuses
        }) == "loss line: " + missing);
  CHECK(fault([&](auto& d) {
          as_loss(d);
          d.line.fuses = "Soft max";
          d.loss.fused_value = d.loss.fused_gradient = d.loss.value;
        }) == "loss line: fuses 'Soft max', which is no plugin's id");
}

TEST_CASE("describe: parameters are examined") {
  CHECK(fault([](auto& d) { d.line.params = nullptr; }) == "activation line: params is null");
  CHECK(fault([](auto& d) { d.params[1] = nullptr; }) == "activation line: parameter 2 is null");
  CHECK(fault([](auto& d) { d.slope.name = "Slope"; }) ==
        "activation line: parameter 1: name 'Slope' is not like 'leaky_relu': [a-z][a-z0-9_]*");
  CHECK(fault([](auto& d) { d.form.name = "slope"; }) ==
        "activation line: parameter slope is declared twice");
  CHECK(fault([](auto& d) { d.slope.type = 7; }) ==
        "activation line: parameter slope: type 7 is not known");
  CHECK(fault([](auto& d) { d.slope.fallback.type = ICE_INTEGER; }) ==
        "activation line: parameter slope: default has another type");
  CHECK(fault([](auto& d) { d.slope.fallback.real = 1; }) ==
        "activation line: parameter slope: default 1 is outside: [0, 1)");
  CHECK(fault([](auto& d) { d.slope.fallback.real = std::nan(""); }) ==
        "activation line: parameter slope: default nan is outside: [0, 1)");
  CHECK(fault([](auto& d) { d.slope.min = 2; }) ==
        "activation line: parameter slope: its lowest value is above its highest");
  CHECK(fault([](auto& d) { d.slope.min = std::nan(""); }) ==
        "activation line: parameter slope: its bounds are not numbers");
  CHECK(fault([](auto& d) {
          d.slope.min = -1;
          d.slope.flags = ICE_LOG_SCALE;
        }) == "activation line: parameter slope: a logarithmic scale needs values above 0");
  CHECK(fault([](auto& d) { d.form.fallback.choice = "slow"; }) ==
        "activation line: parameter form: default slow is outside: one of exact, fast");
  CHECK(fault([](auto& d) { d.form.fallback.choice = nullptr; }) ==
        "activation line: parameter form: default is null");
  CHECK(fault([](auto& d) { d.form.choice_count = 0; }) ==
        "activation line: parameter form: has no choices");
  CHECK(fault([](auto& d) { d.choices[0] = nullptr; }) ==
        "activation line: parameter form: a choice is null");
}

TEST_CASE("describe: slots are examined") {
  CHECK(fault([](auto& d) { d.other.slots = nullptr; }) == "optimizer line: slots is null");
  CHECK(fault([](auto& d) { d.slots[0] = "the mean"; }) ==
        "optimizer line: slot 1 'the mean' is not like 'leaky_relu': [a-z][a-z0-9_]*");
}
