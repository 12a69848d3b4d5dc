// Any bytes as a study file: refused as the user's fault, or read as a study whose resolved text
// reads back as itself and whose first slots expand.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "study/expand.hpp"
#include "study/study.hpp"

namespace {

using ice::study::Study;

void expand_some(const Study& study) {
  const ice::study::Expansion expansion(study);
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(expansion.slot_count(), 20); ++i) {
    const auto slot = expansion.choose(i);
    if (const auto* choice = std::get_if<ice::study::Choice>(&slot)) (void)expansion.build(*choice);
  }
}

Study load(const std::string& text) { return ice::study::load_text(text, "f.yaml", "/folder"); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Study study;
  try {
    study = load({data, data + size});
  } catch (const ice::base::UserError&) {
    return 0;
  }
  expand_some(study);
  if (load(study.text).text != study.text) std::abort();
  return 0;
}
