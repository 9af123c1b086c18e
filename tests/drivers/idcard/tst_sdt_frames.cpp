// SPDX-License-Identifier: Apache-2.0
// Frames and records against the bytes of the module's document.
#include <QRandomGenerator>
#include <QTest>

#include <card_record.h>
#include <sdt_frames.h>

using namespace yz;
using namespace yz::sdt;

namespace {

std::vector<std::byte> bytes(const char *hex)
{
    const auto raw = QByteArray::fromHex(hex);
    const auto *begin = reinterpret_cast<const std::byte *>(raw.constData());
    return {begin, begin + raw.size()};
}

/** A text record put together by position, apart from the driver's own tables. */
class Record
{
public:
    explicit Record(char16_t flag) : m_text(128, u' ') { m_text[124] = QChar(flag); }
    Record &put(int offset, const QString &item)
    {
        m_text.replace(offset / 2, item.size(), item);
        return *this;
    }
    std::vector<std::byte> data(int photo = 1024) const
    {
        std::vector<std::byte> all = bytes("0100");
        all.push_back(static_cast<std::byte>(photo >> 8));
        all.push_back(static_cast<std::byte>(photo & 0xFF));
        for (const QChar unit : m_text) {
            all.push_back(static_cast<std::byte>(unit.unicode() & 0xFF));
            all.push_back(static_cast<std::byte>(unit.unicode() >> 8));
        }
        all.resize(all.size() + static_cast<std::size_t>(photo), std::byte{0x57});
        return all;
    }

private:
    QString m_text;
};

Record resident()
{
    return Record(u' ')
        .put(0, QStringLiteral("王秀英"))
        .put(30, QStringLiteral("2"))
        .put(32, QStringLiteral("01"))
        .put(36, QStringLiteral("19491231"))
        .put(52, QStringLiteral("黑龙江省哈尔滨市道里区某街1号"))
        .put(122, QStringLiteral("11010519491231002X"))
        .put(158, QStringLiteral("某市公安局"))
        .put(188, QStringLiteral("20100101"))
        .put(204, QStringLiteral("长期"));
}

} // namespace

class SdtFramesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests_areTheDocumentedBytes_data()
    {
        QTest::addColumn<int>("command");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char *name, Command command, const char *hex) {
            QTest::newRow(name) << static_cast<int>(command) << QByteArray(hex);
        };
        row("reset", Command::Reset, "aaaaaa9669000310ffec");
        row("status", Command::Status, "aaaaaa9669000311ffed");
        row("SAM id", Command::SamId, "aaaaaa9669000312ffee");
        row("find", Command::FindCard, "aaaaaa96690003200122");
        row("select", Command::SelectCard, "aaaaaa96690003200221");
        row("read", Command::ReadCard, "aaaaaa96690003300132");
    }
    void requests_areTheDocumentedBytes()
    {
        QFETCH(int, command);
        QFETCH(QByteArray, hex);
        const auto frame = encode(static_cast<Command>(command));
        QCOMPARE(std::vector<std::byte>(frame.begin(), frame.end()), bytes(hex));
    }

    void documentedReplies_areUnderstood_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("size");
        QTest::newRow("success") << QByteArray("aaaaaa9669000400009094") << 0x90 << 0;
        QTest::newRow("card found") << QByteArray("aaaaaa9669000800009f0000000097") << 0x9F << 4;
        QTest::newRow("card selected") << QByteArray("aaaaaa9669000c00009000000000000000009c") << 0x90 << 8;
        QTest::newRow("no card") << QByteArray("aaaaaa9669000400008084") << 0x80 << 0;
        QTest::newRow("select failed") << QByteArray("aaaaaa9669000400008185") << 0x81 << 0;
        QTest::newRow("read failed") << QByteArray("aaaaaa9669000400004145") << 0x41 << 0;
        QTest::newRow("no such item") << QByteArray("aaaaaa9669000400009195") << 0x91 << 0;
        QTest::newRow("self-test failed") << QByteArray("aaaaaa9669000400006064") << 0x60 << 0;
        QTest::newRow("not authorised") << QByteArray("aaaaaa9669000400006662") << 0x66 << 0;
        QTest::newRow("garbage before it") << QByteArray("00aaaaff9611aaaaaa9669000400002125") << 0x21 << 0;
        QTest::newRow("one AA too many") << QByteArray("aaaaaaaa9669000400002125") << 0x21 << 0;
    }
    void documentedReplies_areUnderstood()
    {
        QFETCH(QByteArray, hex);
        QFETCH(int, status);
        QFETCH(int, size);
        const auto all = bytes(hex);
        // Whole, and byte by byte.
        for (const std::size_t piece : {all.size(), std::size_t(1), std::size_t(3)}) {
            ReplyParser parser;
            std::optional<Reply> reply;
            for (std::size_t at = 0; at < all.size(); at += piece) {
                auto fed = parser.feed(std::span(all).subspan(at, std::min(piece, all.size() - at)));
                QVERIFY(fed);
                if (*fed)
                    reply = std::move(**fed);
            }
            QVERIFY(reply);
            QCOMPARE(int(reply->status), status);
            QCOMPARE(int(reply->data.size()), size);
        }
    }

    void damagedReplies_areRefused_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("wrong checksum") << QByteArray("aaaaaa9669000400009095");
        QTest::newRow("a length of nothing") << QByteArray("aaaaaa966900000000000000");
        QTest::newRow("a length of three") << QByteArray("aaaaaa966900030000900093");
        QTest::newRow("a length without end") << QByteArray("aaaaaa9669ffff00009094");
    }
    void damagedReplies_areRefused()
    {
        QFETCH(QByteArray, hex);
        ReplyParser parser;
        QVERIFY(parser.feed(bytes(hex)).failedWith(Fault::DeviceGarbled));
    }

    void noiseWithoutEnd_isGivenUp()
    {
        ReplyParser parser;
        const std::vector<std::byte> noise(512, std::byte{0xAA});
        // Only the part that may still become a preamble is kept, so noise can go on; it must never grow.
        for (int i = 0; i < 100; ++i)
            QVERIFY(parser.feed(noise));
        QVERIFY(parser.feed(std::vector<std::byte>(kMaxFrame + 1)).failedWith(Fault::DeviceGarbled));
    }

    void randomBytes_neverBreakTheParser()
    {
        QRandomGenerator chance(20261123);
        for (int round = 0; round < 20000; ++round) {
            ReplyParser parser;
            for (int piece = 0; piece < 3; ++piece) {
                std::vector<std::byte> noise(chance.bounded(40));
                for (auto &byte : noise)
                    byte = chance.bounded(3) == 0 ? std::byte{0xAA} : static_cast<std::byte>(chance.bounded(256));
                (void)parser.feed(noise);
            }
            std::vector<std::byte> record(chance.bounded(1400));
            for (auto &byte : record)
                byte = static_cast<std::byte>(chance.bounded(256));
            if (record.size() > 4 && chance.bounded(2) == 0)
                record[0] = std::byte{1}, record[1] = std::byte{0}, record[2] = std::byte{0}, record[3] = std::byte{0};
            (void)decodeCard(record);
        }
    }

    void everyStatus_isSomethingTheCallerCanActOn()
    {
        for (const auto &meaning : allStatuses()) {
            QVERIFY(meaning.detail != nullptr);
            if (meaning.action != Action::GoOn)
                QVERIFY2(meaning.fault != Fault::Internal, meaning.detail);
        }
        QCOMPARE(meaningOf(0x32).fault, Fault::CardDoubtful);
        QCOMPARE(meaningOf(0x40).fault, Fault::CardForeign);
        QCOMPARE(meaningOf(0x66).fault, Fault::DeviceBroken);
        QCOMPARE(meaningOf(0xEE).status, Status::Unrecognised);
    }

    void aResidentsCard_isRead()
    {
        const auto card = decodeCard(resident().data());
        QVERIFY2(card, card ? "" : card.error().detail.c_str());
        QCOMPARE(card->kind, IdCardKind::Resident);
        QCOMPARE(card->name, QStringLiteral("王秀英"));
        QCOMPARE(card->number, QStringLiteral("11010519491231002X"));
        QCOMPARE(card->nationCode, QStringLiteral("01"));
        QCOMPARE(card->address, QStringLiteral("黑龙江省哈尔滨市道里区某街1号"));
        QCOMPARE(card->validTo, QStringLiteral("长期"));
        QVERIFY(card->numberIsConsistent);
        QCOMPARE(card->photo.size(), std::size_t(1024));
    }

    void aPermitOfHongKongMacaoTaiwan_isRead()
    {
        auto record = Record(u'J');
        record.put(0, QStringLiteral("陈大文")).put(30, QStringLiteral("1")).put(36, QStringLiteral("19940823"));
        record.put(122, QStringLiteral("810000199408230021"))
            .put(220, QStringLiteral("H12345678"))
            .put(238, QStringLiteral("01"));
        const auto card = decodeCard(record.data());
        QVERIFY(card);
        QCOMPARE(card->kind, IdCardKind::HkMoTwPermit);
        QCOMPARE(card->travelPermit, QStringLiteral("H12345678"));
        QCOMPARE(card->issueCount, QStringLiteral("01"));
        QVERIFY(!card->numberIsConsistent); // digit 17 says female: flagged, not refused
    }

    void aForeignersCardOf2017_isRead()
    {
        auto record = Record(u'I');
        record.put(0, QStringLiteral("SAMPLE JANE"))
            .put(120, QStringLiteral("2"))
            .put(122, QStringLiteral("USA110080010102"));
        record.put(152, QStringLiteral("USA"))
            .put(188, QStringLiteral("20170601"))
            .put(204, QStringLiteral("20270531"));
        record.put(220, QStringLiteral("19800101"));
        const auto card = decodeCard(record.data());
        QVERIFY2(card, card ? "" : card.error().detail.c_str());
        QCOMPARE(card->kind, IdCardKind::ForeignPermanent2017);
        QVERIFY(card->name.isEmpty());
        QCOMPARE(card->englishName, QStringLiteral("SAMPLE JANE"));
        QCOMPARE(card->nationality, QStringLiteral("USA"));
    }

    void aForeignersCardOf2023_hasItsNameInTwoPlaces()
    {
        const QString longName = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHI JKLMNOP");
        auto record = Record(u'Y');
        record.put(30, QStringLiteral("2")).put(36, QStringLiteral("19800101")).put(52, longName.left(35));
        record.put(220, longName.mid(35))
            .put(122, QStringLiteral("931586198001010028"))
            .put(242, QStringLiteral("PAK"));
        const auto card = decodeCard(record.data());
        QVERIFY2(card, card ? "" : card.error().detail.c_str());
        QCOMPARE(card->kind, IdCardKind::ForeignPermanent2023);
        QCOMPARE(card->englishName, longName);
        QVERIFY(card->numberIsConsistent);
    }

    void oddPadding_doesNotCostACitizenTheCard()
    {
        auto record = resident();
        const char32_t rare = 0x20BB7;
        record.put(0, QStringLiteral("王") + QString::fromUcs4(&rare, 1) + QChar(0xE123) + QChar(0x3000) + QChar(0));
        const auto card = decodeCard(record.data(0));
        QVERIFY(card);
        QCOMPARE(card->name, QStringLiteral("王") + QString::fromUcs4(&rare, 1) + QChar(0xE123));
        QVERIFY(card->photo.empty());
    }

    void aRecordThatBreaksItsLayout_isNamedWithoutItsContent_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("item");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no name") << 0 << QString(15, u' ') << QByteArray("name");
        QTest::newRow("a birth of letters") << 36 << QStringLiteral("ABCDEFGH") << QByteArray("birth");
        QTest::newRow("the thirtieth of February") << 36 << QStringLiteral("19490230") << QByteArray("birth");
        QTest::newRow("a number of Chinese") << 122 << QStringLiteral("一二三") << QByteArray("number");
        QTest::newRow("an unknown type") << 248 << QStringLiteral("Q") << QByteArray("type");
    }
    void aRecordThatBreaksItsLayout_isNamedWithoutItsContent()
    {
        QFETCH(int, offset);
        QFETCH(QString, item);
        QFETCH(QByteArray, word);
        const auto refused = decodeCard(resident().put(offset, item).data());
        QVERIFY(refused.failedWith(Fault::CardGarbled));
        const auto detail = QByteArray::fromStdString(refused.error().detail);
        QVERIFY2(detail.contains(word), detail.constData());
        QVERIFY(!detail.contains(item.trimmed().toUtf8()) || item.trimmed().isEmpty());
    }

    void shortRecords_areRefused()
    {
        auto data = resident().data();
        for (const std::size_t size : {0, 3, 4, 100, 259, 1000}) {
            const auto part = std::span(data).first(size);
            QVERIFY(decodeCard(part).failedWith(Fault::CardGarbled));
        }
    }

    void checkCharacters_areThoseOfGB11643()
    {
        for (const auto *good :
             {"11010519491231002X", "360426199101010071", "110101199003071348", "931586198001010028"})
            QVERIFY(hasValidCheckCharacter(QString::fromLatin1(good)));
        QVERIFY(!hasValidCheckCharacter(QStringLiteral("110105194912310021")));
        QVERIFY(!hasValidCheckCharacter(QStringLiteral("11010519491231002x")));
        QVERIFY(!hasValidCheckCharacter({}));
    }
};

QTEST_GUILESS_MAIN(SdtFramesTest)
#include "tst_sdt_frames.moc"
