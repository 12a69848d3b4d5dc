#pragma once
// Reads a shared library as a plain file. The file is not mapped and not loaded, so a damaged one
// cannot harm this process.
#include <elf.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.hpp"

namespace ice::plugin {

/// A 64-bit ELF shared library (ELF-64 object file format, version 1.5) whose segments and sections
/// all lie inside the file. Immutable after construction: any number of threads may read it.
class ElfFile {
 public:
  /// Opens and checks the file. Throws UserError when it cannot be read, is no shared library of
  /// this machine, or is truncated; the text does not name the file.
  explicit ElfFile(const std::filesystem::path& file);

  /// The header of the section with this name, or nullptr when there is none.
  [[nodiscard]] const Elf64_Shdr* section(std::string_view name) const;

  /// The `size` bytes at `offset`. Throws UserError when the file ends before their end.
  [[nodiscard]] std::string read(std::uint64_t offset, std::uint64_t size) const;

 private:
  void read_header();
  void read_tables();
  void need(std::uint64_t end) const;
  template <class Header>
  [[nodiscard]] std::vector<Header> read_table(std::uint64_t offset, std::uint64_t count) const;

  std::uint64_t size_ = 0;  // before fd_, whose opening sets it
  base::Fd fd_;
  Elf64_Ehdr header_{};
  std::vector<Elf64_Shdr> sections_;
  std::string section_names_;
};

}  // namespace ice::plugin
