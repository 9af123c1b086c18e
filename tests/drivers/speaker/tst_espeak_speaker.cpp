// SPDX-License-Identifier: Apache-2.0
// Reading aloud with the real program, into a file instead of a loudspeaker.
#include "espeak/espeak_speaker.h"
#include "support/store_fixture.h"

#include <QSignalSpy>
#include <QStandardPaths>

using namespace yz;

namespace {

const QString kSecret = QStringLiteral("张建国说，老板拖欠了三个月的工资。");

} // namespace

class EspeakSpeakerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_program = QStandardPaths::findExecutable(QStringLiteral("espeak-ng"));
        QVERIFY2(!m_program.isEmpty(), "espeak-ng is in the list of packages");
    }

    void whatIsSaid_isHeard_andItsEndIsTold_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QString>("words");
        QTest::newRow("Chinese") << Language::Chinese << kSecret;
        QTest::newRow("English") << Language::English << QStringLiteral("Please lay your ID card on the reader.");
    }
    void whatIsSaid_isHeard_andItsEndIsTold()
    {
        QFETCH(Language, language);
        QFETCH(QString, words);
        EspeakSpeaker speaker(m_program, {QStringLiteral("-w"), wave()}, m_log);
        QVERIFY(speaker.canSpeak(language));
        QSignalSpy ended(&speaker, &Speaker::ended);
        const auto speech = speaker.say(words, language);
        QCOMPARE(ended.count(), 0); // never within the call
        QVERIFY(ended.wait());
        QCOMPARE(ended.first().first().value<SpeechId>(), speech);
        QVERIFY(ended.first().at(1).toBool());
        const auto sound = test::contentOf(wave());
        QVERIFY(sound.startsWith("RIFF"));
        QVERIFY(sound.size() > 22'050 * 2); // a second at least
    }

    void theWords_areNoProcesssArguments()
    {
        EspeakSpeaker speaker(m_program, {QStringLiteral("-w"), wave()}, m_log);
        QSignalSpy ended(&speaker, &Speaker::ended);
        speaker.say(kSecret, Language::Chinese);
        QVERIFY(!speaker.arguments().join(u' ').contains(kSecret.left(3)));
        QVERIFY(ended.wait());
    }

    void whoSpeaksAgain_orStops_isHeardNoMore_andEachEndIsToldOnce()
    {
        EspeakSpeaker speaker(m_program, {QStringLiteral("-w"), wave()}, m_log);
        QSignalSpy ended(&speaker, &Speaker::ended);
        const auto first = speaker.say(kSecret.repeated(90), Language::Chinese);
        const auto second = speaker.say(kSecret.repeated(90), Language::Chinese);
        speaker.stop();
        QTRY_COMPARE(ended.count(), 2);
        QSet<SpeechId> told{ended[0][0].value<SpeechId>(), ended[1][0].value<SpeechId>()};
        QCOMPARE(told, (QSet<SpeechId>{first, second}));
        QVERIFY(!ended[0][1].toBool() && !ended[1][1].toBool());
        QCOMPARE(m_log.count(EventId::VoiceFailed), 0); // that was no fault
    }

    void withoutTheProgram_nothingIsSaid_andItIsKnown()
    {
        EspeakSpeaker speaker(QStringLiteral("/nonexistent/espeak-ng"), {}, m_log);
        QVERIFY(!speaker.canSpeak(Language::Chinese));
        QSignalSpy ended(&speaker, &Speaker::ended);
        speaker.say(kSecret, Language::Chinese);
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!ended.first().at(1).toBool());
        QCOMPARE(m_log.count(EventId::VoiceFailed), 1);
    }

private:
    QString wave() const { return m_folder.filePath(QStringLiteral("said.wav")); }

    QTemporaryDir m_folder;
    test::RecordingEventLog m_log;
    QString m_program;
};

QTEST_GUILESS_MAIN(EspeakSpeakerTest)
#include "tst_espeak_speaker.moc"
