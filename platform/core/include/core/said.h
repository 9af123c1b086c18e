// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>

namespace yz {

/**
 * What the program itself says to a citizen: `Said::tr("返回")`. Written in Chinese, given in the language that the
 * visit has chosen. Never kept beyond the widget it was made for: the next citizen may read another language.
 */
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Said)
};

} // namespace yz
