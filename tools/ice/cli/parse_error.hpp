#pragma once
// Says in words what is wrong with a command line.
#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
class ParseError;
}  // namespace CLI

namespace ice::cli {

/// The message for an error that parsing with `app` threw: the command, what it did not understand,
/// the nearest name, and which --help to see.
[[nodiscard]] std::string parse_error_text(const CLI::App& app, const CLI::ParseError& error);

}  // namespace ice::cli
