// SPDX-License-Identifier: Apache-2.0
#include "program/listing.h"
#include "promise.h"
#include "protocol/stick_message.h"
#include "stick_fuzz.h"

#include <provisioning/bundle.h>
#include <staff/roster.h>

#include <algorithm>

namespace yz::fuzz {

using namespace provisioning;

void bundle(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<TrustedKey> believed{
        {"fleet", QByteArray(32, '\x11'), QStringLiteral("某厅"), {Component::Staff}, {}}};
    const QByteArray bytes = bytesOf(data, size);
    const auto opened = openBundle(bytes, believed);
    demand(!opened); // nobody has the secret half of that key
    demandNamed(opened);
    if (const auto unverified = unverifiedManifest(bytes); !unverified)
        demandNamed(unverified);
}

void manifest(const std::uint8_t *data, std::size_t size)
{
    const auto read = parseManifest(bytesOf(data, size));
    if (!read) {
        demandNamed(read);
        return;
    }
    const QByteArray written = manifestJson(*read);
    const auto again = parseManifest(written);
    demand(again && manifestJson(*again) == written);
    qsizetype whole = 0;
    for (const auto &file : read->files) {
        demand(isNameOf(file.component, file.name) && !file.name.contains(QStringLiteral("..")));
        whole += file.bytes;
    }
    demand(whole <= kMostBundleBytes && qsizetype(read->files.size()) <= kMostFiles);
}

void trust(const std::uint8_t *data, std::size_t size)
{
    const auto keys = parseTrust(bytesOf(data, size));
    if (!keys) {
        demandNamed(keys);
        return;
    }
    demand(!keys->empty());
    const auto again = parseTrust(trustJson(*keys));
    demand(again && trustJson(*again) == trustJson(*keys));
}

void roster(const std::uint8_t *data, std::size_t size)
{
    const auto read = staff::parseRoster(bytesOf(data, size));
    if (!read)
        demandNamed(read);
    else
        demand(!read->members.empty() && read->find(read->members.front().number) != nullptr);
}

void stickAnswer(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return;
    const qsizetype piece = std::max<qsizetype>(1, data[0]);
    const QByteArray bytes = bytesOf(data + 1, size - 1);
    stick::AnswerReader inPieces;
    std::optional<Result<StickFiles>> ended;
    for (qsizetype at = 0; at < bytes.size() && !ended; at += piece)
        ended = inPieces.feed(bytes.sliced(at, std::min(piece, bytes.size() - at)));
    const auto atOnce = stick::AnswerReader().feed(bytes);
    // How it was cut makes no difference to what is taken.
    demand(!ended || !*ended || (atOnce && *atOnce && **atOnce == **ended));
    if (ended && *ended)
        for (const StickFile &file : **ended)
            demand(stick::isName(file.name));
    (void)stick::parseRequest(bytes);
}

void stickListing(const std::uint8_t *data, std::size_t size)
{
    const auto names = stick::namesIn(bytesOf(data, size));
    if (!names) {
        demand(names.fault() == Fault::BadInput && !names.error().detail.empty());
        return;
    }
    demand(names->size() <= kMostFiles && std::is_sorted(names->begin(), names->end()));
    for (const QString &name : *names)
        demand(stick::isName(name) && !name.startsWith(QStringLiteral("out/")) && !name.startsWith(u'.'));
}

} // namespace yz::fuzz
