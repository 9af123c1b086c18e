// SPDX-License-Identifier: Apache-2.0
#include "call/frame_slots.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

namespace yz {
namespace {

constexpr std::uint32_t kPlaces = 3;
constexpr std::size_t kStreams = 2;
constexpr std::size_t kHeadBytes = 4096;
constexpr std::size_t kPixelBytes = FrameSlots::kMostPixels * 4;
constexpr std::size_t kPlaceBytes = kHeadBytes + kPixelBytes;
constexpr std::size_t kStreamBytes = kHeadBytes + kPlaces * kPlaceBytes;
constexpr std::size_t kAllBytes = kStreams * kStreamBytes;
constexpr unsigned kSeals = F_SEAL_SHRINK | F_SEAL_GROW;

/** What stands before the pixels. An odd count: being written. */
struct PlaceHead
{
    std::uint32_t count;
    std::uint32_t width;
    std::uint32_t height;
};

std::byte *streamAt(std::byte *memory, CallStream stream)
{
    return memory + (stream == CallStream::Remote ? 0 : kStreamBytes);
}

/** Written by one process and read by another: only ever whole. */
std::atomic_ref<std::uint32_t> word(std::byte *at)
{
    return std::atomic_ref<std::uint32_t>(*reinterpret_cast<std::uint32_t *>(at));
}

std::byte *placeAt(std::byte *stream, std::uint32_t number)
{
    return stream + kHeadBytes + (number % kPlaces) * kPlaceBytes;
}

std::byte *mapped(int descriptor)
{
    void *memory = ::mmap(nullptr, kAllBytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    return memory == MAP_FAILED ? nullptr : static_cast<std::byte *>(memory);
}

} // namespace

Result<FrameSlots> FrameSlots::create()
{
    const int descriptor = ::memfd_create("yizhan-call", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    FrameSlots made(descriptor, nullptr);
    // Sealed: memory that the other process could cut off would end this one with a bus error.
    if (descriptor < 0 || ::ftruncate(descriptor, static_cast<off_t>(kAllBytes)) != 0 ||
        ::fcntl(descriptor, F_ADD_SEALS, kSeals | F_SEAL_SEAL) != 0)
        return Error{Fault::StoreFull, std::string("memory for pictures: ") + std::strerror(errno)};
    made.m_memory = mapped(descriptor);
    if (!made.m_memory)
        return Error{Fault::StoreFull, std::string("memory for pictures: ") + std::strerror(errno)};
    return made;
}

Result<FrameSlots> FrameSlots::attach(int descriptor)
{
    FrameSlots made(descriptor, nullptr);
    struct stat facts = {};
    const int seals = ::fcntl(descriptor, F_GET_SEALS);
    if (::fstat(descriptor, &facts) != 0 || facts.st_size != static_cast<off_t>(kAllBytes) || seals < 0 ||
        (static_cast<unsigned>(seals) & kSeals) != kSeals)
        return Error{Fault::BadInput, "not the memory for pictures"};
    made.m_memory = mapped(descriptor);
    if (!made.m_memory)
        return Error{Fault::StoreFull, std::string("memory for pictures: ") + std::strerror(errno)};
    return made;
}

FrameSlots::~FrameSlots()
{
    if (m_memory)
        ::munmap(m_memory, kAllBytes);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FrameSlots::FrameSlots(FrameSlots &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_memory(std::exchange(other.m_memory, nullptr)),
      m_taken{other.m_taken[0], other.m_taken[1]}
{
}

FrameSlots &FrameSlots::operator=(FrameSlots &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_memory, other.m_memory);
    std::swap(m_taken, other.m_taken);
    return *this;
}

void FrameSlots::write(CallStream stream, const std::byte *pixels, std::size_t bytes, int width, int height, int stride)
{
    if (width < 1 || height < 1 || width > kMostWidth || height > kMostHeight || stride < width * 4)
        return;
    const auto w = static_cast<std::size_t>(width);
    const auto h = static_cast<std::size_t>(height);
    const auto step = static_cast<std::size_t>(stride);
    if (w * h > kMostPixels || bytes < (h - 1) * step + w * 4)
        return;
    auto *const base = streamAt(m_memory, stream);
    const auto number = word(base).load(std::memory_order_relaxed) + 1;
    auto *const place = placeAt(base, number);
    const auto count = word(place + offsetof(PlaceHead, count));
    const auto before = count.load(std::memory_order_relaxed) & ~1U;
    count.store(before + 1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    word(place + offsetof(PlaceHead, width)).store(static_cast<std::uint32_t>(width), std::memory_order_relaxed);
    word(place + offsetof(PlaceHead, height)).store(static_cast<std::uint32_t>(height), std::memory_order_relaxed);
    for (std::size_t y = 0; y < h; ++y)
        std::memcpy(place + kHeadBytes + y * w * 4, pixels + y * step, w * 4);
    count.store(before + 2, std::memory_order_release);
    word(base).store(number, std::memory_order_release);
}

QImage FrameSlots::take(CallStream stream)
{
    auto *const base = streamAt(m_memory, stream);
    const auto number = word(base).load(std::memory_order_acquire);
    auto &taken = m_taken[stream == CallStream::Remote ? 0 : 1];
    if (number == taken)
        return {};
    auto *const place = placeAt(base, number);
    const auto count = word(place + offsetof(PlaceHead, count));
    const auto before = count.load(std::memory_order_acquire);
    // Each read once: the other process may change them between a look and the next.
    const auto width = word(place + offsetof(PlaceHead, width)).load(std::memory_order_relaxed);
    const auto height = word(place + offsetof(PlaceHead, height)).load(std::memory_order_relaxed);
    const bool isSensible = width >= 1 && height >= 1 && width <= kMostWidth && height <= kMostHeight &&
                            std::size_t(width) * height <= kMostPixels;
    if (before % 2 != 0 || !isSensible)
        return {};
    QImage copy(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB32);
    if (copy.isNull())
        return {};
    for (std::uint32_t y = 0; y < height; ++y)
        std::memcpy(copy.scanLine(static_cast<int>(y)), place + kHeadBytes + std::size_t(y) * width * 4,
                    std::size_t(width) * 4);
    std::atomic_thread_fence(std::memory_order_acquire);
    if (count.load(std::memory_order_relaxed) != before)
        return {};
    taken = number;
    return copy;
}

void FrameSlots::forget()
{
    if (::madvise(m_memory, kAllBytes, MADV_REMOVE) != 0)
        std::memset(m_memory, 0, kAllBytes);
    m_taken[0] = m_taken[1] = 0;
}

} // namespace yz
