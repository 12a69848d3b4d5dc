#pragma once
// The plan of a study for the page: what it varies, over which seeds, and what it excludes.
#include "base/value.hpp"
#include "store/query/query.hpp"

namespace ice::report {

/// {"method", "metric", "goal", "seeds", "parameters": [{"name", "values"}], "zip": [[name]],
/// "excluded": [{"text", "cells"}], "repetitions": cells, "cells": all before exclusions}, with
/// "excluded" counted unless the study has more than 200 000 runs. Null where the recorded text is
/// no study any more.
[[nodiscard]] base::Value plan_json(const store::StudyRow& study);

}  // namespace ice::report
