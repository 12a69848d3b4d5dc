// Which losses, output activations and targets suit each other: all shipped ones, and plugins of
// others by what they declare.
#include "plan/loss_compatibility.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "numbers.hpp"
#include "support/studies.hpp"

using namespace ice;
using plan::LossFinding;

namespace {

using Texts = std::vector<std::string>;

// What is to be learnt: two classes, several, or numbers.
struct Aim {
  data::Shape shape;
  data::Targets targets;
};

Aim two_classes() {
  data::Shape shape;
  shape.name = "two";
  shape.n_y = 1;
  shape.task = data::Task::kBinary;
  shape.classes = {"no", "yes"};
  return {shape, {0, 1, false}};
}

Aim classes() {
  data::Shape shape;
  shape.name = "several";
  shape.n_y = 3;
  shape.task = data::Task::kMulticlass;
  shape.classes = {"a", "b", "c"};
  return {shape, {0, 1, true}};
}

Aim numbers(double low, double high, std::uint64_t n_y = 1, bool sum_to_one = false) {
  data::Shape shape;
  shape.name = "numbers";
  shape.n_y = n_y;
  shape.task = data::Task::kRegression;
  return {shape, {low, high, sum_to_one}};
}

const plugin::PluginInfo& shipped(plugin::Kind kind, const std::string& name) {
  return test::catalog().find(kind, name, "");
}
const plugin::PluginInfo& loss(const std::string& name) {
  return shipped(plugin::Kind::kLoss, name);
}
const plugin::PluginInfo& activation(const std::string& name) {
  return shipped(plugin::Kind::kActivation, name);
}

// A plugin of somebody else's.
plugin::PluginInfo made(plugin::Kind kind, std::optional<base::Interval> outputs,
                        const Texts& traits = {}) {
  plugin::PluginInfo info;
  info.kind = kind;
  info.id = kind == plugin::Kind::kLoss ? "acme/focal" : "acme/swish";
  info.outputs = outputs;
  info.traits = traits;
  return info;
}

std::vector<LossFinding> misfits(const plugin::PluginInfo& loss, const plugin::PluginInfo& output,
                                 const Aim& aim) {
  return plan::check_loss_and_output({loss, output, aim.shape, aim.targets, false});
}

// "fault network.output: what. What to do"
Texts texts(const std::vector<LossFinding>& misfits) {
  Texts lines;
  for (const LossFinding& m : misfits)
    lines.push_back((m.weight == LossFinding::Weight::kFault ? "fault " : "warning ") + m.path +
                    ": " + m.found + ". " + m.hint);
  return lines;
}
Texts texts(const std::string& loss_name, const std::string& output, const Aim& aim) {
  return texts(misfits(loss(loss_name), activation(output), aim));
}

// '.' fits, 'w' is warned of, 'X' is refused.
char mark(const std::vector<LossFinding>& misfits) {
  if (misfits.empty()) return '.';
  const bool has_fault = std::ranges::any_of(
      misfits, [](const LossFinding& m) { return m.weight == LossFinding::Weight::kFault; });
  return has_fault ? 'X' : 'w';
}

constexpr base::Interval kAny{-kInfinity, kInfinity};

}  // namespace

// Columns: two classes, three classes, numbers from -3 to 24, from 5 to 24, from 0.2 to 0.8, two
// numbers that sum to 1, two that do not.
TEST_CASE(
    "loss compatibility: every shipped loss after every shipped activation for every kind of "
    "target") {
  const std::string expected = R"(
absolute_error elu             . . . . . . .
absolute_error gelu            . . w . . . .
absolute_error hard_sigmoid    . . w X . . .
absolute_error leaky_relu      . . . . . . .
absolute_error linear          . . . . . . .
absolute_error mish            . . w . . . .
absolute_error relu            . . w . . . .
absolute_error selu            . . w . . . .
absolute_error sigmoid         . . w X . . .
absolute_error silu            . . w . . . .
absolute_error softmax         X . X X X . X
absolute_error softplus        . . w . . . .
absolute_error tanh            . . w X . . .
binary_cross_entropy elu             X X X X X X X
binary_cross_entropy gelu            X X X X X X X
binary_cross_entropy hard_sigmoid    w w X X X X X
binary_cross_entropy leaky_relu      X X X X X X X
binary_cross_entropy linear          X X X X X X X
binary_cross_entropy mish            X X X X X X X
binary_cross_entropy relu            X X X X X X X
binary_cross_entropy selu            X X X X X X X
binary_cross_entropy sigmoid         . . X X X X X
binary_cross_entropy silu            X X X X X X X
binary_cross_entropy softmax         X . X X X X X
binary_cross_entropy softplus        X X X X X X X
binary_cross_entropy tanh            X X X X X X X
categorical_cross_entropy elu             X X X X X X X
categorical_cross_entropy gelu            X X X X X X X
categorical_cross_entropy hard_sigmoid    X X X X X X X
categorical_cross_entropy leaky_relu      X X X X X X X
categorical_cross_entropy linear          X X X X X X X
categorical_cross_entropy mish            X X X X X X X
categorical_cross_entropy relu            X X X X X X X
categorical_cross_entropy selu            X X X X X X X
categorical_cross_entropy sigmoid         X X X X X X X
categorical_cross_entropy silu            X X X X X X X
categorical_cross_entropy softmax         X . X X X X X
categorical_cross_entropy softplus        X X X X X X X
categorical_cross_entropy tanh            X X X X X X X
hinge elu             . . X X X X X
hinge gelu            . . X X X X X
hinge hard_sigmoid    X X X X X X X
hinge leaky_relu      . . X X X X X
hinge linear          . . X X X X X
hinge mish            . . X X X X X
hinge relu            X X X X X X X
hinge selu            . . X X X X X
hinge sigmoid         X X X X X X X
hinge silu            . . X X X X X
hinge softmax         X X X X X X X
hinge softplus        X X X X X X X
hinge tanh            . . X X X X X
huber elu             . . . . . . .
huber gelu            . . w . . . .
huber hard_sigmoid    . . w X . . .
huber leaky_relu      . . . . . . .
huber linear          . . . . . . .
huber mish            . . w . . . .
huber relu            . . w . . . .
huber selu            . . w . . . .
huber sigmoid         . . w X . . .
huber silu            . . w . . . .
huber softmax         X . X X X . X
huber softplus        . . w . . . .
huber tanh            . . w X . . .
squared_error elu             . . . . . . .
squared_error gelu            . . w . . . .
squared_error hard_sigmoid    . . w X . . .
squared_error leaky_relu      . . . . . . .
squared_error linear          . . . . . . .
squared_error mish            . . w . . . .
squared_error relu            . . w . . . .
squared_error selu            . . w . . . .
squared_error sigmoid         . . w X . . .
squared_error silu            . . w . . . .
squared_error softmax         X . X X X . X
squared_error softplus        . . w . . . .
squared_error tanh            . . w X . . .
)";
  const std::vector<Aim> aims{two_classes(),       classes(),         numbers(-3, 24),
                              numbers(5, 24),      numbers(0.2, 0.8), numbers(0.2, 0.8, 2, true),
                              numbers(0.2, 0.8, 2)};
  std::ostringstream table;
  table << "\n";
  for (const plugin::PluginInfo& l : test::catalog().plugins()) {
    if (l.kind != plugin::Kind::kLoss || !l.id.starts_with("core/")) continue;
    for (const plugin::PluginInfo& g : test::catalog().plugins()) {
      if (g.kind != plugin::Kind::kActivation || !g.id.starts_with("core/")) continue;
      std::string name = plugin::short_name(g.id);
      name.resize(15, ' ');
      table << plugin::short_name(l.id) << ' ' << name;
      for (const Aim& aim : aims) table << ' ' << mark(misfits(l, g, aim));
      table << '\n';
    }
  }
  CHECK(table.str() == expected);
}

TEST_CASE("loss compatibility: all shipped activations and losses say what they give and need") {
  for (const plugin::PluginInfo& info : test::catalog().plugins()) {
    if (!info.id.starts_with("core/")) continue;
    CAPTURE(info.id);
    const bool has_outputs =
        info.kind == plugin::Kind::kActivation || info.kind == plugin::Kind::kLoss;
    CHECK(info.outputs.has_value() == has_outputs);
  }
}

TEST_CASE(
    "loss compatibility: several classes want outputs that sum to 1 from a categorical loss") {
  for (const std::string output : {"sigmoid", "hard_sigmoid"})
    CHECK(texts("categorical_cross_entropy", output, classes()) ==
          Texts{"fault network.output: categorical_cross_entropy needs outputs that sum to 1 over "
                "the classes, and those of core/" +
                output + " do not. Use output: softmax"});
}

TEST_CASE(
    "loss compatibility: an activation that reaches 0 and 1 before a logarithm is warned of") {
  CHECK(texts("binary_cross_entropy", "hard_sigmoid", two_classes()) ==
        Texts{"warning network.output: core/hard_sigmoid gives [0, 1] with both ends, and "
              "binary_cross_entropy takes the ends for certain: a sample that is wrong there "
              "costs most and learns nothing more. Use output: sigmoid"});
}

TEST_CASE("loss compatibility: targets that the outputs do not reach") {
  CHECK(texts("squared_error", "relu", numbers(-3, 24)) ==
        Texts{"warning network.output: core/relu gives outputs of at least 0, and the targets of "
              "data 'numbers' go from -3 to 24: some are never reached. Use output: linear, or "
              "bring the targets into its range"});
  CHECK(texts("squared_error", "sigmoid", numbers(5, 24)) ==
        Texts{"fault network.output: core/sigmoid gives outputs between 0 and 1, and no target of "
              "data 'numbers' is there: they go from 5 to 24. Use output: linear"});
  CHECK(texts("huber", "softmax", numbers(0.2, 0.8, 2)) ==
        Texts{"fault network.output: core/softmax gives outputs that sum to 1, and the targets of "
              "data 'numbers' do not. Use output: linear"});
}

TEST_CASE(
    "loss compatibility: what a plugin of others does not say is warned of where it matters") {
  using plugin::Kind;
  const plugin::PluginInfo silent = made(Kind::kActivation, std::nullopt);
  CHECK(texts(misfits(loss("binary_cross_entropy"), silent, two_classes())) ==
        Texts{"warning network.output: acme/swish does not say what outputs it gives, and "
              "binary_cross_entropy needs outputs between 0 and 1. Its author can declare "
              "`outputs` (ice/traits.hpp)"});
  CHECK(texts(misfits(loss("categorical_cross_entropy"), silent, classes())) ==
        Texts{"warning network.output: acme/swish does not say what outputs it gives, and "
              "categorical_cross_entropy needs outputs between 0 and 1 that sum to 1. Its author "
              "can declare `outputs` (ice/traits.hpp)"});
  CHECK(texts(misfits(loss("hinge"), silent, two_classes())) ==
        Texts{"warning network.output: acme/swish does not say what outputs it gives, and hinge "
              "needs outputs of both signs. Its author can declare `outputs` (ice/traits.hpp)"});
  CHECK(misfits(loss("squared_error"), silent, numbers(-3, 24)).empty());

  plugin::PluginInfo focal = made(Kind::kLoss, std::nullopt);
  CHECK(texts(misfits(focal, activation("linear"), two_classes())) ==
        Texts{"warning loss: acme/focal does not say what outputs it needs, so whether those of "
              "core/linear suit it was not examined. Its author can declare `outputs` "
              "(ice/traits.hpp)"});
  focal.fuses = "core/sigmoid";  // it names the activation that suits it
  CHECK(misfits(focal, activation("sigmoid"), two_classes()).empty());
}

TEST_CASE(
    "loss compatibility: plugins of others are judged as the shipped ones by what they declare") {
  using plugin::Kind;
  const plugin::PluginInfo poisson = made(Kind::kLoss, base::Interval{0, kInfinity, true});
  CHECK(texts(misfits(poisson, activation("linear"), numbers(0, 9))) ==
        Texts{"fault network.output: acme/focal needs outputs above 0, and core/linear gives "
              "others. Use output: softplus"});
  CHECK(misfits(poisson, activation("softplus"), numbers(0, 9)).empty());
  CHECK(mark(misfits(poisson, activation("relu"), numbers(0, 9))) == 'w');  // dies at 0

  const plugin::PluginInfo focal =
      made(Kind::kLoss, base::Interval{0, 1, true, true}, {"sums_to_one", "class_targets"});
  CHECK(misfits(focal, activation("softmax"), classes()).empty());
  CHECK(texts(misfits(focal, activation("sigmoid"), classes())) ==
        Texts{"fault network.output: acme/focal needs outputs that sum to 1 over the classes, and "
              "those of core/sigmoid do not. Use output: softmax"});
  CHECK(texts(misfits(focal, activation("softmax"), numbers(0, 9, 2))) ==
        Texts{"fault loss: acme/focal compares classes, and data 'numbers' has numbers as targets. "
              "Use loss: squared_error"});

  const plugin::PluginInfo sparsemax =
      made(Kind::kActivation, base::Interval{0, 1}, {"sums_to_one"});
  CHECK(mark(misfits(loss("categorical_cross_entropy"), sparsemax, classes())) == 'w');
  CHECK(mark(misfits(loss("squared_error"), sparsemax, classes())) == '.');
  CHECK(texts(misfits(loss("squared_error"), sparsemax, two_classes())) ==
        Texts{"fault network.output: acme/swish over one unit is always 1, and data 'two' has two "
              "classes (n_y = 1). Use output: sigmoid with loss: binary_cross_entropy"});

  const plugin::PluginInfo negative =
      made(Kind::kActivation, base::Interval{-kInfinity, 0, false, true});
  CHECK(texts(misfits(loss("hinge"), negative, two_classes())) ==
        Texts{"fault network.output: hinge takes the sign of an output for its class, and "
              "acme/swish is never positive. Use output: linear"});
  CHECK(mark(misfits(made(Kind::kLoss, kAny), negative, two_classes())) == 'w');  // never a 1
}
