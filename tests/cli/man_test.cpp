// Manual pages: of every command, and clean to the programs that print them.
#include <catch2/catch.hpp>

#include "cli/author.hpp"
#include "cli/commands.hpp"
#include "cli/ice.hpp"
#include "support/skip.hpp"

using Catch::Matchers::Contains;
using ice::cli::all_commands;
using ice::cli::Author;
using ice::cli::Result;
using ice::cli::Shell;

namespace fs = std::filesystem;

namespace {

// A folder with all pages.
struct Pages : Shell {
  Pages() {
    const Result result = ice({"man", "--install", "P"});
    REQUIRE(result.code == 0);
    REQUIRE(result.err.empty());
  }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator(folder() / "P/share/man/man1"))
      all.push_back(entry.path().string());
    return all;
  }
};

}  // namespace

TEST_CASE("man: every command has a page, with its options and examples") {
  const Pages pages;
  std::size_t count = 1;  // ice itself
  for (const std::vector<std::string>& command : all_commands(pages)) {
    const std::string name = "ice-" + ice::base::join(command, "-");
    CAPTURE(name);
    CHECK_THAT(pages.read("P/share/man/man1/" + name + ".1"),
               Contains(".SH NAME") && Contains(".SH EXAMPLES") && Contains("\\-\\-help"));
    ++count;
  }
  CHECK(pages.files().size() == count);
  CHECK(pages.ice({"man", "db", "check"}).out == pages.read("P/share/man/man1/ice-db-check.1"));
  CHECK_THAT(pages.read("P/share/man/man1/ice.1"),
             Contains(".SH EXIT STATUS") && Contains("ICE_DB") && Contains("ice\\-run\\fR(1)"));
}

TEST_CASE("man: groff finds nothing to warn of") {
  const Pages pages;
  if (pages.run({"groff", "--version"}).code != 0) skip("groff is not installed");
  for (const std::string& page : pages.files()) {
    const Result result = pages.run({"groff", "-man", "-Tutf8", "-ww", page});
    CAPTURE(page);
    CHECK(result.code == 0);
    CHECK(result.err.empty());
  }
}

// A date would make the pages of every build differ: mandoc would like one.
TEST_CASE("man: mandoc finds nothing to warn of but the missing date") {
  const Pages pages;
  if (pages.run({"bash", "-c", "command -v mandoc"}).code != 0) skip("mandoc is not installed");
  for (const std::string& page : pages.files()) {
    const std::string warnings = pages.run({"mandoc", "-Tlint", "-Wwarning", page}).out;
    CAPTURE(page, warnings);
    CHECK(warnings.find('\n') + 1 == warnings.size());
    CHECK_THAT(warnings, Contains("missing date"));
  }
}

TEST_CASE("man: an installation has the pages and the scripts of the shells") {
  const Author author;
  for (const char* file :
       {"man/man1/ice.1", "man/man1/ice-run.1", "bash-completion/completions/ice",
        "zsh/site-functions/_ice", "fish/vendor_completions.d/ice.fish"}) {
    CAPTURE(file);
    CHECK(fs::is_regular_file(fs::path(author.prefix()) / "share" / file));
  }
}
