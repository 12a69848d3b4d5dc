#pragma once
// The reference of study files as text.
#include <cstddef>
#include <string>
#include <vector>

#include "reference/key_facts.hpp"

namespace ice::cli {

/// A list of keys by section: meaning, values, default.
[[nodiscard]] std::string keys_text(const std::vector<const reference::KeyFacts*>& keys,
                                    std::size_t width);

/// All about one key, with an example in its place and how the command line sets it.
[[nodiscard]] std::string key_text(const reference::KeyFacts& key, std::size_t width);

}  // namespace ice::cli
