#pragma once
// Turns the errno of a failed system call into an exception.
#include <string>

namespace ice::base {

/// Throws an exception with the text "what: the system's text for `error`". It is a UserError with
/// a hint when a limit was reached that the user can raise (open files, processes, memory),
/// otherwise an Error. `error` is the value of errno. Any thread may call it.
[[noreturn]] void throw_system_error(const std::string& what, int error);

}  // namespace ice::base
