// SPDX-License-Identifier: Apache-2.0
// kill -9 at random moments: what was said to be durable is there afterwards, and nothing is there by halves.
// More rounds: YZ_KILLS=1000 tst_kill9; another course: YZ_SEED=7.
#include "outbox/hash_chain.h"
#include "support/kill9_lines.h"
#include "support/store_fixture.h"

#include <QCryptographicHash>
#include <QHash>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <random>

using namespace yz;
using namespace yz::test;

namespace {

int numberFrom(const char *name, int otherwise)
{
    bool given = false;
    const int number = qEnvironmentVariableIntValue(name, &given);
    return given ? number : otherwise;
}

/** The writer, started and to be killed. */
class Victim
{
public:
    Victim(const QString &folder, unsigned seed)
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return;
        QByteArray program = YZ_STORE_WRITER;
        QByteArray where = folder.toLocal8Bit();
        QByteArray which = QByteArray::number(seed);
        // Not fork: the thread sanitizer does not bear it in a program with threads.
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        std::array<char *, 4> arguments{program.data(), where.data(), which.data(), nullptr};
        if (::posix_spawn(&m_pid, program.constData(), &actions, nullptr, arguments.data(), environ) != 0)
            m_pid = -1;
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        m_read = ends[0];
    }
    ~Victim()
    {
        kill();
        if (m_read >= 0)
            ::close(m_read);
    }
    Victim(const Victim &) = delete;
    Victim &operator=(const Victim &) = delete;

    /** The next thing said; nothing within `patience`, or when it is over. */
    std::optional<Line> hear(int patienceMs)
    {
        pollfd waiting{m_read, POLLIN, 0};
        if (::poll(&waiting, 1, patienceMs) <= 0)
            return {};
        Line line;
        return ::read(m_read, &line, sizeof line) == static_cast<ssize_t>(sizeof line) ? std::optional(line)
                                                                                       : std::nullopt;
    }
    void kill()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        m_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
        m_pid = -1;
    }
    bool diedOfIt() const { return m_killed; }

private:
    pid_t m_pid = -1;
    int m_read = -1;
    bool m_killed = false;
};

struct Said
{
    QHash<QByteArray, std::uint32_t> stored;     ///< order → seq
    QHash<QByteArray, std::uint32_t> journalled; ///< draft → last value said
    QSet<QByteArray> ended;

    void take(const Line &line)
    {
        const QByteArray id(reinterpret_cast<const char *>(line.id.bytes.data()), 16);
        if (line.what == Line::Stored)
            stored.insert(id, line.value);
        else if (line.what == Line::Journalled)
            journalled.insert(id, line.value);
        else if (line.what == Line::Ended)
            ended.insert(id);
    }
};

Uuid uuidOf(const QByteArray &bytes)
{
    Uuid id;
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char *>(id.bytes.data()));
    return id;
}

} // namespace

class TestKill9 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSaidToBeDurableIsThere();

private:
    void inspect(StoreFixture &fixture, const Said &said);
};

void TestKill9::inspect(StoreFixture &fixture, const Said &said)
{
    YZ_REQUIRE(fixture.open());
    QCOMPARE(fixture.log.count(EventId::StoreSetAside), 0);
    for (auto it = said.stored.cbegin(); it != said.stored.cend(); ++it) {
        const auto found = fixture.store->find(uuidOf(it.key()));
        QVERIFY2(bool(found), "an order that was said to be stored is lost");
        QCOMPARE(found->ticket.sequence, std::uint64_t(it.value()));
    }
    for (auto it = said.journalled.cbegin(); it != said.journalled.cend(); ++it) {
        const auto draft = fixture.store->loadDraft(uuidOf(it.key()));
        if (said.ended.contains(it.key())) {
            QVERIFY(draft.failedWith(Fault::NotFound));
        } else if (draft) { // else: ended by an order stored but not said yet
            QVERIFY(!draft->entries.empty());
            QVERIFY(draft->entries.front().value.toUInt() >= it.value());
        }
    }
    // No hole, no half: every place in the sequence is held by a whole order, chained to the one before.
    const auto counted = fixture.store->count();
    YZ_REQUIRE(counted);
    QVERIFY(counted->pending >= std::uint64_t(said.stored.size()));
    QByteArray hash = outbox::chainStart();
    for (std::uint64_t seq = 1; seq <= counted->pending; ++seq) {
        const auto row = fixture.feed().rowAt(seq);
        YZ_REQUIRE(row);
        QVERIFY(row->has_value());
        QCOMPARE((*row)->previous, hash);
        QCOMPARE((*row)->digest, QCryptographicHash::hash((*row)->body, QCryptographicHash::Sha256));
        hash = outbox::chained(hash, (*row)->order, seq, (*row)->digest);
    }
    fixture.close();
}

void TestKill9::whatWasSaidToBeDurableIsThere()
{
    const int kills = numberFrom("YZ_KILLS", 60);
    std::mt19937 random(static_cast<unsigned>(numberFrom("YZ_SEED", 20261123)));
    std::size_t orders = 0;
    std::unique_ptr<StoreFixture> fixture;
    Said said;
    for (int round = 0; round < kills; ++round) {
        if (round % 6 == 0) { // from an empty folder now and then: creation is killed, too
            orders += static_cast<std::size_t>(said.stored.size());
            fixture = std::make_unique<StoreFixture>();
            fixture->key = kill9Key();
            fixture->options.terminal = "KILL9";
            said = {};
        }
        Victim victim(fixture->folder.path(), random());
        // After so many words, and then a little later: anywhere within an opening, a statement or a sync.
        const unsigned words = random() % 4 == 0 ? 0 : random() % 40;
        for (unsigned word = 0; word < words; ++word) {
            const auto line = victim.hear(20'000);
            QVERIFY2(line.has_value(), "the writer stopped by itself");
            said.take(*line);
        }
        const int patience = static_cast<int>(random() % 4);
        if (const auto line = victim.hear(patience))
            said.take(*line);
        victim.kill();
        QVERIFY(victim.diedOfIt());
        while (const auto line = victim.hear(0)) // said before it died
            said.take(*line);
        inspect(*fixture, said);
        if (QTest::currentTestFailed())
            return;
    }
    orders += static_cast<std::size_t>(said.stored.size());
    QVERIFY(orders > 50);
    qInfo("%d kills, %zu orders said to be durable, 0 lost", kills, orders);
}

QTEST_GUILESS_MAIN(TestKill9)
#include "tst_kill9.moc"
