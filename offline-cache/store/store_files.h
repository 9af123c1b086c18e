// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <core/clock.h>
#include <core/result.h>
#include <core/secret.h>

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace yz::store {

enum class KeyMatch { Holds, Differs, NotNoted };

/**
 * What lies beside the database in its folder: the lock, the key check, the ballast, the serial reserve; and how a
 * damaged database is put aside.
 *
 *     secure.db (-wal)       the database          secure.key-check   HMAC of a constant under the key: tells a wrong
 *     secure.lock            held while open                          key from a damaged file
 *     secure.ballast         room held back        secure.serial      ticket serials up to here may have been given
 *
 * Owner: SecureStore. Thread: its. Errors: DeviceBusy, StoreFull, Internal.
 */
class StoreFiles
{
public:
    explicit StoreFiles(const QString &directory) : m_directory(directory) {}
    ~StoreFiles();
    StoreFiles(const StoreFiles &) = delete;
    StoreFiles &operator=(const StoreFiles &) = delete;

    /** Makes the folder and takes the lock. */
    Result<void> enter();
    QString database() const;
    bool hasDatabase() const;

    KeyMatch matchKey(const SecretBytes &key) const;
    Result<void> noteKey(const SecretBytes &key) const;

    /** Renames database and log to `….damaged-<time>` and gives the new path. */
    Result<QString> setAside(WallTime now) const;

    Result<void> layBallast(std::int64_t bytes) const;
    /** False when there was none left. */
    bool dropBallast() const;
    bool hasBallast() const;
    /** Free bytes an ordinary user may still take. */
    std::int64_t freeBytes() const;

    /** The highest serial that may ever have been given, also by a database that is lost. */
    std::uint64_t reservedSerial() const;
    Result<void> reserveSerial(std::uint64_t upTo) const;

private:
    QString path(const char *name) const;
    Result<void> replace(const char *name, const QByteArray &content) const;
    Result<void> syncDirectory() const;

    QString m_directory;
    int m_lock = -1;
};

} // namespace yz::store
