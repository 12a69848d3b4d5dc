// Requests to a child, which tests/base/main.cpp plays, and what comes back.
#include "base/child.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace ice::base;
using namespace std::chrono_literals;
using Kind = Answer::Kind;

namespace {

std::vector<Answer> ask(const std::vector<std::string>& requests,
                        std::chrono::milliseconds limit = 60s) {
  return ask_child("__answer", requests, limit);
}

}  // namespace

TEST_CASE("child: it answers each request in turn") {
  const std::vector<Answer> answers = ask({"a", "", "\xFF is no UTF-8"});
  REQUIRE(answers.size() == 3);
  CHECK(answers[0].kind == Kind::kValue);
  CHECK(answers[0].value == "answer to a");
  CHECK(answers[1].value == "answer to ");
  CHECK(answers[2].value == "answer to \xFF is no UTF-8");
  CHECK(ask_child("__answer", "b", 60s).value == "answer to b");
}

TEST_CASE("child: what is thrown comes back as text, and the next request is answered") {
  const std::vector<Answer> answers = ask({"throw", "run out", "a"});
  REQUIRE(answers.size() == 3);
  CHECK(answers[0].kind == Kind::kError);
  CHECK(answers[0].text == "no such thing");
  CHECK(answers[1].text == "out of memory");
  CHECK(answers[2].value == "answer to a");
}

TEST_CASE("child: the list ends where the child ended, and says how") {
  const std::vector<Answer> died = ask({"a", "abort", "b"});
  REQUIRE(died.size() == 2);
  CHECK(died[0].value == "answer to a");
  CHECK(died[1].kind == Kind::kEnded);
  CHECK(died[1].text == "ended the process: SIGABRT (aborted) (the last words)");

  const std::vector<Answer> late = ask({"a", "sleep", "b"}, 500ms);
  REQUIRE(late.size() == 2);
  CHECK(late[1].kind == Kind::kEnded);
  CHECK(late[1].text == "took longer than 500 ms");
}

TEST_CASE("child: what a library prints is no answer, and a NaN stays one") {
  CHECK(ask({"print"}).at(0).value == "answer to print");
  CHECK(std::isnan(ask({"nan"}).at(0).value.get<double>()));
}
