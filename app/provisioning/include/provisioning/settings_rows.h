// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace yz::provisioning {

/** One setting of a terminal.json in words: "平台地址", "https://…". */
struct SettingRow
{
    QString name;
    QString value;
    bool operator==(const SettingRow &) const = default;
};
/** In the order of the file's keys; what has no word of its own is shown by its key. Paths and addresses only: a
 *  configuration holds no secrets. */
std::vector<SettingRow> settingsIn(const QByteArray &terminalJson);

} // namespace yz::provisioning
