#pragma once
// What the system refused, as an exception.
#include <string>

namespace ice::base {

/// Throws "what: the system's reason" for an errno: a UserError that says how to raise the limit
/// where one was met (open files, processes, memory), else an Error.
[[noreturn]] void throw_system_error(const std::string& what, int error);

}  // namespace ice::base
