// SPDX-License-Identifier: Apache-2.0
// Whatever the program says to a citizen, it can say in English: the sources are searched anew each time.
#include <core/said.h>
#include <ui/tongue.h>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace yz;

namespace {

const QString kSource = QStringLiteral(YIZHAN_SOURCE_DIR);

QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/** "a" "b" as it stands in a source: ab. */
QString joined(const QString &literals)
{
    static const QRegularExpression part(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
    QString text;
    for (auto found = part.globalMatch(literals); found.hasNext();)
        text += found.next().captured(1);
    return text.replace(QLatin1String("\\n"), QLatin1String("\n")).replace(QLatin1String("\\\""), QLatin1String("\""));
}

/** Everything handed to Said::tr, and what is marked to be handed to it later. */
QSet<QString> saidInSources()
{
    static const QRegularExpression call(
        QStringLiteral("(?:Said::tr\\(|QT_TRANSLATE_NOOP\\(\"Said\",)\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)"));
    QSet<QString> said;
    for (const char *room : {"app", "ui", "drivers", "platform", "offline-cache"}) {
        QDirIterator files(kSource + QLatin1Char('/') + QLatin1String(room),
                           {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (path.endsWith(QLatin1String("core/said.h")))
                continue; // explains itself by an example
            for (auto found = call.globalMatch(contentOf(path)); found.hasNext();)
                said.insert(joined(found.next().captured(1)));
        }
    }
    return said;
}

QSet<QString> saidInEnglish()
{
    QSet<QString> said;
    QXmlStreamReader xml(contentOf(kSource + QStringLiteral("/ui/i18n/yizhan_en.ts")));
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("source"))
            said.insert(xml.readElementText());
    }
    return said;
}

QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%[0-9]|\\{[a-z]+\\}"));
    QStringList places;
    for (auto found = place.globalMatch(text); found.hasNext();)
        places << found.next().captured();
    places.sort();
    return places;
}

} // namespace

class EveryStringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySentence_isTranslated_andNoneIsLeftOver()
    {
        const auto sources = saidInSources(), english = saidInEnglish();
        QVERIFY(sources.size() > 400);
        QVERIFY2((sources - english).isEmpty(), qPrintable(QStringLiteral("not in English: ") +
                                                           (sources - english).values().join(QLatin1String(" | "))));
        QVERIFY2((english - sources).isEmpty(),
                 qPrintable(QStringLiteral("nobody says: ") + (english - sources).values().join(QLatin1String(" | "))));
    }

    void everyTranslation_keepsItsPlaces_andIsEnglish()
    {
        static const QRegularExpression hanzi(QStringLiteral("[\\x{4e00}-\\x{9fff}]"));
        // What is typed into a Chinese search, and the name of a keyboard, stay what they are.
        const QSet<QString> asTheyAre{QStringLiteral("拖欠工资"), QStringLiteral("离婚 抚养"),
                                      QStringLiteral("借钱不还"), QStringLiteral("民法典第1077条"),
                                      QStringLiteral("拼音")};
        Tongue tongue;
        tongue.use(Language::English);
        for (const auto &sentence : saidInEnglish()) {
            const auto english = Said::tr(sentence.toUtf8().constData());
            QCOMPARE(placesIn(english), placesIn(sentence));
            QVERIFY2(!english.isEmpty(), qPrintable(sentence));
            if (!asTheyAre.contains(sentence))
                QVERIFY2(!english.contains(hanzi), qPrintable(sentence + QStringLiteral(" → ") + english));
        }
    }

    void whoComesNext_readsChineseAgain()
    {
        {
            Tongue tongue;
            tongue.use(Language::English);
            QCOMPARE(Said::tr("返回"), QStringLiteral("Back"));
            tongue.use(Language::Chinese);
            QCOMPARE(Said::tr("返回"), QStringLiteral("返回"));
            tongue.use(Language::English);
        }
        QCOMPARE(Said::tr("返回"), QStringLiteral("返回"));
    }

    void noSentence_isSaidPastTheTranslation()
    {
        static const QRegularExpression literal(QStringLiteral("QStringLiteral\\(\\s*\"[^\"]*[\\x{4e00}-\\x{9fff}]"));
        QStringList past;
        for (const char *room : {"ui/screens", "ui/parts", "ui/shell", "ui/words", "app/visit"}) {
            QDirIterator files(kSource + QLatin1Char('/') + QLatin1String(room),
                               {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files);
            while (files.hasNext()) {
                const QString path = files.next();
                if (path.endsWith(QLatin1String("citation.cpp")))
                    continue; // reads Chinese, says nothing
                for (const auto &line : contentOf(path).split(QLatin1Char('\n'))) {
                    if (line.contains(literal) && !line.contains(QStringLiteral("\"中文\"")))
                        past << path.mid(kSource.size() + 1) + QStringLiteral(": ") + line.trimmed();
                }
            }
        }
        QVERIFY2(past.isEmpty(), qPrintable(past.join(QLatin1Char('\n'))));
    }
};

QTEST_GUILESS_MAIN(EveryStringTest)
#include "tst_every_string.moc"
