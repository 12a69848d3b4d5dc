#pragma once
// The libraries that are built for the tests (tests/plugin/libraries, tests/faulty/load), and
// damaged copies of them.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/error.hpp"

namespace ice::plugin::test {

namespace fs = std::filesystem;

inline fs::path sound(const std::string& name) {
  return ICE_BUILD "/tests/libraries/" + name + ".ice.so";
}
inline fs::path faulty(const std::string& name) {
  return ICE_BUILD "/tests/faulty/load/" + name + ".ice.so";
}

inline std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A folder that is removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "ice-plugins-XXXXXX").string();
    path_ = fs::canonical(::mkdtemp(name.data()));
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }
  /// Writes a file here; returns its path.
  fs::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }
  /// Copies a library here.
  fs::path take(const fs::path& file, const std::string& name = "") const {
    fs::path to = path_ / (name.empty() ? file.filename().string() : name);
    fs::copy_file(file, to);
    return to;
  }

 private:
  fs::path path_;
};

/// What a call throws as UserError, or "" when it does not throw.
template <class Call>
std::string error_of(conformance::Call&& call) {
  try {
    call();
    return "";
  } catch (const base::Error& error) {
    return error.what();
  }
}

}  // namespace ice::plugin::test
