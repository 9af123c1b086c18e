// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>

#include <QImage>
#include <QSize>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace yz {

/**
 * One picture of a camera, in memory only: blue, green, red, eight bits each, rows padded to four bytes.
 * Owner: whoever holds a FrameRef. Thread: any, once it is const. Personal data: what stood before the camera; wiped
 * when the last FrameRef goes.
 */
class Frame
{
public:
    /** Its bytes are not set. */
    Frame(QSize size, Instant takenAt, std::uint64_t number);
    ~Frame();
    Frame(const Frame &) = delete;
    Frame &operator=(const Frame &) = delete;

    QSize size() const { return m_size; }
    int stride() const { return m_stride; }
    Instant takenAt() const { return m_takenAt; }
    /** Counts from one with each opening of the source. */
    std::uint64_t number() const { return m_number; }
    std::span<const std::byte> bytes() const { return {m_bytes.get(), m_byteCount}; }
    std::span<std::byte> bytes() { return {m_bytes.get(), m_byteCount}; }

    static int strideFor(int width) { return (width * 3 + 3) / 4 * 4; }

private:
    QSize m_size;
    int m_stride;
    Instant m_takenAt;
    std::uint64_t m_number;
    std::size_t m_byteCount;
    std::unique_ptr<std::byte[]> m_bytes;
};

/** Shared: several subscribers look at one picture, and the last of them wipes it. */
using FrameRef = std::shared_ptr<const Frame>; // shared: see above

/** The same bytes as a QImage (Format_BGR888), which holds the frame as long as it lives; null for no frame. */
QImage pictureOf(const FrameRef &frame);

/** A copy of a picture as a frame: for puppets and tests. */
FrameRef frameOf(const QImage &picture, Instant takenAt, std::uint64_t number);

} // namespace yz
