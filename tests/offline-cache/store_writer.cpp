// SPDX-License-Identifier: Apache-2.0
// Writes drafts and orders as fast as it can and says each one aloud on a pipe *after* the store said it is durable:
// the victim of tst_kill9. Usage: store_writer FOLDER SEED
#include "support/kill9_lines.h"

#include <cache/order_store.h>
#include <core/clock.h>

#include <unistd.h>

#include <cstdlib>
#include <random>

using namespace yz;
using namespace yz::test;

namespace {

bool say(const Line &line)
{
    return ::write(STDOUT_FILENO, &line, sizeof line) == static_cast<ssize_t>(sizeof line);
}

[[noreturn]] void fail(const Error &error)
{
    const std::string text = "store_writer: " + error.detail + "\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    std::_Exit(3);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const SystemClock clock;
    SilentEventLog log;
    OrderStore::Options options;
    options.directory = QString::fromLocal8Bit(argv[1]);
    options.terminal = "KILL9";
    options.ballastBytes = 64 * 1024;
    auto opened = OrderStore::open(options, kill9Key(), clock, log);
    if (!opened)
        fail(opened.error());
    auto &store = **opened;
    say({Line::Opened, {}, 0});
    std::mt19937 random(static_cast<unsigned>(std::atoi(argv[2])));
    for (std::uint32_t n = 1;; ++n) {
        auto draft = store.beginDraft(QStringLiteral("legal-aid"), QStringLiteral("1"));
        if (!draft)
            fail(draft.error());
        for (std::uint32_t value = 1; value <= 1 + random() % 3; ++value) {
            if (auto kept = store.journal(*draft, QStringLiteral("field"), QString::number(value)); !kept)
                fail(kept.error());
            say({Line::Journalled, *draft, value});
        }
        const Sealed sealed{Uuid::fresh(clock), "legal-aid", kill9Body(n, 200 + random() % 6000)};
        const bool endsDraft = random() % 4 != 0;
        if (auto ticket = store.put(sealed, endsDraft ? std::optional(*draft) : std::nullopt); !ticket)
            fail(ticket.error());
        else
            say({Line::Stored, sealed.order, static_cast<std::uint32_t>(ticket->sequence)});
        if (endsDraft)
            say({Line::Ended, *draft, 0});
        if (random() % 8 == 0 && !store.settle())
            return 4;
    }
}
