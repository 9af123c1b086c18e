// SPDX-License-Identifier: Apache-2.0
#include "words/citizen_words.h"

#include <QTest>

#include <set>

namespace yz {

class WordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFault_hasWordsAndANextStep();
    void noSentence_speaksLikeATechnician();
    void noSentence_claimsWhatDidNotHappen();
    void everySentence_isChineseThroughout();
};

namespace {

QString all(Fault fault)
{
    const ui::CitizenWords words = ui::citizenWords(fault);
    return words.sentence + words.nextStep;
}

QString called(Fault fault)
{
    return QString::fromUtf8(name(fault).data(), static_cast<qsizetype>(name(fault).size()));
}

} // namespace

void WordsTest::everyFault_hasWordsAndANextStep()
{
    for (const Fault fault : allFaults()) {
        const ui::CitizenWords words = ui::citizenWords(fault);
        QVERIFY2(words.sentence.endsWith(QStringLiteral("。")), qPrintable(called(fault)));
        QVERIFY2(words.nextStep.endsWith(QStringLiteral("。")), qPrintable(called(fault)));
        QVERIFY2(words.sentence.size() <= 28 && words.nextStep.size() <= 36, qPrintable(called(fault)));
        QVERIFY2(words.sentence != QStringLiteral("这一步没有办成。"), qPrintable(called(fault))); // the row for none
    }
}

void WordsTest::noSentence_speaksLikeATechnician()
{
    const QStringList jargon = {
        QStringLiteral("错误"), QStringLiteral("异常"),   QStringLiteral("失败"),   QStringLiteral("超时"),
        QStringLiteral("数据"), QStringLiteral("校验"),   QStringLiteral("接口"),   QStringLiteral("驱动"),
        QStringLiteral("端口"), QStringLiteral("服务器"), QStringLiteral("代码"),   QStringLiteral("系统"),
        QStringLiteral("USB"),  QStringLiteral("非法"),   QStringLiteral("初始化"), QStringLiteral("队列")};
    for (const Fault fault : allFaults()) {
        for (const QString &word : jargon)
            QVERIFY2(!all(fault).contains(word), qPrintable(called(fault) + word));
        for (const QChar c : all(fault))
            QVERIFY2(!(c.isLower() || c.isUpper()), qPrintable(called(fault))); // 12348 is all the Latin there is
    }
}

void WordsTest::noSentence_claimsWhatDidNotHappen()
{
    for (const Fault fault : allFaults())
        for (const QString &claim :
             {QStringLiteral("已提交"), QStringLiteral("已打印"), QStringLiteral("成功"), QStringLiteral("已送达")})
            QVERIFY2(!all(fault).contains(claim), qPrintable(called(fault) + claim));
}

void WordsTest::everySentence_isChineseThroughout()
{
    for (const Fault fault : allFaults())
        for (const QChar c : QStringLiteral(",.;:!?()\"'"))
            QVERIFY2(!all(fault).contains(c), qPrintable(called(fault)));
}

} // namespace yz

QTEST_GUILESS_MAIN(yz::WordsTest)
#include "tst_words.moc"
