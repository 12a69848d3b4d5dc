#include "text/network_text.hpp"

#include <fmt/format.h>

namespace ice::cli {

std::string network_text(std::uint64_t epoch, const std::string& metric) {
  return fmt::format("the network after epoch {}{}", epoch,
                     metric.empty() ? "" : ", the best by " + metric);
}

base::UserError no_network(const store::StoredRun& stored, const std::string& store_suffix) {
  if (stored.run.status != store::Status::kFinished)
    return base::UserError("run " + stored.id, store::to_string(stored.run.status) +
                                                   ": it has no network to predict with");
  return base::UserError("run " + stored.id, "its network was not saved",
                         fmt::format("Train it again with 'ice run STUDY.yaml "
                                     "training.save=final{}', the same study",
                                     store_suffix));
}

}  // namespace ice::cli
