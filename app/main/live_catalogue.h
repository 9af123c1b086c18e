// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/catalogue_follower.h>
#include <cache/catalogue_store.h>
#include <core/worker.h>
#include <words/catalogue.h>

#include <QObject>

#include <configuration/configuration.h>

#include <memory>

namespace yz {

/**
 * The catalogue as the hub keeps it: its file, who follows it, and what the file holds as words. Everything slow is on
 * a thread of its own. Without it (no room, a broken disk) what came with the program goes on serving.
 * Owner: Terminal. Thread: GUI. Public data.
 */
class LiveCatalogue : public QObject
{
    Q_OBJECT
public:
    static Result<std::unique_ptr<LiveCatalogue>> open(const Configuration &configuration, const SecretBytes &key,
                                                       const Clock &clock, EventLog &log);

    /** Puts what came with the program into a file that holds nothing better, then what lies in `packFolder` (from a
     *  stick; may be empty), and reads what is there. */
    void begin(const QString &packFolder);
    /** From now on the hub is asked. Errors: as CatalogueFollower. */
    Result<void> follow(const Courier::Options &hub);
    /** Whether nobody is being served. */
    void setAtRest(bool atRest);

Q_SIGNALS:
    /** The file holds something else than before. */
    void changed(const yz::Catalogues &catalogues);

private:
    LiveCatalogue(Configuration::Catalogue choice, QString directory, const Clock &clock, EventLog &log);
    void read();
    void told(const Result<Catalogues> &catalogues);

    Configuration::Catalogue m_choice;
    QString m_directory;
    const Clock &m_clock;
    EventLog &m_log;
    std::unique_ptr<CatalogueStore> m_store;
    std::unique_ptr<Worker> m_worker; ///< after the store: finishes before it goes
    std::unique_ptr<CatalogueFollower> m_follower;
    bool m_atRest = true;
};

/** All that came with the program, the sample laws among it. DataMalformed cannot happen to a program that was built.
 */
Result<std::vector<PackRow>> builtInPack();

} // namespace yz
