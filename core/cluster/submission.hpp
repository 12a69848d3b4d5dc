#pragma once
// The record of what was given to an engine: files in submitted/ of a job folder.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "cluster/engine.hpp"
#include "cluster/job_folder.hpp"

namespace ice::cluster {

/// One call of an engine.
struct Submission {
  std::string engine;      ///< slurm or ssh
  std::string job;         ///< Slurm's number of the array
  std::size_t offset = 0;  ///< task i of the array runs chunk offset + i
  std::vector<std::size_t> chunks;
};

/// The script by which an engine starts a task: setup lines, then `ice task`. The text behind
/// "task FOLDER" is `arguments`, in the shell's language.
[[nodiscard]] std::string task_script(const JobFolder& folder, const EngineOptions& options,
                                      const std::string& arguments);

/// Writes the script as submitted/0001.sh, with the next free number, and returns its path. The
/// number is then taken: the record and the lock have the same.
[[nodiscard]] std::filesystem::path write_script(const JobFolder& folder, const std::string& text);

/// Writes the record beside the script.
void write_submission(const std::filesystem::path& script, const Submission& submission);

/// The lock of a submission through ssh: who starts its tasks holds it (flock) while any is left.
[[nodiscard]] std::filesystem::path lock_of(const std::filesystem::path& record_or_script);

/// A submission with the file that records it.
struct Recorded {
  std::filesystem::path file;
  Submission submission;
};
/// All records of a folder in their order; unreadable ones are passed over.
[[nodiscard]] std::vector<Recorded> submissions(const JobFolder& folder);

}  // namespace ice::cluster
