// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/result.h>

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace yz::staff {

/** Whether a stick is there that can be read; Keyboard: it is one as well, and so none. */
enum class StickStands { None, Present, Unreadable, Several, Keyboard };

/** What a stick's bundle would do here, in words; verified. */
struct PlanWords
{
    QString title;       ///< "更新本机配置"
    QString signedBy;    ///< who answers for it
    QString validUntil;  ///< as staff read it
    QStringList changes; ///< one sentence each, old → new
    bool operator==(const PlanWords &) const = default;
};

/** What can be put on a stick. */
enum class Parcel {
    Diagnostics, ///< redacted: no citizen's word
    Orders,      ///< unsent orders, sealed to the hub
    Request,     ///< what the office needs to issue this terminal's identity
};

/** What was put on a stick, once it was read back. */
struct Wrote
{
    int orders = 0; ///< with Parcel::Orders
    int left = 0;   ///< orders it had no room for
};

/** What a release of the configuration says that is now in force, and what the one before said. */
struct Settings
{
    struct Row
    {
        QString name;
        QString now;
        QString before; ///< the same as `now` where nothing changed
    };
    std::vector<Row> rows;
    QString release; ///< "第 3 版，2026-11-23 应用"
    bool canRollBack = false;
};

/**
 * All that maintenance does with sticks and releases: reading, verifying, applying, writing.
 * Owner: `app/main`. Thread: GUI; blocks on nothing. One request at a time, each answered exactly once.
 * Errors: those of the stick and of provisioning; `detail` is the technician's line, shown to him.
 */
class StickWork : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual StickStands stands() const = 0;
    /** What became of the last release, where it was left for the one before; for a technician, empty: nothing to say.
     */
    virtual QString news() const { return {}; }
    /** Whether orders can be given to a stick here: the hub's export key is known. */
    virtual bool carriesOrders() const { return false; }
    /** Reads the stick and verifies what is on it for this terminal. */
    virtual void examine() = 0;
    /** What was examined last. The terminal is made anew afterwards: `restartWanted`. */
    virtual void apply() = 0;
    virtual void write(Parcel parcel, const QByteArray &diagnostics) = 0;
    virtual void readSettings() = 0;
    virtual void rollBack() = 0;

Q_SIGNALS:
    void stood(yz::staff::StickStands stands);
    void examined(yz::Result<yz::staff::PlanWords> plan);
    void applied(yz::Result<void> applied);
    void written(yz::staff::Parcel parcel, yz::Result<yz::staff::Wrote> written);
    void settingsRead(yz::Result<yz::staff::Settings> settings);
};

} // namespace yz::staff
