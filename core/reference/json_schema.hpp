#pragma once
// The JSON Schema of study files, for editors that complete and check them.
#include "base/value.hpp"
#include "plugin/catalog.hpp"

namespace ice::reference {

/// The schema (draft 7, which editors understand best) as the tables say: every key, type, range
/// and choice, the keys of each data set, the parameters of each plugin of the catalogue. A study
/// that it refuses is refused by study::load as well, or by the plan. It is not the other way
/// round: what needs several keys at once (names of parameters, zip, conditions) is not checked.
[[nodiscard]] base::Value json_schema(const plugin::Catalog& catalog);

}  // namespace ice::reference
