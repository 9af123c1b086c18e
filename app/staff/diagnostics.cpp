// SPDX-License-Identifier: Apache-2.0
#include "staff/diagnostics.h"

#include <core/kept_event_log.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;

QString wordOf(Light light)
{
    switch (light) {
    case Light::Good:
        return u"good"_s;
    case Light::Warn:
        return u"warn"_s;
    case Light::Bad:
        return u"bad"_s;
    case Light::Unknown:
        return u"unknown"_s;
    case Light::None:
        break;
    }
    return u"none"_s;
}

QJsonArray lampsIn(const DiagnosticsFacts &facts)
{
    QJsonArray lamps;
    for (const Lamp &lamp : lampsOf(facts.standing, facts.at))
        lamps.append(QJsonObject{{u"part"_s, lamp.name}, {u"light"_s, wordOf(lamp.light)}, {u"word"_s, lamp.word}});
    return lamps;
}

QJsonValue numberOf(std::uint64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

} // namespace

QByteArray diagnosticsOf(const DiagnosticsFacts &facts)
{
    QJsonArray events;
    int foreign = 0;
    for (const QByteArray &line : facts.events) {
        if (readEventLine(line))
            events.append(QJsonDocument::fromJson(line).object());
        else
            ++foreign;
    }
    QJsonObject outbox;
    if (facts.standing.outbox)
        outbox = {{u"pending"_s, numberOf(facts.standing.outbox->pending)},
                  {u"delivered"_s, numberOf(facts.standing.outbox->acked)},
                  {u"refused"_s, numberOf(facts.standing.outbox->rejected)}};
    const QJsonObject whole{{u"schema"_s, 1},
                            {u"terminal"_s, QString::fromLatin1(facts.terminal)},
                            {u"version"_s, facts.version},
                            {u"made_ms"_s, QJsonValue(static_cast<qint64>(facts.at.time_since_epoch().count()))},
                            {u"system"_s, QSysInfo::prettyProductName() + u", "_s + QSysInfo::kernelVersion() +
                                              u", "_s + QSysInfo::currentCpuArchitecture()},
                            {u"parts"_s, lampsIn(facts)},
                            {u"outbox"_s, outbox},
                            {u"foreign_lines"_s, foreign},
                            {u"events"_s, events}};
    return QJsonDocument(whole).toJson(QJsonDocument::Indented);
}

} // namespace yz::staff
