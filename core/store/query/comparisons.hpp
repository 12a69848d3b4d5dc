#pragma once
// Finds the comparisons of columns with literals in an SQL expression. It looks only at the tokens
// and is no parser; that is enough to explain why a --where matches no run (where_hint.hpp).
#include <string>
#include <string_view>
#include <vector>

namespace ice::store {

/// A text or a number in an expression.
struct Literal {
  std::string text;      ///< a text without its quotes; a number as it is written
  bool is_text = false;  ///< otherwise a number
};

/// A comparison `column op literal`, or one item of `column IN (...)`. A comparison with the
/// literal first is turned round.
struct Comparison {
  std::string column;  ///< the name as it is written, without quotes
  std::string op;      ///< "=" (also for ==, IS and IN), "<", "<=", ">", ">="
  Literal literal;
};

/// All comparisons in their order. Comments and quoted texts are skipped by the rules of SQL. Never
/// throws: for a text that is no expression, it returns the comparisons that it recognizes.
[[nodiscard]] std::vector<Comparison> comparisons_in(std::string_view expression);

}  // namespace ice::store
