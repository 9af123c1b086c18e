// SPDX-License-Identifier: Apache-2.0
#include "disk_fuzz.h"
#include "own_folder.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <provisioning/durable.h>
#include <provisioning/releases.h>

#include <algorithm>

namespace yz::fuzz {
namespace {

using namespace provisioning;
using namespace Qt::StringLiterals;

constexpr int kEnoughStarts = 6; // three to prove itself, one to go back, and two for good measure

Manifest manifest()
{
    Manifest made;
    made.id = u"01a209e5-fa1c-7451-8181-bac5f2265809"_s;
    made.title = u"更新"_s;
    made.created = made.notBefore = WallTime(Milliseconds(1'795'462'400'000));
    made.notAfter = made.created + std::chrono::days(30);
    made.region = u"230102"_s;
    made.epochs = {{Component::Staff, 3}};
    made.files = {{Component::Staff, u"staff.json"_s, 3, QByteArray(32, '\x33')}};
    return made;
}

/** Two releases, the second in force; put back only where the last input changed it. */
void standUp(const OwnFolder &folder)
{
    for (const auto &name : {u"releases/1"_s, u"releases/2"_s})
        if (!QFileInfo(folder.at(name)).isDir())
            demand(QDir().mkpath(folder.at(name)));
    if (Releases(folder.path()).current() != 2)
        demand(bool(pointTo(folder.at(u"current"_s), u"releases/2"_s)));
}

void demandNeverBack(const Ratchet &before, const Ratchet &after)
{
    for (const auto &[component, epoch] : before.epochs)
        demand(after.epochs.contains(component) && after.epochs.at(component) >= epoch);
    const Manifest fresh = manifest();
    demand(after.epochs.at(Component::Staff) >= 3 && after.seen.contains(fresh.id) && after.seen.size() <= 200);
    demand(after.floor >= before.floor && after.floor >= fresh.created);
}

} // namespace

void pending(const std::uint8_t *data, std::size_t size)
{
    static const OwnFolder folder;
    standUp(folder);
    folder.lay(u"pending.json"_s, bytesOf(data, size));
    Releases releases(folder.path());
    const auto open = releases.pending();
    demand(!open || (open->to > 0 && open->from >= 0 && open->starts >= 0));
    const bool mayEnd = open && open->from == 0; // there was nothing before: then nothing is what it goes back to
    for (int start = 0; start < kEnoughStarts; ++start) {
        demand(bool(releases.recover()));
        const auto now = releases.current();
        demand(!now || *now == 1 || *now == 2);
        const bool isOpen = releases.pending().has_value();
        demand(now || (mayEnd && !isOpen));
        if (!isOpen)
            break;
    }
    demand(!releases.pending() && releases.commit());
}

void ratchet(const std::uint8_t *data, std::size_t size)
{
    static const OwnFolder folder;
    static const QByteArray open =
        QJsonDocument(QJsonObject{{u"to"_s, 2},
                                  {u"from"_s, 1},
                                  {u"starts"_s, 1},
                                  {u"manifest"_s, QString::fromUtf8(manifestJson(manifest()))}})
            .toJson();
    standUp(folder);
    folder.lay(u"pending.json"_s, open);
    folder.lay(u"ratchet.json"_s, bytesOf(data, size));
    Releases releases(folder.path());
    const auto before = releases.ratchet();
    const auto committed = releases.commit();
    if (!before) {
        demand(before.fault() == Fault::StoreDamaged || before.fault() == Fault::DataMalformed);
        demand(!before.error().detail.empty() && !committed && releases.pending());
        return;
    }
    demand(committed && !releases.pending() && releases.current() == 2);
    for (const auto &[component, epoch] : before->epochs)
        demand(epoch >= 1);
    const auto after = releases.ratchet();
    demand(bool(after));
    demandNeverBack(*before, *after);
}

} // namespace yz::fuzz
