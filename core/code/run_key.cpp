#include "code/run_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/hash.hpp"
#include "code/settings.hpp"

namespace ice::code {
namespace {

using base::Value;

// Sources that read the files that a study names: only the digest identifies their data.
constexpr std::array<std::string_view, 3> kReaders{"csv", "hdf5", "idx"};
// These of their keys act after the digest is taken. All others say where the data are and how they
// are read, and the digest covers what was read (also the task, and missing values as holes).
constexpr std::array<const char*, 4> kAfterDigest{"split", "standardize", "targets",
                                                  "class_weight"};

void drop_where(Value& section, const char* key, const char* off) {
  if (const auto found = section.find(key);
      found != section.end() && (found->is_null() || *found == off))
    section.erase(found);
}

// Leaves out what is off, so that runs of earlier versions, which did not have it, keep their keys.
Value without_what_is_off(Value section) {
  drop_where(section, "targets", "as_is");
  drop_where(section, "class_weight", "none");
  if (!section.contains("split")) return section;
  Value& split = section["split"];
  drop_where(split, "by", "study");
  for (const char* key : {"folds", "fold", "column"}) drop_where(split, key, "");
  if (split.contains("by")) split.erase("seed");  // it is the run's
  return section;
}

// A file that was moved, renamed or written in another format is the same data.
Value identity_of_data(const Value& as_resolved) {
  Value section = without_what_is_off(as_resolved);
  const std::string name = section.value("name", "");
  if (std::ranges::find(kReaders, name) == kReaders.end()) return section;
  Value kept = Value::object();
  for (const char* key : kAfterDigest)
    if (section.contains(key)) kept[key] = section[key];
  // Holes are filled after the digest is taken. The mean was the only way before: it has no word.
  if (section.value("missing", "") == "median") kept["missing"] = "median";
  return kept;
}

bool is_constant(const Value& schedule) {
  const nn::ScheduleOptions options = schedule_from(schedule);
  return options.kind == nn::ScheduleOptions::Kind::kConstant && options.warmup == 0;
}

}  // namespace

Value identity_part(Value resolved) {
  if (resolved.contains("data")) resolved["data"] = identity_of_data(resolved["data"]);
  if (const Value* const schedule = base::find_path(resolved, "optimizer.schedule");
      schedule != nullptr && is_constant(*schedule))
    resolved["optimizer"].erase("schedule");
  if (!resolved.contains("training")) return resolved;
  Value& training = resolved["training"];
  if (training.contains("early_stopping") && !watch_from(training["early_stopping"]))
    training.erase("early_stopping");
  for (const char* off_at_0 : {"clip_value", "clip_norm", "label_smoothing"})
    if (training.value(off_at_0, 0.0) == 0) training.erase(off_at_0);
  training.erase("save");
  return resolved;
}

CellKeys::CellKeys(const Value& resolved_code, const std::string& data_digest,
                   const std::map<std::string, std::string>& plugin_identities)
    : text_(base::canonical({{"code", identity_part(resolved_code)},
                             {"seed", 0},
                             {"data", data_digest},
                             {"plugins", plugin_identities},
                             {"numerics", kNumericsVersion}})) {
  constexpr std::string_view kLast = R"(,"seed":0})";  // keys are sorted: the seed's is the last
  text_.resize(text_.size() - kLast.size());
}

std::string CellKeys::of(std::uint64_t seed) const {
  return base::sha256_hex(fmt::format(R"({},"seed":{}}})", text_, seed));
}

std::string CellKeys::cell() const { return base::sha256_hex(text_ + "}"); }

PackedKey pack_key(const std::string& hex) {
  PackedKey key{};
  base::from_hex(hex, key);
  return key;
}

std::string unpack_key(const PackedKey& key) { return base::to_hex(key); }

}  // namespace ice::code
