// The table of keys holds together, and finds its keys.
#include "study/schema.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

#include "study/section.hpp"

using ice::study::find_code_key;
using ice::study::find_key;
using ice::study::join_path;
using ice::study::Key;
using ice::study::names_below;
using ice::study::Type;

namespace {

template <class Visit>
void for_each_key(const std::string& path, Visit visit) {
  if (const Key* key = find_key(path)) visit(*key);
  for (const std::string& name : names_below(path)) for_each_key(join_path(path, name), visit);
}

}  // namespace

TEST_CASE("schema: every default passes its own check, and every key says what it is") {
  int count = 0;
  for (const char* root : {"", "layer", "seeds", "parameter", "claim"}) {
    for_each_key(root, [&](const Key& key) {
      INFO(key.path);
      ++count;
      CHECK_FALSE(key.help.empty());
      CHECK((key.type == Type::kChoice) == !key.choices.empty());
      if (!key.fallback.empty()) CHECK_NOTHROW(ice::study::default_of(key));
    });
  }
  CHECK(count > 70);
}

TEST_CASE("schema: keys are found by their full paths") {
  CHECK(find_key("code.training.epochs")->type == Type::kWhole);
  CHECK(find_code_key("training.epochs") == find_key("code.training.epochs"));
  CHECK(find_key("layer.units")->type == Type::kWhole);
  CHECK(find_key("code.training") == nullptr);
  CHECK(find_key("code.optimizer.beta1") == nullptr);
  CHECK(find_key("") == nullptr);
  CHECK(names_below("code.training") ==
        std::vector<std::string>{"epochs", "batch_size", "precision", "clip_value", "clip_norm",
                                 "label_smoothing", "early_stopping", "save"});
  CHECK(names_below("code.optimizer") == std::vector<std::string>{"learning_rate", "schedule"});
  CHECK(names_below("") == std::vector<std::string>{"name", "include", "idea", "plugins",
                                                    "plugin_path", "code", "experiment"});
  CHECK(names_below("nothing").empty());
}

TEST_CASE("schema: a path that was split is joined again") {
  for (const char* path : {"a.b.c", "a", "a."}) {
    const auto [parent, name] = ice::base::split_last(path);
    CHECK(join_path(parent, name) == path);
  }
}
