#include "study/forms.hpp"

#include <string>

namespace ice::study {
namespace {

using base::Value;

Value long_reference(const Value& reference) {
  return reference.is_string() ? Value{{"name", reference}} : reference;
}

// Applies `change` to the settings of ice inside a plugin reference (optimizer.schedule).
template <class Change>
Value with_settings(const Key& key, Value reference, Change change) {
  if (!reference.is_object()) return reference;
  for (const std::string& name : names_below(key.path))
    if (find_key(join_path(key.path, name))->type == Type::kSettings && reference.contains(name))
      reference[name] = change(reference[name]);
  return reference;
}

// Applies `change` to the plugin references inside a layer.
template <class Change>
Value with_references(Value layer, Change change) {
  for (const char* key : {"activation", "initializer"})
    if (layer.contains(key)) layer[key] = change(layer[key]);
  return layer;
}

Value long_layer(const Value& layer) {
  if (!layer.is_object()) return {{"units", layer}};
  return with_references(layer, long_reference);
}

template <class Change>
Value each(const Value& list, Change change) {
  Value changed = Value::array();
  for (const Value& item : list) changed.push_back(change(item));
  return changed;
}

Value short_form(const Key* key, const Value& value) {
  if (key != nullptr && (key->type == Type::kPlugin || key->type == Type::kSettings))
    return with_settings(*key, short_reference(value), short_reference);
  if (key != nullptr && key->type == Type::kLayers) return each(value, short_layer);
  return value;
}

// Applies `form` to every value of the code section whose path is a key of the schema.
template <class Form>
Value transform(const Value& section, const std::string& path, Form form) {
  const Key* key = find_code_key(path);
  if (!section.is_object() || key != nullptr) return form(key, section);
  Value changed = Value::object();
  for (const auto& [name, value] : section.items())
    changed[name] = transform(value, join_path(path, name), form);
  return changed;
}

}  // namespace

Value long_form(const Key* key, const Value& value) {
  if (key != nullptr && (key->type == Type::kPlugin || key->type == Type::kSettings))
    return with_settings(*key, long_reference(value), long_reference);
  if (key != nullptr && key->type == Type::kLayers) return each(value, long_layer);
  return value;
}

Value long_code(const Value& code) { return transform(code, "", long_form); }

Value short_code(const Value& code) { return transform(code, "", short_form); }

Value short_reference(Value reference) {
  const bool is_name_alone =
      reference.is_object() && reference.size() == 1 && reference.contains("name");
  return is_name_alone ? reference["name"] : reference;
}

Value short_layer(Value layer) {
  if (!layer.is_object()) return layer;
  return layer.size() == 1 ? layer["units"] : with_references(std::move(layer), short_reference);
}

}  // namespace ice::study
