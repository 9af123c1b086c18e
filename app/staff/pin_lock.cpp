// SPDX-License-Identifier: Apache-2.0
#include "staff/pin_lock.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr int kFreeTries = 4;
constexpr Milliseconds kFirstWait = 30s;
constexpr Milliseconds kLongestWait = 1h;
constexpr int kMostFailures = 1'000'000;

std::int64_t uptimeOf(Instant instant)
{
    return std::chrono::duration_cast<Milliseconds>(instant.time_since_epoch()).count();
}

/** The new name itself must survive a power cut. */
bool flushFolderOf(const QString &path)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY);
    if (folder < 0)
        return false;
    const bool done = ::fsync(folder) == 0;
    ::close(folder);
    return done;
}

} // namespace

Milliseconds waitAfter(int failures)
{
    if (failures <= kFreeTries)
        return 0ms;
    Milliseconds wait = kFirstWait;
    for (int i = kFreeTries + 1; i < failures && wait < kLongestWait; ++i)
        wait *= 2;
    return std::min(wait, kLongestWait);
}

PinLock::PinLock(QString file, std::string boot, const Clock &clock)
    : m_file(std::move(file)), m_boot(std::move(boot)), m_clock(clock)
{
    read();
}

void PinLock::read()
{
    QFile file(m_file);
    if (!file.exists())
        return;
    m_since = m_clock.now();
    const auto object =
        file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.read(4096)).object() : QJsonObject();
    const QJsonValue failures = object.value("failures"_L1);
    const QJsonValue since = object.value("since"_L1);
    if (!failures.isDouble() || !since.isDouble() || failures.toInt(-1) < 0) {
        m_failures = kFreeTries + 1;
        return;
    }
    m_failures = std::min(failures.toInt(), kMostFailures);
    // Of the same run of the machine, neither from before it nor from its future: then the time already waited counts.
    const double noted = since.toDouble();
    const bool canBe = noted >= 0 && noted <= static_cast<double>(uptimeOf(m_since));
    if (canBe && !m_boot.empty() && object.value("boot"_L1).toString().toStdString() == m_boot)
        m_since = Instant(Milliseconds(static_cast<std::int64_t>(noted)));
}

Result<void> PinLock::write() const
{
    QSaveFile file(m_file);
    const QJsonObject object{{u"failures"_s, m_failures},
                             {u"since"_s, static_cast<double>(uptimeOf(m_since))},
                             {u"boot"_s, QString::fromStdString(m_boot)}};
    const QByteArray bytes = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush() ||
        ::fsync(file.handle()) != 0 || !file.commit() || !flushFolderOf(m_file))
        return {Fault::StoreFull, "the count of wrong PINs cannot be written"};
    return {};
}

Milliseconds PinLock::remaining() const
{
    const auto waited = std::chrono::floor<Milliseconds>(m_clock.now() - m_since);
    return std::max(Milliseconds(0), waitAfter(m_failures) - waited);
}

Result<void> PinLock::countTry()
{
    m_failures = std::min(m_failures + 1, kMostFailures);
    m_since = m_clock.now();
    return write();
}

Result<void> PinLock::forget()
{
    m_failures = 0;
    m_since = m_clock.now();
    return write();
}

} // namespace yz::staff
