// SPDX-License-Identifier: Apache-2.0
#include "configuration/release_judge.h"

#include "configuration/configuration.h"

#include <words/hex.h>

#include <staff/roster.h>

#include <algorithm>

namespace yz {
namespace {

using namespace Qt::StringLiterals;
using provisioning::codeOf;
using provisioning::Component;
using provisioning::DeviceIdentity;
using provisioning::kConfigurationFile;
using Files = provisioning::Releases::Files;

constexpr auto kDeviceKey = "../../device.key"_L1; ///< from a release's folder
constexpr auto kPackHead = "catalogue/head.json"_L1;
constexpr qsizetype kKeyBytes = 32;

Error wrong(const QString &what)
{
    return {Fault::DataMalformed, what.toStdString()};
}

/** Of a file that comes with the release; nothing: the configuration looks for it elsewhere. */
const QByteArray *beside(const Files &files, const QString &path)
{
    const auto found = files.find(path);
    return found != files.end() ? &found->second : nullptr;
}

Error notBrought(const QString &key, const QString &path)
{
    return wrong(u"%1: %2 names %3, which no stick has brought"_s.arg(kConfigurationFile, key, path));
}

/** A path without a slash at its beginning can only be beside, or the device's own. */
Result<void> judgeNamed(const Files &files, const QString &path, const QString &key)
{
    if (path.isEmpty() || path.startsWith(u'/') || path.startsWith("../../"_L1) || beside(files, path) != nullptr)
        return {};
    return notBrought(key, path);
}

Result<void> judgeStaff(const Files &files, const QString &path)
{
    if (path.isEmpty())
        return wrong(u"%1: without staff nobody could put a stick in again"_s.arg(kConfigurationFile));
    const QByteArray *list = beside(files, path);
    if (list == nullptr)
        return notBrought(u"staff"_s, path);
    const auto roster = staff::parseRoster(*list);
    if (!roster)
        return roster.error();
    const bool hasTechnician = std::any_of(roster->members.begin(), roster->members.end(),
                                           [](const auto &one) { return one.role == staff::Role::Technician; });
    return hasTechnician ? Result<void>() : wrong(path + u": without a technician nobody could put a stick in again"_s);
}

Result<void> judgeKey(const Files &files, const QString &path)
{
    const QByteArray *key = beside(files, path);
    if (key == nullptr || !bytesOfHex(key->trimmed(), kKeyBytes).isEmpty())
        return {};
    return wrong(path + u" must be 64 hexadecimal digits"_s);
}

Result<void> judgeHub(const Files &files, const Configuration::Hub &hub, const QString &terminal,
                      const DeviceIdentity &device)
{
    const std::pair<QString, QString> named[] = {{u"hub.ca"_s, hub.certificateAuthority},
                                                 {u"hub.certificate"_s, hub.certificate},
                                                 {u"hub.key"_s, hub.privateKey},
                                                 {u"hub.receiptKey"_s, hub.receiptKey},
                                                 {u"hub.exportKey"_s, hub.exportKey}};
    for (const auto &[key, path] : named)
        if (auto judged = judgeNamed(files, path, key); !judged)
            return judged;
    for (const QString &path : {hub.receiptKey, hub.exportKey})
        if (auto judged = judgeKey(files, path); !judged)
            return judged;
    if (const QByteArray *ca = beside(files, hub.certificateAuthority);
        ca != nullptr && !ca->contains("-----BEGIN CERTIFICATE-----"))
        return wrong(hub.certificateAuthority + u" is no certificate"_s);
    const QByteArray *certificate = beside(files, hub.certificate);
    return certificate != nullptr && hub.privateKey == kDeviceKey ? device.owns(*certificate, terminal)
                                                                  : Result<void>();
}

Result<void> judgePack(const QByteArray *head, const Configuration::Catalogue &choice)
{
    if (head == nullptr)
        return wrong(kPackHead + u" is missing"_s);
    const auto verified = pack::verifiedHead(*head, choice.publishers);
    if (!verified)
        return verified.error();
    if (verified->head.region != choice.region)
        return {Fault::DataForged, "catalogue: is for region " + verified->head.region.toStdString()};
    return {};
}

/** What a stick has brought, and looks for its files beside it. */
Result<void> judgeBrought(const Files &files, const Configuration &configuration, const DeviceIdentity &device)
{
    if (!configuration.catalogue)
        return wrong(u"%1: without catalogue.region the terminal could not tell its own county's sticks"_s.arg(
            kConfigurationFile));
    if (auto judged = judgeStaff(files, configuration.staff); !judged)
        return judged;
    return configuration.hub ? judgeHub(files, *configuration.hub, QString::fromLatin1(configuration.terminal), device)
                             : Result<void>();
}

/** What is written by hand names its own files: whatever a stick brings of them is read by nobody. */
Result<void> judgeByHand(const std::set<Component> &brought)
{
    for (const Component component : {Component::Staff, Component::Identity})
        if (brought.contains(component))
            return wrong(u"%1: nobody would read it, for this terminal is configured by hand"_s.arg(codeOf(component)));
    return {};
}

} // namespace

Result<QString> judgeRelease(const Files &files, const std::set<Component> &brought, const DeviceIdentity &device,
                             const QByteArray &byHand)
{
    const QByteArray *json = beside(files, kConfigurationFile);
    if (json == nullptr && byHand.isEmpty())
        return wrong(u"%1 is missing: a new terminal must be told who it is"_s.arg(kConfigurationFile));
    const auto configuration = parseConfiguration(json != nullptr ? *json : byHand);
    if (!configuration)
        return configuration.error();
    if (auto judged = json != nullptr ? judgeBrought(files, *configuration, device) : judgeByHand(brought); !judged)
        return judged.error();
    const auto &catalogue = configuration->catalogue;
    // A pack of an earlier stick that is believed no more does no harm: what is in the store goes on serving.
    if (brought.contains(Component::Catalogue)) {
        if (!catalogue)
            return wrong(u"%1: without catalogue.region no catalogue can be followed"_s.arg(kConfigurationFile));
        if (auto pack = judgePack(beside(files, kPackHead), *catalogue); !pack)
            return pack.error();
    }
    return catalogue ? catalogue->region : QString();
}

} // namespace yz
