#include "base/error.hpp"

#include <catch2/catch.hpp>

using namespace ice::base;

TEST_CASE("error: where, what was found and what to do stand in one line") {
  CHECK(std::string(UserError("f.yaml:3:1", "unknown key", "Did you mean 'code'?").what()) ==
        "f.yaml:3:1: unknown key. Did you mean 'code'?");
  CHECK(std::string(UserError("", "no study named x").what()) == "no study named x");
  CHECK(std::string(StoreError("ice.db", "busy.", "Wait").what()) == "ice.db: busy. Wait");
}

TEST_CASE("error: all errors of a file are thrown at once") {
  Diagnostics diagnostics;
  CHECK_NOTHROW(diagnostics.throw_if_any());
  diagnostics.add("f:1:1", "first");
  diagnostics.add("f:2:1", "second", "mend it");
  CHECK_THROWS_WITH(diagnostics.throw_if_any(), "f:1:1: first\nf:2:1: second. mend it");
}
