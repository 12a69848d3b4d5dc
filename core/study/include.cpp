#include "study/include.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "study/faults.hpp"
#include "study/schema.hpp"

namespace ice::study {
namespace {

namespace fs = std::filesystem;
using base::UserError;

constexpr std::string_view kParameters = "experiment.parameters";

// A hint with the file of this folder whose name is nearest; empty when none is near.
std::string nearest_file(const fs::path& file) {
  std::vector<std::string> names;
  std::error_code ignored;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.is_regular_file(ignored)) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);  // a folder lists its files in any order
  const auto near = base::nearest(file.filename().string(), names);
  return near ? fmt::format("Did you mean '{}'?", *near) : "";
}

// Whether both maps have a `name` and the names differ: then they describe different things.
bool differ_in_name(const Node& a, const Node& b) {
  const Node* name_a = a.find("name");
  const Node* name_b = b.find("name");
  return name_a != nullptr && name_b != nullptr && to_value(*name_a) != to_value(*name_b);
}

// `under` with the keys of `over` added or replaced; `path` is the path of both in the study.
Node merged(Node under, Node over, const std::string& path) {
  if (over.is_map && under.is_text() && over.find("name") == nullptr) make_reference(under);
  if (!over.is_map || !under.is_map) return over;
  if (!path.empty() && differ_in_name(under, over)) return over;
  under.mark = over.mark;
  under.file = over.file;
  for (Node::Entry& entry : over.entries) {
    Node* below = under.find(entry.key);
    if (below == nullptr)
      under.entries.push_back(std::move(entry));
    else if (path == kParameters)
      *below = std::move(entry.value);
    else
      *below = merged(std::move(*below), std::move(entry.value), join_path(path, entry.key));
  }
  return under;
}

Node take_include(Node& root) {
  const auto entry = std::ranges::find(root.entries, "include", &Node::Entry::key);
  Node include = std::move(entry->value);
  root.entries.erase(entry);
  return include;
}

// Follows a chain of includes. Messages name each file by its path from the first one's folder.
class Chain {
 public:
  Node resolve(Node root, const fs::path& folder) {
    if (root.find("include") == nullptr) return root;
    const Node include = take_include(root);
    const std::string where = include.where() + ": include";
    if (!include.is_text()) throw UserError(where, "expected a file, got " + describe(include));
    const fs::path file = folder / include.scalar.get<std::string>();
    enter(file, where);
    Node below = parse_yaml(read_text(file, where), file.lexically_normal().string());
    if (!below.is_map && !below.is_null())
      throw UserError(below.where(), "expected a map, got " + describe(below));
    return merged(resolve(std::move(below), file.parent_path()), std::move(root), "");
  }

 private:
  void enter(const fs::path& file, const std::string& where) {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(file, error);
    if (std::ranges::find(files_, whole) != files_.end())
      throw UserError(where, fmt::format("'{}' includes itself", file.filename().string()));
    files_.push_back(whole);
    if (files_.size() > kMaxIncludes)
      throw UserError(where, fmt::format("more than {} files below one another", kMaxIncludes));
  }

  std::vector<fs::path> files_;
};

}  // namespace

std::string read_text(const fs::path& file, const std::string& where) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  const std::string name = file.lexically_normal().string();
  const std::string at = where.empty() ? name : where + ": " + name;
  if (status.type() == fs::file_type::none)  // a folder on the way may not be entered
    throw UserError(at, "cannot be read: " + error.message());
  if (!fs::exists(status)) throw UserError(at, "no such file", nearest_file(file));
  if (!fs::is_regular_file(status)) throw UserError(at, "not a file");
  std::ifstream in(file, std::ios::binary);
  if (!in) throw UserError(at, std::string("cannot be read: ") + std::strerror(errno));
  std::string text(kMaxYamlBytes + 1, '\0');  // one more than allowed: parse_yaml refuses it
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

Node with_includes(Node root, const fs::path& folder) {
  return Chain().resolve(std::move(root), folder);
}

void make_reference(Node& node) {
  if (!node.is_text()) return;
  Node name = node;
  node["name"] = std::move(name);
}

}  // namespace ice::study
