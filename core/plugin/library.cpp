// Makes Boost.DLL use std::filesystem, as this project does.
#define BOOST_DLL_USE_STD_FS

#include "plugin/library.hpp"

#include <cxxabi.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <boost/dll/shared_library.hpp>
#include <cstdlib>
#include <map>
#include <vector>

#include "base/error.hpp"
#include "plugin/instance.hpp"

namespace ice::plugin {
namespace {

namespace dll = boost::dll;

std::string demangled(const std::string& symbol) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 ? name.get() : symbol;
}

// The message of the system's loader without the text that Boost puts around it:
//   "load() failed (dlerror system message: libfoo.so.3: cannot open ...): Bad file descriptor"
std::string loader_text(const std::string& text) {
  constexpr std::string_view kBefore = "dlerror system message: ";
  const std::size_t at = text.find(kBefore);
  const std::size_t end = text.rfind("): ");
  if (at == text.npos || end == text.npos) return text;
  return text.substr(at + kBefore.size(), end - at - kBefore.size());
}

// Throws a UserError that says what to do. Two messages of the loader are common:
//   "libfoo.so.3: cannot open shared object file: No such file or directory"
//   "/x/acme.ice.so: undefined symbol: _Z3foov"
[[noreturn]] void explain(const std::string& loader) {
  constexpr std::string_view kMissing = ": cannot open shared object file";
  constexpr std::string_view kUndefined = ": undefined symbol: ";
  if (const std::size_t at = loader.find(kMissing); at != loader.npos && loader.front() != '/') {
    throw base::UserError("", fmt::format("needs {}, which was not found", loader.substr(0, at)),
                          "This is a dependency of the plugin, not the plugin.");
  }
  if (const std::size_t at = loader.find(kUndefined); at != loader.npos) {
    const std::string symbol = loader.substr(at + kUndefined.size());
    throw base::UserError(
        "", fmt::format("needs the symbol {}, which no library defines", demangled(symbol)),
        "Link what defines it (LIBS of ice_add_plugin), and link with -Wl,-z,defs to see it then.");
  }
  throw base::UserError("", "the system's loader refuses it: " + loader,
                        "Build it again on this machine.");
}

ice_value to_abi(const ice_param& param, const base::Value& value) {
  ice_value out{param.type, 0, 0, 0, nullptr};
  if (param.type == ICE_REAL) out.real = value.get<double>();
  if (param.type == ICE_INTEGER) out.integer = value.get<std::int64_t>();
  if (param.type == ICE_BOOLEAN) out.integer = value.get<bool>() ? 1 : 0;
  if (param.type == ICE_CHOICE) out.choice = value.get_ref<const std::string&>().c_str();
  return out;
}

const ice_plugin& find(const ice_library& library, const Recipe& recipe) {
  for (std::uint32_t i = 0; i < library.plugin_count; ++i) {
    const ice_plugin& plugin = *library.plugins[i];
    if (plugin.kind == static_cast<std::uint32_t>(recipe.kind) &&
        plugin.id == short_name(recipe.id)) {
      return plugin;
    }
  }
  throw base::UserError("", fmt::format("holds no {} {}", to_string(recipe.kind), recipe.id));
}

}  // namespace

Recipe recipe(const Resolved& resolved) {
  const PluginInfo& plugin = *resolved.plugin;
  return {plugin.kind, plugin.id, plugin.file, resolved.parameters, plugin.stamp};
}

base::Value to_value(const Recipe& recipe) {
  return {{"kind", to_string(recipe.kind)},
          {"id", recipe.id},
          {"file", recipe.file.string()},
          {"parameters", recipe.parameters},
          {"stamp", recipe.stamp}};
}

Recipe recipe_from(const base::Value& value) {
  return {kind_from(value.at("kind").get<std::string>()).value(), value.at("id"),
          value.at("file").get<std::string>(), value.at("parameters"), value.at("stamp")};
}

std::string file_stamp(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return "";
  return fmt::format("{}:{}:{}:{}.{:09}", status.st_dev, status.st_ino, status.st_size,
                     status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

const ice_library& load(const std::filesystem::path& file) {
  struct Loaded {
    dll::shared_library library;
    const ice_library* described = nullptr;
  };
  // The map is never destroyed, so that no library is unloaded, not even at exit.
  static auto& all = *new std::map<std::filesystem::path, Loaded>();
  const auto known = all.find(file);
  if (known != all.end()) return *known->second.described;
  try {
    dll::shared_library library(std::filesystem::absolute(file), dll::load_mode::rtld_now);
    if (!library.has(ICE_DESCRIBE_SYMBOL)) {
      throw base::UserError("", "exports no function " ICE_DESCRIBE_SYMBOL,
                            "Build it with ice_add_plugin.");
    }
    auto* const describe = &library.get<ice_describe_function>(ICE_DESCRIBE_SYMBOL);
    const ice_library* const described = describe();
    if (described == nullptr) throw base::UserError("", ICE_DESCRIBE_SYMBOL "() returned null");
    return *all.emplace(file, Loaded{std::move(library), described}).first->second.described;
  } catch (const std::system_error& error) {
    explain(loader_text(error.what()));
  }
}

std::shared_ptr<const Instance> create(const Recipe& recipe) {
  if (!recipe.stamp.empty() && recipe.stamp != file_stamp(recipe.file)) {
    throw base::UserError(recipe.file.string(), "changed since its plugins were listed",
                          "Start again to use the new one.");
  }
  try {
    const ice_plugin& plugin = find(load(recipe.file), recipe);
    std::vector<ice_value> values;
    for (std::uint32_t i = 0; i < plugin.param_count; ++i) {
      const ice_param& param = *plugin.params[i];
      values.push_back(to_abi(param, recipe.parameters.at(param.name)));
    }
    return std::make_shared<const Instance>(plugin, recipe.id, values);
  } catch (const base::UserError& error) {
    throw base::UserError(recipe.file.string(), error.what());
  }
}

}  // namespace ice::plugin
