// SPDX-License-Identifier: Apache-2.0
// The puppet keeps the contract of a real reader, and its language says what it cannot understand.
#include <idcard/fake_id_card_reader.h>

#include <QTest>

#include <card_record.h>

using namespace yz;
using namespace std::chrono_literals;

class FakeIdCardReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_reader = std::make_unique<FakeIdCardReader>();
        m_answers.clear();
        m_readings = 0;
        connect(m_reader.get(), &IdCardReader::finished, this,
                [this](CardRequestId id, const IdCardAnswer &answer) { m_answers.emplace_back(id, answer); });
        connect(m_reader.get(), &IdCardReader::reading, this, [this] { ++m_readings; });
    }

    void aCardLaidBeforeOrAfterTheRead_isRead()
    {
        tell("card lay resident name=王小明");
        m_reader->read(1s);
        QCOMPARE(nameOnCard(), QStringLiteral("王小明"));
        m_reader->read(1s);
        QVERIFY(m_reader->isWaiting()); // the same card is not new any more
        tell("card lay foreigner2023 \"english=EXAMPLE, BO\"");
        QCOMPARE(nameOnCard(), QStringLiteral("EXAMPLE, BO"));
        QCOMPARE(m_readings, 2);
    }

    void aLiftedCard_isNotRead()
    {
        tell("card lay");
        tell("card lift");
        m_reader->read(1s);
        QVERIFY(m_reader->isWaiting());
    }

    void faults_areGivenAsTold()
    {
        tell("reader fail CardMoved");
        m_reader->read(1s);
        QVERIFY(lastFault() == Fault::CardMoved);
        m_reader->read(1s);
        tell("reader fail TimedOut");
        QVERIFY(lastFault() == Fault::TimedOut);
    }

    void everyRead_hasExactlyOneAnswer()
    {
        const auto first = m_reader->read(1s);
        m_reader->read(1s);
        QVERIFY(lastFault() == Fault::DeviceBusy);
        m_reader->cancel(first + 17);
        QVERIFY(m_reader->isWaiting());
        m_reader->cancel(first);
        m_reader->cancel(first);
        QVERIFY(lastFault() == Fault::Cancelled);
        QCOMPARE(m_answers.size(), std::size_t(2));
    }

    void pullingThePlug_endsTheRead()
    {
        QList<int> states;
        connect(m_reader.get(), &IdCardReader::stateChanged, this,
                [&states](DeviceState state) { states += static_cast<int>(state); });
        m_reader->read(1s);
        tell("reader absent");
        QVERIFY(lastFault() == Fault::DeviceAbsent);
        m_reader->read(1s);
        QVERIFY(lastFault() == Fault::DeviceAbsent);
        tell("reader ready");
        tell("reader ready");
        tell("reader broken");
        m_reader->read(1s);
        QVERIFY(lastFault() == Fault::DeviceBroken);
        QCOMPARE(states, (QList<int>{static_cast<int>(DeviceState::Absent), static_cast<int>(DeviceState::Ready),
                                     static_cast<int>(DeviceState::Broken)}));
    }

    void inventedCards_fitTogether_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind : {"resident", "hkmotw", "foreigner2023"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void inventedCards_fitTogether()
    {
        QFETCH(QByteArray, kind);
        tell("card lay " + kind);
        m_reader->read(1s);
        QVERIFY(!nameOnCard().isEmpty());
        const auto &card = *m_answers.back().second;
        QVERIFY(sdt::hasValidCheckCharacter(card->number));
        QCOMPARE(card->number.mid(6, 8), card->birth);
    }

    void whatIsNoOrder_isRefusedWithItsWord_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("nothing") << QByteArray() << QByteArray("''");
        QTest::newRow("one word") << QByteArray("card") << QByteArray("'card'");
        QTest::newRow("an unknown order") << QByteArray("card eat") << QByteArray("'card eat'");
        QTest::newRow("an unknown kind") << QByteArray("card lay passport") << QByteArray("'passport'");
        QTest::newRow("an unknown field") << QByteArray("card lay resident hair=grey") << QByteArray("'hair'");
        QTest::newRow("an unknown fault") << QByteArray("reader fail Badly") << QByteArray("'Badly'");
        QTest::newRow("no fault") << QByteArray("reader fail") << QByteArray("'fail'");
    }
    void whatIsNoOrder_isRefusedWithItsWord()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, word);
        const auto refused = parsePuppetLine(line.toStdString());
        QVERIFY(refused.failedWith(Fault::BadInput));
        QVERIFY2(QByteArray::fromStdString(refused.error().detail).contains(word), refused.error().detail.c_str());
    }

private:
    void tell(const QByteArray &line)
    {
        auto order = parsePuppetLine(line.toStdString());
        QVERIFY2(order, order ? "" : order.error().detail.c_str());
        m_reader->obey(*std::move(order));
    }
    void settle() { QCoreApplication::sendPostedEvents(); }
    Fault lastFault()
    {
        settle();
        return m_answers.empty() || *m_answers.back().second ? Fault::Internal : m_answers.back().second->fault();
    }
    QString nameOnCard()
    {
        settle();
        if (m_answers.empty() || !*m_answers.back().second)
            return {};
        const auto &card = *m_answers.back().second;
        return card->name.isEmpty() ? card->englishName : card->name;
    }

    std::unique_ptr<FakeIdCardReader> m_reader;
    std::vector<std::pair<CardRequestId, IdCardAnswer>> m_answers;
    int m_readings = 0;
};

QTEST_GUILESS_MAIN(FakeIdCardReaderTest)
#include "tst_fake_id_card_reader.moc"
