// SPDX-License-Identifier: Apache-2.0
#include "provisioning/trust.h"

#include <words/json_walk.h>

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMostBytes = 64 * 1024;
constexpr int kMostKeys = 32;
constexpr qsizetype kKeyBytes = 32;

struct Named
{
    Component component;
    const char *code;
    const char16_t *word;
};
constexpr std::array kNames = {
    Named{Component::Configuration, "configuration", u"本机配置"}, Named{Component::Identity, "identity", u"本机证书"},
    Named{Component::Staff, "staff", u"工作人员名单"}, Named{Component::Trust, "trust", u"可信签发人"},
    Named{Component::Catalogue, "catalogue", u"服务事项和法律"}};
constexpr std::array kAll = {Component::Configuration, Component::Identity, Component::Staff, Component::Trust,
                             Component::Catalogue};

const Named &named(Component component)
{
    return *std::find_if(kNames.begin(), kNames.end(), [&](const Named &n) { return n.component == component; });
}

bool isRegion(const QString &text)
{
    static const QRegularExpression shape(u"\\A[0-9]{6}\\z"_s);
    return shape.match(text).hasMatch();
}

TrustedKey readKey(JsonWalk &walk, const JsonPlace &place)
{
    place.onlyKeys({"kid", "key", "issuer", "may", "region"});
    TrustedKey key;
    key.kid = place.text("kid", 32).toLatin1();
    static const QRegularExpression kid(u"\\A[A-Za-z0-9._-]{1,32}\\z"_s);
    if (!kid.match(QString::fromLatin1(key.kid)).hasMatch())
        walk.refuse(place, "kid", "must be 1 to 32 of [A-Za-z0-9._-]");
    key.key = place.hex("key", kKeyBytes);
    key.issuer = place.text("issuer", 60);
    key.region = place.optionalText("region", 6);
    if (!key.region.isEmpty() && !isRegion(key.region))
        walk.refuse(place, "region", "must be six digits");
    for (const QString &code : place.texts("may", static_cast<int>(kAll.size()), 20)) {
        const auto component = componentOf(code);
        if (component)
            key.may.insert(*component);
        else
            walk.refuse(place, "may", "names something that cannot be provisioned");
    }
    return key;
}

} // namespace

std::span<const Component> allComponents()
{
    return kAll;
}

QString codeOf(Component component)
{
    return QString::fromLatin1(named(component).code);
}

QString wordFor(Component component)
{
    return QString::fromUtf16(named(component).word);
}

std::optional<Component> componentOf(const QString &code)
{
    for (const Named &one : kNames)
        if (code == QLatin1String(one.code))
            return one.component;
    return {};
}

Result<std::vector<TrustedKey>> parseTrust(const QByteArray &json)
{
    JsonWalk walk;
    const JsonPlace top = walk.open(json, kMostBytes);
    top.onlyKeys({"schema", "keys"});
    (void)top.integer("schema", 1, 1);
    std::vector<TrustedKey> keys;
    for (const JsonPlace &place : top.list("keys", 1, kMostKeys)) {
        auto key = readKey(walk, place);
        const bool twice = std::any_of(keys.begin(), keys.end(), [&](const auto &each) { return each.kid == key.kid; });
        if (twice)
            walk.refuse(place, "kid", "is there twice");
        keys.push_back(std::move(key));
    }
    if (walk.problem())
        return {Fault::DataMalformed, "trust list: " + walk.problem()->detail};
    return keys;
}

QByteArray trustJson(const std::vector<TrustedKey> &keys)
{
    QJsonArray list;
    for (const TrustedKey &key : keys) {
        QJsonArray may;
        for (const Component component : key.may)
            may.append(codeOf(component));
        QJsonObject object{{u"kid"_s, QString::fromLatin1(key.kid)},
                           {u"key"_s, QString::fromLatin1(key.key.toHex())},
                           {u"issuer"_s, key.issuer},
                           {u"may"_s, may}};
        if (!key.region.isEmpty())
            object.insert(u"region"_s, key.region);
        list.append(object);
    }
    return QJsonDocument(QJsonObject{{u"schema"_s, 1}, {u"keys"_s, list}}).toJson();
}

Result<void> mayReplace(const std::vector<TrustedKey> &before, const std::vector<TrustedKey> &after,
                        const TrustedKey &signer)
{
    // A key that stands the same in both is nobody's concern; any other is granted, or taken away, by the signer.
    const auto isGoverned = [&](const TrustedKey &key) {
        return std::includes(signer.may.begin(), signer.may.end(), key.may.begin(), key.may.end()) &&
               (signer.region.isEmpty() || (!key.region.isEmpty() && isWithin(key.region, signer.region)));
    };
    for (const auto &[some, others] : {std::pair(&after, &before), std::pair(&before, &after)})
        for (const TrustedKey &key : *some)
            if (std::find(others->begin(), others->end(), key) == others->end() && !isGoverned(key))
                return {Fault::DataForged, "bundle: " + signer.kid.toStdString() + " may not change whether " +
                                               key.kid.toStdString() + " is believed"};
    return {};
}

Result<void> leavesAWay(const std::vector<TrustedKey> &keys, const QString &region)
{
    const bool isThere = std::any_of(keys.begin(), keys.end(), [&](const TrustedKey &key) {
        return key.may.contains(Component::Trust) && (region.isEmpty() || isWithin(region, key.region));
    });
    return isThere ? Result<void>()
                   : Error{Fault::DataForged, "bundle: nobody could change the trust list of this terminal any more"};
}

bool isWithin(const QString &region, const QString &whole)
{
    if (whole.isEmpty() || region == whole)
        return true;
    // GB/T 2260: two digits each for province, city and county; zeros stand for all below.
    for (const qsizetype digits : {qsizetype{4}, qsizetype{2}, qsizetype{0}})
        if (whole.sliced(digits) == QString(6 - digits, u'0') && region.startsWith(whole.first(digits)))
            return region.size() == 6;
    return false;
}

} // namespace yz::provisioning
