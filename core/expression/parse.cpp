#include "expression/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace ice::expression {
namespace {

constexpr std::size_t kMaxText = 4096;
constexpr std::size_t kMaxDepth = 100;
constexpr const char* kOperand = "a number, a name, a function or '('";

bool starts_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (text.size() > kMaxText) fail(kMaxText + 1, "an expression has 4096 characters at most");
  }

  Graph parse() {
    do graph_.result = statement();
    while (take(';') && !is_at_end());
    if (!is_at_end()) fail_expecting("an operator, ';' or the end");
    if (graph_.nodes[graph_.result].is_constant()) fail(1, "there is no variable to nudge");
    name_the_rest();
    return std::move(graph_);
  }

 private:
  [[noreturn]] static void fail(std::size_t column, const std::string& found,
                                const std::string& hint = "") {
    throw base::UserError(fmt::format("column {}", column), found, hint);
  }

  [[noreturn]] void fail_expecting(const std::string& what) {
    const char c = next();
    if (at_ == text_.size()) fail(column(), fmt::format("expected {}, got the end", what));
    // A second byte of UTF-8 would be no character by itself.
    std::size_t size = 1;
    while (at_ + size < text_.size() && (text_[at_ + size] & 0xC0) == 0x80) ++size;
    const bool is_product = starts_name(c) || base::is_digit(c) || c == '(';
    fail(column(), fmt::format("expected {}, got '{}'", what, text_.substr(at_, size)),
         is_product && what != kOperand ? "A product is written a*b" : "");
  }

  [[nodiscard]] std::size_t column() const { return at_ + 1; }

  // The next character that is no blank, or 0 at the end.
  char next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool is_at_end() { return next() == '\0' && at_ == text_.size(); }

  bool take(char c) {
    if (next() != c || at_ == text_.size()) return false;
    ++at_;
    return true;
  }

  // name = sum, or a sum.
  std::size_t statement() {
    next();
    const std::size_t start = at_;
    const std::string name = starts_name(next()) ? take_name() : "";
    if (name.empty() || !take('=')) {
      at_ = start;
      return sum();
    }
    if (defined_.contains(name)) fail(start + 1, name + " is defined twice");
    if (find_operation(name, 1) != nullptr) fail(start + 1, name + " is a function");
    const std::size_t node = sum();
    if (variables_.contains(name)) fail(start + 1, name + " is read before it is defined");
    defined_[name] = node;
    if (graph_.nodes[node].operation != nullptr) graph_.nodes[node].name = name;
    return node;
  }

  std::size_t sum() {
    std::size_t left = product();
    for (;;) {
      const std::size_t at = (next(), column());
      if (take('+'))
        left = apply("+", {left, product()}, at);
      else if (take('-'))
        left = apply("-", {left, product()}, at);
      else
        return left;
    }
  }

  std::size_t product() {
    std::size_t left = signed_power();
    for (;;) {
      const std::size_t at = (next(), column());
      if (take('*'))
        left = apply("*", {left, signed_power()}, at);
      else if (take('/'))
        left = apply("/", {left, signed_power()}, at);
      else
        return left;
    }
  }

  // -a^2 is -(a^2), and 2^-a is 2^(-a).
  std::size_t signed_power() {
    const std::size_t at = (next(), column());
    if (take('-')) {
      const Depth inside(*this);
      return apply("-", {signed_power()}, at);
    }
    const std::size_t base = operand();
    const std::size_t power_at = (next(), column());
    if (!take('^')) return base;
    const Depth inside(*this);
    return apply("^", {base, signed_power()}, power_at);
  }

  std::size_t operand() {
    const char c = next();
    const std::size_t at = column();
    if (base::is_digit(c) || c == '.') return constant(take_number(), at);
    if (starts_name(c)) return named(take_name(), at);
    if (!take('(')) fail_expecting(kOperand);
    return inside_brackets();
  }

  std::size_t inside_brackets() {
    const Depth inside(*this);
    const std::size_t node = sum();
    if (!take(')')) fail_expecting("an operator or ')'");
    return node;
  }

  // A function of what follows in brackets, a value that was defined, or a variable.
  std::size_t named(const std::string& name, std::size_t at) {
    if (take('(')) {
      if (find_operation(name, 1) == nullptr)
        fail(at, fmt::format("unknown function {}", name),
             defined_.contains(name) || variables_.contains(name) || name.size() == 1
                 ? fmt::format("A product is written {}*(...)", name)
                 : base::suggest(name, function_names()));
      return apply(name, {inside_brackets()}, at);
    }
    if (find_operation(name, 1) != nullptr)
      fail(at, fmt::format("{} is a function", name), fmt::format("Write {}(...)", name));
    if (const auto known = defined_.find(name); known != defined_.end()) return known->second;
    const auto [known, is_new] = variables_.emplace(name, graph_.nodes.size());
    if (is_new) graph_.nodes.push_back({.name = name, .column = at});
    return known->second;
  }

  std::string take_name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (starts_name(text_[at_]) || base::is_digit(text_[at_]))) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  double take_number() {
    const std::size_t start = at_;
    skip_digits();
    if (const std::size_t digit = exponent_digit(); digit > 0) {
      at_ = digit;
      skip_digits();
    }
    const std::string_view number = text_.substr(start, at_ - start);
    const auto value = base::parse_number(number);
    if (!value) fail(start + 1, fmt::format("'{}' is no number", number));
    return *value;
  }

  // The place of the first digit of an exponent that begins here: "e-4"; 0 when none does, as in
  // 2e.
  [[nodiscard]] std::size_t exponent_digit() const {
    const auto is = [&](std::size_t at, std::string_view any) {
      return at < text_.size() && any.find(text_[at]) != any.npos;
    };
    if (!is(at_, "eE")) return 0;
    const std::size_t digit = is(at_ + 1, "+-") ? at_ + 2 : at_ + 1;
    return is(digit, "0123456789") ? digit : 0;
  }

  void skip_digits() {
    while (at_ < text_.size() && (base::is_digit(text_[at_]) || text_[at_] == '.')) ++at_;
  }

  std::size_t constant(double value, std::size_t at) {
    graph_.nodes.push_back({.name = "", .constant = value, .column = at});
    return graph_.nodes.size() - 1;
  }

  std::size_t apply(std::string_view name, std::vector<std::size_t> inputs, std::size_t at) {
    const Operation* const operation = find_operation(name, inputs.size());
    const auto& nodes = graph_.nodes;
    if (std::ranges::all_of(inputs, [&](std::size_t i) { return nodes[i].is_constant(); })) {
      const double y = inputs.size() == 2 ? nodes[inputs[1]].constant : 0;
      const double value = operation->value(nodes[inputs[0]].constant, y);
      if (!std::isfinite(value))
        fail(at, fmt::format("'{}' gives {} here", name, base::format_number(value)));
      return constant(value, at);
    }
    graph_.nodes.push_back(
        {.name = kUnnamed, .operation = operation, .inputs = std::move(inputs), .column = at});
    return graph_.nodes.size() - 1;
  }

  // J, then u, v, w, u2, v2, w2 ... in the order in which they are computed.
  void name_the_rest() {
    std::set<std::string> taken;
    for (const Node& node : graph_.nodes) taken.insert(node.name);
    for (const auto& [name, node] : defined_) taken.insert(name);
    if (Node& result = graph_.nodes[graph_.result];
        result.name == kUnnamed && taken.insert("J").second)
      result.name = "J";
    std::size_t count = 0;
    for (Node& node : graph_.nodes) {
      if (node.name != kUnnamed) continue;
      do node.name = automatic_name(count++);
      while (!taken.insert(node.name).second);
    }
  }

  static std::string automatic_name(std::size_t i) {
    constexpr std::array kLetters{"u", "v", "w"};
    const std::size_t round = i / kLetters.size();
    return kLetters.at(i % kLetters.size()) + (round == 0 ? "" : std::to_string(round + 1));
  }

  // Counts how deep the text goes, so that no text can use up the stack.
  class Depth {
   public:
    explicit Depth(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kMaxDepth)
        fail(parser_.at_, "this is more than 100 brackets or signs deep");
    }
    ~Depth() { --parser_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    Parser& parser_;
  };

  static constexpr const char* kUnnamed = "?";

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  Graph graph_;
  std::map<std::string, std::size_t> defined_, variables_;
};

}  // namespace

Graph parse(std::string_view text) { return Parser(text).parse(); }

}  // namespace ice::expression
