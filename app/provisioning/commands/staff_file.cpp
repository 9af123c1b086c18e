// SPDX-License-Identifier: Apache-2.0
#include "commands/staff_file.h"

#include "provisioning/durable.h"

#include <core/passphrase.h>

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <staff/roster.h>

namespace yz::provisioning {

using namespace Qt::StringLiterals;

Result<void> putStaff(const QString &file, const StaffWish &wish, const QString &pin)
{
    if (!staff::isPinFit(pin))
        return {Fault::BadInput, "the PIN must be 6 to 12 digits, not all the same and not in a row"};
    QJsonArray members;
    if (QFileInfo::exists(file)) {
        const auto json = readWhole(file, 64 * 1024);
        const auto known = json ? staff::parseRoster(*json) : Result<staff::Roster>(json.error());
        if (!known)
            return known.error();
        for (const auto &one : QJsonDocument::fromJson(*json).object().value("staff"_L1).toArray())
            if (one.toObject().value("number"_L1).toString() != wish.number)
                members.append(one);
    }
    const auto hash = passphraseHash(pin.toStdString());
    if (!hash)
        return hash.error();
    members.append(QJsonObject{{u"number"_s, wish.number},
                               {u"name"_s, wish.name},
                               {u"role"_s, wish.role},
                               {u"pin"_s, QString::fromStdString(*hash)}});
    const QByteArray json = QJsonDocument(QJsonObject{{u"schema"_s, 1}, {u"staff"_s, members}}).toJson();
    if (const auto judged = staff::parseRoster(json); !judged)
        return judged.error();
    return writeWhole(file, json);
}

} // namespace yz::provisioning
