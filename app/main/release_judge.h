// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <provisioning/provisioner.h>

namespace yz {

/**
 * Whether a terminal could live with these files: the configuration can be read, what it names beside it is there and
 * means something, the certificate is this device's, somebody could still put a stick in, and the catalogue is signed
 * by its publishers. Asked before anything is staged, since what locks everybody out could not be mended by a stick.
 * Pure but for the device's key. Errors: DataMalformed, DataForged, naming the file.
 */
Result<void> judgeRelease(const provisioning::Releases::Files &files, const provisioning::DeviceIdentity &device);

} // namespace yz
