// The table of keys holds together, and finds its keys.
#include "study/schema.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "study/section.hpp"

using ice::study::find_code_key;
using ice::study::find_key;
using ice::study::join_path;
using ice::study::Key;
using ice::study::names_below;
using ice::study::Range;
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

TEST_CASE("schema: a range knows its ends and its text") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Range open{.min = 0, .max = 1, .max_open = true, .min_open = true};
  CHECK_FALSE(open.contains(0));
  CHECK(open.contains(0.5));
  CHECK_FALSE(open.contains(1));
  CHECK_FALSE(open.contains(nan));
  CHECK_FALSE(Range{}.contains(nan));
  CHECK(Range{.min = 0, .max = 1}.contains(1));
  CHECK(Range{}.text().empty());
  CHECK(open.text() == " in (0, 1)");
  CHECK(Range{.min = 0, .max = 1, .max_open = true}.text() == " in [0, 1)");
  CHECK(Range{.min = 1, .max = 1e6}.text() == " in [1, 1000000]");
  CHECK(Range{.min = 0}.text() == " >= 0");
  CHECK(Range{.min = 0, .min_open = true}.text() == " > 0");
  CHECK(Range{.max = 0.5}.text() == " <= 0.5");
  CHECK(Range{.max = 0.5, .max_open = true}.text() == " < 0.5");
}
