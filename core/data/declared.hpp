#pragma once
// Sizes that a study declares of data which not everybody has: they are checked when the files are
// read, and stand for them in a plan where the files are not there (course 4.3: the shapes of
// matrices are known before any number is).
#include <vector>

#include "data/section.hpp"

namespace ice::data {

/// The keys `features`, `samples`, `test_samples`, `classes` and `from`, all optional; `from` says
/// where the files can be got.
[[nodiscard]] std::vector<Key> declared_keys();

/// Throws UserError when samples that were read have other sizes than the completed section
/// declares.
void require_declared(const Samples& samples, const base::Value& section);

}  // namespace ice::data
