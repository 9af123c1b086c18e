// SPDX-License-Identifier: Apache-2.0
#include "provisioning/audit.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <unistd.h>

namespace yz::provisioning {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 kMostBytes = 8 * 1024 * 1024;
constexpr int kDigestBytes = 32;

QByteArray digestOf(const QByteArray &line)
{
    return QCryptographicHash::hash(line, QCryptographicHash::Sha256);
}

} // namespace

std::vector<QByteArray> Audit::lines() const
{
    QFile file(m_file);
    std::vector<QByteArray> found;
    if (!file.open(QIODevice::ReadOnly))
        return found;
    const QByteArray bytes = file.read(kMostBytes);
    for (const QByteArray &line : bytes.left(bytes.lastIndexOf('\n') + 1).split('\n')) // a torn last line is none
        if (!line.isEmpty())
            found.push_back(line);
    return found;
}

QByteArray Audit::head() const
{
    const auto all = lines();
    for (auto line = all.rbegin(); line != all.rend(); ++line)
        if (!QJsonDocument::fromJson(*line).object().isEmpty())
            return digestOf(*line);
    return QByteArray(kDigestBytes, '\0');
}

Result<void> Audit::note(const QString &what, const QString &about, const QString &detail)
{
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

Result<void> Audit::verify() const
{
    QByteArray before(kDigestBytes, '\0');
    int number = 0;
    for (const QByteArray &line : lines()) {
        ++number;
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.isEmpty())
            continue; // what a power cut left
        if (QByteArray::fromHex(object.value("before"_L1).toString().toLatin1()) != before)
            return {Fault::DataForged, "audit: line " + std::to_string(number) + " does not follow"};
        before = digestOf(line);
    }
    return {};
}

} // namespace yz::provisioning
