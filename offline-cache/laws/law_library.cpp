// SPDX-License-Identifier: Apache-2.0
#include "cache/law_library.h"

#include "laws/law_search.h"

#include <core/worker.h>

#include <QFileInfo>

#include <sqlite3.h>

#include <atomic>
#include <mutex>

namespace yz {
namespace {

constexpr int kMaxPages = 1 << 20; // 4 GiB, at which a catalogue is refused long before

/** The connection and what stands on it; all of it in the worker's thread, but for `interrupt`. */
class Desk
{
public:
    Desk(QString path, SecretBytes key) : m_path(std::move(path)), m_key(std::move(key)) {}

    /** From any thread. */
    void interrupt()
    {
        const std::lock_guard lock(m_mutex);
        if (m_db != nullptr)
            sqlite3_interrupt(m_db->handle());
    }

    void close()
    {
        m_search.reset();
        const std::lock_guard lock(m_mutex);
        m_db.reset();
    }

    template <class Work>
    auto with(Work work) -> decltype(work(std::declval<laws::LawSearch &>()))
    {
        if (m_search == nullptr)
            if (auto opened = open(); !opened) {
                close();
                return opened.error();
            }
        auto answer = work(*m_search);
        if (!answer && answer.failedWith(Fault::StoreDamaged))
            close(); // after bad bytes a connection is spent
        return answer;
    }

private:
    Result<void> open()
    {
        if (!QFileInfo::exists(m_path))
            return {Fault::NotFound, "laws: there is no catalogue yet"};
        auto db = store::Database::open(m_path, m_key, kMaxPages);
        if (!db)
            return db.error();
        // Decrypted pages are kept: with SQLite's own two megabytes a search takes eight times as long.
        if (auto set = (*db)->script("PRAGMA cache_size = -65536; PRAGMA query_only = ON;"); !set)
            return set;
        {
            const std::lock_guard lock(m_mutex);
            m_db = std::move(*db);
        }
        auto search = laws::LawSearch::on(*m_db);
        if (!search)
            return search.error();
        m_search = std::move(*search);
        return {};
    }

    QString m_path;
    SecretBytes m_key;
    std::mutex m_mutex; ///< for m_db itself, against `interrupt`
    std::unique_ptr<store::Database> m_db;
    std::unique_ptr<laws::LawSearch> m_search;
};

class CatalogueLawLibrary final : public LawLibrary
{
public:
    CatalogueLawLibrary(const QString &catalogue, SecretBytes key)
        : m_desk(catalogue, std::move(key)), m_worker("yz-laws")
    {
        // So that the first citizen does not wait for the shelf.
        m_worker.post([this] { (void)m_desk.with([](laws::LawSearch &search) { return search.refresh(); }); });
    }

    ~CatalogueLawLibrary() override
    {
        m_newest = kNobodyWaits;
        m_desk.interrupt();
    }

    LawRequestId search(const LawQuestion &question) override
    {
        const LawRequestId id = ++m_last;
        m_newest = id;
        if (m_searching)
            m_desk.interrupt();
        m_worker.run(
            this, [this, id, question] { return look(id, question); },
            [this, id](const Result<LawFindings> &findings) { Q_EMIT found(id, findings); });
        return id;
    }

    LawRequestId article(std::int64_t key) override
    {
        return open([key](laws::LawSearch &search) { return search.article(key); });
    }

    LawRequestId cited(const QString &law, int article, int suffix, QDate on) override
    {
        return open(
            [law, article, suffix, on](laws::LawSearch &search) { return search.cited(law, article, suffix, on); });
    }

    void renew() override
    {
        m_worker.post([this] {
            m_desk.close();
            (void)m_desk.with([](laws::LawSearch &search) { return search.refresh(); });
        });
    }

private:
    static constexpr LawRequestId kNobodyWaits = ~LawRequestId{0};

    Result<LawFindings> look(LawRequestId id, const LawQuestion &question)
    {
        const auto superseded = [this, id] { return m_newest != id; };
        // An interruption meant for the question before may still hit this one's first steps: then once more.
        for (;;) {
            if (superseded())
                return {Fault::Cancelled, "laws: another question came"};
            m_searching = true;
            auto findings = m_desk.with([&](laws::LawSearch &search) { return search.find(question, superseded); });
            m_searching = false;
            if (superseded())
                return {Fault::Cancelled, "laws: another question came"};
            if (findings || !findings.failedWith(Fault::Cancelled))
                return findings;
        }
    }

    template <class Work>
    LawRequestId open(Work work)
    {
        const LawRequestId id = ++m_last;
        m_worker.run(
            this,
            [this, work] {
                for (;;) {
                    auto page = m_desk.with(work);
                    // Interrupted by a search that did not mean it.
                    if (page || !page.failedWith(Fault::Cancelled) || m_newest == kNobodyWaits)
                        return page;
                }
            },
            [this, id](const Result<LawArticle> &page) { Q_EMIT opened(id, page); });
        return id;
    }

    LawRequestId m_last = 0;
    std::atomic<LawRequestId> m_newest = 0;
    std::atomic<bool> m_searching = false;
    Desk m_desk;
    Worker m_worker; // last: joined first
};

} // namespace

std::unique_ptr<LawLibrary> openLawLibrary(const QString &catalogue, SecretBytes key)
{
    return std::make_unique<CatalogueLawLibrary>(catalogue, std::move(key));
}

} // namespace yz
