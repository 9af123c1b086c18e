// SPDX-License-Identifier: Apache-2.0
#include "disk_fuzz.h"
#include "own_folder.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <fakes/manual_clock.h>
#include <provisioning/audit.h>

namespace yz::fuzz {

using namespace Qt::StringLiterals;

void audit(const std::uint8_t *data, std::size_t size)
{
    static const OwnFolder folder;
    folder.lay(u"audit.log"_s, bytesOf(data, size));
    const ManualClock clock;
    provisioning::Audit audit(folder.at(u"audit.log"_s), clock);
    const auto held = audit.verify();
    if (!held)
        demandNamed(held);
    demand(audit.head().size() == 32);

    demand(bool(audit.note(u"switched"_s, u"an id"_s, u"更新"_s)));
    const QByteArray last = audit.last();
    demand(QJsonDocument::fromJson(last).object().value("what"_L1) == u"switched"_s);
    demand(audit.head() == QCryptographicHash::hash(last, QCryptographicHash::Sha256));
    // Nobody is accused of what a power cut did, and nobody is cleared by what came after.
    demand(bool(audit.verify()) == bool(held));
}

} // namespace yz::fuzz
