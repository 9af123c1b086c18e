// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace yz {

/** Whether this can be the number of a slip: its shape and its check character. Letters in either case, separators may
 *  be left out. Pure. */
bool isTicketNumber(const QString &text);
/** As it is written on the slip's record: upper case, nothing but letters and digits. For comparing. */
QString plainTicketNumber(const QString &text);

} // namespace yz
