#include "cluster/submission.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "base/value.hpp"
#include "cluster/publish.hpp"

namespace ice::cluster {
namespace {

namespace fs = std::filesystem;
using base::Value;

Submission submission_from(const Value& json) {
  return {json.at("engine").get<std::string>(), json.value("job", std::string()),
          json.value("offset", std::size_t{0}), json.at("chunks").get<std::vector<std::size_t>>()};
}

}  // namespace

std::string task_script(const JobFolder& folder, const EngineOptions& options,
                        const std::string& arguments) {
  std::string text = "#!/bin/sh\n# Runs a task of " + folder.name() + ": 'ice submit' wrote it.\n";
  for (const char* name : {"ICE_DATA", "ICE_CPU"})
    if (const char* value = std::getenv(name); value != nullptr)
      text += fmt::format("export {}={}\n", name, base::shell_word(value));
  for (const std::string& line : options.setup) text += line + "\n";
  return text + fmt::format("exec {} task {} {}\n",
                            base::shell_word(fs::canonical(base::self_program()).string()),
                            base::shell_word(folder.path().string()), arguments);
}

fs::path write_script(const JobFolder& folder, const std::string& text) {
  for (std::size_t number = 1;; ++number) {
    fs::path script = folder.submitted() / fmt::format("{:04}.sh", number);
    if (!fs::exists(script) && publish_text(text, script)) return script;
  }
}

void write_submission(const fs::path& script, const Submission& submission) {
  const Value json{{"engine", submission.engine},
                   {"job", submission.job},
                   {"offset", submission.offset},
                   {"chunks", submission.chunks}};
  fs::path record = script;
  (void)publish_text(json.dump() + "\n", record.replace_extension(".json"));
}

fs::path lock_of(const fs::path& record_or_script) {
  fs::path lock = record_or_script;
  return lock.replace_extension(".lock");
}

std::vector<Recorded> submissions(const JobFolder& folder) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder.submitted(), none))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<Recorded> all;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    try {
      all.push_back({file, submission_from(Value::parse(text))});
    } catch (const Value::exception&) {
      continue;
    }
  }
  return all;
}

}  // namespace ice::cluster
