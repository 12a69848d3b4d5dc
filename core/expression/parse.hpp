#pragma once
// Reads an expression: 3*(a + b*c), or with names of its own: u = b*c; v = a + u; J = 3*v
#include <string_view>

#include "expression/graph.hpp"

namespace ice::expression {

/// The graph of the last of the statements, which ';' parts. Binds, weakest first: + and -, * and
/// /, the sign, ^ (from the right); functions are those of operation.hpp. Products of constants and
/// the like are computed here. A value that the text does not name is called u, v, w, u2 ..., the
/// result J.
///
/// Throws UserError("column 9: ...") for the first fault: a sign or name that is not expected, an
/// unknown function, a name that is defined twice or read before it is defined, no variable at all,
/// more than 4096 characters or 100 brackets within each other.
[[nodiscard]] Graph parse(std::string_view text);

}  // namespace ice::expression
