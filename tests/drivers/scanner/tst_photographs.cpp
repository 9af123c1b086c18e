// SPDX-License-Identifier: Apache-2.0
// The eye for pages before 204 drawn photographs that nobody tuned it with.
#include "photograph_judge.h"

#include <QGuiApplication>
#include <QTest>

#include <map>

using namespace yz;

namespace {

constexpr std::uint32_t kPhotographs = 204;
const QSize kSize(1296, 972);

} // namespace

class PhotographsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameSeed_givesTheSamePhotograph()
    {
        const auto once = drawn::photographOf(drawn::kTuningSeeds, QSize(640, 480));
        const auto again = drawn::photographOf(drawn::kTuningSeeds, QSize(640, 480));
        const auto other = drawn::photographOf(drawn::kTuningSeeds + 12, QSize(640, 480));
        QVERIFY(once.picture == again.picture);
        QVERIFY(once.picture != other.picture);
    }

    void nineteenOfTwenty_areTakenWell_orRefusedForTheRightReason()
    {
        PageEye eye;
        drawn::Tally tally;
        std::map<std::string_view, drawn::Tally> ofFaults;
        for (auto seed = drawn::kJudgingSeeds; seed < drawn::kJudgingSeeds + kPhotographs; ++seed) {
            const auto shot = drawn::photographOf(seed, kSize);
            const auto verdict = drawn::judge(eye, shot);
            tally.add(shot, verdict);
            if (shot.fault)
                ofFaults[name(*shot.fault)].add(shot, verdict);
            if (!verdict.isRight)
                qInfo("%u: %s (%s)", seed, qPrintable(verdict.words), qPrintable(shot.what));
        }
        qInfo("%s", qPrintable(tally.words()));
        QCOMPARE(tally.takeable(), 102);
        QCOMPARE(tally.refusable(), 102);
        QVERIFY(tally.takenShare() >= 0.95);
        QVERIFY(tally.refusedShare() >= 0.95);
        QCOMPARE(ofFaults.size(), std::size_t(kPageFaults));
        for (const auto &[fault, one] : ofFaults)
            QVERIFY2(one.refusedShare() >= 0.8, std::string(fault).c_str()); // none is carried by the others
        QVERIFY(tally.middleCornerError() < 0.003);
        QVERIFY(tally.middleLikeness() > 0.75);
    }
};

QTEST_MAIN(PhotographsTest)
#include "tst_photographs.moc"
