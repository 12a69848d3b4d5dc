#pragma once
// The claims of a recorded study: read, judged, and the looks at them kept.
#include <vector>

#include "judge/claims.hpp"
#include "store/query/query.hpp"
#include "store/store.hpp"

namespace ice::judge {

/// The claims of the newest revision of a study, in its order. Writes nothing.
[[nodiscard]] std::vector<Judgement> judge_study(store::Reader& reader,
                                                 const store::StudyRow& study);

/// Takes the looks that the recorded runs of a study allow: to be called before more runs are
/// recorded, so that what could have been seen is counted, and after. A store without the study is
/// left as it is. Throws StoreError as Writer does, only where there is a look to be kept.
void settle(const std::filesystem::path& store, const std::string& study);

}  // namespace ice::judge
