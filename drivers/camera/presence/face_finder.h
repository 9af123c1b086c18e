// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/frame.h"

#include <core/result.h>

#include <memory>
#include <string>

namespace yz {

/** Whether a face is to be seen, in a picture reduced to 320 across. Thread: one at a time. */
class FaceFinder
{
public:
    FaceFinder();
    ~FaceFinder();

    /** Unsupported: no such cascade. */
    Result<void> load(const std::string &cascade);
    bool sees(const Frame &frame);
    /** Looks at blackness, so that nothing of the last picture is left in OpenCV's own buffers. */
    void forget();

private:
    struct Eye;
    std::unique_ptr<Eye> m_eye;
};

} // namespace yz
