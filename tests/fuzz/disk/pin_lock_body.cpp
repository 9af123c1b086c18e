// SPDX-License-Identifier: Apache-2.0
#include "disk_fuzz.h"
#include "own_folder.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <fakes/manual_clock.h>
#include <staff/pin_lock.h>

#include <algorithm>

namespace yz::fuzz {

using namespace Qt::StringLiterals;

void pinLock(const std::uint8_t *data, std::size_t size)
{
    static const OwnFolder folder;
    const QByteArray bytes = bytesOf(data, size);
    folder.lay(u"pin.json"_s, bytes);
    const QString path = folder.at(u"pin.json"_s);
    const ManualClock clock;
    staff::PinLock lock(path, "this-boot", clock);
    const int before = lock.failures();
    demand(before >= 0 && before <= 1'000'000);
    demand(lock.remaining() >= Milliseconds(0) && lock.remaining() <= staff::waitAfter(before));
    if (!QJsonDocument::fromJson(bytes.first(std::min<qsizetype>(bytes.size(), 4096))).isObject())
        demand(before == 5); // it was meddled with

    demand(bool(lock.countTry()) && lock.failures() == std::min(before + 1, 1'000'000));
    for (const char *boot : {"this-boot", "next-boot", ""}) {
        const staff::PinLock again(path, boot, clock);
        demand(again.failures() == lock.failures() && again.remaining() == staff::waitAfter(lock.failures()));
    }
    demand(bool(lock.forget()) && staff::PinLock(path, "this-boot", clock).failures() == 0);
}

} // namespace yz::fuzz
