// `ice plugin new`: a folder with a plugin that builds, checks and tests itself as it is, to start
// from. Its files are those of tools/template, which stand in share/ice/template of the prefix,
// with the names of the plugin in place of theirs.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <sstream>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "commands/plugin.hpp"

namespace ice::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 63;  // what a build card holds

// Names of targets that CMake keeps for itself (its policy CMP0037).
constexpr std::array<std::string_view, 8> kKeptByCMake{"all",     "clean", "depend", "help",
                                                       "install", "none",  "test",   "package"};

struct PluginNewOptions {
  std::string kind;
  std::string name;
  fs::path folder;
};

struct Name {
  std::string package, id;
};

void require_kind(const std::string& kind) {
  static const std::vector<std::string> kKinds{"activation", "initializer", "loss", "optimizer"};
  if (!plugin::kind_from(kind))
    throw base::UserError("", fmt::format("'{}' is no kind of plugin", kind),
                          base::suggest(kind, kKinds));
}

void require_identifier(const std::string& name, const std::string& part) {
  if (!base::is_identifier(part))
    throw base::UserError(name, fmt::format("'{}' is not a lower-case name", part),
                          "Use a to z, 0 to 9 and _, a letter first, as in acme/leaky_swish");
  if (part.size() > kLongestName)
    throw base::UserError(name, fmt::format("'{}' is longer than {} letters", part, kLongestName),
                          "Choose a shorter one");
}

Name parse_name(const std::string& text) {
  const std::vector<std::string> parts = base::split(text, '/');
  if (parts.size() != 2)
    throw base::UserError(
        "", fmt::format("'{}' is not PACKAGE/NAME", text),
        "Write acme/swish: the package, acme, keeps your names apart from others'");
  for (const std::string& part : parts) require_identifier(text, part);
  if (parts[0] == "core")
    throw base::UserError(text, "core is the package that comes with ice", "Choose another");
  if (std::count(kKeptByCMake.begin(), kKeptByCMake.end(), parts[1]) > 0)
    throw base::UserError(text, fmt::format("CMake keeps the name '{}' for itself", parts[1]),
                          "Choose another");
  return {parts[0], parts[1]};
}

// "leaky_relu" as a C++ class: LeakyRelu.
std::string class_name(const std::string& id) {
  std::string name;
  for (const std::string& word : base::split(id, '_')) {
    if (!word.empty())
      name += static_cast<char>(std::toupper(static_cast<unsigned char>(word[0]))) + word.substr(1);
  }
  return name;
}

// "leaky_relu" as a study's name: leaky-relu.
std::string study_name(std::string id) {
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

using Words = std::array<std::pair<std::string, std::string>, 4>;

// The text with the first word of each pair replaced by the second, in one pass: a name that was
// put in is not replaced again.
std::string filled(const std::string& text, const Words& words) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto* const word = std::find_if(words.begin(), words.end(), [&](const auto& w) {
      return text.compare(at, w.first.size(), w.first) == 0;
    });
    out += word == words.end() ? text.substr(at, 1) : word->second;
    at += word == words.end() ? 1 : word->first.size();
  }
  return out;
}

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return std::move(text).str();
}

fs::path prefix() { return fs::path(base::self_program()).parent_path().parent_path(); }

// The files to write, by name, in the order in which one reads them.
std::map<std::string, std::string> files_of(const std::string& kind, const Words& words) {
  const fs::path templates = prefix() / "share/ice/template";
  std::map<std::string, std::string> files;
  for (const fs::path& folder : {templates / "common", templates / kind}) {
    if (!fs::is_directory(folder))
      throw base::UserError(folder.string(), "not found", "Is ice installed whole?");
    for (const auto& entry : fs::directory_iterator(folder))
      files[filled(entry.path().filename().string(), words)] = filled(text_of(entry.path()), words);
  }
  return files;
}

void write_all(const fs::path& folder, const std::map<std::string, std::string>& files) {
  for (const auto& [name, text] : files) {
    if (fs::exists(folder / name))
      throw base::UserError((folder / name).string(), "is there already", "Nothing was written");
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw base::UserError(folder.string(), "cannot be made: " + error.message());
  for (const auto& [name, text] : files) write_file(folder / name, text);
}

std::string report_text(const fs::path& folder, const std::map<std::string, std::string>& files) {
  std::string text = fmt::format("Wrote {}:\n", folder.string());
  for (const auto& [name, content] : files) text += fmt::format("  {}\n", name);
  return text + fmt::format(
                    "\nBuild, check and test it, then train with it:\n"
                    "  cd {}\n"
                    "  cmake -B build -DCMAKE_PREFIX_PATH={}\n"
                    "  cmake --build build -j\n"
                    "  ctest --test-dir build\n"
                    "  ice run study.yaml\n",
                    folder.string(), prefix().string());
}

int make_new(const PluginNewOptions& options) {
  require_kind(options.kind);
  const Name name = parse_name(options.name);
  const Words words{{{"my_package", name.package},
                     {"my_plugin", name.id},
                     {"my-plugin", study_name(name.id)},
                     {"MyPlugin", class_name(name.id)}}};
  const fs::path folder = options.folder.empty() ? fs::path(name.id) : options.folder;
  const auto files = files_of(options.kind, words);
  write_all(folder, files);
  print(report_text(folder, files));
  return 0;
}

}  // namespace

void add_plugin_new(const Command& group) {
  const auto options = std::make_shared<PluginNewOptions>();
  const Command command =
      group.add_command("new", "Write a folder with a plugin that builds and checks itself");
  command.add_argument("KIND", options->kind, "activation, initializer, loss or optimizer")
      .required();
  command.add_argument("PACKAGE/NAME", options->name, "Its full name: acme/swish").required();
  command.add_argument("DIR", options->folder, "The folder [NAME]").takes({ValueKind::kFile});
  command.add_examples(
      {"ice plugin new activation acme/swish", "ice plugin new optimizer acme/lion plugins/lion"});
  command.does([options] { return make_new(*options); });
}

}  // namespace ice::cli
