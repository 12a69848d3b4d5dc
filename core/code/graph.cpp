#include "code/graph.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "plugin/info.hpp"

namespace ice::code {
namespace {

std::string at(const char* letter, std::size_t l) { return fmt::format("{}[{}]", letter, l); }

std::string shape(std::uint64_t rows, std::uint64_t cols) {
  return fmt::format("({}, {})", rows, cols);
}

struct Result {
  std::string name;
  std::uint64_t rows, cols;
};

// The factors of a matrix product.
std::string factors(std::uint64_t rows, std::uint64_t inner, std::uint64_t cols) {
  return shape(rows, inner) + " " + shape(inner, cols);
}

class Writer {
 public:
  explicit Writer(const NetworkSummary& network) : network_(network), m_(network.batch) {}

  std::vector<GraphStep> write() {
    const std::size_t L = network_.layers.size();
    for (std::size_t l = 1; l <= L; ++l) forward(l);
    cost(L);
    for (std::size_t l = L; l >= 1; --l) backward(l, l == L);
    update();
    return std::move(steps_);
  }

 private:
  [[nodiscard]] const LayerSummary& layer(std::size_t l) const { return network_.layers[l - 1]; }
  [[nodiscard]] static std::string name_of(const LayerSummary& layer) {
    return plugin::short_name(layer.activation);
  }

  void forward(std::size_t l) {
    const LayerSummary& own = layer(l);
    const std::string W = at("W", l), b = at("b", l), Z = at("Z", l), D = at("D", l);
    const std::string A_prev = l == 1 ? "X" : at("A", l - 1);
    add(Pass::kForward, {Z, own.n, m_}, fmt::format("{} {} + {}", W, A_prev, b), {W, A_prev, b},
        factors(own.n, own.n_prev, m_));
    if (own.dropout > 0)
      add(Pass::kForward, {at("A", l), own.n, m_}, fmt::format("{}({}) * {}", name_of(own), Z, D),
          {Z, D});
    else
      add(Pass::kForward, {at("A", l), own.n, m_}, fmt::format("{}({})", name_of(own), Z), {Z});
  }

  void cost(std::size_t L) {
    const std::string loss = plugin::short_name(network_.loss);
    std::vector<std::string> inputs{at("A", L), "Y"};
    std::string formula = fmt::format("1/m sum {}({}, Y)", loss, inputs[0]);
    if (network_.l2 > 0) {
      formula += fmt::format(" + {}/(2m) sum W^2", base::format_number(network_.l2));
      for (std::size_t l = 1; l <= L; ++l) inputs.push_back(at("W", l));
    }
    add(Pass::kForward, {"J", 1, 1}, formula, inputs);
  }

  void backward(std::size_t l, bool is_last) {
    if (!is_last)
      add(Pass::kBackward, {at("dA", l), layer(l).n, m_},
          fmt::format("{}' {}", at("W", l + 1), at("dZ", l + 1)), {at("W", l + 1), at("dZ", l + 1)},
          factors(layer(l).n, layer(l + 1).n, m_));
    else if (!network_.fused)
      add(Pass::kBackward, {at("dA", l), layer(l).n, m_},
          fmt::format("dL/dA of {}", plugin::short_name(network_.loss)), {at("A", l), "Y"});
    slope(l, is_last && network_.fused);
    parameters(l);
  }

  // dZ[l]: through the activation, or in one with the loss.
  void slope(std::size_t l, bool is_fused) {
    const LayerSummary& own = layer(l);
    const std::string dA = at("dA", l), Z = at("Z", l), A = at("A", l), g = name_of(own);
    const Result dZ{at("dZ", l), own.n, m_};
    if (is_fused) {
      add(Pass::kBackward, dZ,
          network_.fused_difference
              ? A + " - Y"  // 2.9 of the course for the sigmoid; softmax alike
              : fmt::format("dL/dZ of {} after {}", plugin::short_name(network_.loss), g),
          {A, "Y"});
      return;
    }
    const bool drops = own.dropout > 0;
    const std::string upstream = drops ? fmt::format("{} * {}", dA, at("D", l)) : dA;
    std::vector<std::string> inputs{dA, Z};
    if (drops) inputs.push_back(at("D", l));
    // Where outputs depend on one input each, the derivative is a matrix of Z's shape.
    add(Pass::kBackward, dZ,
        own.elementwise ? fmt::format("{} * {}'({})", upstream, g, Z)
                        : fmt::format("{} through the derivative of {} at {}", upstream, g, Z),
        inputs);
  }

  void parameters(std::size_t l) {
    const LayerSummary& own = layer(l);
    const std::string dZ = at("dZ", l), A_prev = l == 1 ? "X" : at("A", l - 1);
    std::vector<std::string> inputs{dZ, A_prev};
    std::string formula = fmt::format("1/m {} {}'", dZ, A_prev);
    if (network_.l2 > 0) {
      formula += fmt::format(" + {}/m {}", base::format_number(network_.l2), at("W", l));
      inputs.push_back(at("W", l));
    }
    add(Pass::kBackward, {at("dW", l), own.n, own.n_prev}, formula, inputs,
        factors(own.n, m_, own.n_prev));
    add(Pass::kBackward, {at("db", l), own.n, 1}, fmt::format("1/m sum over columns of {}", dZ),
        {dZ});
  }

  void update() {
    for (std::size_t l = 1; l <= network_.layers.size(); ++l) {
      const LayerSummary& own = layer(l);
      update(at("W", l), at("dW", l), own.n, own.n_prev);
      update(at("b", l), at("db", l), own.n, 1);
    }
  }
  void update(const std::string& p, const std::string& dp, std::uint64_t rows, std::uint64_t cols) {
    add(Pass::kUpdate, {p, rows, cols},
        fmt::format("{}({}, {})", plugin::short_name(network_.optimizer), p, dp), {p, dp});
  }

  void add(Pass pass, const Result& result, std::string formula, std::vector<std::string> inputs,
           std::string product = "") {
    steps_.push_back({pass, result.name, result.rows, result.cols, std::move(formula),
                      std::move(product), std::move(inputs)});
  }

  const NetworkSummary& network_;
  const std::uint64_t m_;
  std::vector<GraphStep> steps_;
};

}  // namespace

std::vector<GraphStep> computation_graph(const NetworkSummary& network) {
  return Writer(network).write();
}

}  // namespace ice::code
