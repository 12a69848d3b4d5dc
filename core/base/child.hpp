#pragma once
// Asks children: this program again, in another role, for what may crash or hang. A child is given
// one or more requests and answers each in turn.
#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/value.hpp"

namespace ice::base {

/// What came back for a request.
struct Answer {
  enum class Kind {
    kValue,  ///< the answer
    kError,  ///< the role's function threw: `text` is the exception's
    kEnded,  ///< no answer: `text` says how the child ended, as in "took longer than 5.0 s" or
             ///< "ended the process: SIGSEGV (segmentation fault) (its last words)"
  };
  Kind kind = Kind::kValue;
  Value value{};
  std::string text{};
};

/// Starts a child (argv[1] is `role`, the requests follow), kills it at the time limit, and returns
/// its answers in the order of the requests. The list ends with the first kEnded: nobody was asked
/// for what stands behind it. main() of the program hands over to answer_parent for this role.
/// `environment` as in SpawnOptions.
[[nodiscard]] std::vector<Answer> ask_child(const char* role, std::span<const std::string> requests,
                                            std::chrono::milliseconds limit,
                                            const std::vector<std::string>& environment = {});

/// The same for one request.
[[nodiscard]] Answer ask_child(const char* role, const std::string& request,
                               std::chrono::milliseconds limit,
                               const std::vector<std::string>& environment = {});

/// The child's side, to be main()'s last act: answers each request with what the function returns
/// or throws, and ends the process without running destructors. What the function prints goes to
/// standard error.
[[noreturn]] void answer_parent(int argc, char** argv,
                                const std::function<Value(const std::string&)>& answer);

}  // namespace ice::base
