// SPDX-License-Identifier: Apache-2.0
#include "program/fat_tools.h"

#include "program/listing.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace yz::stick {
namespace {

using namespace Qt::StringLiterals;

constexpr int kToolPatienceMs = 30'000;
constexpr qsizetype kMostListing = 256 * 1024;
constexpr qsizetype kMostComplaint = 4096;

Error gone()
{
    return {Fault::DeviceAbsent, "stick: it was pulled out"};
}

bool saysNotFound(const QByteArray &complaint)
{
    return complaint.contains("not found") || complaint.contains("No such file");
}

} // namespace

Result<FatTools::Ran> FatTools::run(const QString &tool, const QStringList &words, const QByteArray &in,
                                    qsizetype most) const
{
    QProcess process;
    process.start(tool, QStringList{u"-i"_s, m_node} + words);
    if (!process.waitForStarted(kToolPatienceMs))
        return {Fault::Internal, "stick: " + tool.toStdString() + " is not installed"};
    process.write(in);
    process.closeWriteChannel();
    Ran ran;
    QDeadlineTimer patience(kToolPatienceMs);
    while (process.state() != QProcess::NotRunning || process.bytesAvailable() > 0) {
        if (process.bytesAvailable() == 0)
            process.waitForReadyRead(static_cast<int>(std::max<qint64>(1, patience.remainingTime())));
        ran.out += process.readAllStandardOutput();
        ran.complaint = (ran.complaint + process.readAllStandardError()).left(kMostComplaint);
        const bool tooMuch = ran.out.size() > most;
        if (!tooMuch && !patience.hasExpired())
            continue;
        process.kill();
        process.waitForFinished(1000);
        return tooMuch ? Error{Fault::BadInput, "stick: more than 64 MiB, or a file system without an end"}
                       : Error{Fault::TimedOut, "stick: " + tool.toStdString() + " did not end"};
    }
    ran.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return ran;
}

Result<QStringList> FatTools::list() const
{
    const auto ran = run(u"mdir"_s, {u"-b"_s, u"-/"_s, kRoot + u"/"_s}, {}, kMostListing);
    if (!ran)
        return ran.error();
    if (!QFile::exists(m_node))
        return gone();
    if (ran->status != 0)
        return saysNotFound(ran->complaint)
                   ? Result<QStringList>(QStringList())
                   : Result<QStringList>(Error{Fault::DeviceGarbled, "stick: no FAT that can be read"});
    return namesIn(ran->out);
}

Result<QByteArray> FatTools::content(const QString &name) const
{
    const auto ran = run(u"mtype"_s, {kRoot + u"/"_s + name}, {}, kMostBytes);
    if (!ran)
        return ran.error();
    if (!QFile::exists(m_node))
        return gone();
    if (ran->status != 0 || !ran->complaint.isEmpty())
        return {Fault::DeviceGarbled, "stick: a file that cannot be read to its end"};
    return ran->out;
}

/** What the kernel still holds goes to the stick before anybody is told that it may be pulled out, and is forgotten, so
 *  that what is read next comes from the stick. */
Result<void> FatTools::flush() const
{
    const int node = ::open(QFile::encodeName(m_node).constData(), O_RDONLY | O_CLOEXEC);
    if (node < 0)
        return gone();
    const bool done = ::fsync(node) == 0 && ::posix_fadvise(node, 0, 0, POSIX_FADV_DONTNEED) == 0;
    ::close(node);
    return done ? Result<void>() : Result<void>(gone());
}

Result<void> FatTools::put(const QString &name, const QByteArray &bytes) const
{
    const QString path = kRoot + u"/out/"_s + name;
    for (const QString &folder : {QString(kRoot), kRoot + u"/out"_s})
        (void)run(u"mmd"_s, {u"-D"_s, u"s"_s, folder}, {}, kMostListing); // there already: skipped
    const auto copied = run(u"mcopy"_s, {u"-D"_s, u"o"_s, u"-o"_s, u"-"_s, path}, bytes, kMostListing);
    if (!copied)
        return copied.error();
    if (!QFile::exists(m_node))
        return gone();
    // mcopy ends well also when the stick was full: what it complains of counts.
    if (copied->status != 0 || !copied->complaint.isEmpty()) {
        (void)run(u"mdel"_s, {path}, {}, kMostListing); // half a file is none
        return copied->complaint.contains("full") || copied->complaint.contains("No space")
                   ? Error{Fault::StoreFull, "stick: it is full"}
                   : Error{Fault::DeviceGarbled, "stick: it cannot be written"};
    }
    if (auto flushed = flush(); !flushed)
        return flushed;
    const auto back = run(u"mtype"_s, {path}, {}, kMostBytes);
    if (!back)
        return back.error();
    if (back->out != bytes)
        return {Fault::OutcomeUnknown, "stick: what was read back is not what was written"};
    return {};
}

} // namespace yz::stick
