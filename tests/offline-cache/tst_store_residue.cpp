// SPDX-License-Identifier: Apache-2.0
// What was discarded is gone from the pages themselves, not only from the tables: every page of the database and of
// its log is decrypted here by hand and searched.
#include "support/store_fixture.h"

#include <openssl/evp.h>

using namespace yz;
using namespace yz::test;

namespace {

constexpr qsizetype kPage = 4096;
constexpr qsizetype kReserve = 80; ///< IV 16, HMAC-SHA512 64
constexpr qsizetype kSalt = 16;
constexpr qsizetype kLogHeader = 32;
constexpr qsizetype kFrameHeader = 24;

/** SQLCipher 4: AES-256-CBC, the raw key is the page key; the first page begins with the salt in clear. */
QByteArray decrypted(const QByteArray &page, bool first, const SecretBytes &key)
{
    const qsizetype from = first ? kSalt : 0;
    const auto *bytes = reinterpret_cast<const unsigned char *>(page.constData());
    QByteArray plain(page.size() - kReserve - from, '\0');
    auto *context = EVP_CIPHER_CTX_new();
    int written = 0;
    const bool done = EVP_DecryptInit_ex(context, EVP_aes_256_cbc(), nullptr,
                                         reinterpret_cast<const unsigned char *>(key.bytes().data()),
                                         bytes + page.size() - kReserve) == 1 &&
                      EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
                      EVP_DecryptUpdate(context, reinterpret_cast<unsigned char *>(plain.data()), &written,
                                        bytes + from, static_cast<int>(plain.size())) == 1;
    EVP_CIPHER_CTX_free(context);
    return done ? plain : QByteArray();
}

/** How often `planted` stands in the plaintext of the database and its log. */
qsizetype found(const StoreFixture &fixture, const QByteArray &planted)
{
    qsizetype hits = 0;
    const QByteArray database = contentOf(fixture.file());
    for (qsizetype at = 0; at + kPage <= database.size(); at += kPage)
        hits += decrypted(database.mid(at, kPage), at == 0, fixture.key).count(planted);
    const QByteArray log = contentOf(fixture.file("secure.db-wal"));
    for (qsizetype at = kLogHeader; at + kFrameHeader + kPage <= log.size(); at += kFrameHeader + kPage) {
        const bool first = log.mid(at, 4) == QByteArray::fromHex("00000001");
        hits += decrypted(log.mid(at + kFrameHeader, kPage), first, fixture.key).count(planted);
    }
    return hits;
}

} // namespace

class TestStoreResidue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDiscardedDraftLeavesNoTrace();
    void aSealedDraftLeavesOnlyTheOrder();
    void anAnswerTypedOverGoesWithItsDraft();
    void aPurgedBodyLeavesNoTrace();
    void anUploadedOrRefusedDocumentLeavesNoTrace();
    void nothingIsEverInTheClear();

private:
    /** Other people's answers before and after, so that pages split and merge. */
    static Uuid fillDraft(StoreFixture &fixture, const QString &planted);
};

Uuid TestStoreResidue::fillDraft(StoreFixture &fixture, const QString &planted)
{
    const auto draft = fixture.store->beginDraft(QStringLiteral("legal-aid"), QStringLiteral("1"));
    for (int i = 0; i < 30; ++i) {
        const QString value = QStringLiteral("答%1").arg(i).repeated(20) + (i % 3 == 0 ? planted : QString());
        if (!fixture.store->journal(*draft, QStringLiteral("field%1").arg(i * 7 % 30), value))
            return {};
    }
    return *draft;
}

void TestStoreResidue::aDiscardedDraftLeavesNoTrace()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    std::vector<Uuid> others;
    // Again and again: on which page a row falls, and which rows are moved, depends on the random ids.
    for (int round = 0; round < 8; ++round) {
        others.push_back(fillDraft(fixture, QString()));
        const Uuid draft = fillDraft(fixture, QStringLiteral("PLANTED-7F3A"));
        others.push_back(fillDraft(fixture, QString()));
        QVERIFY2(found(fixture, "PLANTED-7F3A") > 0, "the search itself must find what is there");
        YZ_REQUIRE(fixture.store->discardDraft(draft));
        QCOMPARE(found(fixture, "PLANTED-7F3A"), 0);
    }
    for (const auto &other : others) {
        const auto loaded = fixture.store->loadDraft(other);
        YZ_REQUIRE(loaded);
        QCOMPARE(loaded->entries.size(), std::size_t(30));
        QCOMPARE(loaded->entries[1].field, QStringLiteral("field7"));
    }
}

void TestStoreResidue::aSealedDraftLeavesOnlyTheOrder()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const Uuid draft = fillDraft(fixture, QStringLiteral("PLANTED-7F3A"));
    YZ_REQUIRE(fixture.store->settle());
    QVERIFY(found(fixture, "PLANTED-7F3A") > 0);
    YZ_REQUIRE(fixture.store->put(fixture.order("{\"sealed\":\"BODY-99\"}"), draft));
    QCOMPARE(found(fixture, "PLANTED-7F3A"), 0);
    QCOMPARE(found(fixture, "BODY-99"), 1);
}

void TestStoreResidue::anAnswerTypedOverGoesWithItsDraft()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const Uuid draft = fillDraft(fixture, QStringLiteral("PLANTED-7F3A"));
    for (int i = 0; i < 30; ++i)
        YZ_REQUIRE(
            fixture.store->journal(draft, QStringLiteral("field%1").arg(i), QStringLiteral("另").repeated(i % 5)));
    YZ_REQUIRE(fixture.store->discardDraft(draft));
    QCOMPARE(found(fixture, "PLANTED-7F3A"), 0);
}

void TestStoreResidue::aPurgedBodyLeavesNoTrace()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    const auto sealed = fixture.order(QByteArray(9000, 'b') + "BODY-99" + QByteArray(9000, 'b'));
    YZ_REQUIRE(fixture.store->put(sealed, {}));
    YZ_REQUIRE(fixture.feed().markAcked(sealed.order, "receipt"));
    QVERIFY(found(fixture, "BODY-99") > 0);
    fixture.clock.advance(std::chrono::days(8));
    YZ_REQUIRE(fixture.feed().rest());
    QCOMPARE(found(fixture, "BODY-99"), 0);
}

void TestStoreResidue::anUploadedOrRefusedDocumentLeavesNoTrace()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    auto &held = *AttachmentStore::of(*fixture.store);
    auto &feed = dynamic_cast<attachments::AttachmentFeed &>(*fixture.store);
    const auto document = [](char filling, qsizetype size) {
        return QByteArray("\xFF\xD8\xFF", 3) + QByteArray("PLANTED-7F3A").repeated(20) + QByteArray(size, filling) +
               "PLANTED-7F3A";
    };
    std::vector<Sealed> orders;
    for (int i = 0; i < 12; ++i) {
        orders.push_back(fixture.order());
        YZ_REQUIRE(held.keep(orders.back().order, document(static_cast<char>('a' + i), 700 * i), "image/jpeg", 1));
    }
    QVERIFY2(found(fixture, "PLANTED-7F3A") > 0, "the search itself must find what is there");
    for (std::size_t i = 0; i < orders.size(); ++i) {
        if (i % 2 == 0) {
            YZ_REQUIRE(held.discardAttachments(orders[i].order));
            continue;
        }
        YZ_REQUIRE(fixture.store->put(orders[i], {}));
        YZ_REQUIRE(fixture.feed().markAcked(orders[i].order, "receipt"));
        YZ_REQUIRE(feed.markUploaded(orders[i].order, (*feed.nextWaiting(0))->note.sha256));
    }
    QCOMPARE(found(fixture, "PLANTED-7F3A"), 0);
}

void TestStoreResidue::nothingIsEverInTheClear()
{
    StoreFixture fixture;
    YZ_REQUIRE(fixture.open());
    fillDraft(fixture, QStringLiteral("PLANTED-7F3A"));
    YZ_REQUIRE(fixture.store->put(fixture.order("{\"sealed\":\"PLANTED-7F3A\"}"), {}));
    const auto files = QDir(fixture.folder.path()).entryList(QDir::Files | QDir::Hidden);
    QVERIFY(files.size() >= 4);
    for (const auto &name : files) {
        const QByteArray content = contentOf(fixture.folder.filePath(name));
        QVERIFY2(!content.contains("PLANTED-7F3A"), qPrintable(name));
        QVERIFY2(!content.contains(QByteArray(8, '\x42')), qPrintable(name)); // the key
    }
}

QTEST_GUILESS_MAIN(TestStoreResidue)
#include "tst_store_residue.moc"
