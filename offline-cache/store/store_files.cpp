// SPDX-License-Identifier: Apache-2.0
#include "store/store_files.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QTimeZone>

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

namespace yz::store {
namespace {

constexpr const char *kDatabase = "secure.db";
constexpr const char *kLock = "secure.lock";
constexpr const char *kKeyCheck = "secure.key-check";
constexpr const char *kBallast = "secure.ballast";
constexpr const char *kSerial = "secure.serial";
constexpr QByteArrayView kCheckedWords = "yizhan secure.db key check v1";

Error systemError(const char *doing)
{
    const int number = errno;
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return {full ? Fault::StoreFull : Fault::Internal,
            std::string("store: ") + doing + ", errno " + std::to_string(number)};
}

/** Closes on the way out. */
struct Descriptor
{
    int fd;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

QByteArray keyCheckOf(const SecretBytes &key)
{
    QByteArray check(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char *>(key.bytes().data()), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char *>(kCheckedWords.data()),
                                  static_cast<unsigned long long>(kCheckedWords.size()));
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char *>(check.data()));
    sodium_memzero(&state, sizeof state);
    return check;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(4096) : QByteArray();
}

bool writeAll(int fd, const QByteArray &content)
{
    qsizetype done = 0;
    while (done < content.size()) {
        const auto written = ::write(fd, content.constData() + done, static_cast<std::size_t>(content.size() - done));
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            done += written;
    }
    return true;
}

} // namespace

StoreFiles::~StoreFiles()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

QString StoreFiles::path(const char *name) const
{
    return m_directory + QLatin1Char('/') + QLatin1String(name);
}

Result<void> StoreFiles::enter()
{
    const QByteArray folder = QFile::encodeName(m_directory);
    if (::mkdir(folder.constData(), 0700) != 0 && errno != EEXIST)
        return systemError("making the folder");
    m_lock = ::open(QFile::encodeName(path(kLock)).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_lock < 0)
        return systemError("opening the lock file");
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0)
        return {Fault::DeviceBusy, "store: another process has it open"};
    return {};
}

QString StoreFiles::database() const
{
    return path(kDatabase);
}

bool StoreFiles::hasDatabase() const
{
    return QFileInfo(database()).size() > 0;
}

KeyMatch StoreFiles::matchKey(const SecretBytes &key) const
{
    const QByteArray noted = contentOf(path(kKeyCheck));
    if (noted.size() != crypto_auth_hmacsha256_BYTES)
        return KeyMatch::NotNoted;
    const QByteArray check = keyCheckOf(key);
    return sodium_memcmp(noted.constData(), check.constData(), crypto_auth_hmacsha256_BYTES) == 0 ? KeyMatch::Holds
                                                                                                  : KeyMatch::Differs;
}

Result<void> StoreFiles::noteKey(const SecretBytes &key) const
{
    return replace(kKeyCheck, keyCheckOf(key));
}

Result<void> StoreFiles::replace(const char *name, const QByteArray &content) const
{
    const QByteArray target = QFile::encodeName(path(name));
    const QByteArray fresh = target + ".new";
    {
        const Descriptor file{::open(fresh.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
        if (file.fd < 0 || !writeAll(file.fd, content) || ::fsync(file.fd) != 0)
            return systemError("writing beside the database");
    }
    if (::rename(fresh.constData(), target.constData()) != 0)
        return systemError("renaming beside the database");
    return syncDirectory();
}

Result<void> StoreFiles::syncDirectory() const
{
    const Descriptor folder{::open(QFile::encodeName(m_directory).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder.fd < 0 || ::fsync(folder.fd) != 0)
        return systemError("syncing the folder");
    return {};
}

Result<QString> StoreFiles::setAside(WallTime now) const
{
    const auto when = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), QTimeZone(8 * 3600));
    const QString stem = database() + QStringLiteral(".damaged-") + when.toString(QStringLiteral("yyyyMMdd'T'HHmmss"));
    QString aside = stem;
    for (int again = 1; QFileInfo::exists(aside); ++again)
        aside = stem + QLatin1Char('.') + QString::number(again);
    // The log first: a log without its database is harmless, a new database beside an old log is not.
    for (const char *suffix : {"-wal", "-shm", ""}) {
        const QByteArray from = QFile::encodeName(database()) + suffix;
        const QByteArray to = QFile::encodeName(aside) + suffix;
        if (::rename(from.constData(), to.constData()) != 0 && errno != ENOENT)
            return systemError("setting the damaged file aside");
    }
    if (auto synced = syncDirectory(); !synced)
        return synced.error();
    return aside;
}

Result<void> StoreFiles::layBallast(std::int64_t bytes) const
{
    const QByteArray name = QFile::encodeName(path(kBallast));
    const Descriptor file{::open(name.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
    if (file.fd < 0)
        return systemError("making the ballast");
    // Gives its error back instead of setting it.
    errno = bytes > 0 ? ::posix_fallocate(file.fd, 0, bytes) : 0;
    if (errno == 0)
        return {};
    const auto error = systemError("filling the ballast");
    ::unlink(name.constData());
    return error;
}

bool StoreFiles::dropBallast() const
{
    return ::unlink(QFile::encodeName(path(kBallast)).constData()) == 0;
}

bool StoreFiles::hasBallast() const
{
    return QFileInfo::exists(path(kBallast));
}

std::int64_t StoreFiles::freeBytes() const
{
    struct statvfs disk = {};
    if (::statvfs(QFile::encodeName(m_directory).constData(), &disk) != 0)
        return 0;
    return static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
}

std::uint64_t StoreFiles::reservedSerial() const
{
    return contentOf(path(kSerial)).trimmed().toULongLong();
}

Result<void> StoreFiles::reserveSerial(std::uint64_t upTo) const
{
    return replace(kSerial, QByteArray::number(static_cast<qulonglong>(upTo)) + '\n');
}

} // namespace yz::store
