// SPDX-License-Identifier: Apache-2.0
// A full disk, as an ordinary user can have one: SQLite's own write call is replaced by one that knows how much may
// lie in the folder.
#include "support/store_fixture.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

using namespace yz;
using namespace yz::test;

namespace {

/** Bytes the folder may hold, the ballast included; 0: as many as there are. */
std::int64_t g_capacity = 0;
std::string g_folder;

std::int64_t used()
{
    std::int64_t sum = 0;
    for (const auto &entry : std::filesystem::directory_iterator(g_folder))
        sum += static_cast<std::int64_t>(entry.file_size());
    return sum;
}

bool fits(int fd, off_t end)
{
    struct stat file = {};
    if (g_capacity == 0 || ::fstat(fd, &file) != 0 || end <= file.st_size || used() + end - file.st_size <= g_capacity)
        return true;
    errno = ENOSPC;
    return false;
}

ssize_t limitedWrite(int fd, const void *data, size_t size)
{
    const off_t at = ::lseek(fd, 0, SEEK_CUR);
    return fits(fd, at + static_cast<off_t>(size)) ? ::write(fd, data, size) : -1;
}

ssize_t limitedPwrite(int fd, const void *data, size_t size, off_t at)
{
    return fits(fd, at + static_cast<off_t>(size)) ? ::pwrite(fd, data, size, at) : -1;
}

int limitedFallocate(int fd, off_t at, off_t size)
{
    return fits(fd, at + size) ? ::posix_fallocate(fd, at, size) : ENOSPC;
}

template <class Call>
void replace(const char *name, Call call)
{
    auto *vfs = sqlite3_vfs_find(nullptr);
    vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(call));
}

} // namespace

class TestStoreRoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { g_capacity = 0; }
    void theOrderInHandStillFitsOnAFullDisk();
    void aFullDiskAtOpeningStillOpens();
    void theLimitOfPagesIsALimitToo();
    void aDraftOnAFullDiskIsNotLost();
};

void TestStoreRoom::initTestCase()
{
    replace("write", limitedWrite);
    replace("pwrite", limitedPwrite);
    replace("pwrite64", limitedPwrite);
    replace("fallocate", limitedFallocate);
}

void TestStoreRoom::theOrderInHandStillFitsOnAFullDisk()
{
    StoreFixture fixture(512 * 1024);
    YZ_REQUIRE(fixture.open());
    YZ_REQUIRE(fixture.store->room());
    g_folder = fixture.folder.path().toStdString();
    g_capacity = used() + 400 * 1024;

    std::vector<Uuid> stored;
    bool refused = false;
    int afterBallast = 0;
    for (int i = 0; i < 500 && !refused; ++i) {
        const auto sealed = fixture.order(QByteArray(20 * 1024, 'x'));
        const bool hadRoom = bool(fixture.store->room());
        const auto ticket = fixture.store->put(sealed, {});
        if (!ticket) {
            QVERIFY(ticket.failedWith(Fault::StoreFull));
            QVERIFY2(!hadRoom, "the order in hand was refused although the ballast was there");
            refused = true;
            continue;
        }
        stored.push_back(sealed.order);
        afterBallast += fixture.store->room() ? 0 : 1;
    }
    QVERIFY(refused);
    QVERIFY(afterBallast >= 3);
    QCOMPARE(fixture.log.count(EventId::StoreShortOfRoom), 1);
    QVERIFY(fixture.store->room().failedWith(Fault::StoreFull));
    QVERIFY(!QFile::exists(fixture.file("secure.ballast")));
    for (const auto &order : stored)
        YZ_REQUIRE(fixture.store->find(order));

    // A technician makes room: the ballast comes back by itself.
    g_capacity = 0;
    YZ_REQUIRE(fixture.store->settle());
    YZ_REQUIRE(fixture.store->room());
    QVERIFY(QFile::exists(fixture.file("secure.ballast")));
    YZ_REQUIRE(fixture.open());
    QCOMPARE(fixture.store->count()->pending, std::uint64_t(stored.size()));
    YZ_REQUIRE(fixture.store->put(fixture.order(), {}));
}

void TestStoreRoom::aFullDiskAtOpeningStillOpens()
{
    StoreFixture fixture(256 * 1024);
    YZ_REQUIRE(fixture.open());
    const auto sealed = fixture.order();
    YZ_REQUIRE(fixture.store->put(sealed, {}));
    fixture.close();
    g_folder = fixture.folder.path().toStdString();
    g_capacity = used();
    YZ_REQUIRE(fixture.open());
    YZ_REQUIRE(fixture.store->find(sealed.order));
    YZ_REQUIRE(fixture.store->put(fixture.order(), {}));
    QVERIFY(fixture.store->room().failedWith(Fault::StoreFull));
}

void TestStoreRoom::theLimitOfPagesIsALimitToo()
{
    StoreFixture fixture(64 * 1024);
    fixture.options.maxPages = 64;
    YZ_REQUIRE(fixture.open());
    int stored = 0;
    Uuid last;
    for (;; ++stored) {
        QVERIFY(stored < 200);
        const bool hadRoom = bool(fixture.store->room());
        const auto sealed = fixture.order(QByteArray(8 * 1024, 'x'));
        const auto ticket = fixture.store->put(sealed, {});
        if (!ticket) {
            QVERIFY(ticket.failedWith(Fault::StoreFull));
            QVERIFY(!hadRoom);
            break;
        }
        last = sealed.order;
    }
    QVERIFY(stored > 10);
    // Resting and opening again keeps to what was given up.
    YZ_REQUIRE(fixture.store->settle());
    QVERIFY(fixture.store->room().failedWith(Fault::StoreFull));
    YZ_REQUIRE(fixture.store->noteSlip(last, SlipState::Sent));
    QCOMPARE(fixture.log.count(EventId::StoreShortOfRoom), 1);
    QCOMPARE(fixture.store->count()->pending, std::uint64_t(stored));
}

void TestStoreRoom::aDraftOnAFullDiskIsNotLost()
{
    StoreFixture fixture(256 * 1024);
    YZ_REQUIRE(fixture.open());
    const auto draft = fixture.store->beginDraft(QStringLiteral("legal-aid"), QStringLiteral("1"));
    YZ_REQUIRE(draft);
    YZ_REQUIRE(fixture.store->journal(*draft, QStringLiteral("name"), QStringLiteral("测试甲")));
    g_folder = fixture.folder.path().toStdString();
    g_capacity = used();
    YZ_REQUIRE(fixture.store->journal(*draft, QStringLiteral("matter"), QStringLiteral("请求支付劳动报酬")));
    YZ_REQUIRE(fixture.store->put(fixture.order(), *draft));
    QVERIFY(fixture.store->room().failedWith(Fault::StoreFull));
    QVERIFY(fixture.store->loadDraft(*draft).failedWith(Fault::NotFound));
}

QTEST_GUILESS_MAIN(TestStoreRoom)
#include "tst_store_room.moc"
