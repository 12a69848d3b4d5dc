#pragma once
// The comparisons of columns with literals in an SQL expression, found by its tokens: enough to say
// why none holds, not a parser.
#include <string>
#include <string_view>
#include <vector>

namespace ice::store {

/// A text or a number as it stands in an expression.
struct Literal {
  std::string text;      ///< of a text, without its quotes; of a number as it is written
  bool is_text = false;  ///< else a number
};

/// `column op literal`, whichever side the column stands on; an item of `column IN (...)`.
struct Comparison {
  std::string column;  ///< a name as it was spelled, without quotes
  std::string op;      ///< "=" (also for ==, IS and IN), "<", "<=", ">", ">="; as for column first
  Literal literal;
};

/// All of them, in their order. Comments and texts are passed over as SQL does; what is no
/// expression gives what can be made out.
[[nodiscard]] std::vector<Comparison> comparisons_in(std::string_view expression);

}  // namespace ice::store
