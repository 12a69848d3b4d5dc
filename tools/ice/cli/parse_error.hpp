#pragma once
// What is wrong with a command line, in words.
#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
class ParseError;
}  // namespace CLI

namespace ice::cli {

/// The text for an error of the parser: names the command, what it did not understand, the nearest
/// name, and where help is.
[[nodiscard]] std::string parse_error_text(const CLI::App& app, const CLI::ParseError& error);

}  // namespace ice::cli
