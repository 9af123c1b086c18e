// SPDX-License-Identifier: Apache-2.0
// All that sticks did here, in a chain that tells what was taken out of it.
#include "provisioner_fixture.h"

#include <QTest>

using namespace yz;
using namespace yz::provisioning;
using namespace yz::test;

class AuditTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theAudit_isAChain();
    void aTornAuditLine_breaksNoChain();
    void anAuditLineTornJustBeforeItsEnd_breaksNoChain();
};

void AuditTest::theAudit_isAChain()
{
    ProvisionerFixture f;
    auto terminal = f.open(u"YZ-0001"_s, u"230102"_s);
    const auto plan = terminal->examine({BundleMaker(f.clock).signedBy(f.signers.fleet)});
    QVERIFY(plan && terminal->apply(*plan) && terminal->confirmHealthy());
    QVERIFY(!terminal->examine({"rubbish"}));
    QCOMPARE(*terminal->audit().verify(), 3);
    QByteArray log = f.read(u"state/audit.log"_s);
    f.write(u"state/audit.log"_s, QByteArray(log).replace("committed", "reverted!"));
    QVERIFY(!terminal->audit().verify());
    log.remove(0, log.indexOf('\n') + 1);
    f.write(u"state/audit.log"_s, log);
    QVERIFY(!terminal->audit().verify());
}

void AuditTest::aTornAuditLine_breaksNoChain()
{
    ProvisionerFixture f;
    auto terminal = f.open();
    QVERIFY(!terminal->examine({"rubbish"}));
    QFile file(f.folder.filePath(u"state/audit.log"_s));
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"ms\":17953");
    file.close();
    QVERIFY(!terminal->examine({"rubbish"}));
    QVERIFY(!terminal->examine({"rubbish"}));
    QVERIFY(terminal->audit().verify());
}

void AuditTest::anAuditLineTornJustBeforeItsEnd_breaksNoChain()
{
    const QTemporaryDir folder;
    const ManualClock clock;
    Audit audit(folder.filePath(u"audit.log"_s), clock);
    QVERIFY(audit.note(u"requested"_s, {}, u"a certificate"_s));
    QVERIFY(audit.note(u"switched"_s, {}, u"the power goes"_s));
    QFile file(folder.filePath(u"audit.log"_s));
    QVERIFY(file.resize(file.size() - 1)); // but for its line feed it is whole
    QVERIFY(audit.last().contains("the power goes"));
    QVERIFY(audit.note(u"committed"_s, {}, u"the power is back"_s));
    const auto lines = audit.verify();
    QVERIFY2(lines, "nobody is accused of what a power cut did");
    QCOMPARE(*lines, 3);
}

QTEST_GUILESS_MAIN(AuditTest)
#include "tst_audit.moc"
