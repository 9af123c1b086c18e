// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>
#include <core/secret.h>

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace yz {

/** What a publisher's signature is checked with. Public. */
struct PublisherKey
{
    QByteArray kid; ///< 1–32 of [A-Za-z0-9._-]
    QByteArray key; ///< Ed25519, 32 bytes
};

/** One compressed file of a pack. */
struct PackFile
{
    QByteArray sha256;      ///< 32 bytes, of the file as it lies
    std::int64_t bytes = 0; ///< as it lies
    std::int64_t plain = 0; ///< unpacked
};

/**
 * What a region's publisher says is current. Small, signed; everything else hangs on its digests.
 * reference/data.md C2, decision 13.
 */
struct PackHead
{
    struct Delta
    {
        std::int64_t from = 0;
        PackFile file;
    };
    QString region;
    std::int64_t sequence = 0;
    QByteArray root; ///< 32 bytes, see PackRoot
    WallTime created{};
    WallTime expires{};
    int minApp = 0;
    PackFile snapshot;
    std::vector<Delta> deltas; ///< to `sequence`, from some earlier ones
};

namespace pack {

/** What this program understands; a head says what it needs. */
constexpr int kAppVersion = 1;
constexpr std::int64_t kMaxHeadBytes = 64 * 1024;
constexpr std::int64_t kMaxFileBytes = 64LL * 1024 * 1024;
constexpr std::int64_t kMaxPlainBytes = 1024LL * 1024 * 1024;

/** The payload's bytes: what is signed, and what is read back. */
QByteArray headPayload(const PackHead &head);
/** The payload in base64, signed by nobody yet. */
QByteArray unsignedHead(const QByteArray &payload);
/** `head.json`: the payload, exactly these bytes in base64, and a signature over them. `secret`: Ed25519, 64 bytes. */
QByteArray signedHead(const QByteArray &payload, const QByteArray &kid, const SecretBytes &secret);

/** The same with one more signature over the same bytes; one of the same kid is replaced. DataMalformed: no head. */
Result<QByteArray> countersignedHead(const QByteArray &headJson, const QByteArray &kid, const SecretBytes &secret);
/** Without looking at the signatures: for those who publish, never for those who follow. */
Result<PackHead> unverifiedHead(const QByteArray &headJson);
/** The Ed25519 pair that 32 secret bytes stand for. DataMalformed: not 32. */
struct SigningKey
{
    QByteArray publicKey; ///< 32 bytes
    SecretBytes secret;   ///< 64 bytes
};
Result<SigningKey> signingKey(const SecretBytes &seed);

/** A head whose signature held, and whose. */
struct Verified
{
    PackHead head;
    QByteArray kid;
};
/**
 * Trusts nothing before the signature holds. DataForged: no signature of a trusted key, or one that does not hold.
 * DataMalformed: over 64 KiB, not the agreed JSON, or a payload that breaks a bound.
 */
Result<Verified> verifiedHead(const QByteArray &headJson, const std::vector<PublisherKey> &trusted);

/** What the terminal knows beforehand. */
struct Expectation
{
    QString region;
    int appVersion = 0;
    std::int64_t lastSequenceOfKey = 0; ///< the highest this key has led here: it never goes back below
    WallTime now{};
    bool clockTrusted = false; ///< without it, expiry is a warning, not a refusal
};
/** Whether a verified head may be followed. DataForged: another region, rolled back. DataMalformed: expired.
 *  Unsupported: needs a newer program. */
Result<void> acceptable(const Verified &verified, const Expectation &expected);

} // namespace pack
} // namespace yz
