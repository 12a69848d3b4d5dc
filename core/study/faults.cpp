#include "study/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace ice::study {
namespace {

constexpr std::size_t kLongestShown = 100;

}  // namespace

void Faults::add(const Node& at, const std::string& path, const std::string& found,
                 const std::string& hint) {
  add({at.file, at.mark, path, found, hint});
}

void Faults::add(const Node::Entry& at, const std::string& path, const std::string& found,
                 const std::string& hint) {
  add({at.value.file, at.mark, path, found, hint});
}

void Faults::add(Fault fault) {
  faults_.push_back(std::move(fault));
  if (count() >= kMaxFaults) throw_if_any();
}

void Faults::throw_if_any() {
  std::ranges::stable_sort(faults_, {}, [](const Fault& fault) {
    return std::tie(fault.file, fault.mark.line, fault.mark.column);
  });
  base::Diagnostics all;
  for (const Fault& fault : faults_) {
    const std::string where = location_text(fault.file, fault.mark);
    all.add(fault.path.empty() ? where : where + ": " + clipped(fault.path), fault.found,
            fault.hint);
  }
  if (count() >= kMaxFaults) all.add("", fmt::format("These are the first {} errors", kMaxFaults));
  all.throw_if_any();
}

std::string describe(const Node& node) {
  if (node.is_list) return "a list";
  if (node.is_map) return "a map";
  if (node.is_null()) return "nothing";
  const std::string text = clipped(base::to_text(node.scalar));
  return node.is_text() ? "'" + text + "'" : text;
}

std::string clipped(const std::string& text) {
  if (text.size() <= kLongestShown) return text;
  std::size_t end = kLongestShown;
  while (end > 0 && base::is_continuation(text[end])) --end;
  return text.substr(0, end) + "...";
}

}  // namespace ice::study
