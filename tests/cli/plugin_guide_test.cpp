// plugins/README.md: its commands work as printed and print what it says, its plugins are what it
// says they are. Numbers and times may differ.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "cli/author.hpp"
#include "sanitized.hpp"

using ice::cli::Author;
using ice::cli::Result;

namespace {

// The texts between ```language and ``` of the guide.
std::vector<std::string> blocks(const std::string& language) {
  std::ifstream guide(ICE_SOURCE "/plugins/README.md");
  std::vector<std::string> found;
  bool inside = false;
  for (std::string line; std::getline(guide, line);) {
    if (line == "```" + language) {
      inside = true;
      found.emplace_back();
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      found.back() += line + "\n";
    }
  }
  return found;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The line with what may differ made alike: numbers, units of time, how wide things are.
std::string shape_of(std::string line) {
  for (const auto& [from, to] : {std::pair{R"(-?\d+(\.\d+)?(e-?\d+)?)", "#"},
                                 {"# (us|ms|s|sec)\\b", "# s"},
                                 {" +", " "},
                                 {R"(\[ )", "["},
                                 {"─+", "─"},
                                 {"\\.{3,}", "..."}})
    line = std::regex_replace(line, std::regex(from), to);
  return line;
}

std::string with_replaced(std::string text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

struct Session {
  std::string commands;
  std::vector<std::string> output;  // what is promised, but for "..."
};

Session session(const std::string& block) {
  Session session;
  for (const std::string& line : lines_of(block)) {
    if (line.starts_with("$ "))
      session.commands += line.substr(2) + "\n";
    else if (!line.empty() && line != "...")
      session.output.push_back(shape_of(line));
  }
  return session;
}

void check_promised(const Session& session, const std::string& printed) {
  std::vector<std::string> shapes = lines_of(printed);
  std::transform(shapes.begin(), shapes.end(), shapes.begin(), shape_of);
  for (const std::string& line : session.output) {
    // What is fast, a busy machine or a sanitizer decides otherwise.
    if (line.find(" speed ") != line.npos || line.find(" warned, ") != line.npos) continue;
    INFO("promised: " << line << "\nprinted:\n" << printed);
    CHECK(std::count(shapes.begin(), shapes.end(), line) > 0);
  }
}

}  // namespace

TEST_CASE("guide: the first plugin in five minutes is as printed") {
  const Author author;
  const Session first =
      session(with_replaced(blocks("console").at(0), "/opt/ice", author.prefix()));
  const Result result = author.type(first.commands);
  CHECK(result.code == 0);
  check_promised(first, result.out + result.err);
  CHECK(author.shell.read("swish/swish.cpp") == blocks("cpp").at(0));
}

TEST_CASE("guide: the plugin in ten lines passes, the wrong one fails as it says") {
  const Author author;
  const std::string ten_lines = blocks("cpp").at(1);
  CHECK(lines_of(ten_lines).size() == 10);
  CHECK(author.type("ice plugin new activation acme/swish").code == 0);
  author.shell.write("swish/silu.cpp", ten_lines);
  author.shell.write("swish/random_leaky.cpp", blocks("cpp").at(2));
  const Result built = author.type(R"sh(
    cd swish
    for name in silu random_leaky; do
      echo "ice_add_plugin($name SOURCES $name.cpp)" >> CMakeLists.txt
    done
    cmake -B build && cmake --build build --target random_leaky silu
    ice plugin check build/silu.ice.so --level strict)sh");
  INFO(built.out << built.err);
  CHECK(built.code == 0);

  const Result stopped = author.type("cmake --build swish/build --target random_leaky_checked");
  CHECK(stopped.code == 2);
  CHECK(stopped.out.find("FAILED   shape") != std::string::npos);
  const Result told = author.type("ice plugin list --plugin swish/build");  // the library stayed
  CHECK(told.err.find("acme/random_leaky failed its check (shape, gradient") != std::string::npos);

  const std::string folder = author.shell.folder().string();
  const Session wrong = session(with_replaced(blocks("console").at(1), "/home/me", folder));
  const Result checked = author.type("cd swish\n" + wrong.commands);
  CHECK(checked.code == 1);
  check_promised(wrong, checked.out + checked.err);
}
