// SPDX-License-Identifier: Apache-2.0
#include "live_catalogue.h"

#include <cache/pack_lines.h>

#include <QFile>

// In the global namespace, as the macro asks; a static library's resources are otherwise dropped by the linker.
static void keepBuiltInPack()
{
    Q_INIT_RESOURCE(built_in_pack);
}

namespace yz {
namespace {

/** Without a region in the configuration: the nation's law, nobody's pack. */
const QString kNowhere = QStringLiteral("000000");

Result<void> judge(const std::vector<PackRow> &rows)
{
    const auto read = readCatalogues(rows, {});
    return read ? Result<void>() : Result<void>(read.error());
}

Result<Catalogues> cataloguesOf(CatalogueStore &store)
{
    const auto version = store.version();
    if (!version)
        return version.error();
    const auto rows = store.rows();
    if (!rows)
        return rows.error();
    return readCatalogues(*rows, *version);
}

} // namespace

Result<std::vector<PackRow>> builtInPack()
{
    keepBuiltInPack();
    QFile file(QStringLiteral(":/built-in.ndjson.zst"));
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::NotFound, "the program came without its catalogue"};
    std::vector<PackRow> rows;
    const auto header = pack::readOwnPacked(file.readAll(), [&](const pack::Change &line) {
        rows.push_back(line.row);
        return Result<void>();
    });
    if (!header)
        return header.error();
    return rows;
}

LiveCatalogue::LiveCatalogue(Configuration::Catalogue choice, QString directory, const Clock &clock, EventLog &log)
    : m_choice(std::move(choice)), m_directory(std::move(directory)), m_clock(clock), m_log(log)
{
}

Result<std::unique_ptr<LiveCatalogue>> LiveCatalogue::open(const Configuration &configuration, const SecretBytes &key,
                                                           const Clock &clock, EventLog &log)
{
    auto choice = configuration.catalogue.value_or(Configuration::Catalogue{kNowhere, {}});
    const QString &directory = configuration.dataDirectory;
    auto store =
        CatalogueStore::open({directory, choice.region, choice.publishers, pack::kAppVersion}, key, clock, log, judge);
    if (!store)
        return store.error();
    std::unique_ptr<LiveCatalogue> live(new LiveCatalogue(std::move(choice), directory, clock, log));
    live->m_store = *std::move(store);
    live->m_worker = std::make_unique<Worker>("yz-catalogue");
    return live;
}

void LiveCatalogue::begin(const QString &packFolder)
{
    m_worker->run(
        this,
        [&store = *m_store, &log = m_log, packFolder]() -> Result<Catalogues> {
            const auto rows = builtInPack();
            const auto installed = rows ? store.installBuiltIn(*rows) : Result<void>(rows.error());
            if (installed && QFile::exists(packFolder + QStringLiteral("/head.json"))) {
                // Refused or old: what is in the file goes on serving.
                if (const auto followed = followFolder(store, packFolder); !followed)
                    log.write(EventId::PackRefused, {{"error", followed.error()}});
            }
            return installed ? cataloguesOf(store) : Result<Catalogues>(installed.error());
        },
        [this](const Result<Catalogues> &catalogues) { told(catalogues); });
}

Result<void> LiveCatalogue::follow(const Courier::Options &hub)
{
    if (m_choice.region == kNowhere)
        return {};
    const auto period = std::chrono::seconds(m_choice.askEverySeconds);
    auto follower =
        CatalogueFollower::create({hub, m_choice.region, m_directory, period}, *m_store, *m_worker, m_clock);
    if (!follower)
        return follower.error();
    m_follower = *std::move(follower);
    m_follower->setAtRest(m_atRest);
    connect(m_follower.get(), &CatalogueFollower::switched, this, &LiveCatalogue::read);
    return {};
}

void LiveCatalogue::setAtRest(bool atRest)
{
    m_atRest = atRest;
    if (m_follower)
        m_follower->setAtRest(atRest);
}

void LiveCatalogue::read()
{
    m_worker->run(
        this, [&store = *m_store] { return cataloguesOf(store); },
        [this](const Result<Catalogues> &catalogues) { told(catalogues); });
}

void LiveCatalogue::told(const Result<Catalogues> &catalogues)
{
    if (catalogues)
        Q_EMIT changed(*catalogues);
    else
        m_log.write(EventId::PackRefused, {{"error", catalogues.error()}});
}

} // namespace yz
