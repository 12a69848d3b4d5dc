#include "store/query/comparisons.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace ice::store {
namespace {

struct Token {
  enum class Kind { kName, kText, kNumber, kSign };
  Kind kind = Kind::kSign;
  std::string text;  // a name or text is without its quotes
  bool is_quoted = false;
};

bool is_name_part(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '$' || byte >= 128;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : left_(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    while (skip_between(), !left_.empty()) tokens.push_back(next());
    return tokens;
  }

 private:
  void skip_between() {
    while (!left_.empty()) {
      if (std::isspace(static_cast<unsigned char>(left_.front())) != 0)
        left_.remove_prefix(1);
      else if (left_.starts_with("--"))
        skip_past("\n");
      else if (left_.starts_with("/*"))
        skip_past("*/");
      else
        return;
    }
  }

  void skip_past(std::string_view end) {
    const auto at = left_.find(end, 2);
    left_.remove_prefix(at == std::string_view::npos ? left_.size() : at + end.size());
  }

  Token next() {
    const char c = left_.front();
    if (c == '\'') return {Token::Kind::kText, quoted('\''), true};
    if (c == '"' || c == '`') return {Token::Kind::kName, quoted(c), true};
    if (c == '[') return {Token::Kind::kName, quoted(']'), true};
    const bool is_fraction = c == '.' && left_.size() > 1 && base::is_digit(left_[1]);
    if (base::is_digit(c) || is_fraction) return {Token::Kind::kNumber, number()};
    if (is_name_part(c))
      return {Token::Kind::kName, take(std::ranges::find_if_not(left_, is_name_part))};
    return {Token::Kind::kSign, sign()};
  }

  std::string take(std::string_view::const_iterator end) {
    std::string taken(left_.begin(), end);
    left_.remove_prefix(taken.size());
    return taken;
  }

  // A doubled quote stands for itself.
  std::string quoted(char close) {
    std::string text;
    for (left_.remove_prefix(1); !left_.empty(); left_.remove_prefix(1)) {
      if (left_.front() == close) {
        left_.remove_prefix(1);
        if (close == ']' || !left_.starts_with(close)) break;
      }
      text += left_.front();
    }
    return text;
  }

  std::string number() {
    bool after_exponent = false;
    return take(std::ranges::find_if_not(left_, [&](char c) {
      const bool is_exponent_sign = after_exponent && (c == '+' || c == '-');
      after_exponent = c == 'e' || c == 'E';
      return base::is_digit(c) || c == '.' || after_exponent || is_exponent_sign;
    }));
  }

  std::string sign() {
    constexpr std::array<std::string_view, 5> kLong{"==", "<=", ">=", "<>", "!="};
    for (const std::string_view sign : kLong)
      if (left_.starts_with(sign)) return take(left_.begin() + 2);
    return take(left_.begin() + 1);
  }

  std::string_view left_;
};

// Finds the comparisons in a list of tokens.
class Finder {
 public:
  explicit Finder(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::vector<Comparison> run() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (is_column(at)) take_after_column(at);
      if (const auto literal = literal_at(at)) take_after_literal(at, *literal);
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool is_sign(std::size_t at, std::string_view sign) const {
    return at < tokens_.size() && tokens_[at].kind == Token::Kind::kSign &&
           tokens_[at].text == sign;
  }
  [[nodiscard]] bool is_word(std::size_t at, std::string_view word) const {
    return at < tokens_.size() && tokens_[at].kind == Token::Kind::kName &&
           !tokens_[at].is_quoted && upper(tokens_[at].text) == word;
  }
  [[nodiscard]] bool is_column(std::size_t at) const {
    constexpr std::array<std::string_view, 5> kWords{"AND", "OR", "NOT", "IN", "IS"};
    return at < tokens_.size() && tokens_[at].kind == Token::Kind::kName &&
           std::ranges::none_of(kWords, [&](std::string_view word) { return is_word(at, word); });
  }

  // The literal that begins at this token, and how many tokens it has: a number may have a sign.
  struct Found {
    Literal literal;
    std::size_t size = 1;
  };
  [[nodiscard]] std::optional<Found> literal_at(std::size_t at) const {
    if (at >= tokens_.size()) return std::nullopt;
    const Token& token = tokens_[at];
    if (token.kind == Token::Kind::kText) return Found{{token.text, true}, 1};
    if (token.kind == Token::Kind::kNumber) return Found{{token.text, false}, 1};
    const bool has_sign = is_sign(at, "-") || is_sign(at, "+");
    if (!has_sign || at + 1 >= tokens_.size() || tokens_[at + 1].kind != Token::Kind::kNumber)
      return std::nullopt;
    return Found{{(token.text == "-" ? "-" : "") + tokens_[at + 1].text, false}, 2};
  }

  [[nodiscard]] std::string op_at(std::size_t at) const {
    for (const char* sign : {"=", "<", "<=", ">", ">="})
      if (is_sign(at, sign)) return sign;
    const bool is_equality = is_sign(at, "==") || (is_word(at, "IS") && !is_word(at + 1, "NOT"));
    return is_equality ? "=" : "";
  }

  void take_after_column(std::size_t at) {
    const std::string& column = tokens_[at].text;
    if (is_word(at + 1, "IN") && is_sign(at + 2, "(")) return take_list(column, at + 3);
    const std::string op = op_at(at + 1);
    const auto literal = literal_at(at + 2);
    if (!op.empty() && literal) found_.push_back({column, op, literal->literal});
  }

  void take_list(const std::string& column, std::size_t at) {
    while (const auto literal = literal_at(at)) {
      found_.push_back({column, "=", literal->literal});
      at += literal->size;
      if (!is_sign(at, ",")) return;
      ++at;
    }
  }

  void take_after_literal(std::size_t at, const Found& literal) {
    const std::size_t sign = at + literal.size;
    const std::string op = op_at(sign);
    if (op.empty() || !is_column(sign + 1)) return;
    std::string turned = op;
    if (op != "=") turned[0] = op[0] == '<' ? '>' : '<';
    found_.push_back({tokens_[sign + 1].text, turned, literal.literal});
  }

  std::vector<Token> tokens_;
  std::vector<Comparison> found_;
};

}  // namespace

std::vector<Comparison> comparisons_in(std::string_view expression) {
  return Finder(Lexer(expression).run()).run();
}

}  // namespace ice::store
