#pragma once
// Puts the page together: one file that needs no network and no other file.
#include <string>

#include "base/value.hpp"

namespace ice::report {

/// The page with this data (page_data.hpp) as HTML. Data stand in it as text that cannot end their
/// element, and its Content-Security-Policy names its own scripts and styles by their digests:
/// nothing else runs, whatever the texts of a study contain.
[[nodiscard]] std::string page_html(const base::Value& data);

}  // namespace ice::report
