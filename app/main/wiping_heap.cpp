// SPDX-License-Identifier: Apache-2.0
// The C heap of the kiosk overwrites every block it takes back (docs/adr/0007). Linked into the kiosk program only,
// where it stands before the C library's own functions for every library in the process: Qt, SQLCipher and OpenSSL free
// with these. Not with a sanitizer, which brings a heap of its own.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <malloc.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

extern "C" {

void *__libc_malloc(std::size_t size); // NOLINT: the C library's own names
void __libc_free(void *block);         // NOLINT

static void overwrite(void *block, std::size_t size)
{
    std::memset(block, 0x5A, size);
    asm volatile("" : : "r"(block) : "memory"); // the compiler must not see that nobody reads it again
}

void free(void *block) noexcept
{
    if (block == nullptr)
        return;
    const int kept = errno; // callers rely on free() leaving it alone
    overwrite(block, malloc_usable_size(block));
    __libc_free(block);
    errno = kept;
}

void *realloc(void *block, std::size_t size) noexcept
{
    if (block == nullptr)
        return __libc_malloc(size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    const auto held = malloc_usable_size(block);
    if (size <= held && size > held / 2)
        return block; // in place; what lies behind the new end is overwritten with the rest, later
    void *moved = __libc_malloc(size);
    if (moved == nullptr)
        return nullptr;
    std::memcpy(moved, block, size < held ? size : held);
    free(block);
    return moved;
}

void *reallocarray(void *block, std::size_t count, std::size_t size) noexcept
{
    std::size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return nullptr;
    }
    return realloc(block, bytes);
}

} // extern "C"

#endif
