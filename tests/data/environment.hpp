#pragma once
// Folders and environment variables that are there for one test.
#include <cstdlib>
#include <optional>
#include <string>

#include "support/temporary_folder.hpp"

namespace ice::data {

using test::TemporaryFolder;

/// Sets an environment variable and puts it back at the end.
class SetVariable {
 public:
  SetVariable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    ::setenv(name, value.c_str(), 1);
  }
  ~SetVariable() {
    if (before_)
      ::setenv(name_, before_->c_str(), 1);
    else
      ::unsetenv(name_);
  }
  SetVariable(const SetVariable&) = delete;
  SetVariable& operator=(const SetVariable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace ice::data
