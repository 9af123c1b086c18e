// SPDX-License-Identifier: Apache-2.0
#include "provisioning/audit.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

/** More than any line is long: what is before the last one need not be read to go on. */
constexpr qint64 kTail = 64 * 1024;
constexpr int kDigestBytes = 32;

QByteArray digestOf(QByteArrayView line)
{
    return QCryptographicHash::hash(line, QCryptographicHash::Sha256);
}

QByteArray nothingBefore()
{
    return QByteArray(kDigestBytes, '\0');
}

} // namespace

QByteArray Audit::last(const QStringList &codes) const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(std::max<qint64>(0, file.size() - kTail)))
        return {};
    // What a power cut tore is no line, unless it lacks nothing but its end.
    const auto lines = file.readAll().split('\n');
    const auto found = std::find_if(lines.rbegin(), lines.rend(), [&](const QByteArray &line) {
        const auto object = QJsonDocument::fromJson(line).object();
        return !object.isEmpty() && (codes.isEmpty() || codes.contains(object.value("what"_L1).toString()));
    });
    return found != lines.rend() ? *found : QByteArray();
}

QByteArray Audit::head() const
{
    const QByteArray line = last();
    return line.isEmpty() ? nothingBefore() : digestOf(line);
}

Result<void> Audit::note(const QString &what, const QString &about, const QString &detail)
{
    const std::scoped_lock alone(m_mutex);
    const QJsonObject object{{u"ms"_s, QJsonValue(qint64(m_clock.wall().time_since_epoch().count()))},
                             {u"trusted"_s, m_clock.wallIsTrusted()},
                             {u"what"_s, what},
                             {u"about"_s, about},
                             {u"detail"_s, detail},
                             {u"before"_s, QString::fromLatin1(head().toHex())}};
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    const int file =
        ::open(QFile::encodeName(m_file).constData(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return {Fault::StoreFull, "audit: cannot be opened"};
    // A line that a power cut tore is ended first, so that the next one stands alone.
    const off_t end = ::lseek(file, 0, SEEK_END);
    char last = '\n';
    const bool torn = end > 0 && ::pread(file, &last, 1, end - 1) == 1 && last != '\n';
    const QByteArray bytes = (torn ? QByteArray("\n") : QByteArray()) + line;
    const bool done =
        ::write(file, bytes.constData(), static_cast<std::size_t>(bytes.size())) == bytes.size() && ::fsync(file) == 0;
    ::close(file);
    return done ? Result<void>() : Result<void>(Error{Fault::StoreFull, "audit: cannot be written"});
}

Result<int> Audit::verify() const
{
    QByteArray before = nothingBefore();
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return file.exists() ? Result<int>(Error{Fault::StoreFull, "audit: cannot be read"}) : Result<int>(0);
    int lines = 0;
    std::vector<char> room(kTail); // one for all: QFile would make as much anew for each line
    for (int number = 1; !file.atEnd(); ++number) {
        const qint64 size = file.readLine(room.data(), kTail);
        if (size < 0)
            return {Fault::StoreFull, "audit: cannot be read"};
        QByteArray line = QByteArray::fromRawData(room.data(), size);
        line.chop(line.endsWith('\n') ? 1 : 0);
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.isEmpty())
            continue; // what a power cut left
        if (object.value("before"_L1).toString().toLatin1() != before.toHex())
            return {Fault::DataForged, "audit: line " + std::to_string(number) + " does not follow"};
        before = digestOf(line);
        ++lines;
    }
    return lines;
}

} // namespace yz::provisioning
