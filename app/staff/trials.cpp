// SPDX-License-Identifier: Apache-2.0
#include "staff/trials.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostBytes = 4096;
constexpr double kLatestMs = 4'102'444'800'000; ///< 2100: a number that is no time is no time of ours

constexpr std::array<std::pair<Check, QLatin1String>, 9> kNames{{{Check::Reader, "reader"_L1},
                                                                 {Check::Slips, "slips"_L1},
                                                                 {Check::Pages, "pages"_L1},
                                                                 {Check::Camera, "camera"_L1},
                                                                 {Check::Calls, "calls"_L1},
                                                                 {Check::Hub, "hub"_L1},
                                                                 {Check::Store, "store"_L1},
                                                                 {Check::Clock, "clock"_L1},
                                                                 {Check::Voice, "voice"_L1}}};
constexpr std::array<std::pair<Light, QLatin1String>, 3> kLights{
    {{Light::Good, "good"_L1}, {Light::Warn, "warn"_L1}, {Light::Bad, "bad"_L1}}};

} // namespace

QByteArray writtenTrials(const Trials &trials)
{
    QJsonObject tried;
    for (const auto &[check, name] : kNames) {
        const auto trial = trials.find(check);
        for (const auto &[light, word] : kLights)
            if (trial != trials.end() && trial->second.light == light)
                tried.insert(name, QJsonObject{{u"light"_s, word},
                                               {u"at_ms"_s, qint64(trial->second.at.time_since_epoch().count())}});
    }
    return QJsonDocument(QJsonObject{{u"schema"_s, 1}, {u"tried"_s, tried}}).toJson(QJsonDocument::Compact);
}

Trials readTrials(const QByteArray &json)
{
    if (json.size() > kMostBytes)
        return {};
    const QJsonObject whole = QJsonDocument::fromJson(json).object();
    if (whole.value("schema"_L1).toInt() != 1)
        return {};
    const QJsonObject tried = whole.value("tried"_L1).toObject();
    Trials trials;
    for (const auto &[check, name] : kNames) {
        const QJsonObject one = tried.value(name).toObject();
        const double at = one.value("at_ms"_L1).toDouble(-1);
        for (const auto &[light, word] : kLights)
            if (one.value("light"_L1).toString() == word && at >= 0 && at < kLatestMs)
                trials[check] = {light, WallTime(Milliseconds(qint64(at)))};
    }
    return trials;
}

} // namespace yz::staff
