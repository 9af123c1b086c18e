// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "scanner/document_scanner.h"
#include "scanner/page_eye.h"

#include <memory>

namespace yz {

class Camera;

/** How often a scanner looks. Data. */
struct ScannerTiming
{
    Milliseconds every{200};
};

/** A scanner that looks through a shared camera, which must outlive it. Thread: looks in one of its own. */
std::unique_ptr<DocumentScanner> makeCameraDocumentScanner(Camera &camera, PageLimits limits = {},
                                                           ScannerTiming timing = {});

} // namespace yz
