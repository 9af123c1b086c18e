// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QString>

#include <optional>
#include <set>
#include <span>
#include <vector>

namespace yz::provisioning {

/** What can be changed from a stick, each on its own. */
enum class Component {
    Configuration, ///< terminal.json
    Identity,      ///< certificates; never a private key
    Staff,         ///< staff.json
    Trust,         ///< trust.json: who is believed from then on
    Catalogue      ///< a pack folder, judged by its own signature besides
};
std::span<const Component> allComponents();
/** "configuration", as in a manifest. */
QString codeOf(Component component);
std::optional<Component> componentOf(const QString &code);
/** "本机配置", as staff read it. */
QString wordFor(Component component);

/** Somebody whose signature counts here, and for what. Public. */
struct TrustedKey
{
    QByteArray kid; ///< 1–32 of [A-Za-z0-9._-]
    QByteArray key; ///< Ed25519, 32 bytes
    QString issuer; ///< "某市司法局运维中心": as the technician reads it
    std::set<Component> may;
    QString region; ///< only for terminals of this region; empty: everywhere
    bool operator==(const TrustedKey &) const = default;
};

/** DataMalformed, naming the place. At most 64 KiB and 32 keys. */
Result<std::vector<TrustedKey>> parseTrust(const QByteArray &json);
QByteArray trustJson(const std::vector<TrustedKey> &keys);

/** Nobody gives or takes more than he has: each key that is new, changed or gone must be within what `signer` may, and
 * where. DataForged, naming the key. */
Result<void> mayReplace(const std::vector<TrustedKey> &before, const std::vector<TrustedKey> &after,
                        const TrustedKey &signer);

/** Whether somebody could still change a list like this one at a terminal of `region` (empty: wherever it is).
 * DataForged. */
Result<void> leavesAWay(const std::vector<TrustedKey> &keys, const QString &region);

/** Whether `region` is `whole` or lies in it: 230000 holds 230100 and 230102. */
bool isWithin(const QString &region, const QString &whole);

} // namespace yz::provisioning
