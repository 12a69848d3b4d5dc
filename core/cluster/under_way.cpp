#include "cluster/under_way.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

#include "base/fd.hpp"
#include "cluster/submission.hpp"

namespace ice::cluster {
namespace {

bool is_held(const std::filesystem::path& lock) {
  const base::Fd fd(::open(lock.c_str(), O_RDONLY | O_CLOEXEC));
  return fd && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace

std::map<std::size_t, TaskState> UnderWay::of(const JobFolder& folder) {
  std::map<std::size_t, TaskState> states;
  for (const auto& [file, submission] : submissions(folder)) {
    if (submission.engine == "ssh" && is_held(lock_of(file)))
      for (const std::size_t chunk : submission.chunks) states[chunk] = TaskState::kRunning;
    if (submission.engine != "slurm") continue;
    if (!is_asked_) tasks_ = slurm_tasks();
    is_asked_ = true;
    if (!tasks_) continue;
    for (const std::size_t chunk : submission.chunks)
      if (const auto task = tasks_->find({submission.job, chunk - submission.offset});
          task != tasks_->end())
        states[chunk] = task->second;
  }
  return states;
}

}  // namespace ice::cluster
