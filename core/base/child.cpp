#include "base/child.hpp"

#include <unistd.h>

#include <cerrno>
#include <new>
#include <sstream>

#include "base/process.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace ice::base {
namespace {

// An answer on its way: CBOR, as JSON knows neither NaN nor texts that are no UTF-8.
constexpr const char* kAnswer = "answer";
constexpr const char* kThrown = "thrown";

// The last line of its standard error; empty when that is no text.
std::string last_words(const Completed& child) {
  const std::string_view text = trim(child.err);
  const std::string_view line = text.substr(text.rfind('\n') + 1);
  return is_utf8(line) ? std::string(line) : "";
}

Answer ended(const Completed& child, std::chrono::duration<double> limit) {
  if (child.timed_out)
    return {Answer::Kind::kEnded, {}, "took longer than " + format_seconds(limit.count())};
  const std::string said = last_words(child);
  return {
      Answer::Kind::kEnded,
      {},
      "ended the process: " + child.status.describe() + (said.empty() ? "" : " (" + said + ")")};
}

Answer answer_from(Value message) {
  if (const auto thrown = message.find(kThrown); thrown != message.end())
    return {Answer::Kind::kError, {}, *thrown};
  return {Answer::Kind::kValue, std::move(message.at(kAnswer)), {}};
}

// A message that is cut short is none.
std::vector<Answer> answers_in(const std::string& bytes) {
  std::vector<Answer> answers;
  std::istringstream in(bytes);
  while (in.peek() != std::istringstream::traits_type::eof()) {
    Value message = Value::from_cbor(in, false, false);
    if (message.is_discarded()) break;
    answers.push_back(answer_from(std::move(message)));
  }
  return answers;
}

void send_to_parent(int fd, const Value& message) {
  const std::vector<std::uint8_t> bytes = Value::to_cbor(message);
  for (std::size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::write(fd, bytes.data() + sent, bytes.size() - sent);
    if (n >= 0)
      sent += static_cast<std::size_t>(n);
    else if (errno != EINTR)
      ::_exit(1);  // the parent is gone
  }
}

Value answer_or_error(const std::function<Value(const std::string&)>& answer,
                      const std::string& request) {
  try {
    return {{kAnswer, answer(request)}};
  } catch (const std::bad_alloc&) {
    return {{kThrown, "out of memory"}};
  } catch (const std::exception& error) {
    return {{kThrown, error.what()}};
  }
}

}  // namespace

std::vector<Answer> ask_child(const char* role, std::span<const std::string> requests,
                              std::chrono::milliseconds limit,
                              const std::vector<std::string>& environment) {
  std::vector<std::string> argv{self_program(), role};
  argv.insert(argv.end(), requests.begin(), requests.end());
  const Completed child = run_to_end(argv, limit, environment);
  std::vector<Answer> answers = answers_in(child.out);
  if (answers.size() < requests.size()) answers.push_back(ended(child, limit));
  return answers;
}

Answer ask_child(const char* role, const std::string& request, std::chrono::milliseconds limit,
                 const std::vector<std::string>& environment) {
  return std::move(ask_child(role, std::span(&request, 1), limit, environment).front());
}

void answer_parent(int argc, char** argv, const std::function<Value(const std::string&)>& answer) {
  bind_to_parent();
  // What a library prints must not be taken for an answer.
  const int out = ::dup(STDOUT_FILENO);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  for (int i = 2; i < argc; ++i) send_to_parent(out, answer_or_error(answer, argv[i]));
  // Past the destructors of the libraries, which may be at fault too: all is said.
  ::_exit(0);
}

}  // namespace ice::base
