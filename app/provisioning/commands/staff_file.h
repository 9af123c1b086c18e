// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QString>

namespace yz::provisioning {

/** Somebody as the command line names him. */
struct StaffWish
{
    QString number;
    QString name;
    QString role;
};
/** Adds or replaces him in a list of staff, which is made when missing. BadInput: a PIN that anybody would try; else as
 *  staff::parseRoster. */
Result<void> putStaff(const QString &file, const StaffWish &wish, const QString &pin);

} // namespace yz::provisioning
