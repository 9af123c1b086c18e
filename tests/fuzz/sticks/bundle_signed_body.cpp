// SPDX-License-Identifier: Apache-2.0
#include "changes.h"
#include "promise.h"
#include "stick_fuzz.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <provisioning/bundle.h>
#include <sodium.h>
#include <staff/roster.h>

#include <algorithm>

namespace yz::fuzz {
namespace {

using namespace provisioning;
using namespace Qt::StringLiterals;

constexpr std::size_t kMostInput = 256 * 1024;

/** Invented, and always the same: what was found is found again. */
struct Signer
{
    Signer() : secret(crypto_sign_SECRETKEYBYTES), believed({u"fleet"_s.toLatin1(), {}, u"某厅"_s, {}, u"230000"_s})
    {
        const QByteArray seed(crypto_sign_SEEDBYTES, '\x07');
        believed.key = QByteArray(crypto_sign_PUBLICKEYBYTES, '\0');
        demand(sodium_init() >= 0 &&
               crypto_sign_seed_keypair(reinterpret_cast<unsigned char *>(believed.key.data()),
                                        reinterpret_cast<unsigned char *>(secret.bytes().data()),
                                        reinterpret_cast<const unsigned char *>(seed.constData())) == 0);
        for (const Component component : allComponents())
            if (component != Component::Catalogue) // so that there is one that it may not
                believed.may.insert(component);
    }

    /** As makeBundle() does it, with a payload that need not be a manifest. */
    QByteArray wrap(const QByteArray &payload, const QByteArray &files) const
    {
        static constexpr char kDomain[] = "yizhan bundle v1";
        const QByteArray message = QByteArray(kDomain, sizeof kDomain) + payload;
        QByteArray signature(crypto_sign_BYTES, '\0');
        crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                             reinterpret_cast<const unsigned char *>(message.constData()),
                             static_cast<unsigned long long>(message.size()),
                             reinterpret_cast<const unsigned char *>(secret.bytes().data()));
        const QJsonObject sig{{u"kid"_s, u"fleet"_s}, {u"ed25519"_s, QString::fromLatin1(signature.toBase64())}};
        const QJsonObject envelope{{u"payload"_s, QString::fromLatin1(payload.toBase64())},
                                   {u"sigs"_s, QJsonArray{sig}}};
        return "YIZHAN-BUNDLE 1\n" + QJsonDocument(envelope).toJson(QJsonDocument::Compact) + '\n' + files;
    }

    SecretBytes secret;
    TrustedKey believed;
};

/** A terminal that has a name, one that has none yet, and one that asked for a certificate. */
std::vector<Expectation> terminals()
{
    const WallTime now{Milliseconds(1'795'462'400'000)};
    return {{{u"YZ-1"_s}, u"230102"_s, {}, now, {{Component::Staff, 2}}, {}, {{Component::Staff, now}}},
            {{u"YZ-1"_s}, {}, {}, now, {}, {u"01a209e5-fa1c-7451-8181-bac5f2265809"_s}, {}},
            {{u"YZ-1"_s, u"YZ-9"_s}, u"230100"_s, QByteArray(32, '\x22'), now, {}, {}, {}}};
}

void demandFits(const Bundle &bundle, const Expectation &terminal)
{
    const Manifest &manifest = bundle.manifest;
    for (const auto &[component, epoch] : manifest.epochs) {
        demand(bundle.signer.may.contains(component));
        const auto before = terminal.epochs.find(component);
        demand(before == terminal.epochs.end() || epoch >= before->second);
        const auto newest = terminal.created.find(component);
        demand(newest == terminal.created.end() || epoch > before->second || manifest.created >= newest->second);
    }
    demand(manifest.notBefore <= terminal.floor && terminal.floor <= manifest.notAfter);
    demand(manifest.created <= terminal.floor + std::chrono::days(1));
    demand(!terminal.seen.contains(manifest.id));
    demand(manifest.terminals.isEmpty() || std::any_of(terminal.names.begin(), terminal.names.end(),
                                                       [&](const auto &n) { return manifest.terminals.contains(n); }));
}

void judge(const Bundle &bundle)
{
    for (const Expectation &terminal : terminals()) {
        const auto fits = acceptable(bundle, terminal);
        if (fits)
            demandFits(bundle, terminal);
        else if (fits.fault() == Fault::NotFound) // names others
            demand(!bundle.manifest.terminals.isEmpty() && !fits.error().detail.empty());
        else
            demandNamed(fits);
    }
    for (const BundleFile &file : bundle.files) {
        if (const auto trust = parseTrust(file.bytes); !trust)
            demandNamed(trust);
        else
            (void)mayReplace({bundle.signer}, *trust, bundle.signer);
        if (const auto roster = staff::parseRoster(file.bytes); !roster)
            demandNamed(roster);
    }
    static const std::map<QString, QByteArray> before{{u"terminal.json"_s, R"({"place":"甲","screen":{"width":1}})"},
                                                      {u"staff.json"_s, R"({"staff":[{}]})"}};
    demand(!changesBetween(before, bundle).isEmpty());
}

/** The bytes that came, dealt out as the manifest lists its files; the last gets what is left. */
std::vector<BundleFile> dealtOut(const Manifest &manifest, QByteArrayView rest)
{
    std::vector<BundleFile> files;
    for (const Manifest::Entry &entry : manifest.files) {
        const bool isLast = files.size() + 1 == manifest.files.size();
        const QByteArrayView piece = rest.first(isLast ? rest.size() : std::min(entry.bytes, rest.size()));
        files.push_back({entry.component, entry.name, piece.toByteArray()});
        rest = rest.sliced(piece.size());
    }
    return files;
}

} // namespace

void bundleSigned(const std::uint8_t *data, std::size_t size)
{
    static const Signer signer;
    if (size > kMostInput)
        return;
    const QByteArray bytes = bytesOf(data, size);
    const qsizetype line = bytes.indexOf('\n');
    const QByteArray payload = line < 0 ? bytes : bytes.first(line);
    const QByteArray rest = line < 0 ? QByteArray() : bytes.sliced(line + 1);

    // As it came: sizes and digests are what they are.
    const auto opened = openBundle(signer.wrap(payload, rest), {signer.believed});
    if (opened)
        judge(*opened);
    else
        demandNamed(opened);

    // With sizes and digests that fit: what opens is exactly what was put in.
    const auto manifest = parseManifest(payload);
    if (!manifest)
        return;
    const auto files = dealtOut(*manifest, rest);
    const auto whole = openBundle(makeBundle(*manifest, files, signer.believed.kid, signer.secret), {signer.believed});
    demand(whole && whole->files.size() == files.size() && whole->manifest.epochs == manifest->epochs);
    for (std::size_t i = 0; i < files.size(); ++i)
        demand(whole->files[i].name == files[i].name && whole->files[i].bytes == files[i].bytes);
    judge(*whole);
}

} // namespace yz::fuzz
