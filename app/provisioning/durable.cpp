// SPDX-License-Identifier: Apache-2.0
#include "provisioning/durable.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace yz::provisioning {
namespace {

Error failed(const QString &path, const char *doing)
{
    return {Fault::StoreFull,
            std::string(doing) + " " + QFileInfo(path).fileName().toStdString() + ": " + std::strerror(errno)};
}

bool writeAll(int file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto written = ::write(file, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes = bytes.sliced(static_cast<qsizetype>(written));
    }
    return true;
}

} // namespace

Result<void> flushFolder(const QString &folder)
{
    const int file = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    return done ? Result<void>() : Result<void>(failed(folder, "flushing"));
}

Result<void> writeWhole(const QString &path, const QByteArray &bytes, int mode)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray fresh = name + ".new";
    ::unlink(fresh.constData());
    const int file =
        ::open(fresh.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, static_cast<mode_t>(mode));
    const bool done = file >= 0 && writeAll(file, bytes) && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    if (!done || std::rename(fresh.constData(), name.constData()) != 0)
        return failed(path, "writing");
    return flushFolder(QFileInfo(path).path());
}

Result<QByteArray> readWhole(const QString &path, qsizetype most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {Fault::NotFound, QFileInfo(path).fileName().toStdString() + " cannot be opened"};
    // read() asks for all the memory that it may fill; a small file must not cost as much as the largest.
    QByteArray bytes = file.read(file.isSequential() ? most + 1 : std::min<qint64>(most, file.size()) + 1);
    if (bytes.size() > most)
        return {Fault::DataMalformed, QFileInfo(path).fileName().toStdString() + " is too large"};
    return bytes;
}

Result<void> pointTo(const QString &path, const QString &target)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray fresh = name + ".new";
    ::unlink(fresh.constData());
    if (::symlink(QFile::encodeName(target).constData(), fresh.constData()) != 0 ||
        std::rename(fresh.constData(), name.constData()) != 0)
        return failed(path, "switching");
    return flushFolder(QFileInfo(path).path());
}

} // namespace yz::provisioning
