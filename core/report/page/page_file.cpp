#include "report/page/page_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "report/page/page_sources.hpp"

namespace ice::report {
namespace {

// "'sha256-...'", by which a Content-Security-Policy allows an inline script or style.
std::string csp_source(std::string_view content) {
  std::array<std::uint8_t, 32> digest{};
  base::from_hex(base::sha256_hex(content), digest);
  return "'sha256-" + base::to_base64(digest) + "'";
}

// JSON for a script element. Only `<` could begin what ends the element.
std::string embedded(const base::Value& data) {
  using Errors = base::Value::error_handler_t;
  const std::string json = data.dump(-1, ' ', /*ensure_ascii=*/false, Errors::replace);
  std::string text;
  text.reserve(json.size() + json.size() / 64);
  for (const char c : json) {
    if (c == '<')
      text += "\\u003c";
    else
      text += c;
  }
  return text;
}

void replace(std::string& page, std::string_view mark, std::string_view text) {
  const auto found = page.find(mark);
  if (found == std::string::npos) throw base::Error(fmt::format("page.html lacks {}", mark));
  page.replace(found, mark.size(), text);
}

}  // namespace

std::string page_html(const base::Value& data) {
  std::string page(kPageHtml);
  // From the end to the beginning: what is inserted is never searched.
  replace(page, "{{script}}", kPageScript);
  replace(page, "{{data}}", embedded(data));
  replace(page, "{{style}}", kPageStyle);
  replace(page, "{{policy}}",
          fmt::format("default-src 'none'; script-src {}; style-src {}; img-src data:; "
                      "base-uri 'none'; form-action 'none'",
                      csp_source(kPageScript), csp_source(kPageStyle)));
  return page;
}

}  // namespace ice::report
