#include "study/yaml.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>

#include "base/error.hpp"
#include "study/scalar.hpp"
#include "study/source.hpp"

namespace ice::study {
namespace {

using base::UserError;

// An error message of the parser and our words for it.
struct Complaint {
  std::string_view parsers, ours, hint;
};

const std::string kTag = "tag:yaml.org,2002:";  // begins YAML's own tags
const std::string kMerge = "<<";

constexpr std::string_view kCheck = "Check the indentation, brackets and quotes";
const std::array kComplaints{
    Complaint{YAML::ErrorMsg::FLOW_END, "this bracket closes none that is open", ""},
    Complaint{YAML::ErrorMsg::END_OF_MAP, "this does not belong here", kCheck},
    Complaint{YAML::ErrorMsg::END_OF_SEQ, "this does not belong here", kCheck},
    Complaint{YAML::ErrorMsg::MAP_VALUE, "this ':' does not belong here", kCheck},
    Complaint{YAML::ErrorMsg::MAP_KEY, "this '?' does not belong here", kCheck},
    Complaint{YAML::ErrorMsg::BLOCK_ENTRY, "this '-' does not belong here", kCheck},
    Complaint{YAML::ErrorMsg::EOF_IN_SCALAR, "the file ends within quotes", ""},
    Complaint{YAML::ErrorMsg::INVALID_ESCAPE, "the '\\' just before escapes nothing",
              "Use single quotes"},
    Complaint{YAML::ErrorMsg::UNKNOWN_TOKEN, "no value begins like this", "Put it in quotes"}};

Complaint explained(const std::string& message) {
  const auto known = std::ranges::find_if(
      kComplaints, [&](const Complaint& one) { return message.starts_with(one.parsers); });
  return known != kComplaints.end() ? *known : Complaint{message, message, ""};
}

// Builds our tree from the parser's events. yaml-cpp's own tree has no limits, and an alias in it
// may refer to one of its ancestors. Here every node is counted when it is added, and an alias is
// copied only when its target is complete and fits the limits.
class Builder : public YAML::EventHandler {
 public:
  Builder(const Source& source, const std::string& file) : source_(source), file_(file) {}

  [[nodiscard]] Node take_root() { return std::move(root_); }

  // Throws the UserError for an exception of the parser. The parser marks a bracket that is never
  // closed at the start of the file; here the error is at the bracket.
  [[noreturn]] void refuse(const YAML::Exception& error) const {
    const bool is_unclosed = error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW ||
                             error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW;
    if (is_unclosed && !open_.empty()) {
      const Node& node = open_.back().node;
      throw UserError(location_text(file_, node.mark),
                      fmt::format("this '{}' is never closed", node.is_list ? '[' : '{'));
    }
    const Complaint complaint = explained(error.msg);
    const bool has_tab = source_.has_tab(error.mark.line);
    fail(error.mark, std::string(complaint.ours),
         has_tab ? "Indent with blanks, not tabs" : std::string(complaint.hint));
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) fail(mark, "a second document begins here", "One file is one study");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    place_scalar(mark, anchor, "", nullptr);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    const bool is_text = tag == "!" || tag == kTag + "str";
    if (expects_key() && text == kMerge && !is_text) open_.back().has_merge = true;
    if (tag != "?" && !is_text) return place_tagged(mark, tag, anchor, text);
    if (is_text && source_.is_never_closed(mark.line, mark.column))
      fail(mark, "this quote is never closed", "");
    place_scalar(mark, anchor, text, is_text ? base::Value(text) : plain_scalar(text));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end())
      fail(mark, "an alias stands inside what it stands for", "Alias cycles are refused");
    if (expects_key()) fail(mark, "an alias cannot be a key", "Write the key out");
    const Anchored& target = found->second;
    count(mark, target.nodes, target.depth);
    location(target.node, mark, "");
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor).is_list = true;
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open(mark, tag, anchor).is_map = true;
  }
  void OnMapEnd() override { close(); }

 private:
  // A list or map whose end has not been read yet.
  struct Open {
    Node node;
    YAML::anchor_t anchor = YAML::NullAnchor;
    std::size_t nodes_before = 0;
    std::size_t depth = 1;  // of the deepest node below, this one included
    std::set<std::string> keys;
    bool has_key = false;    // of a map: the last entry waits for its value
    bool has_merge = false;  // of a map: it has a key <<, without quotes
  };
  struct Anchored {
    Node node;
    std::size_t nodes = 1;
    std::size_t depth = 1;
  };

  [[nodiscard]] Mark at(const YAML::Mark& mark) const {
    return source_.mark(mark.line, mark.column);
  }

  [[noreturn]] void fail(const YAML::Mark& mark, const std::string& found,
                         const std::string& hint) const {
    throw UserError(location_text(file_, at(mark)), found, hint);
  }

  [[noreturn]] void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    fail(mark, fmt::format("tag '{}'", tag), "Tags have no meaning in a study");
  }

  // A scalar with one of YAML's own tags: it must be what the tag says.
  void place_tagged(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    const std::string& text) {
    base::Value value = plain_scalar(text);
    const bool fits = (tag == kTag + "float" && value.is_number()) ||
                      (tag == kTag + "int" && value.is_number_integer()) ||
                      (tag == kTag + "bool" && value.is_boolean()) ||
                      (tag == kTag + "null" && value.is_null());
    const bool is_known = tag == kTag + "float" || tag == kTag + "int" || tag == kTag + "bool" ||
                          tag == kTag + "null";
    if (!is_known) refuse_tag(mark, tag);
    if (!fits) fail(mark, fmt::format("'{}' is no {}", text, tag.substr(kTag.size())), "");
    place_scalar(mark, anchor, text, std::move(value));
  }

  [[nodiscard]] bool expects_key() const {
    return !open_.empty() && open_.back().node.is_map && !open_.back().has_key;
  }

  void count(const YAML::Mark& mark, std::size_t nodes, std::size_t depth) {
    nodes_ += nodes;
    if (nodes_ > kMaxYamlNodes)
      fail(mark, fmt::format("more than {} nodes", kMaxYamlNodes),
           "Aliases count as what they stand for");
    if (open_.size() + depth > kMaxYamlDepth)
      fail(mark, fmt::format("nested deeper than {} levels", kMaxYamlDepth), "");
    for (std::size_t i = 0; i < open_.size(); ++i)
      open_[i].depth = std::max(open_[i].depth, open_.size() - i + depth);
  }

  void place_scalar(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& text,
                    base::Value scalar) {
    count(mark, 1, 1);
    Node node;
    node.scalar = std::move(scalar);
    keep(anchor, node, 1, 1);
    location(std::move(node), mark, text);
  }

  // Keeps a copy of the node that an anchor names. Anchors may be nested, so the copies have a
  // limit of their own.
  void keep(YAML::anchor_t anchor, const Node& node, std::size_t nodes, std::size_t depth) {
    if (anchor == YAML::NullAnchor) return;
    kept_ += nodes;
    if (kept_ > kMaxYamlNodes)
      throw UserError(file_, fmt::format("more than {} nodes with anchors", kMaxYamlNodes));
    anchors_[anchor] = {node, nodes, depth};
  }

  Node& open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const bool is_plain = tag == "?" || tag == "!" || tag.empty();
    if (!is_plain && tag != kTag + "map" && tag != kTag + "seq") refuse_tag(mark, tag);
    if (expects_key()) fail(mark, "a list or map cannot be a key", "Keys are plain text");
    count(mark, 1, 1);
    Open& opened = open_.emplace_back();
    opened.anchor = anchor;
    opened.nodes_before = nodes_ - 1;
    opened.node.mark = at(mark);
    return opened.node;
  }

  void close() {
    Open closed = std::move(open_.back());
    open_.pop_back();
    if (closed.has_merge) merge_into(closed.node);
    keep(closed.anchor, closed.node, nodes_ - closed.nodes_before, closed.depth);
    location(std::move(closed.node), YAML::Mark(), "");
  }

  // Replaces `<<: *defaults` (or a list of maps) by the keys of those maps that the map itself, and
  // an earlier one of them, does not have.
  void merge_into(Node& map) const {
    const auto entry = std::ranges::find(map.entries, kMerge, &Node::Entry::key);
    const Node::Entry merge = std::move(*entry);
    map.entries.erase(entry);
    const std::vector<Node> sources =
        merge.value.is_list ? merge.value.items : std::vector<Node>{merge.value};
    for (const Node& source : sources) {
      if (!source.is_map)
        throw UserError(merge.where(), "expected a map to merge, or a list of maps", "");
      for (const Node::Entry& more : source.entries)
        if (map.find(more.key) == nullptr) map.entries.push_back(more);
    }
  }

  // Adds a complete node to the open list or map. `text` is a scalar as it was written, because
  // keys are always text.
  void location(Node node, const YAML::Mark& mark, const std::string& text) {
    node.file = file_;
    if (node.is_scalar()) node.mark = at(mark);
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (open_.back().node.is_list) {
      open_.back().node.items.push_back(std::move(node));
    } else if (open_.back().has_key) {
      place_value(std::move(node));
    } else {
      place_key(mark, text);
    }
  }

  void place_key(const YAML::Mark& mark, const std::string& text) {
    Open& map = open_.back();
    if (!map.keys.insert(text).second)
      fail(mark, fmt::format("key '{}' is there twice", text), "Keep one of them");
    map.node.entries.push_back({text, at(mark), {}});
    map.has_key = true;
  }

  void place_value(Node node) {
    Node::Entry& entry = open_.back().node.entries.back();
    // The parser marks an absent value at the next token.
    if (node.is_null() && node.mark.line != entry.mark.line) node.mark = entry.mark;
    entry.value = std::move(node);
    open_.back().has_key = false;
  }

  const Source& source_;
  const std::string& file_;
  Node root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::size_t nodes_ = 0;
  std::size_t kept_ = 0;  // nodes in anchors_
  int documents_ = 0;
};

}  // namespace

Node parse_yaml(std::string_view text, const std::string& file) {
  const Source source(text, file);
  std::istringstream in{std::string(source.text())};
  Builder builder(source, file);
  try {
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    builder.refuse(error);
  }
  Node root = builder.take_root();
  root.file = file;
  return root;
}

}  // namespace ice::study
