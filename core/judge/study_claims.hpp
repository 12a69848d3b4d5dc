#pragma once
// The claims of a recorded study: reads what they are judged by, judges them, and keeps the looks.
#include <vector>

#include "judge/claims.hpp"
#include "store/query/query.hpp"
#include "store/store.hpp"

namespace ice::judge {

/// Judges the claims of this revision of a study, in its order. Writes nothing. Throws UserError
/// when the recorded text is no study any more, and what Reader throws.
[[nodiscard]] std::vector<Judgement> judge_study(store::Reader& reader,
                                                 const store::StudyRow& study);

/// Keeps the looks that the recorded runs of a study allow. Call it before more runs are recorded,
/// so that verdicts that could be seen until now are counted, and again after. Does nothing when
/// the store or the study is absent. Opens the store for writing only when there is a look to keep;
/// then throws StoreError as Writer does.
void settle(const std::filesystem::path& store, const std::string& study);

}  // namespace ice::judge
