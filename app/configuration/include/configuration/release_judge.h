// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <provisioning/provisioner.h>

namespace yz {

/**
 * Whether a terminal could live with these files: the configuration can be read, what it names beside it is there and
 * means something, the certificate is this device's, a technician is on the list, and the catalogue, where it comes
 * along, is signed by its publishers. Asked before anything is staged, since a stick could not mend what locks
 * everybody out. `byHand`: the configuration that is in force where no stick has brought one; empty: there is none.
 * The region that the terminal would be in; empty where it follows no catalogue.
 * Pure but for the device's key. Errors: DataMalformed, DataForged, naming the file.
 */
Result<QString> judgeRelease(const provisioning::Releases::Files &files,
                             const std::set<provisioning::Component> &brought,
                             const provisioning::DeviceIdentity &device, const QByteArray &byHand = {});

} // namespace yz
