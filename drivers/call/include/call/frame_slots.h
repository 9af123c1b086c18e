// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QImage>

#include <cstddef>
#include <cstdint>

namespace yz {

enum class CallStream { Remote, Own };

/**
 * Pictures between the call process and the kiosk, in memory of one fixed and sealed size that both have mapped: three
 * places for each stream, the writer always in the one that was used longest ago. All offsets are constants of this
 * program, so that whatever the other process writes there, nothing outside is read; a place whose size makes no sense,
 * or that changed while it was read, gives no picture.
 * Owner: one on each side. Thread: one writer for each stream; one reader. Personal data: the last pictures, until
 * `forget`.
 */
class FrameSlots
{
public:
    static constexpr int kMostWidth = 1280;
    static constexpr int kMostHeight = 1280;
    static constexpr std::size_t kMostPixels = 1280UL * 720;

    /** New memory, to be handed on by its descriptor. StoreFull. */
    static Result<FrameSlots> create();
    /** That memory in the other process; takes the descriptor. BadInput: not of our size, or not sealed. */
    static Result<FrameSlots> attach(int descriptor);
    ~FrameSlots();
    FrameSlots(FrameSlots &&other) noexcept;
    FrameSlots &operator=(FrameSlots &&other) noexcept;

    int descriptor() const { return m_descriptor; }

    /** BGRx, `stride` bytes a row. Nothing happens with a picture that is too large or too short. */
    void write(CallStream stream, const std::byte *pixels, std::size_t bytes, int width, int height, int stride);
    /** A copy of the newest picture (Format_RGB32) unless it was taken already; null for none. */
    QImage take(CallStream stream);
    /** The memory is given back and reads as zeros. */
    void forget();

private:
    explicit FrameSlots(int descriptor, std::byte *memory) : m_descriptor(descriptor), m_memory(memory) {}

    int m_descriptor = -1;
    std::byte *m_memory = nullptr;
    std::uint32_t m_taken[2] = {};
};

} // namespace yz
