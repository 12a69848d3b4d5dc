#pragma once
// A shared library as a file of bytes: examined by hand and never mapped, so that nothing in it can
// harm the reader.
#include <elf.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.hpp"

namespace ice::plugin {

/// A 64-bit ELF shared library of this machine, all of whose segments and sections lie inside the
/// file. The constructor checks that, and throws UserError with a text that does not name the file.
class ElfFile {
 public:
  explicit ElfFile(const std::filesystem::path& file);

  /// The section of that name, or nullptr.
  [[nodiscard]] const Elf64_Shdr* section(std::string_view name) const;

  /// `size` bytes at `offset`. Throws UserError "truncated" when the file ends before.
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
