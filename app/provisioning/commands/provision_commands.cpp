// SPDX-License-Identifier: Apache-2.0
#include "commands/provision_commands.h"

#include "commands/command_words.h"
#include "commands/staff_file.h"
#include "provisioning/bundle.h"
#include "provisioning/device_identity.h"
#include "provisioning/durable.h"
#include "provisioning/receipt.h"

#include <cache/pack_head.h>
#include <core/uuid.h>

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr char kHelp[] =
    "Usage: yizhan-provision COMMAND …\n"
    "Makes what a technician carries to a terminal on a stick (folder /yizhan, files *.yzb).\n"
    "\n"
    "  keygen FILE --kid NAME --issuer WORDS --may LIST [--region CODE]\n"
    "        a signer's key; prints what terminals are told of it (trust.json)\n"
    "  staff FILE --number DIGITS --name NAME --role attendant|technician\n"
    "        adds or replaces somebody in a list of staff; the PIN is asked for twice and not shown, or read from a "
    "pipe\n"
    "  issue REQUEST.json --authority CA.crt --authority-key CA.key --terminal ID --receipt-key FILE --into FOLDER\n"
    "        [--export-key FILE]   so that orders can be given to a stick; what 'yizhan-hubd orders keygen' printed\n"
    "        [--days N]   answers a terminal's request with a certificate\n"
    "  create --into FILE.yzb --title WORDS --region CODE --key FILE --kid NAME\n"
    "        [--configuration terminal.json] [--staff staff.json] [--trust trust.json] [--identity FOLDER]\n"
    "        [--catalogue PACK] [--terminal ID]… [--answers REQUEST.json] [--days N] [--epoch N]\n"
    "  inspect FILE.yzb             what a bundle says of itself; believes nothing\n"
    "  receipt FILE.json --certificate client.pem   what a terminal says was done; only if it is signed by that "
    "device\n"
    "  verify FILE.yzb --trust trust.json [--region CODE] [--terminal ID]…   as a terminal does it\n"
    "\n"
    "--may: configuration,identity,staff,trust,catalogue. --epoch: no lower than the last one for the same "
    "terminals.\n";

constexpr qsizetype kMostText = 64 * 1024;

CommandOutcome keygen(const CommandWords &words)
{
    TrustedKey trusted;
    trusted.kid = words.value("kid").toLatin1();
    trusted.issuer = words.value("issuer");
    trusted.region = words.value("region");
    for (const QString &code : words.value("may").split(u',', Qt::SkipEmptyParts)) {
        const auto component = componentOf(code);
        if (!component)
            return misunderstood(code + u" is nothing that can be provisioned"_s);
        trusted.may.insert(*component);
    }
    if (words.alone().size() != 1 || trusted.kid.isEmpty() || trusted.issuer.isEmpty() || trusted.may.empty())
        return misunderstood(u"keygen needs a file, --kid, --issuer and --may"_s);
    if (QFileInfo::exists(words.alone().first()))
        return refused({Fault::Conflict, "there is such a file already: a key is never written over"});
    const SecretBytes seed = SecretBytes::random(32);
    const auto pair = pack::signingKey(seed);
    if (!pair)
        return refused(pair.error());
    const QByteArray hex =
        QByteArray(reinterpret_cast<const char *>(seed.bytes().data()), qsizetype(seed.size())).toHex();
    if (auto written = writeWhole(words.alone().first(), hex); !written)
        return refused(written.error());
    trusted.key = pair->publicKey;
    const QByteArray json = trustJson({trusted});
    const auto readBack = parseTrust(json); // what terminals would refuse is not handed out
    return readBack ? CommandOutcome{0, json, {}} : refused(readBack.error());
}

Result<pack::SigningKey> keyFrom(const QString &file)
{
    const auto hex = readWhole(file, 256);
    if (!hex)
        return hex.error();
    auto seed =
        SecretBytes::fromHex(std::string_view(hex->trimmed().constData(), std::size_t(hex->trimmed().size())), 32);
    return seed ? pack::signingKey(*seed) : Result<pack::SigningKey>(seed.error());
}

/** One component's files, as the command line names them. Nothing named: nothing added. */
Result<void> gather(const CommandWords &words, std::vector<BundleFile> &files)
{
    const auto add = [&](Component component, const QString &path, const QString &name) -> Result<void> {
        auto bytes = readWhole(path, kMostBundleBytes);
        if (!bytes)
            return bytes.error();
        files.push_back({component, name, *std::move(bytes)});
        return {};
    };
    for (const auto &[component, option, name] :
         {std::tuple{Component::Configuration, "configuration", kConfigurationFile},
          std::tuple{Component::Staff, "staff", kStaffFile}, std::tuple{Component::Trust, "trust", kTrustFile}})
        if (const QString path = words.value(option); !path.isEmpty())
            if (auto added = add(component, path, name); !added)
                return added;
    for (const auto &[component, option] :
         {std::pair{Component::Identity, "identity"}, std::pair{Component::Catalogue, "catalogue"}}) {
        const QString folder = words.value(option);
        if (folder.isEmpty())
            continue;
        QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            const QString path = each.next();
            const QString name = QDir(folder).relativeFilePath(path);
            if (isNameOf(component, name))
                if (auto added = add(component, path, name); !added)
                    return added;
        }
    }
    return {};
}

CommandOutcome create(const CommandWords &words)
{
    const auto days = words.number("days", 30, 1, 3650);
    const auto epoch = words.number("epoch", 1, 1, 1'000'000'000);
    if (words.value("into").isEmpty() || words.value("title").isEmpty() || words.value("region").size() != 6 ||
        words.value("key").isEmpty() || words.value("kid").isEmpty() || !days || !epoch)
        return misunderstood(
            u"create needs --into, --title, --region, --key and --kid; --days and --epoch are numbers"_s);
    const auto key = keyFrom(words.value("key"));
    if (!key)
        return refused(key.error());
    std::vector<BundleFile> files;
    if (auto gathered = gather(words, files); !gathered)
        return refused(gathered.error());
    const SystemClock clock;
    Manifest manifest;
    manifest.id = QString::fromStdString(Uuid::fresh(clock).toString());
    manifest.title = words.value("title");
    manifest.created = clock.wall();
    manifest.notBefore = clock.wall() - std::chrono::days(1); // a terminal's clock may be behind
    manifest.notAfter = clock.wall() + std::chrono::days(*days);
    manifest.region = words.value("region");
    manifest.terminals = words.values("terminal");
    if (const QString path = words.value("answers"); !path.isEmpty()) {
        const auto json = readWhole(path, kMostText);
        const auto request = json ? parseRequest(*json) : Result<EnrolmentRequest>(json.error());
        if (!request)
            return refused(request.error());
        manifest.answers = request->nonce;
        manifest.terminals += request->serial;
    }
    for (const BundleFile &file : files)
        manifest.epochs[file.component] = *epoch;
    const QByteArray bundle = makeBundle(manifest, files, words.value("kid").toLatin1(), key->secret);
    // Read back as a terminal would: what it would refuse is not handed out.
    const TrustedKey self{words.value("kid").toLatin1(), key->publicKey, u"self"_s, {}, {}};
    if (const auto opened = openBundle(bundle, {self}); !opened)
        return refused(opened.error());
    if (auto written = writeWhole(words.value("into"), bundle, 0644); !written)
        return refused(written.error());
    return done(u"%1: %2 files, %3 bytes, until %4\n"_s.arg(words.value("into"))
                    .arg(files.size())
                    .arg(bundle.size())
                    .arg(dayOf(manifest.notAfter)));
}

CommandOutcome issueCommand(const CommandWords &words)
{
    const auto days = words.number("days", 825, 1, 3650);
    const QString into = words.value("into");
    if (words.alone().size() != 1 || into.isEmpty() || words.value("terminal").isEmpty() || !days)
        return misunderstood(
            u"issue needs a request, --authority, --authority-key, --receipt-key, --terminal and --into"_s);
    const auto json = readWhole(words.alone().first(), kMostText);
    const auto request = json ? parseRequest(*json) : Result<EnrolmentRequest>(json.error());
    const auto authority = readWhole(words.value("authority"), kMostText);
    const auto key = readWhole(words.value("authority-key"), kMostText);
    const auto receipt = readWhole(words.value("receipt-key"), kMostText);
    if (!request)
        return refused(request.error());
    const auto exportKey = words.value("export-key").isEmpty() ? Result<QByteArray>(QByteArray())
                                                               : readWhole(words.value("export-key"), kMostText);
    for (const auto *file : {&authority, &key, &receipt, &exportKey})
        if (!*file)
            return refused(file->error());
    const auto certificate = issueCertificate({request->request, *authority, *key, words.value("terminal"),
                                               SystemClock().wall() - std::chrono::days(1), *days});
    if (!certificate)
        return refused(certificate.error());
    QDir().mkpath(into);
    for (const auto &[name, bytes] : {std::pair{u"client.pem"_s, *certificate}, std::pair{u"ca.pem"_s, *authority},
                                      std::pair{u"receipt.key"_s, *receipt}, std::pair{u"export.key"_s, *exportKey}})
        if (bytes.isEmpty())
            continue;
        else if (auto written = writeWhole(into + u'/' + name, bytes); !written)
            return refused(written.error());
    return done(
        u"%1 for %2 (serial %3), %4 days, in %5\n"_s.arg(u"certificate"_s, words.value("terminal"), request->serial)
            .arg(*days)
            .arg(into));
}

QString inWords(const Manifest &manifest)
{
    QString text =
        u"title      %1\nid         %2\ncreated    %3\nvalid      %4 to %5\nregion     %6\nterminals  %7\n"_s.arg(
            manifest.title, manifest.id, dayOf(manifest.created), dayOf(manifest.notBefore), dayOf(manifest.notAfter),
            manifest.region, manifest.terminals.isEmpty() ? u"all of the region"_s : manifest.terminals.join(u", "_s));
    for (const auto &[component, epoch] : manifest.epochs)
        text += u"epoch      %1 %2\n"_s.arg(codeOf(component)).arg(epoch);
    for (const auto &file : manifest.files)
        text += u"file       %1/%2, %3 bytes\n"_s.arg(codeOf(file.component), file.name).arg(file.bytes);
    return text;
}

CommandOutcome inspect(const CommandWords &words)
{
    const auto bytes = words.alone().size() == 1 ? readWhole(words.alone().first(), kMostBundleBytes)
                                                 : Result<QByteArray>(Error{Fault::BadInput, "inspect needs a bundle"});
    if (!bytes)
        return refused(bytes.error());
    const auto manifest = unverifiedManifest(*bytes);
    return manifest ? done(inWords(*manifest)) : refused(manifest.error());
}

CommandOutcome verify(const CommandWords &words)
{
    if (words.alone().size() != 1 || words.value("trust").isEmpty())
        return misunderstood(u"verify needs a bundle and --trust FILE"_s);
    const auto bytes = readWhole(words.alone().first(), kMostBundleBytes);
    const auto json = readWhole(words.value("trust"), kMostText);
    const auto trusted = json ? parseTrust(*json) : Result<std::vector<TrustedKey>>(json.error());
    if (!bytes || !trusted)
        return refused(bytes ? trusted.error() : bytes.error());
    const auto bundle = openBundle(*bytes, *trusted);
    if (!bundle)
        return refused(bundle.error());
    Expectation expected;
    expected.names = words.values("terminal");
    expected.region = words.value("region");
    expected.nonce = bundle->manifest.answers; // whose request it answers is the terminal's to know
    expected.floor = SystemClock().wall();
    if (auto fits = acceptable(*bundle, expected); !fits)
        return refused(fits.error());
    return done(u"holds: signed by %1 (%2)\n"_s.arg(bundle->signer.issuer, QString::fromLatin1(bundle->signer.kid)) +
                inWords(bundle->manifest));
}

CommandOutcome receiptCommand(const CommandWords &words)
{
    if (words.alone().size() != 1 || words.value("certificate").isEmpty())
        return misunderstood(u"receipt needs a file and --certificate FILE"_s);
    const auto json = readWhole(words.alone().first(), kMostText);
    const auto certificate = readWhole(words.value("certificate"), kMostText);
    if (!json || !certificate)
        return refused(json ? certificate.error() : json.error());
    const auto receipt = readReceipt(*json, *certificate);
    return receipt ? done(u"holds: signed by the device of %1\nserial     %2\nlast       %3\nhead       %4\n"_s.arg(
                         receipt->terminal, receipt->serial, receipt->last, QString::fromLatin1(receipt->head.toHex())))
                   : refused(receipt.error());
}

CommandOutcome staffCommand(const CommandWords &words, const QByteArray &secret)
{
    if (words.alone().size() != 1)
        return misunderstood(u"staff needs a file, --number, --name and --role"_s);
    const auto written =
        putStaff(words.alone().first(), {words.value("number"), words.value("name"), words.value("role")},
                 QString::fromLatin1(secret).trimmed());
    return written ? done(u"%1 may enter\n"_s.arg(words.value("name"))) : refused(written.error());
}

} // namespace

CommandOutcome provisionCommand(const QStringList &words, const QByteArray &secret)
{
    const QString verb = words.value(0);
    if (verb.isEmpty() || verb == "--help"_L1 || verb == "help"_L1)
        return {verb.isEmpty() ? 2 : 0, kHelp, {}};
    const CommandWords rest(words.sliced(1));
    if (!rest.areFine())
        return misunderstood(rest.complaint());
    if (verb == "keygen"_L1)
        return keygen(rest);
    if (verb == "create"_L1)
        return create(rest);
    if (verb == "issue"_L1)
        return issueCommand(rest);
    if (verb == "inspect"_L1)
        return inspect(rest);
    if (verb == "verify"_L1)
        return verify(rest);
    if (verb == "receipt"_L1)
        return receiptCommand(rest);
    if (verb == "staff"_L1)
        return staffCommand(rest, secret);
    return misunderstood(verb + u" is no command"_s);
}

} // namespace yz::provisioning
