#pragma once
// Whether this program was built with a sanitizer: one takes terabytes of address space, so that no
// memory limit can be set, and makes everything slow.

#if defined(__has_feature)  // clang's word for what g++ defines
#define ICE_HAS_FEATURE(name) __has_feature(name)
#else
#define ICE_HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
    ICE_HAS_FEATURE(address_sanitizer) || ICE_HAS_FEATURE(thread_sanitizer)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif
