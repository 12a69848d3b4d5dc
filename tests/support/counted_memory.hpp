#pragma once
// Counts every allocation of a program, and the bytes that are taken at a time: operator new,
// Armadillo and plugins all end in malloc, which this replaces. REQUIRES: one file of a program
// includes it. Sanitizers replace malloc themselves: then nothing is counted.
#include <dlfcn.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "sanitized.hpp"
#include "support/skip.hpp"

namespace ice::test {

inline std::atomic<std::uint64_t> allocations{0};
inline std::atomic<std::int64_t> live_bytes{0}, peak_bytes{0};

inline void require_counted_memory() {
  if (kIsSanitized) skip("a sanitizer replaces malloc");
}

/// Some kernels of OpenBLAS take memory for themselves in every product; that is not ours to save.
inline bool is_of_blas(const void* caller) {
  Dl_info library{};
  return ::dladdr(caller, &library) != 0 && library.dli_fname != nullptr &&
         std::strstr(library.dli_fname, "blas") != nullptr;
}

inline void* noted(void* memory, const void* caller) {
  if (is_of_blas(caller)) return memory;
  ++allocations;
  live_bytes += static_cast<std::int64_t>(::malloc_usable_size(memory));
  peak_bytes = std::max<std::int64_t>(peak_bytes, live_bytes);
  return memory;
}

inline void note_end(void* memory, const void* caller) {
  if (!is_of_blas(caller)) live_bytes -= static_cast<std::int64_t>(::malloc_usable_size(memory));
}

}  // namespace ice::test

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
extern "C" {
// glibc's own entries below the names that this program replaces.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming,misc-definitions-in-headers)
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* memory);

void* malloc(std::size_t size) {
  return ice::test::noted(__libc_malloc(size), __builtin_return_address(0));
}
void* calloc(std::size_t count, std::size_t size) {
  return ice::test::noted(__libc_calloc(count, size), __builtin_return_address(0));
}
void* realloc(void* memory, std::size_t size) {
  ice::test::note_end(memory, __builtin_return_address(0));
  return ice::test::noted(__libc_realloc(memory, size), __builtin_return_address(0));
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return ice::test::noted(__libc_memalign(alignment, size), __builtin_return_address(0));
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  *memory = ice::test::noted(__libc_memalign(alignment, size), __builtin_return_address(0));
  return *memory == nullptr ? ENOMEM : 0;
}
void free(void* memory) {
  ice::test::note_end(memory, __builtin_return_address(0));
  __libc_free(memory);
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming,misc-definitions-in-headers)
}
#endif
