// `ice plugin show` and `ice plot NAMES activation`: what a plugin is, and what it looks like.
#include <catch2/catch.hpp>
#include <sstream>

#include "base/value.hpp"
#include "cli/ice.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using ice::base::Value;
using ice::cli::Result;
using ice::cli::Shell;

namespace {

// A text's lines, the first `count`.
std::string first_lines(const std::string& text, int count) {
  std::istringstream in(text);
  std::string out;
  for (std::string line; count > 0 && std::getline(in, line); --count) out += line + "\n";
  return out;
}

}  // namespace

TEST_CASE("plugin show: doc, facts, build card, file, parameters with what they may be") {
  const Shell shell;
  const Result result = shell.ice({"plugin", "show", "momentum"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out,
             StartsWith("optimizer core/momentum\n"
                        "  v <- beta v + (1 - dampening) g, w <- w - lr v (Polyak 1964)\n"
                        "\n"
                        "  slots       v\n"
                        "  precision   float32, float64\n"
                        "  version     0.1.0, MIT\n"
                        "  build card  "));
  CHECK_THAT(result.out, Contains(", SDK 0.1.0, ABI 1"));
  CHECK_THAT(result.out, Contains("  file        " ICE_BUILD "/lib/ice/plugins/momentum.ice.so\n\n"
                                  "parameter  default  allowed  doc\n"));
  CHECK_THAT(result.out, Contains("\nbeta           0.9  [0, 1)   how much of v is kept\n"));
}

TEST_CASE("plugin show: an activation's value and slope are drawn") {
  const Result result = Shell().ice({"plugin", "show", "relu"});
  const auto picture = result.out.find("\nvalue and slope\n");
  REQUIRE(picture != std::string::npos);
  CHECK(result.out.substr(picture + 1) == R"(value and slope
  │                                                                          ⣠⠔a
  │                                                                      ⢀⡠⠖⠉
4 ┤                                                                   ⢀⡤⠚⠉
  │                                                                ⣀⠴⠊⠁
  │                                                             ⣠⠔⠋⠁
  │                                                         ⢀⡠⠖⠉
  │                                                      ⣀⡤⠚⠉
2 ┤                                                   ⣀⠴⠊⠁
  │                                               ⢀⣠⠔⠋
  │                                      ⢠⠤⠤⠤⠤⠤⢤⡤⠶⠭⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤b
  │                                      ⢸  ⣀⡤⠚⠁
0 ┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣸⠴⠊⠁
  └────────┬──────────────┬──────────────┬──────────────┬──────────────┬────────
          -4             -2              0              2              4
                                         z
  a  value g(z)
  b  slope g'(z)
)");
}

TEST_CASE("plugin show: softmax, which is no function of one number, is not drawn") {
  const Result result = Shell().ice({"plugin", "show", "softmax"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, !Contains("slope"));
}

TEST_CASE("plugin show: --json holds what the library declares") {
  const Value all = Value::parse(Shell().ice({"plugin", "show", "core/elu", "--json"}).out);
  REQUIRE(all.size() == 1);
  const Value& elu = all[0];
  CHECK(elu.at("id") == "core/elu");
  CHECK(elu.at("kind") == "activation");
  CHECK(elu.at("parameters")[0].at("name") == "alpha");
  CHECK(elu.at("parameters")[0].at("default") == 1.0);
  CHECK(elu.at("card").at("abi") == 1);
  CHECK(elu.at("sha256").get<std::string>().size() == 64);
}

TEST_CASE("plugin show: a slip of the hand is answered with the nearest name") {
  const Result result = Shell().ice({"plugin", "show", "rleu"});
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "ice: no plugin 'rleu'. Did you mean 'relu'?\n");
}

TEST_CASE("plot: several activations are one picture, slopes dashed") {
  const Result result = Shell().ice({"plot", "tanh,relu", "activation"});
  CHECK(result.code == 0);
  CHECK(first_lines(result.out, 3) ==
        "tanh, relu\nvalue g(z), and dashed the slope g'(z)\nvalue and slope\n");
  CHECK_THAT(result.out, Catch::Matchers::EndsWith("\n  a  tanh\n  b  relu\n"));
}

TEST_CASE("plot: activations become a file of the kind that its name tells") {
  const Shell shell;
  const Result svg = shell.ice({"plot", "gelu, silu", "activation", "-o", "plots/two.svg"});
  CHECK(svg.code == 0);
  CHECK(svg.out == "Wrote plots/two.svg\n");
  const std::string text = shell.read("plots/two.svg");
  for (const char* word : {"gelu, silu", ">gelu<", ">silu<", "stroke-dasharray", "value and slope"})
    CHECK_THAT(text, Contains(word));
  CHECK(shell.ice({"plot", "gelu", "activation", "-o", "one.png"}).code == 0);
  CHECK(shell.read("one.png").starts_with("\x89PNG"));
}

TEST_CASE("plot: what is no activation, or has no curve, is refused by name") {
  const Shell shell;
  const Result unknown = shell.ice({"plot", "relu,thanh", "activation"});
  CHECK(unknown.code == 2);
  CHECK_THAT(unknown.err,
             StartsWith("ice: activation 'thanh' not found. Did you mean core/tanh? "));
  const Result softmax = shell.ice({"plot", "relu,softmax", "activation"});
  CHECK(softmax.code == 2);
  CHECK(softmax.err == "ice: core/softmax: is not an elementwise activation, so it has no curve\n");
}
