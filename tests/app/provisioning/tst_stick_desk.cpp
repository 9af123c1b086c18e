// SPDX-License-Identifier: Apache-2.0
// Between the stick, the provisioner and the staff's page: one thing at a time, and a receipt for what was done.
#include "provisioner_fixture.h"

#include <QSignalSpy>
#include <QTest>

#include <stick/fake_stick.h>
#include <stickdesk/stick_desk.h>

#include <algorithm>

using namespace yz;
using namespace yz::test;

namespace {

struct Counter : ProvisionerFixture
{
    Counter() : provisioner(open(u"YZ-0001"_s, u"230102"_s)) { sitDown(); }
    /** As after a start of the program. */
    void sitDown()
    {
        desk = std::make_unique<StickDesk>(stick, *provisioner, u"YZ-0001"_s, clock, log);
        desk->setOpen(true);
    }
    void insertBundle() { stick.insert({{u"change.yzb"_s, BundleMaker(clock).signedBy(signers.fleet)}}); }
    bool applyBundle()
    {
        insertBundle();
        QSignalSpy examined(desk.get(), &staff::StickWork::examined);
        QSignalSpy restart(desk.get(), &StickDesk::restartWanted);
        desk->examine();
        if (!examined.wait())
            return false;
        desk->apply();
        return restart.count() > 0 || restart.wait();
    }
    qsizetype receipts() const
    {
        return std::count_if(stick.written().begin(), stick.written().end(),
                             [](const auto &file) { return file.first.startsWith(u"receipt"_s); });
    }

    std::unique_ptr<Provisioner> provisioner;
    FakeStick stick;
    std::unique_ptr<StickDesk> desk;
};

} // namespace

class StickDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsApplied_restartsOnceTheReceiptIsWritten()
    {
        Counter counter;
        QVERIFY(counter.applyBundle());
        QCOMPARE(counter.receipts(), 1);
        QTRY_VERIFY(!counter.provisioner->owesReceipt());
    }

    void aStickPulledOutTooEarly_stopsNoRestart()
    {
        Counter counter;
        counter.insertBundle();
        QSignalSpy examined(counter.desk.get(), &staff::StickWork::examined);
        QSignalSpy restart(counter.desk.get(), &StickDesk::restartWanted);
        counter.desk->examine();
        QVERIFY(examined.wait());
        counter.stick.become(StickStanding::None);
        counter.desk->apply();
        QVERIFY(restart.wait());
        QCOMPARE(counter.receipts(), 0);
        QVERIFY(counter.provisioner->owesReceipt());
    }

    void aReceiptThatIsOwed_liesOnTheNextStickAlsoAfterARestart()
    {
        Counter counter;
        QVERIFY(counter.applyBundle());
        QVERIFY(counter.provisioner->confirmHealthy()); // says more than the receipt that lies on the stick
        counter.stick.become(StickStanding::None);
        counter.clock.advance(std::chrono::seconds(1));
        counter.sitDown();
        counter.stick.insert({});
        QTRY_COMPARE(counter.receipts(), 2);
        QTRY_VERIFY(!counter.provisioner->owesReceipt());
        counter.stick.become(StickStanding::None);
        counter.clock.advance(std::chrono::seconds(1));
        counter.stick.insert({});
        QSignalSpy read(counter.desk.get(), &staff::StickWork::examined);
        counter.desk->examine();
        QVERIFY(read.wait());
        QCOMPARE(counter.receipts(), 2); // and only once
    }

    void aReleaseThatWentBackWhileNobodyLooked_isToldByTheNextReceipt()
    {
        Counter counter;
        QVERIFY(counter.applyBundle());
        QCOMPARE(counter.receipts(), 1); // that it was switched
        counter.desk =
            std::make_unique<StickDesk>(counter.stick, *counter.provisioner, u"YZ-0001"_s, counter.clock, counter.log);
        for (int start = 0; start < 4; ++start) // after the desk was made, as at a start of the program
            QVERIFY(counter.provisioner->recover());
        QVERIFY(!counter.provisioner->releases().current());
        counter.clock.advance(std::chrono::seconds(1));
        counter.desk->setOpen(true);
        QTRY_COMPARE(counter.receipts(), 2);
    }

    void whatIsAskedForWhileTheReceiptIsWritten_waitsForIt()
    {
        Counter counter;
        QVERIFY(counter.applyBundle());
        QVERIFY(counter.provisioner->confirmHealthy());
        counter.stick.become(StickStanding::None);
        counter.clock.advance(std::chrono::seconds(1));
        counter.sitDown();
        counter.stick.insert({});
        QTRY_COMPARE(counter.receipts(), 2);
        counter.clock.advance(std::chrono::seconds(1));
        std::optional<Fault> fault;
        connect(counter.desk.get(), &staff::StickWork::examined, this,
                [&](const Result<staff::PlanWords> &plan) { fault = plan ? Fault::Internal : plan.fault(); });
        counter.desk->leaveReceipt();
        counter.desk->examine(); // the receipt is on its way
        QTRY_VERIFY(fault);
        QCOMPARE(*fault, Fault::NotFound); // the stick was read: nothing for this terminal on it, not "busy"
        QCOMPARE(counter.receipts(), 3);
        counter.clock.advance(std::chrono::seconds(1));
        std::optional<bool> wrote;
        connect(counter.desk.get(), &staff::StickWork::written, this,
                [&](staff::Parcel, const Result<staff::Wrote> &written) { wrote = bool(written); });
        counter.desk->leaveReceipt();
        counter.desk->write(staff::Parcel::Diagnostics, "{}");
        QTRY_COMPARE(wrote, std::optional(true));
    }

    void aStickThatIsAKeyboard_isNotedInTheChain()
    {
        Counter counter;
        counter.stick.become(StickStanding::Composite);
        QCOMPARE(counter.desk->stands(), staff::StickStands::Keyboard);
        QTRY_VERIFY(counter.provisioner->audit().last({u"stick refused"_s}).contains("keyboard"));
    }

    void aStickThatFailsUnderWay_isNotedAndChangesNothing()
    {
        Counter counter;
        counter.insertBundle();
        counter.stick.failNext({Fault::DeviceAbsent, "stick: it was pulled out"});
        std::optional<Fault> fault;
        connect(counter.desk.get(), &staff::StickWork::examined, this,
                [&](const Result<staff::PlanWords> &plan) { fault = plan ? Fault::Internal : plan.fault(); });
        counter.desk->examine();
        QTRY_VERIFY(fault);
        QCOMPARE(*fault, Fault::DeviceAbsent);
        QTRY_VERIFY(counter.provisioner->audit().last({u"stick failed"_s}).contains("pulled out"));
        QVERIFY(!counter.provisioner->releases().current());
    }

    void whatWasCarriedAway_isNoted()
    {
        Counter counter;
        counter.stick.insert({});
        QSignalSpy written(counter.desk.get(), &staff::StickWork::written);
        counter.desk->write(staff::Parcel::Diagnostics, "{}");
        QVERIFY(written.wait());
        QTRY_VERIFY(counter.provisioner->audit().last({u"carried away"_s}).contains("diagnostics"));
    }
};

QTEST_GUILESS_MAIN(StickDeskTest)
#include "tst_stick_desk.moc"
