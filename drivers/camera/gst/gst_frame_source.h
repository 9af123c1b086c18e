// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/frame_source.h"

#include <core/clock.h>

#include <memory>
#include <string>

namespace yz {

/** Pictures from a GStreamer pipeline whose beginning is given. See FrameSource for the contract. */
class GstFrameSource final : public FrameSource
{
public:
    /** `description`: from a source up to raw video, as from sourceDescription, or why there is none. */
    GstFrameSource(Result<std::string> description, const Clock &clock);
    ~GstFrameSource() override;

    Result<void> open() override;
    Result<FrameRef> next(Milliseconds patience) override;
    void close() override;

private:
    struct Pipeline;
    Error trouble() const;

    Result<std::string> m_description;
    const Clock &m_clock;
    std::unique_ptr<Pipeline> m_pipeline;
    std::uint64_t m_number = 0;
};

} // namespace yz
