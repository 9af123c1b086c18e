// SPDX-License-Identifier: Apache-2.0
#include "built_in_forms.h"

#include <words/application_form.h>
#include <words/hex.h>
#include <words/receipt.h>
#include <words/work_order.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <fakes/manual_clock.h>

using namespace yz;

namespace {

IdCard sampleCard()
{
    IdCard card;
    card.name = QStringLiteral("王秀英");
    card.number = QStringLiteral("11010519491231002X");
    card.sexCode = QStringLiteral("2");
    card.nationCode = QStringLiteral("25");
    card.birth = QStringLiteral("19491231");
    card.address = QStringLiteral("黑龙江省哈尔滨市道里区某街1号");
    card.numberIsConsistent = true;
    return card;
}

QString allTextOf(const PrintDocument &document)
{
    struct Text
    {
        QString operator()(const PrintDocument::Line &line) const { return line.text; }
        QString operator()(const PrintDocument::Pair &pair) const { return pair.label + pair.value; }
        QString operator()(const PrintDocument::QrCode &code) const
        {
            return QString::fromLatin1(code.content) + code.caption;
        }
        QString operator()(const PrintDocument::Rule &) const { return {}; }
        QString operator()(const PrintDocument::Gap &) const { return {}; }
    };
    QString all;
    for (const auto &block : document.blocks)
        all += std::visit(Text{}, block) + QLatin1Char('\n');
    return all;
}

FormAnswers completeAnswers()
{
    return {{QStringLiteral("matter"), {QStringLiteral("wages")}},
            {QStringLiteral("aid-form"), {QStringLiteral("represent")}},
            {QStringLiteral("stage"), {QStringLiteral("none")}},
            {QStringLiteral("urgent"), {QStringLiteral("no")}},
            {QStringLiteral("exempt"), {QStringLiteral("relief"), QStringLiteral("migrant-worker")}},
            {QStringLiteral("household-size"), {QStringLiteral("4")}},
            {QStringLiteral("facts"), {QStringLiteral("干了三个月没给工资")}},
            {QStringLiteral("phone"), {QStringLiteral("13812345678")}},
            {QStringLiteral("call-time"), {QStringLiteral("any")}}};
}

} // namespace

class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAServiceDoesNotNeed_isNotKept()
    {
        const auto lean = minimise(sampleCard(), {});
        QVERIFY(lean.address.isEmpty());
        QVERIFY(lean.nationCode.isEmpty());
        QCOMPARE(minimise(sampleCard(), {true, true}).nationCode, QStringLiteral("25"));
    }

    void aForeignerWithoutAChineseName_goesByTheEnglishOne()
    {
        auto card = sampleCard();
        card.name.clear();
        card.englishName = QStringLiteral("JANE SAMPLE");
        QCOMPARE(minimise(card, {}).name, QStringLiteral("JANE SAMPLE"));
        QCOMPARE(maskedName(QStringLiteral("JANE SAMPLE")), QStringLiteral("J*** S*****"));
    }

    void aMistypedKey_isNoOtherKey()
    {
        QCOMPARE(bytesOfHex("00ffAb", 3), QByteArray("\x00\xff\xab", 3));
        for (const char *wrong : {"", "00ff", "00ffabcd", "00ff-b", "0 0ffab", "00ffg0", " 0ffab", "00ffab\n"})
            QVERIFY2(bytesOfHex(wrong, 3).isEmpty(), wrong);
    }

    void masks_showNoMoreThanTheyShould()
    {
        QCOMPARE(maskedNumber(QStringLiteral("11010519491231002X")), QStringLiteral("110105********002X"));
        QCOMPARE(maskedName(QStringLiteral("王秀英")), QStringLiteral("王**"));
        // A character outside the basic plane is one character, not two.
        const char32_t rare = 0x20BB7;
        QCOMPARE(maskedName(QString::fromUcs4(&rare, 1) + QStringLiteral("明")),
                 QString::fromUcs4(&rare, 1) + QStringLiteral("*"));
        QCOMPARE(maskedAddress(QStringLiteral("黑龙江省哈尔滨市道里区某街1号")),
                 QStringLiteral("黑龙江省哈尔滨市道里区****"));
        QCOMPARE(maskedPhone(QStringLiteral("13812345678")), QStringLiteral("138****5678"));
        QCOMPARE(maskedNumber(QStringLiteral("123")), QStringLiteral("***"));
        QVERIFY(maskedName({}).isEmpty());
    }

    void nationTwentyFive_isShui()
    {
        QCOMPARE(nationText(QStringLiteral("25")), QStringLiteral("水族"));
        QCOMPARE(nationText(QStringLiteral("26")), QStringLiteral("东乡族"));
        QCOMPARE(nationText(QStringLiteral("56")), QStringLiteral("基诺族"));
        QCOMPARE(nationText(QStringLiteral("97")), QStringLiteral("97"));
    }

    void age_countsOnlyCompletedYears()
    {
        const auto who = minimise(sampleCard(), {});
        QCOMPARE(ageOn(who, QDate(2026, 12, 30)), 76);
        QCOMPARE(ageOn(who, QDate(2026, 12, 31)), 77);
        QCOMPARE(ageOn({}, QDate(2026, 1, 1)), -1);
    }

    void anOrder_carriesOnlyAnswersToQuestionsThatWereAsked()
    {
        ManualClock clock;
        const auto pack = builtInForms().at(QStringLiteral("legal-aid"));
        const OrderStamp stamp{Uuid::fresh(clock), "YZ-0001", clock.wall(), true};
        const auto order = draft(pack, minimise(sampleCard(), pack.need), completeAnswers(), stamp);
        QVERIFY(order);
        const auto sealed = seal(*order);
        const auto json = QJsonDocument::fromJson(sealed.body).object();
        QCOMPARE(json[QStringLiteral("captured_at")].toString(), QStringLiteral("2026-11-23T09:30:00+08:00"));
        QCOMPARE(json[QStringLiteral("id")].toString().toStdString(), stamp.order.toString());
        QVERIFY(!sealed.body.contains("household-size")); // answered once, then the exemption made it fall away
        QVERIFY(!sealed.body.contains("\"opponent\""));   // optional and left out
        QCOMPARE(json[QStringLiteral("answers")].toArray().size(), 8);
        QCOMPARE(seal(*order).body, sealed.body);
    }

    void aMissingAnswer_isNamedAndNothingIsSealed()
    {
        ManualClock clock;
        const auto pack = builtInForms().at(QStringLiteral("legal-aid"));
        auto answers = completeAnswers();
        answers.erase(QStringLiteral("phone"));
        const auto order = draft(pack, minimise(sampleCard(), pack.need), answers, {});
        QVERIFY(order.failedWith(Fault::BadInput));
        QVERIFY(order.error().detail.find("phone") != std::string::npos);
    }

    void theSlip_namesNobodyInFull()
    {
        ManualClock clock;
        const auto pack = builtInForms().at(QStringLiteral("legal-aid"));
        const OrderStamp stamp{Uuid::fresh(clock), "YZ-0001", clock.wall(), true};
        const auto order = draft(pack, minimise(sampleCard(), pack.need), completeAnswers(), stamp);
        const Ticket ticket{stamp.order, QStringLiteral("YZ0001-261123-0001-7"), 1, QByteArray(32, 'd')};
        const auto text = allTextOf(receiptFor(*order, ticket, pack, QStringLiteral("某县公共法律服务中心")));
        QVERIFY(text.contains(ticket.number));
        QVERIFY(text.contains(QStringLiteral("12348")));
        QVERIFY(text.contains(QString::fromLatin1(slipCode(ticket))));
        for (const auto &secret : {QStringLiteral("王秀英"), QStringLiteral("19491231002X"),
                                   QStringLiteral("13812345678"), QStringLiteral("某街")})
            QVERIFY2(!text.contains(secret), qPrintable(secret));
        QVERIFY(slipCode(ticket).size() <= 106); // version 6, level M
    }

    void theFormToBeSigned_saysEverythingInWords()
    {
        ManualClock clock;
        const auto pack = builtInForms().at(QStringLiteral("legal-aid"));
        const OrderStamp stamp{Uuid::fresh(clock), "YZ-0001", clock.wall(), true};
        const auto order = draft(pack, minimise(sampleCard(), pack.need), completeAnswers(), stamp);
        const Ticket ticket{stamp.order, QStringLiteral("YZ0001-261123-0001-7"), 1, QByteArray(32, 'd')};
        const auto text = allTextOf(applicationForm(*order, ticket, pack, QStringLiteral("某县公共法律服务中心")));
        for (const auto &said :
             {QStringLiteral("法律援助申请表"), QStringLiteral("王秀英"), QStringLiteral("19491231002X"),
              QStringLiteral("13812345678"), ticket.number, QStringLiteral("拖欠工资"), QStringLiteral("申请人签名")})
            QVERIFY2(text.contains(said), qPrintable(said));
        QVERIFY(!text.contains(QStringLiteral("wages")));
    }

    void aReprint_saysThatItIsOne()
    {
        const auto copy = asReprint(PrintDocument{}, 2);
        QVERIFY(allTextOf(copy).contains(QStringLiteral("补打（第 2 次）")));
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
