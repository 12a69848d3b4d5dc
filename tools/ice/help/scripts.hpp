#pragma once
// Scripts that let a shell complete command lines of ice. They ask `ice complete` and know nothing
// of commands themselves, so that an old script serves a new ice.
#include <array>
#include <string_view>

namespace ice::cli {

struct CompletionScript {
  std::string_view shell;
  std::string_view file;  ///< where a prefix has it: "share/zsh/site-functions/_ice"
  std::string_view text;
};

/// bash, zsh and fish.
extern const std::array<CompletionScript, 3> kCompletionScripts;

}  // namespace ice::cli
