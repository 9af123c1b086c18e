// SPDX-License-Identifier: Apache-2.0
#include "camera/frame.h"

#include <core/secret.h>

#include <algorithm>
#include <cstring>

namespace yz {

Frame::Frame(QSize size, Instant takenAt, std::uint64_t number)
    : m_size(size),
      m_stride(strideFor(size.width())),
      m_takenAt(takenAt),
      m_number(number),
      m_byteCount(static_cast<std::size_t>(m_stride) * static_cast<std::size_t>(std::max(size.height(), 0))),
      m_bytes(std::make_unique_for_overwrite<std::byte[]>(m_byteCount))
{
}

Frame::~Frame()
{
    wipe(bytes());
}

QImage pictureOf(const FrameRef &frame)
{
    if (!frame)
        return {};
    auto *held = new FrameRef(frame);
    return QImage(
        reinterpret_cast<const uchar *>(frame->bytes().data()), frame->size().width(), frame->size().height(),
        frame->stride(), QImage::Format_BGR888, [](void *ref) { delete static_cast<FrameRef *>(ref); }, held);
}

FrameRef frameOf(const QImage &picture, Instant takenAt, std::uint64_t number)
{
    const auto rows = picture.convertToFormat(QImage::Format_BGR888);
    auto frame = std::make_shared<Frame>(rows.size(), takenAt, number); // shared: see FrameRef
    for (int y = 0; y < rows.height(); ++y)
        std::memcpy(frame->bytes().data() + static_cast<std::ptrdiff_t>(y) * frame->stride(), rows.constScanLine(y),
                    static_cast<std::size_t>(rows.width()) * 3);
    return frame;
}

} // namespace yz
