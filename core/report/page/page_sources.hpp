#pragma once
// The sources of the page, which CMake puts into the program (cmake/IceEmbed.cmake).
#include <string_view>

namespace ice::report {

extern const std::string_view kPageHtml;    ///< web/page.html
extern const std::string_view kPageStyle;   ///< dygraphs' style sheet, then web/page.css
extern const std::string_view kPageScript;  ///< dygraphs, then web/*.js

}  // namespace ice::report
