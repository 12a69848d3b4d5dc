#include "study/nested_parameters.hpp"

#include <utility>

#include "study/schema.hpp"

namespace ice::study {
namespace {

// Adds the entry, or those below it, to `flat`.
void flatten(Node::Entry entry, std::vector<Node::Entry>& flat) {
  Node* const below = entry.value.find("parameters");
  if (below == nullptr || !below->is_map || entry.value.entries.size() > 1) {
    flat.push_back(std::move(entry));
    return;
  }
  for (Node::Entry& inner : below->entries) {
    inner.key = join_path(entry.key, inner.key);
    flatten(std::move(inner), flat);
  }
}

}  // namespace

void flatten_parameters(Node& study) {
  Node* const experiment = study.find("experiment");
  Node* const parameters = experiment == nullptr ? nullptr : experiment->find("parameters");
  if (parameters == nullptr || !parameters->is_map) return;
  std::vector<Node::Entry> flat;
  for (Node::Entry& entry : parameters->entries) flatten(std::move(entry), flat);
  parameters->entries = std::move(flat);
}

}  // namespace ice::study
