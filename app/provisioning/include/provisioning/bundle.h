// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "provisioning/trust.h"

#include <core/clock.h>
#include <core/result.h>
#include <core/secret.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <map>
#include <vector>

namespace yz::provisioning {

/**
 * A file `*.yzb` as it lies on a stick: one line that says what it is, one line of JSON with the manifest's exact bytes
 * in base64 and signatures over them, then the files' bytes one after the other, as the manifest lists them. ADR 0014.
 */
constexpr qsizetype kMostBundleBytes = 64 * 1024 * 1024;
constexpr qsizetype kMostEnvelopeBytes = 512 * 1024;
constexpr qsizetype kMostFiles = 256;

/** Where a component has one file, its name. */
constexpr QLatin1StringView kConfigurationFile("terminal.json");
constexpr QLatin1StringView kStaffFile("staff.json");
constexpr QLatin1StringView kTrustFile("trust.json");

/** A file that a bundle brings. `name` is one that the component knows; nothing else is taken. */
struct BundleFile
{
    Component component = Component::Configuration;
    QString name;
    QByteArray bytes;
};

/** What a bundle says of itself. Signed. */
struct Manifest
{
    struct Entry
    {
        Component component = Component::Configuration;
        QString name;
        qsizetype bytes = 0;
        QByteArray sha256; ///< 32 bytes
    };
    QString id;    ///< a UUID: one that was applied here is not applied again
    QString title; ///< "更新平台地址": as the technician reads it
    WallTime created{};
    WallTime notBefore{};
    WallTime notAfter{};
    QString region;                           ///< six digits, a prefix of zeros at the end meaning all below
    QStringList terminals;                    ///< ids or serials; empty: every terminal of the region
    QByteArray answers;                       ///< nonce of the request it answers, 32 bytes; empty: none
    std::map<Component, std::int64_t> epochs; ///< one for each component it brings
    std::vector<Entry> files;
};

/** A bundle whose signature and digests held. */
struct Bundle
{
    Manifest manifest;
    TrustedKey signer;
    std::vector<BundleFile> files;
};

/** The manifest's bytes: what is signed, and what is read back. */
QByteArray manifestJson(const Manifest &manifest);
/** DataMalformed, naming the place. */
Result<Manifest> parseManifest(const QByteArray &json);
/** The names that a component may bring. */
bool isNameOf(Component component, const QString &name);

/** Fills in sizes and digests and signs. `secret`: Ed25519, 64 bytes. */
QByteArray makeBundle(Manifest manifest, const std::vector<BundleFile> &files, const QByteArray &kid,
                      const SecretBytes &secret);
/**
 * Believes nothing before a trusted signature holds, and no file before its digest does. DataForged: nobody's
 * signature, or one that does not hold, or bytes that are others. DataMalformed: bounds, names, a piece missing or left
 * over.
 */
Result<Bundle> openBundle(const QByteArray &bytes, const std::vector<TrustedKey> &trusted);

/** Without looking at the signatures: for those who make bundles, never for those who take them. */
Result<Manifest> unverifiedManifest(const QByteArray &bundle);

/** What this terminal knows beforehand. */
struct Expectation
{
    QStringList names; ///< its id and its serial
    QString region;    ///< empty: not known yet, then the bundle must name the terminal
    QByteArray nonce;  ///< of its own open request; empty: none
    WallTime floor{};  ///< no earlier than this: see TimeFloor in the ADR
    std::map<Component, std::int64_t> epochs;
    QStringList seen;                      ///< ids of bundles applied
    std::map<Component, WallTime> created; ///< when the newest that was applied was made
};
/** Whether what was opened is for this terminal, now, and from somebody who may. NotFound: it names others. DataForged
 * or DataMalformed, each with its own words. */
Result<void> acceptable(const Bundle &bundle, const Expectation &expected);

} // namespace yz::provisioning
