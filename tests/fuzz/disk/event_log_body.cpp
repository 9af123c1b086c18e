// SPDX-License-Identifier: Apache-2.0
#include "disk_fuzz.h"
#include "own_folder.h"

#include <core/kept_event_log.h>

#include <QJsonDocument>
#include <QJsonObject>

#include <fakes/manual_clock.h>

namespace yz::fuzz {
namespace {

using namespace Qt::StringLiterals;

constexpr WallTime kLatest{Milliseconds(253'402'300'799'999)}; // the year 9999

void look(const QByteArray &line)
{
    const auto event = readEventLine(line);
    if (!event) {
        demandNamed(event);
        return;
    }
    demand(!event->id.isEmpty() && event->at >= WallTime{} && event->at <= kLatest);
    demand(QJsonDocument::fromJson('{' + event->rest + '}').isObject());
}

} // namespace

void eventLog(const std::uint8_t *data, std::size_t size)
{
    static const OwnFolder folder;
    const QByteArray bytes = bytesOf(data, size);
    look(bytes);
    folder.lay(u"events.log"_s, bytes);
    const ManualClock clock;
    KeptEventLog log(-1, clock);
    demand(bool(log.keepIn(folder.path())));
    for (const QByteArray &line : log.lines(500))
        look(line);
    // What the next start says is not lost in a line that was torn.
    log.write(EventId::ReleaseSwitched);
    const auto lines = log.lines(1);
    demand(lines.size() == 1);
    const auto last = readEventLine(lines.front());
    demand(last && last->at == clock.wall());
}

} // namespace yz::fuzz
