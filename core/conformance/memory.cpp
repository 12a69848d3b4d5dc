// Tests what a call does to memory: it writes all of its outputs and nothing else.
#include <array>

#include "conformance/cases.hpp"
#include "conformance/compare.hpp"
#include "conformance/tests.hpp"

namespace ice::conformance {
namespace {

// The last is larger than blocks and buffers that a plugin may use inside.
constexpr std::array<Sample, 6> kShapes{{{5, 7}, {1, 1}, {1, 9}, {9, 1}, {5, 0}, {67, 33}}};

template <class T>
std::string shape_text(const arma::Mat<T>& M) {
  return fmt::format("{}x{}", M.n_rows, M.n_cols);
}

template <class T>
void require_canaries(const Call<T>& call, const std::vector<Operand<T>>& operands,
                      const std::vector<Guarded<T>>& memory) {
  for (std::size_t k = 0; k < operands.size(); ++k) {
    if (!memory[k].has_canaries()) {
      throw Failed(fmt::format("{} writes beside its {} {}", call.name,
                               shape_text(operands[k].content), operands[k].name));
    }
  }
}

template <class T>
void require_written(const Call<T>& call, const Memory<T>& memory) {
  for (std::size_t k = 0; k < call.outputs.size(); ++k) {
    const arma::Mat<T> M = memory.out[k].view();
    const std::string& name = call.outputs[k].name;
    for (arma::uword i = 0; i < M.n_elem; ++i) {
      if (!std::isnan(M[i])) continue;
      const std::string text = fmt::format("{} leaves {} of {} {} NaN", call.name,
                                           element(name, M, i), shape_text(M), name);
      throw Failed(!same_bits(M[i], poison<T>())
                       ? text
                       : text +
                             ", as it was before the call: it is not written, or read before it "
                             "is written (+= on an output)");
    }
  }
}

}  // namespace

Verdict shape(const Subject& subject) {
  in_each_case(subject, Types::kBoth, [&]<class T>(const Case& c) {
    for (const Sample& sample : kShapes) {
      // Every layer has inputs.
      if (sample.cols == 0 && subject.plugin.kind == plugin::Kind::kInitializer) continue;
      for (const Call<T>& call : c.calls_of<T>(c.plugin, sample)) {
        const Memory<T> memory = execute(call);
        require_canaries(call, call.outputs, memory.out);
        require_canaries(call, call.inputs, memory.in);
        require_written(call, memory);
      }
    }
  });
  return {};
}

Verdict inputs(const Subject& subject) {
  in_each_case(subject, Types::kBoth, []<class T>(const Case& c) {
    for (const Call<T>& call : c.calls_of<T>(c.plugin)) {
      const Memory<T> memory = execute(call);
      for (std::size_t k = 0; k < call.inputs.size(); ++k) {
        const Operand<T>& before = call.inputs[k];
        if (const auto i = first_difference(before.content, memory.in[k].view())) {
          throw Failed(fmt::format("{} writes to its input {}", call.name,
                                   element(before.name, before.content, *i)));
        }
      }
    }
  });
  return {};
}

}  // namespace ice::conformance
