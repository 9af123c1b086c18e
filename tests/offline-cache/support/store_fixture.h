// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/secure_store.h"

#include <cache/order_store.h>
#include <core/event_log.h>

#include <QTemporaryDir>
#include <QtTest>

#include <fakes/manual_clock.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

namespace yz::test {

/** Keeps what was reported, to be asked afterwards. Thread: any. */
class RecordingEventLog final : public EventLog
{
public:
    struct Line
    {
        EventId id;
        std::vector<EventField> fields;
    };
    void write(EventId id, std::initializer_list<EventField> fields) override
    {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back({id, fields});
    }
    int count(EventId id) const
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(
            std::count_if(m_lines.begin(), m_lines.end(), [id](const Line &line) { return line.id == id; }));
    }
    /** The fault in the last line with this id. */
    std::optional<Fault> lastFault(EventId id) const
    {
        const std::lock_guard lock(m_mutex);
        for (auto line = m_lines.rbegin(); line != m_lines.rend(); ++line) {
            if (line->id != id)
                continue;
            for (const auto &field : line->fields) {
                if (const auto *error = std::get_if<Error>(&field.value))
                    return error->fault;
            }
        }
        return {};
    }
    std::optional<std::int64_t> lastNumber(EventId id, std::string_view key) const
    {
        const std::lock_guard lock(m_mutex);
        for (auto line = m_lines.rbegin(); line != m_lines.rend(); ++line) {
            if (line->id != id)
                continue;
            for (const auto &field : line->fields) {
                if (field.key.text == key && std::holds_alternative<std::int64_t>(field.value))
                    return std::get<std::int64_t>(field.value);
            }
        }
        return {};
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Line> m_lines;
};

/** The key every test file is made with: worth nothing. */
inline SecretBytes testKey(char first = 'k')
{
    SecretBytes key(32);
    std::fill(key.bytes().begin(), key.bytes().end(), std::byte{0x42});
    key.bytes()[0] = static_cast<std::byte>(first);
    return key;
}

/** A store in a folder of its own, which can be closed and opened again. */
class StoreFixture
{
public:
    explicit StoreFixture(std::int64_t ballast = 64 * 1024) { options.ballastBytes = ballast; }

    Result<void> open()
    {
        options.directory = folder.path();
        if (options.terminal.isEmpty())
            options.terminal = "HRB07";
        store.reset();
        auto opened = OrderStore::open(options, key, clock, log);
        if (!opened)
            return opened.error();
        store = std::move(*opened);
        return {};
    }
    void close() { store.reset(); }
    QString file(const char *name = "secure.db") const { return folder.filePath(QLatin1String(name)); }
    outbox::OutboxFeed &feed() const { return dynamic_cast<outbox::OutboxFeed &>(*store); }

    Sealed order(const QByteArray &body = "{\"answers\":[]}") { return {Uuid::fresh(clock), "legal-aid", body}; }

    QTemporaryDir folder;
    ManualClock clock;
    RecordingEventLog log;
    SecretBytes key = testKey();
    OrderStore::Options options;
    std::unique_ptr<OrderStore> store;
};

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool overwrite(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
}

/** Fails the test with the error's own words. */
#define YZ_REQUIRE(result)                                                                                             \
    do {                                                                                                               \
        const auto &yzResult = (result);                                                                               \
        QVERIFY2(bool(yzResult), yzResult ? "" : yzResult.error().detail.c_str());                                     \
    } while (false)

} // namespace yz::test
