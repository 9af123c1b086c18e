// SPDX-License-Identifier: Apache-2.0
// Who may enter: the list of the staff, and what is no PIN.
#include <core/passphrase.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <staff/roster.h>

using namespace yz;
using namespace yz::staff;
using namespace Qt::StringLiterals;

namespace {

/** Of the PIN 271828; made once, for it costs a tenth of a second. */
const QString &someHash()
{
    static const QString hash = QString::fromStdString(*passphraseHash("271828"));
    return hash;
}

QJsonObject member(const QString &number = u"1001"_s)
{
    return {{u"number"_s, number}, {u"name"_s, u"王敏"_s}, {u"role"_s, u"attendant"_s}, {u"pin"_s, someHash()}};
}

QByteArray rosterOf(const QJsonArray &staff, int schema = 1)
{
    return QJsonDocument(QJsonObject{{u"schema"_s, schema}, {u"staff"_s, staff}}).toJson();
}

} // namespace

class RosterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aListOfStaff_isRefusedByName_data();
    void aListOfStaff_isRefusedByName();
    void aWellFormedList_findsItsMembers();
    void aPinThatAnybodyWouldTry_isNotFit();
};

void RosterTest::aListOfStaff_isRefusedByName_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto changed = [](const QString &key, const QJsonValue &value) {
        QJsonObject one = member();
        one[key] = value;
        return rosterOf({one});
    };
    QTest::newRow("no JSON") << QByteArray("{") << u"no JSON object"_s;
    QTest::newRow("too large") << QByteArray(70'000, ' ') << u"64 KiB"_s;
    QTest::newRow("another schema") << rosterOf({member()}, 2) << u"`schema`"_s;
    QTest::newRow("nobody") << rosterOf({}) << u"1 to 200"_s;
    QTest::newRow("letters in the number") << changed(u"number"_s, u"10a1"_s) << u"`number`"_s;
    QTest::newRow("a number too short") << changed(u"number"_s, u"10"_s) << u"`number`"_s;
    QTest::newRow("no name") << changed(u"name"_s, u"  "_s) << u"`name`"_s;
    QTest::newRow("an unknown role") << changed(u"role"_s, u"root"_s) << u"`role`"_s;
    QTest::newRow("a PIN in plain") << changed(u"pin"_s, u"271828"_s) << u"`pin`"_s;
    QTest::newRow("a hash that costs gigabytes")
        << changed(u"pin"_s, u"$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG"_s)
        << u"`pin`"_s;
    QTest::newRow("one number twice") << rosterOf({member(), member()}) << u"somebody else's"_s;
    QJsonArray crowd;
    for (int i = 0; i < 201; ++i)
        crowd.append(QJsonObject{});
    QTest::newRow("a crowd") << rosterOf(crowd) << u"1 to 200"_s;
}

void RosterTest::aListOfStaff_isRefusedByName()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const auto roster = parseRoster(json);
    QVERIFY(!roster);
    QCOMPARE(roster.fault(), Fault::DataMalformed);
    QVERIFY2(QString::fromStdString(roster.error().detail).contains(says), roster.error().detail.c_str());
    QVERIFY2(roster.error().detail.find("271828") == std::string::npos, "a refusal must not repeat a PIN");
}

void RosterTest::aWellFormedList_findsItsMembers()
{
    const auto roster = parseRoster(rosterOf({member(u"1001"_s), member(u"1002"_s)}));
    QVERIFY(roster);
    QVERIFY(roster->find(u"1002"_s) != nullptr);
    QVERIFY(roster->find(u"1003"_s) == nullptr);
    QVERIFY(passphraseMatches(roster->find(u"1001"_s)->pin, "271828"));
    QVERIFY(!passphraseMatches(roster->find(u"1001"_s)->pin, "271829"));
}

void RosterTest::aPinThatAnybodyWouldTry_isNotFit()
{
    for (const char *pin : {"111111", "123456", "654321", "12345", "1234567890123", "27182a", ""})
        QVERIFY2(!isPinFit(QString::fromLatin1(pin)), pin);
    QVERIFY(isPinFit(u"271828"_s));
}

QTEST_GUILESS_MAIN(RosterTest)
#include "tst_roster.moc"
