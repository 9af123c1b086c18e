// SPDX-License-Identifier: Apache-2.0
#include "provisioning/bundle.h"
#include "provisioning/device_identity.h"

#include <core/uuid.h>
#include <words/json_walk.h>

#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kLatest = 253'402'300'799'000; // the year 9999, in milliseconds
constexpr qint64 kMostEpoch = 1'000'000'000;
constexpr int kMostTerminals = 500;
constexpr qsizetype kDigestBytes = 32;

qint64 millisecondsOf(WallTime time)
{
    return time.time_since_epoch().count();
}

WallTime timeAt(const JsonPlace &place, const char *key)
{
    return WallTime(Milliseconds(place.integer(key, 0, kLatest)));
}

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

void readFiles(JsonWalk &walk, const JsonPlace &top, Manifest &manifest)
{
    qsizetype whole = 0;
    std::set<QString> names;
    for (const JsonPlace &place : top.list("files", 1, static_cast<int>(kMostFiles))) {
        place.onlyKeys({"component", "name", "bytes", "sha256"});
        const auto component = componentOf(place.text("component", 20));
        Manifest::Entry entry;
        entry.name = place.text("name", 120);
        entry.bytes = place.integer("bytes", 0, kMostBundleBytes);
        entry.sha256 = place.hex("sha256", kDigestBytes);
        whole += entry.bytes;
        if (!component)
            walk.refuse(place, "component", "is none that can be provisioned");
        else if (entry.component = *component; !isNameOf(entry.component, entry.name))
            walk.refuse(place, "name", "is none of this component's");
        if (whole > kMostBundleBytes)
            walk.refuse(place, "bytes", "makes more than 64 MiB altogether");
        if (!names.insert(codeOf(entry.component) + u'/' + entry.name).second)
            walk.refuse(place, "name", "is there twice");
        if (component && !manifest.epochs.contains(*component))
            walk.refuse(place, "component", "has no epoch");
        manifest.files.push_back(std::move(entry));
    }
}

void readScope(JsonWalk &walk, const JsonPlace &scope, Manifest &manifest)
{
    scope.onlyKeys({"region", "terminals"});
    manifest.region = scope.text("region", 6);
    if (!matches(manifest.region, u"[0-9]{6}"_s))
        walk.refuse(scope, "region", "must be six digits");
    manifest.terminals = scope.optionalTexts("terminals", kMostTerminals, 40);
}

void readEpochs(JsonWalk &walk, const JsonPlace &place, Manifest &manifest)
{
    place.onlyKeys({"configuration", "identity", "staff", "trust", "catalogue"});
    for (const Component component : allComponents()) {
        const QByteArray code = codeOf(component).toLatin1();
        if (place.has(code.constData()))
            manifest.epochs[component] = place.integer(code.constData(), 1, kMostEpoch);
    }
    if (manifest.epochs.empty())
        walk.refuse(place, "configuration", "or another component is wanted: nothing would change");
}

} // namespace

bool isNameOf(Component component, const QString &name)
{
    switch (component) {
    case Component::Configuration:
        return name == kConfigurationFile;
    case Component::Identity:
        return name == "client.pem"_L1 || name == "ca.pem"_L1 || name == "receipt.key"_L1 || name == "export.key"_L1;
    case Component::Staff:
        return name == kStaffFile;
    case Component::Trust:
        return name == kTrustFile;
    case Component::Catalogue:
        // The layout of a pack folder (reference/data.md C2); nothing that could climb out of it.
        return matches(name, u"(head\\.json|snapshots/[0-9]{1,16}\\.ndjson\\.zst|"
                             "deltas/[0-9]{1,16}-[0-9]{1,16}\\.ndjson\\.zst)"_s);
    }
    return false;
}

QByteArray manifestJson(const Manifest &manifest)
{
    QJsonArray files;
    for (const Manifest::Entry &entry : manifest.files)
        files.append(QJsonObject{{u"component"_s, codeOf(entry.component)},
                                 {u"name"_s, entry.name},
                                 {u"bytes"_s, QJsonValue(qint64(entry.bytes))},
                                 {u"sha256"_s, QString::fromLatin1(entry.sha256.toHex())}});
    QJsonObject epochs;
    for (const auto &[component, epoch] : manifest.epochs)
        epochs.insert(codeOf(component), QJsonValue(qint64(epoch)));
    QJsonObject top{{u"schema"_s, 1},
                    {u"id"_s, manifest.id},
                    {u"title"_s, manifest.title},
                    {u"created"_s, QJsonValue(millisecondsOf(manifest.created))},
                    {u"notBefore"_s, QJsonValue(millisecondsOf(manifest.notBefore))},
                    {u"notAfter"_s, QJsonValue(millisecondsOf(manifest.notAfter))},
                    {u"scope"_s, QJsonObject{{u"region"_s, manifest.region},
                                             {u"terminals"_s, QJsonArray::fromStringList(manifest.terminals)}}},
                    {u"epochs"_s, epochs},
                    {u"files"_s, files}};
    if (!manifest.answers.isEmpty())
        top.insert(u"answers"_s, QString::fromLatin1(manifest.answers.toHex()));
    return QJsonDocument(top).toJson(QJsonDocument::Compact);
}

Result<Manifest> parseManifest(const QByteArray &json)
{
    JsonWalk walk;
    const JsonPlace top = walk.open(json, kMostEnvelopeBytes);
    top.onlyKeys({"schema", "id", "title", "created", "notBefore", "notAfter", "scope", "answers", "epochs", "files"});
    (void)top.integer("schema", 1, 1);
    Manifest manifest;
    manifest.id = top.text("id", 36);
    if (!Uuid::parse(manifest.id.toStdString()))
        walk.refuse(top, "id", "must be a UUID");
    manifest.title = top.text("title", 60);
    manifest.created = timeAt(top, "created");
    manifest.notBefore = timeAt(top, "notBefore");
    manifest.notAfter = timeAt(top, "notAfter");
    if (top.has("answers"))
        manifest.answers = top.hex("answers", kNonceBytes);
    readScope(walk, top.object("scope"), manifest);
    readEpochs(walk, top.object("epochs"), manifest);
    readFiles(walk, top, manifest);
    if (walk.problem())
        return {Fault::DataMalformed, "bundle: manifest: " + walk.problem()->detail};
    return manifest;
}

} // namespace yz::provisioning
