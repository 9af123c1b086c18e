// SPDX-License-Identifier: Apache-2.0
// How fast an order becomes durable, against appending as many bytes to a file and calling fdatasync, in alternating
// windows of one run on one disk.   bench_store --out FILE
#include "../figure.h"

#include <cache/order_store.h>
#include <core/clock.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace yz;
using namespace std::chrono_literals;

namespace {

constexpr int kRounds = 10;
constexpr auto kWindow = 400ms;
/** As a filled-in legal-aid application has them. */
constexpr int kOrderBytes = 1024;

/** Calls `once` for a window and gives the rate per second; negative when it failed. */
template <class Once>
double rate(Once once)
{
    const auto begin = std::chrono::steady_clock::now();
    int done = 0;
    while (std::chrono::steady_clock::now() - begin < kWindow) {
        if (!once())
            return -1;
        ++done;
    }
    return done / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/** A file that only grows. */
class Appender
{
public:
    Appender(const QString &path, int bytes)
        : m_fd(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)),
          m_block(bytes, 'x')
    {
    }
    ~Appender() { ::close(m_fd); }
    Appender(const Appender &) = delete;
    Appender &operator=(const Appender &) = delete;
    bool once()
    {
        return ::write(m_fd, m_block.constData(), static_cast<std::size_t>(m_block.size())) == m_block.size() &&
               ::fdatasync(m_fd) == 0;
    }

private:
    int m_fd;
    QByteArray m_block;
};

/** 16 characters, never the same twice: SQLite writes nothing when nothing changed. */
QString answer(int n)
{
    return QString(10, QChar(0x6CD5)) + QStringLiteral("%1").arg(n, 6);
}

QJsonObject figure(const char *name, const char *against, const std::vector<double> &ours,
                   const std::vector<double> &theirs)
{
    return bench::figure(QLatin1String(name), bench::median(ours), QStringLiteral("per second"), QLatin1String(against),
                         bench::median(theirs), static_cast<int>(ours.size()));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3 || QByteArray(argv[1]) != "--out") {
        std::fputs("usage: bench_store --out FILE\n", stderr);
        return 2;
    }
    // Beside the result: a real disk, where /tmp may be memory.
    const QString out = QString::fromLocal8Bit(argv[2]);
    const QTemporaryDir folder(QFileInfo(out).absolutePath() + QStringLiteral("/store-XXXXXX"));
    const SystemClock clock;
    SilentEventLog log;
    OrderStore::Options options;
    options.directory = folder.filePath(QStringLiteral("store"));
    options.terminal = "BENCH";
    auto store = OrderStore::open(options, SecretBytes::random(32), clock, log);
    if (!store) {
        std::fprintf(stderr, "bench_store: %s\n", store.error().detail.c_str());
        return 1;
    }
    const auto draft = (*store)->beginDraft(QStringLiteral("legal-aid"), QStringLiteral("1"));
    if (!draft)
        return 1;
    Appender orderSized(folder.filePath(QStringLiteral("append-order")), kOrderBytes);
    Appender fieldSized(folder.filePath(QStringLiteral("append-field")), 48);
    const QByteArray body(kOrderBytes, 'x');
    std::vector<double> puts, appends, fields, smallAppends;
    int field = 0;
    for (int round = 0; round < kRounds; ++round) {
        puts.push_back(rate([&] { return bool((*store)->put({Uuid::fresh(clock), "legal-aid", body}, {})); }));
        appends.push_back(rate([&] { return orderSized.once(); }));
        fields.push_back(rate([&] {
            ++field;
            return bool((*store)->journal(*draft, QString::number(field % 40), answer(field)));
        }));
        smallAppends.push_back(rate([&] { return fieldSized.once(); }));
        if (std::min({puts.back(), appends.back(), fields.back(), smallAppends.back()}) < 0)
            return 1;
    }
    const QJsonArray figures{figure("durable order commit (1 KiB)", "append 1 KiB + fdatasync", puts, appends),
                             figure("durable field of a draft", "append 48 B + fdatasync", fields, smallAppends)};
    QFile file(out);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(QJsonDocument(figures).toJson()) > 0 ? 0
                                                                                                                    : 1;
}
