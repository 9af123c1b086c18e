// SPDX-License-Identifier: Apache-2.0
#include "store/salvage.h"

#include "store/blobs.h"
#include "store/database.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <memory>
#include <optional>

namespace yz::store {
namespace {

/** A file so broken is not worth more tries. */
constexpr int kMostTroubles = 256;
constexpr int kAnyPages = 1 << 24;

/** A copy to read from, gone afterwards. */
class ScratchCopy
{
public:
    explicit ScratchCopy(const QString &original) : m_path(original + QStringLiteral(".reading"))
    {
        remove();
        m_made = QFile::copy(original, m_path);
        if (QFile::exists(original + QStringLiteral("-wal")))
            QFile::copy(original + QStringLiteral("-wal"), m_path + QStringLiteral("-wal"));
    }
    ~ScratchCopy() { remove(); }
    ScratchCopy(const ScratchCopy &) = delete;
    ScratchCopy &operator=(const ScratchCopy &) = delete;

    bool made() const { return m_made; }
    const QString &path() const { return m_path; }

private:
    void remove()
    {
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(m_path + QLatin1String(suffix));
    }
    QString m_path;
    bool m_made = false;
};

Result<std::optional<SavedOrder>> readyAt(Database &db, std::uint64_t pos)
{
    auto query = db.query("SELECT id, kind, body, body_sha256, number FROM outbox WHERE pos = ?1 AND state = 0");
    const auto found = query.bind(static_cast<std::int64_t>(pos)).row();
    if (!found)
        return found.error();
    if (!*found || query.isNull(2))
        return std::optional<SavedOrder>();
    SavedOrder saved{Sealed{uuidOf(query.bytes(0)), query.bytes(1), query.bytes(2)}, query.text(4)};
    const bool whole = QCryptographicHash::hash(saved.sealed.body, QCryptographicHash::Sha256) == query.bytes(3);
    return whole ? std::optional(std::move(saved)) : std::nullopt;
}

} // namespace

std::vector<SavedOrder> readyOrdersOf(const QString &damaged, const SecretBytes &key, std::uint64_t highestSerial)
{
    std::vector<SavedOrder> saved;
    const ScratchCopy copy(damaged);
    if (!copy.made())
        return saved;
    std::unique_ptr<Database> db;
    int troubles = 0;
    for (std::uint64_t pos = 1; pos <= highestSerial && troubles < kMostTroubles; ++pos) {
        if (!db) {
            auto opened = Database::open(copy.path(), key, kAnyPages);
            if (!opened)
                break;
            db = std::move(*opened);
        }
        auto order = readyAt(*db, pos);
        if (!order) {
            db.reset(); // spent after an error
            ++troubles;
        } else if (*order) {
            saved.push_back(std::move(**order));
        }
    }
    return saved;
}

} // namespace yz::store
