// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace yz {

/** Makes "yizhanscene" known to this process: a live source of a drawn scene (property `scene`, as in Scene), at the
 *  size and rate the caps ask for. After gst_init. */
bool registerSceneElement();

} // namespace yz
