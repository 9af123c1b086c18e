// SPDX-License-Identifier: Apache-2.0
// yizhan-provision, as an office uses it.
#include "commands/provision_commands.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <provisioning/bundle.h>
#include <provisioning/durable.h>
#include <staff/roster.h>

using namespace yz;
using namespace yz::provisioning;
using namespace Qt::StringLiterals;

class ProvisionCommandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void helpIsThere_andAnUnknownWordLeadsToIt();
    void aKeyIsMadeOnce_andNeverWrittenOver();
    void aBundle_isCreatedInspectedAndVerified();
    void whatATerminalWouldRefuse_isSaidHere();
    void aListOfStaff_isAddedTo_andBadPinsAreNot();
    void aFileThatIsMissing_isNamed();

private:
    CommandOutcome run(const QStringList &words, const QByteArray &secret = {})
    {
        return provisionCommand(words, secret);
    }
    QString at(const QString &name) const { return m_folder->filePath(name); }
    QStringList creating(const QString &into) const
    {
        return {u"create"_s,           u"--into"_s, at(into),           u"--title"_s, u"改地点"_s, u"--region"_s,
                u"230102"_s,           u"--key"_s,  at(u"fleet.key"_s), u"--kid"_s,   u"fleet"_s,  u"--configuration"_s,
                at(u"terminal.json"_s)};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ProvisionCommandsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const auto made = run({u"keygen"_s, at(u"fleet.key"_s), u"--kid"_s, u"fleet"_s, u"--issuer"_s, u"某厅"_s,
                           u"--may"_s, u"configuration,staff"_s});
    QCOMPARE(made.status, 0);
    QVERIFY(writeWhole(at(u"trust.json"_s), made.said));
    QVERIFY(writeWhole(at(u"terminal.json"_s), R"({"place":"甲"})"));
}

void ProvisionCommandsTest::helpIsThere_andAnUnknownWordLeadsToIt()
{
    QCOMPARE(run({u"--help"_s}).status, 0);
    QVERIFY(run({u"--help"_s}).said.contains("create"));
    QCOMPARE(run({}).status, 2);
    QCOMPARE(run({u"destroy"_s}).status, 2);
    QVERIFY(run({u"destroy"_s}).complained.contains("--help"));
    QCOMPARE(run({u"create"_s}).status, 2);
}

void ProvisionCommandsTest::aKeyIsMadeOnce_andNeverWrittenOver()
{
    const auto mode = QFile::permissions(at(u"fleet.key"_s));
    QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther)));
    const auto again = run(
        {u"keygen"_s, at(u"fleet.key"_s), u"--kid"_s, u"fleet"_s, u"--issuer"_s, u"某厅"_s, u"--may"_s, u"staff"_s});
    QCOMPARE(again.status, 1);
    QCOMPARE(run({u"keygen"_s, at(u"x"_s), u"--kid"_s, u"x"_s, u"--issuer"_s, u"y"_s, u"--may"_s, u"root"_s}).status,
             2);
}

void ProvisionCommandsTest::aBundle_isCreatedInspectedAndVerified()
{
    const auto made = run(creating(u"a.yzb"_s) + QStringList{u"--terminal"_s, u"YZ-1"_s, u"--epoch"_s, u"7"_s});
    QVERIFY2(made.status == 0, made.complained.constData());
    const auto seen = run({u"inspect"_s, at(u"a.yzb"_s)});
    QVERIFY(seen.said.contains("configuration 7") && seen.said.contains("YZ-1"));
    const auto held = run({u"verify"_s, at(u"a.yzb"_s), u"--trust"_s, at(u"trust.json"_s), u"--region"_s, u"230102"_s,
                           u"--terminal"_s, u"YZ-1"_s});
    QVERIFY2(held.status == 0, held.complained.constData());
    QVERIFY(held.said.contains("某厅"));
}

void ProvisionCommandsTest::whatATerminalWouldRefuse_isSaidHere()
{
    QCOMPARE(run(creating(u"a.yzb"_s) + QStringList{u"--terminal"_s, u"YZ-1"_s}).status, 0);
    const auto foreign = run({u"verify"_s, at(u"a.yzb"_s), u"--trust"_s, at(u"trust.json"_s), u"--region"_s,
                              u"230102"_s, u"--terminal"_s, u"YZ-2"_s});
    QCOMPARE(foreign.status, 1);
    QVERIFY(foreign.complained.contains("another terminal"));
    QVERIFY(writeWhole(at(u"trust2.json"_s), run({u"keygen"_s, at(u"other.key"_s), u"--kid"_s, u"other"_s,
                                                  u"--issuer"_s, u"别人"_s, u"--may"_s, u"staff"_s})
                                                 .said));
    const auto unknown = run({u"verify"_s, at(u"a.yzb"_s), u"--trust"_s, at(u"trust2.json"_s)});
    QVERIFY(unknown.complained.contains("nobody whom"));
}

void ProvisionCommandsTest::aListOfStaff_isAddedTo_andBadPinsAreNot()
{
    const auto add = [&](const QString &number, const QByteArray &pin) {
        return run({u"staff"_s, at(u"staff.json"_s), u"--number"_s, number, u"--name"_s, u"王敏"_s, u"--role"_s,
                    u"attendant"_s},
                   pin);
    };
    QCOMPARE(add(u"1001"_s, "123456\n").status, 1);
    QVERIFY(!QFile::exists(at(u"staff.json"_s)));
    QCOMPARE(add(u"1001"_s, "271828\n").status, 0);
    QCOMPARE(add(u"1002"_s, "314159\n").status, 0);
    QCOMPARE(add(u"1001"_s, "161803\n").status, 0); // a new PIN, not a new person
    QCOMPARE(add(u"1"_s, "271828\n").status, 1);
    const auto roster = staff::readRoster(at(u"staff.json"_s));
    QVERIFY(roster && roster->members.size() == 2);
}

void ProvisionCommandsTest::aFileThatIsMissing_isNamed()
{
    QVERIFY(QFile::remove(at(u"terminal.json"_s)));
    const auto made = run(creating(u"a.yzb"_s));
    QCOMPARE(made.status, 1);
    QVERIFY(made.complained.contains("terminal.json"));
    QVERIFY(!QFile::exists(at(u"a.yzb"_s)));
}

QTEST_GUILESS_MAIN(ProvisionCommandsTest)
#include "tst_provision_commands.moc"
