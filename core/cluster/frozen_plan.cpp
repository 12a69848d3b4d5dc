#include "cluster/frozen_plan.hpp"

#include "base/error.hpp"

namespace ice::cluster {
namespace {

using base::Value;

constexpr int kFormat = 1;

// Slots as [first, how many] pairs: a chunk is mostly one stretch of the study.
Value stretches_of(const std::vector<std::uint64_t>& slots) {
  Value stretches = Value::array();
  for (const std::uint64_t slot : slots) {
    if (!stretches.empty()) {
      Value& last = stretches.back();
      const auto end = last[0].get<std::uint64_t>() + last[1].get<std::uint64_t>();
      if (slot == end) {
        last[1] = last[1].get<std::uint64_t>() + 1;
        continue;
      }
    }
    stretches.push_back(Value::array({slot, 1}));
  }
  return stretches;
}

std::vector<std::uint64_t> slots_from(const Value& stretches) {
  std::vector<std::uint64_t> slots;
  for (const Value& stretch : stretches) {
    const auto first = stretch.at(0).get<std::uint64_t>();
    const auto count = stretch.at(1).get<std::uint64_t>();
    for (std::uint64_t i = 0; i < count; ++i) slots.push_back(first + i);
  }
  return slots;
}

FrozenPlan plan_from(const Value& json) {
  FrozenPlan plan;
  plan.ice_version = json.at("ice").get<std::string>();
  plan.numerics = json.at("numerics").get<int>();
  const Value& study = json.at("study");
  plan.study_name = study.at("name").get<std::string>();
  plan.study_text = study.at("text").get<std::string>();
  plan.study_file = study.at("file").get<std::string>();
  plan.size = {json.at("runs").get<std::uint64_t>(), json.at("cells_sha256").get<std::string>()};
  plan.seconds = json.at("seconds_per_run").get<double>();
  plan.plugins = json.at("plugins").get<std::map<std::string, std::string>>();
  plan.has_copies = json.at("has_copies").get<bool>();
  for (const Value& data : json.at("data"))
    plan.data.push_back({data.at("section"), data.at("sha256").get<std::string>()});
  for (const Value& chunk : json.at("chunks"))
    plan.chunks.push_back(
        {slots_from(chunk.at("slots")), chunk.at("keys_sha256").get<std::string>()});
  return plan;
}

}  // namespace

std::uint64_t FrozenPlan::runs() const {
  std::uint64_t runs = 0;
  for (const Chunk& chunk : chunks) runs += chunk.slots.size();
  return runs;
}

std::string to_json(const FrozenPlan& plan) {
  Value data = Value::array(), chunks = Value::array();
  for (const FrozenData& set : plan.data)
    data.push_back({{"section", set.section}, {"sha256", set.sha256}});
  for (const Chunk& chunk : plan.chunks)
    chunks.push_back({{"slots", stretches_of(chunk.slots)}, {"keys_sha256", chunk.keys_sha256}});
  const Value json{
      {"format", kFormat},
      {"ice", plan.ice_version},
      {"numerics", plan.numerics},
      {"study",
       {{"name", plan.study_name}, {"text", plan.study_text}, {"file", plan.study_file.string()}}},
      {"runs", plan.size.runs},
      {"cells_sha256", plan.size.cells_sha256},
      {"seconds_per_run", plan.seconds},
      {"plugins", plan.plugins},
      {"data", std::move(data)},
      {"has_copies", plan.has_copies},
      {"chunks", std::move(chunks)}};
  return json.dump(1) + "\n";
}

FrozenPlan plan_from_json(const std::string& text, const std::filesystem::path& file) {
  const Value json = Value::parse(text, nullptr, /*allow_exceptions=*/false);
  const int format = json.is_object() ? json.value("format", 0) : 0;
  if (format > kFormat)
    throw base::UserError(file.string(), "a later ice wrote it", "Use the ice that submitted it");
  try {
    return plan_from(json);
  } catch (const Value::exception&) {
    throw base::UserError(file.string(), "it is not a plan that 'ice submit' wrote");
  }
}

study::Study frozen_study(const FrozenPlan& plan, const std::filesystem::path& plugins) {
  study::Study study = study::load_recorded(plan.study_text, plan.study_file.string(),
                                            plan.study_file.parent_path());
  study.file = plan.study_file.string();
  study.text = plan.study_text;
  study.plugin_path.clear();
  study.plugins.clear();
  for (const auto& [id, sha256] : plan.plugins) study.plugins[id] = plugins / (sha256 + ".ice.so");
  return study;
}

}  // namespace ice::cluster
