// SPDX-License-Identifier: Apache-2.0
#include "intake.h"

#include <algorithm>
#include <chrono>

namespace yz::hub {
namespace {

using namespace std::chrono_literals;

// One batch: as many rows as two hundred clients leave waiting, and never so many bytes that a commit takes seconds.
constexpr std::size_t kBatchRows = 256;
constexpr std::size_t kBatchBytes = 8U * 1024 * 1024;
// How long a free writer lets a batch grow, by how long the last one took: a batch costs one flush of the disk, however
// many rows are in it. Measured: +10 % with 16 clients, -3 % with 64; the slower the disk, the more it gains.
constexpr int kPatiencePart = 5;
constexpr std::chrono::microseconds kMostPatience{2000};

std::chrono::microseconds patienceAfter(std::chrono::steady_clock::duration batch)
{
    return std::min(std::chrono::duration_cast<std::chrono::microseconds>(batch / kPatiencePart), kMostPatience);
}

} // namespace

Intake::Intake(asio::io_context &io, Options options, Registrar &registrar, HubLog &log)
    : m_io(io),
      m_options(std::move(options)),
      m_registrar(registrar),
      m_log(log),
      m_orders(io, m_options.capacity),
      m_questions(io, m_options.capacity),
      m_reader(io, m_options.database, intakeStatements()),
      m_opened(io)
{
    m_opened.expires_at(Timer::time_point::max());
    for (unsigned i = 0; i < m_options.writers; ++i)
        m_writers.push_back(std::make_unique<PgConnection>(io, m_options.database, intakeStatements()));
}

void Intake::start()
{
    for (auto &writer : m_writers)
        asio::co_spawn(m_io, writeOrders(*writer), asio::detached);
    asio::co_spawn(m_io, readStandings(), asio::detached);
}

Awaitable<void> Intake::opened()
{
    ErrorCode ignored;
    while (!isOpen() && !m_stopping)
        co_await m_opened.async_wait(into(ignored));
}

void Intake::noteOpened()
{
    if (isOpen())
        m_opened.cancel();
}

void Intake::stop()
{
    m_stopping = true;
    m_opened.cancel();
    m_orders.close();
    m_questions.close();
}

Awaitable<IntakeAnswer> Intake::hand(HandedIn order)
{
    if (m_openWriters == 0)
        co_return Refusal{Problem::Unavailable};
    if (!m_registrar.enter(order))
        co_return Refusal{Problem::Busy};
    auto answer = co_await m_orders.ask(std::move(order));
    if (!answer)
        co_return Refusal{Problem::Busy};
    co_return std::move(*answer);
}

Awaitable<StandingAnswer> Intake::standingOf(std::string terminal)
{
    if (!m_reader.isOpen())
        co_return std::nullopt;
    StandingQuestion question{std::move(terminal)};
    const auto answer = co_await m_questions.ask(std::move(question));
    if (!answer)
        co_return std::nullopt;
    co_return *answer;
}

Awaitable<bool> Intake::healthy()
{
    if (m_openWriters == 0)
        co_return false;
    const auto answer = co_await standingOf(std::string());
    co_return answer.has_value();
}

Awaitable<void> Intake::writeOrders(PgConnection &db)
{
    Portion portion{kBatchRows, kBatchBytes};
    while (!m_stopping || m_orders.size() > 0) {
        if (!db.isOpen()) {
            const bool there = co_await untilOpen(db, m_stopping, m_log);
            if (!there)
                break;
            const bool supplied = co_await supplyNumbers(db);
            if (!supplied)
                continue;
            m_log.write("database.connected");
            ++m_openWriters;
            noteOpened();
        }
        auto batch = co_await m_orders.take(portion);
        if (batch.empty())
            break;
        portion.enough = batch.size(); // those who get their answer now are likely to come back
        const auto began = std::chrono::steady_clock::now();
        bool kept = co_await settleBatch(db, m_log, std::move(batch));
        portion.patience = patienceAfter(std::chrono::steady_clock::now() - began);
        if (kept)
            kept = co_await supplyNumbers(db);
        if (kept)
            continue;
        m_log.write("database.lost");
        if (--m_openWriters == 0) { // nobody is left to serve the line: say so to those who wait
            const auto stranded = m_orders.takeAll();
            for (const auto &item : stranded)
                item->settle(Refusal{Problem::Unavailable});
        }
    }
}

Awaitable<bool> Intake::supplyNumbers(PgConnection &db)
{
    // A number for each that can wait and each that the writers can hold, so that nobody is refused for want of one.
    const auto most = m_options.capacity + m_options.writers * kBatchRows;
    const auto shortage = m_registrar.shortage(2 * most);
    if (shortage == 0)
        co_return true;
    const auto serials = co_await drawSerials(db, shortage);
    if (!serials) {
        db.close();
        co_return false;
    }
    for (const auto serial : *serials)
        m_registrar.supply(serial);
    co_return true;
}

Awaitable<void> Intake::readStandings()
{
    const Portion portion{kBatchRows, SIZE_MAX};
    while (!m_stopping) {
        if (!m_reader.isOpen()) {
            const bool there = co_await untilOpen(m_reader, m_stopping, m_log);
            if (!there)
                break;
            noteOpened();
        }
        auto batch = co_await m_questions.take(portion);
        if (batch.empty())
            break;
        std::vector<std::string> terminals;
        for (const auto &item : batch)
            terminals.push_back(item->request.terminal);
        const auto standings = co_await lookUpStandings(m_reader, std::move(terminals));
        for (const auto &item : batch) {
            if (!standings) {
                item->settle(std::nullopt);
                continue;
            }
            const auto it = standings->find(item->request.terminal);
            item->settle(it == standings->end() ? Standing{} : it->second);
        }
    }
}

} // namespace yz::hub
