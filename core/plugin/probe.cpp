#include "plugin/probe.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <span>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "plugin/build_card.hpp"
#include "plugin/catalog.hpp"
#include "plugin/describe.hpp"
#include "plugin/library.hpp"

namespace ice::plugin {
namespace {

namespace fs = std::filesystem;

// The child answers each file with one line: {"plugins": [...]} or {"reason": text}.
base::Value answer(const fs::path& file) {
  try {
    // The stamp is taken before the bytes are read: the worker then notices a change in between.
    const std::string stamp = file_stamp(file);
    const Card card = read_card(file);
    const std::string sha256 = base::sha256_file(file);
    base::Value plugins = base::Value::array();
    for (PluginInfo& info : describe(load(file), card)) {
      info.file = file;
      info.sha256 = sha256;
      info.stamp = stamp;
      plugins.push_back(to_value(info));
    }
    return {{"plugins", plugins}};
  } catch (const base::Error& error) {
    return {{"reason", error.what()}};
  }
}

void write_line(int fd, std::string line) {
  line += '\n';
  std::string_view left = line;
  while (!left.empty()) {
    const ssize_t written = ::write(fd, left.data(), left.size());
    if (written < 0) ::_exit(1);  // the parent is gone
    left.remove_prefix(static_cast<std::size_t>(written));
  }
}

Probed probed_from(const std::string& line) {
  const base::Value value = base::Value::parse(line);
  if (value.contains("reason")) return {{}, value["reason"]};
  Probed out;
  for (const base::Value& plugin : value.at("plugins")) out.plugins.push_back(plugin_from(plugin));
  return out;
}

// The refusal of a file for which the child gave no answer.
Probed blame(const base::Completed& child, std::chrono::milliseconds limit) {
  std::string reason =
      child.timed_out
          ? fmt::format("loading it took longer than {}",
                        base::format_seconds(std::chrono::duration<double>(limit).count()))
          : fmt::format("loading it ended the process: {}", child.status.describe());
  const std::string said = base::last_words(child);
  if (!said.empty()) reason += fmt::format(" ({})", said);
  return {{}, reason + ". Its static constructors are at fault, or a library that it needs."};
}

}  // namespace

std::vector<Probed> probe(const std::vector<fs::path>& files, std::chrono::milliseconds limit) {
  std::vector<Probed> answers;
  while (answers.size() < files.size()) {
    std::vector<std::string> argv{base::self_program(), kProbeRole};
    for (const fs::path& file : std::span(files).subspan(answers.size())) argv.push_back(file);
    const base::Completed child = base::run_to_end(argv, limit);
    std::vector<std::string> lines = base::split(child.out, '\n');
    lines.pop_back();  // the text after the last line end: empty, or a line that was cut short
    for (const std::string& line : lines) answers.push_back(probed_from(line));
    if (answers.size() < files.size()) answers.push_back(blame(child, limit));
  }
  return answers;
}

int probe_main(int argc, char** argv) {
  base::bind_to_parent();
  // A library may print when it is loaded; that must not be read as an answer.
  const int out = ::dup(STDOUT_FILENO);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  for (int i = 2; i < argc; ++i) write_line(out, answer(argv[i]).dump());
  // Ends without the destructors of the libraries, which may be faulty too.
  ::_exit(0);
}

}  // namespace ice::plugin
