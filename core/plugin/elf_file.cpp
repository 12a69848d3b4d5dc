#include "plugin/elf_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include "base/error.hpp"

namespace ice::plugin {
namespace {

#if defined(__x86_64__)
constexpr std::uint16_t kMachine = EM_X86_64;
constexpr std::string_view kMachineName = "x86-64";
#elif defined(__aarch64__)
constexpr std::uint16_t kMachine = EM_AARCH64;
constexpr std::string_view kMachineName = "AArch64";
#else
#error "name this machine's EM_ constant"
#endif

constexpr std::string_view kRebuild = "Build it again on this machine.";
constexpr std::string_view kCopy = "Copy or build it again.";
constexpr std::string_view kNameIt = "Name the NAME.ice.so file.";
constexpr std::string_view kUseHelper = "Build it with ice_add_plugin.";

[[noreturn]] void refuse(const std::string& found, std::string_view hint) {
  throw base::UserError("", found, std::string(hint));
}

std::string machine_name(const Elf64_Ehdr& header) {
  if (header.e_ident[EI_DATA] != ELFDATA2LSB) return "a big-endian machine";
  switch (header.e_machine) {
    case EM_X86_64:
      return "x86-64";
    case EM_AARCH64:
      return "AArch64";
    case EM_RISCV:
      return "RISC-V";
    case EM_PPC64:
      return "PowerPC 64";
    default:
      return fmt::format("ELF machine {}", header.e_machine);
  }
}

// a + b, or the largest number when the sum overflows, so that it lies outside every file.
std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
  const std::uint64_t sum = a + b;
  return sum < a ? std::numeric_limits<std::uint64_t>::max() : sum;
}

base::Fd open_regular(const std::filesystem::path& file, std::uint64_t& size) {
  // O_NONBLOCK: opening a named pipe must not wait for its writer.
  base::Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) refuse(fmt::format("cannot be opened: {}", std::strerror(errno)), "");
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    refuse("is not a regular file", kNameIt);
  }
  size = static_cast<std::uint64_t>(status.st_size);
  return fd;
}

}  // namespace

ElfFile::ElfFile(const std::filesystem::path& file) : fd_(open_regular(file, size_)) {
  read_header();
  read_tables();
}

void ElfFile::read_header() {
  if (size_ == 0) refuse("is empty", kCopy);
  const std::string head = read(0, std::min<std::uint64_t>(size_, sizeof header_));
  std::memcpy(&header_, head.data(), head.size());
  if (std::memcmp(header_.e_ident, ELFMAG, std::min<std::size_t>(SELFMAG, head.size())) != 0) {
    refuse("is not an ELF file, so it is not a shared library", kNameIt);
  }
  if (head.size() > EI_CLASS && header_.e_ident[EI_CLASS] != ELFCLASS64) {
    refuse("is a 32-bit library, this host is 64-bit", kRebuild);
  }
  need(sizeof header_);
  if (header_.e_ident[EI_DATA] != ELFDATA2LSB || header_.e_machine != kMachine) {
    refuse(fmt::format("is built for {}, this host is {}", machine_name(header_), kMachineName),
           kRebuild);
  }
  if (header_.e_type == ET_EXEC) refuse("is a program, not a shared library", kUseHelper);
  if (header_.e_type != ET_DYN) refuse("is an ELF file but not a shared library", kUseHelper);
}

void ElfFile::read_tables() {
  if ((header_.e_phnum > 0 && header_.e_phentsize != sizeof(Elf64_Phdr)) ||
      (header_.e_shnum > 0 && header_.e_shentsize != sizeof(Elf64_Shdr))) {
    refuse("has a damaged ELF header", kCopy);
  }
  // The section table is at the end of most files: read first, it gives the best "needs N bytes".
  sections_ = read_table<Elf64_Shdr>(header_.e_shoff, header_.e_shnum);
  for (const auto& segment : read_table<Elf64_Phdr>(header_.e_phoff, header_.e_phnum)) {
    need(saturating_add(segment.p_offset, segment.p_filesz));
    // A position-independent program is ET_DYN too, but only a program asks for an interpreter.
    if (segment.p_type == PT_INTERP) refuse("is a program, not a shared library", kUseHelper);
  }
  for (const Elf64_Shdr& section : sections_) {
    if (section.sh_type != SHT_NOBITS) need(saturating_add(section.sh_offset, section.sh_size));
  }
  if (header_.e_shstrndx < sections_.size()) {
    const Elf64_Shdr& names = sections_[header_.e_shstrndx];
    if (names.sh_type == SHT_STRTAB) section_names_ = read(names.sh_offset, names.sh_size);
  }
}

void ElfFile::need(std::uint64_t end) const {
  if (end > size_) refuse(fmt::format("truncated: needs {} bytes, has {}", end, size_), kCopy);
}

const Elf64_Shdr* ElfFile::section(std::string_view name) const {
  for (const Elf64_Shdr& section : sections_) {
    const std::size_t at = std::min<std::size_t>(section.sh_name, section_names_.size());
    if (std::string_view(section_names_.c_str() + at) == name) return &section;
  }
  return nullptr;
}

std::string ElfFile::read(std::uint64_t offset, std::uint64_t size) const {
  need(saturating_add(offset, size));
  std::string bytes(size, '\0');
  const ssize_t got = ::pread(fd_.get(), bytes.data(), size, static_cast<off_t>(offset));
  if (got < 0) refuse(fmt::format("cannot be read: {}", std::strerror(errno)), "");
  if (static_cast<std::uint64_t>(got) != size) refuse("became shorter while it was read", kCopy);
  return bytes;
}

template <class Header>
std::vector<Header> ElfFile::read_table(std::uint64_t offset, std::uint64_t count) const {
  const std::string bytes = read(offset, count * sizeof(Header));
  std::vector<Header> table(count);
  if (count > 0) std::memcpy(table.data(), bytes.data(), bytes.size());
  return table;
}

}  // namespace ice::plugin
