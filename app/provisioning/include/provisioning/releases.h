// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "provisioning/bundle.h"

#include <functional>
#include <optional>

namespace yz::provisioning {

/** Called with the name of each point at which a power cut may happen; a test ends the process there. */
using Point = std::function<void(const char *)>;

/** What is remembered of all that was applied and has proved itself. */
struct Ratchet
{
    std::map<Component, std::int64_t> epochs;
    std::map<Component, WallTime> created; ///< of the newest manifest that brought it
    QStringList seen;                      ///< the last 200 ids
    WallTime floor{};                      ///< the latest time that a manifest vouched for
};

/** A switch that has not proved itself yet. */
struct Pending
{
    int to = 0;
    int from = 0; ///< 0: there was nothing before
    int starts = 0;
    Manifest manifest; ///< what it will be remembered by
};

/**
 * The folder of a terminal's releases: `releases/N/` each whole, `current` a link to the one in force, `pending.json`
 * while one has to prove itself, `ratchet.json` what was applied. Whatever a power cut leaves, `recover()` makes of it
 * the old release or the new one.
 * Owner: Provisioner. Thread: one at a time; blocks on the disk. Errors: StoreFull, DataForged, DataMalformed.
 */
class Releases
{
public:
    /** By name; those of a pack under `catalogue/`. */
    using Files = std::map<QString, QByteArray>;
    /** Whether a terminal could live with these. */
    using Judge = std::function<Result<void>(const Files &)>;

    explicit Releases(QString folder, Point point = {});

    /** The files of the release in force; empty before the first. */
    Files currentFiles() const;
    /** What would be in force with a bundle's files laid over these. */
    static Files laidOver(Files files, const Bundle &bundle);
    /** The configuration of a release; empty: it has none. */
    QByteArray configurationOf(int release) const;
    /** That of the release before, where it is another one and can be gone back to. */
    std::optional<QByteArray> configurationBefore() const;
    std::optional<int> current() const;
    QString currentFolder() const { return m_folder + QStringLiteral("/current"); }
    Result<Ratchet> ratchet() const;
    std::optional<Pending> pending() const;
    /** The release before the one in force, if it is still there. */
    std::optional<int> previous() const;
    Files filesOf(int release) const;
    std::optional<Manifest> manifestOf(int release) const;

    /** Lays the bundle's files over those in force, in a new release, and switches to it. It is not in force for good
     *  before `commit()`. */
    Result<void> switchTo(const Bundle &bundle);
    /** The configuration of the release before is in force again, in a new release that has to prove itself, too. Who
     * is believed, who may enter, certificates and catalogue stay: going back must not bring back what was revoked. */
    Result<void> rollBack(const Judge &judge = {});
    /** The new release has proved itself. Nothing pending: nothing happens. */
    Result<void> commit();
    /** It has not: back to the one before. */
    Result<void> revert();

    enum class Recovered { Nothing, FinishedOld, MustProve, Reverted };
    /** At every start. A release that was started three times without proving itself is left. */
    Result<Recovered> recover();

private:
    QString releaseFolder(int number) const;
    int freshNumber() const;
    /** What would be in force with `configurationBefore()`. */
    std::optional<Files> filesBefore() const;
    Result<void> switchTo(const Files &files, const Manifest &manifest);
    Result<int> stage(const Files &files, const Manifest &manifest);
    Result<void> point(int release);
    Result<void> leave(int from);
    Result<void> remember(const Manifest &manifest);
    Result<void> writePending(const Pending &pending);
    Result<void> dropPending();
    void tidy(int keep, int alsoKeep) const;
    void reach(const char *name) const;

    QString m_folder;
    Point m_point;
};

} // namespace yz::provisioning
