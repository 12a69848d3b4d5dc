#pragma once
// Studies for tests: the smallest code section that is complete, and what is said of a text.
#include <string>
#include <vector>

#include "base/error.hpp"
#include "sanitized.hpp"
#include "study/faults.hpp"
#include "study/study.hpp"

/// Lines 1 to 5 of most studies here.
inline const std::string kCode =
    "code:\n"
    "  data: {name: planar}\n"
    "  network: {output: sigmoid}\n"
    "  loss: binary_cross_entropy\n"
    "  training: {epochs: 3}\n";

/// The keys of code.training, as messages list them.
inline const std::string kTrainingKeys =
    "epochs, batch_size, precision, clip_value, clip_norm, label_smoothing, early_stopping, save";

/// The text of what `call` throws; "accepted" when it throws nothing.
template <class Call>
std::string refusal_by(Call call) {
  try {
    (void)call();
  } catch (const ice::base::UserError& error) {
    return error.what();
  }
  return "accepted";
}

/// The study of a text that stands in f.yaml, with overrides as on the command line.
inline ice::study::Study study_of(const std::string& text,
                                  const std::vector<std::string>& overrides = {}) {
  std::vector<ice::study::Override> parsed;
  for (const std::string& given : overrides) parsed.push_back(ice::study::parse_override(given));
  return ice::study::load_text(text, "f.yaml", "/folder", parsed);
}

/// The errors of such a text.
inline std::string refusal_of(const std::string& text,
                              const std::vector<std::string>& overrides = {}) {
  return refusal_by([&] { return study_of(text, overrides); });
}

/// A study that varies what `parameters` says, in lines of its own from line 8, 4 columns in.
inline std::string varying(const std::string& parameters, const std::string& more = "") {
  return kCode + "experiment:\n  parameters:\n    " + parameters + "\n" + more;
}

/// All faults collected so far.
inline std::string text_of(ice::study::Faults& faults) {
  return refusal_by([&] {
    faults.throw_if_any();
    return 0;
  });
}
