// SPDX-License-Identifier: Apache-2.0
#include "pinyin/pinyin_engine.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <random>
#include <thread>

using namespace yz;
using pinyin::PinyinEngine;

namespace {

/** Bytes at the alignment of a mapping. */
class Blob
{
public:
    explicit Blob(const QByteArray &bytes)
        : m_words(static_cast<std::size_t>(bytes.size()) / 8 + 1), m_size(bytes.size())
    {
        std::memcpy(m_words.data(), bytes.constData(), static_cast<std::size_t>(bytes.size()));
    }
    std::span<std::byte> bytes()
    {
        return {reinterpret_cast<std::byte *>(m_words.data()), static_cast<std::size_t>(m_size)};
    }

private:
    std::vector<std::uint64_t> m_words;
    qsizetype m_size;
};

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString reasonFor(const QByteArray &bytes)
{
    Blob blob(bytes);
    const auto engine = PinyinEngine::over(blob.bytes());
    if (engine)
        return QStringLiteral("accepted");
    if (!engine.failedWith(Fault::DataMalformed))
        return QStringLiteral("another fault");
    return QString::fromStdString(engine.error().detail);
}

QString randomLetters(std::mt19937 &random, int most)
{
    static const QString keys = QStringLiteral("abcdefghijklmnopqrstuvwxyz'aeiounghv'");
    QString letters;
    const int count = static_cast<int>(random() % static_cast<unsigned>(most)) + 1;
    for (int i = 0; i < count; ++i)
        letters += keys.at(static_cast<qsizetype>(random() % static_cast<unsigned>(keys.size())));
    return letters;
}

} // namespace

class TestPinyinEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theWholeReadingComesFirst_thenShorterWords();
    void initialsStandForSyllables();
    void anUnfinishedSyllable_isReadAsItsBeginning();
    void theDivider_forcesABoundary_andIsCounted();
    void vIsTheUmlaut();
    void aNameIsLikelierThanItsCharacters();
    void rareCharactersComeLast();
    void lettersThatBeginNothing_giveNothing();
    void capitalsAreLetters_otherKeysEndTheReading();
    void dividedShowsTheSyllables();
    void nothingIsLearned();
    void anyLetters_giveOrderlyCandidates();
    void manyConsonants_doNotStall();
    void threadsMayShareIt();
    void aFileThatIsNoBlob_isRefused_data();
    void aFileThatIsNoBlob_isRefused();
    void aDamagedBlob_isRefusedOrHarmless();
    void aCutBlob_isRefused();

private:
    QStringList texts(const char *letters, int limit = 20) const;

    std::unique_ptr<InputEngine> m_engine;
    QByteArray m_small;
};

void TestPinyinEngine::initTestCase()
{
    auto engine = openPinyinEngine(QStringLiteral(YIZHAN_BUILD_DIR "/pinyin.blob"));
    QVERIFY2(engine, engine ? "" : engine.error().detail.c_str());
    m_engine = std::move(*engine);
    m_small = contentsOf(QStringLiteral(YIZHAN_SMALL_BLOB));
    QCOMPARE(reasonFor(m_small), QStringLiteral("accepted"));
}

QStringList TestPinyinEngine::texts(const char *letters, int limit) const
{
    QStringList result;
    for (const auto &candidate : m_engine->candidates(QLatin1String(letters), limit))
        result.append(candidate.text);
    return result;
}

void TestPinyinEngine::theWholeReadingComesFirst_thenShorterWords()
{
    const auto found = m_engine->candidates(QStringLiteral("falvyuanzhu"), 20);
    QCOMPARE(found.front().text, QStringLiteral("法律援助"));
    QCOMPARE(found.front().keysUsed, 11);
    int last = 11;
    for (const auto &candidate : found) {
        QVERIFY(candidate.keysUsed <= last);
        last = candidate.keysUsed;
    }
    QVERIFY(texts("falvyuanzhu").contains(QStringLiteral("法律")));
    QVERIFY(texts("falvyuanzhu").contains(QStringLiteral("法")));
}

void TestPinyinEngine::initialsStandForSyllables()
{
    QCOMPARE(texts("flyz", 1), QStringList{QStringLiteral("法律援助")});
    QCOMPARE(texts("flyzh", 1), QStringList{QStringLiteral("法律援助")});
    QCOMPARE(texts("falyz", 1), QStringList{QStringLiteral("法律援助")});
}

void TestPinyinEngine::anUnfinishedSyllable_isReadAsItsBeginning()
{
    QCOMPARE(texts("falvyuanzh", 1), QStringList{QStringLiteral("法律援助")});
    QCOMPARE(texts("falvyua", 1).front().left(2), QStringLiteral("法律"));
}

void TestPinyinEngine::theDivider_forcesABoundary_andIsCounted()
{
    QCOMPARE(texts("xi'an", 1), QStringList{QStringLiteral("西安")});
    QCOMPARE(m_engine->candidates(QStringLiteral("xi'an"), 1).front().keysUsed, 5);
    QVERIFY(!texts("xi'an", 50).contains(QStringLiteral("先")));
    for (const auto &candidate : m_engine->candidates(QStringLiteral("xi'an"), 50))
        QVERIFY(candidate.keysUsed == 5 || candidate.keysUsed == 3);
    QCOMPARE(texts("wangshangli'an", 1), QStringList{QStringLiteral("网上立案")});
    QCOMPARE(texts("wangshanglian", 1), QStringList{QStringLiteral("网上立案")});
}

void TestPinyinEngine::vIsTheUmlaut()
{
    QCOMPARE(texts("nver", 1), QStringList{QStringLiteral("女儿")});
    QCOMPARE(texts("qinlue", 1), texts("qinlve", 1));
    QCOMPARE(texts("jvzhu", 1), texts("juzhu", 1));
}

void TestPinyinEngine::aNameIsLikelierThanItsCharacters()
{
    QCOMPARE(texts("liujianguo", 1), QStringList{QStringLiteral("刘建国")});
    QCOMPARE(texts("woshiwangxiulan", 1), QStringList{QStringLiteral("我是王秀兰")});
}

void TestPinyinEngine::rareCharactersComeLast()
{
    const QStringList all = texts("fa", 200);
    QVERIFY(all.contains(QStringLiteral("發")));
    QVERIFY(all.indexOf(QStringLiteral("發")) > all.indexOf(QStringLiteral("筏")));
    QVERIFY(texts("yue", 60).contains(QStringLiteral("玥"))); // on many cards: not among the rare
}

void TestPinyinEngine::lettersThatBeginNothing_giveNothing()
{
    QVERIFY(texts("").isEmpty());
    QVERIFY(texts("'''").isEmpty());
    QVERIFY(texts("uvi").isEmpty());
    QVERIFY(texts("woi").contains(QStringLiteral("我"))); // as far as it goes
    QVERIFY(m_engine->candidates(QStringLiteral("wo"), 0).empty());
    QVERIFY(m_engine->candidates(QStringLiteral("wo"), -3).empty());
}

void TestPinyinEngine::capitalsAreLetters_otherKeysEndTheReading()
{
    QCOMPARE(texts("FaLv", 1), QStringList{QStringLiteral("法律")});
    const auto found = m_engine->candidates(QStringLiteral("fa1lv"), 1);
    QCOMPARE(found.front().keysUsed, 2);
}

void TestPinyinEngine::dividedShowsTheSyllables()
{
    QCOMPARE(m_engine->divided(QStringLiteral("falvyuanzhu")), QStringLiteral("fa'lv'yuan'zhu"));
    QCOMPARE(m_engine->divided(QStringLiteral("flyz")), QStringLiteral("f'l'y'z"));
    QCOMPARE(m_engine->divided(QStringLiteral("xi'an")), QStringLiteral("xi'an"));
    QCOMPARE(m_engine->divided(QStringLiteral("iu")), QStringLiteral("iu"));
    QCOMPARE(m_engine->divided(QString()), QString());
}

void TestPinyinEngine::nothingIsLearned()
{
    const QStringList before = texts("ceshi", 40);
    for (int i = 0; i < 100; ++i)
        m_engine->candidates(QStringLiteral("ceshi"), 40);
    QCOMPARE(texts("ceshi", 40), before);
}

void TestPinyinEngine::anyLetters_giveOrderlyCandidates()
{
    std::mt19937 random(20240607); // always the same letters
    for (int round = 0; round < 1500; ++round) {
        const QString letters = randomLetters(random, 75);
        const auto found = m_engine->candidates(letters, 40);
        QVERIFY(found.size() <= 40);
        QSet<QString> seen;
        int last = static_cast<int>(letters.size());
        for (const auto &candidate : found) {
            QVERIFY2(candidate.keysUsed >= 1 && candidate.keysUsed <= last, qPrintable(letters));
            QVERIFY2(!candidate.text.isEmpty() && !seen.contains(candidate.text), qPrintable(letters));
            seen.insert(candidate.text);
            last = candidate.keysUsed;
        }
        QString plain = letters;
        QString divided = m_engine->divided(letters);
        QCOMPARE(divided.remove(u'\'').size(), std::min<qsizetype>(plain.remove(u'\'').size(), 64));
    }
}

void TestPinyinEngine::manyConsonants_doNotStall()
{
    for (const char letter : {'s', 'z', 'j', 'y'}) {
        const QString letters(64, QLatin1Char(letter));
        QVERIFY(!m_engine->candidates(letters, 40).empty());
    }
}

void TestPinyinEngine::threadsMayShareIt()
{
    const QStringList alone = texts("renmintiaojie");
    std::vector<QStringList> results(4);
    std::vector<std::thread> threads;
    for (auto &result : results)
        threads.emplace_back([this, &result] {
            for (int i = 0; i < 50; ++i)
                result = texts("renmintiaojie");
        });
    for (auto &thread : threads)
        thread.join();
    for (const auto &result : results)
        QCOMPARE(result, alone);
}

void TestPinyinEngine::aFileThatIsNoBlob_isRefused_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("resealed");
    QTest::addColumn<QString>("reason");
    QTest::newRow("another magic") << 0 << QByteArray("X") << true << "not a pinyin blob (magic)";
    QTest::newRow("another version") << 8 << QByteArray("\2") << true << "another version";
    QTest::newRow("another length") << 12 << QByteArray("\1") << false << "not as long as it says";
    QTest::newRow("one byte rotten") << 200 << QByteArray("\xee") << false << "checksum does not hold";
    QTest::newRow("a section beyond the end")
        << 28 << QByteArray("\xf0\xff\xff\x7f", 4) << true << "a section is empty or lies outside the file";
    QTest::newRow("a section of four thousand million")
        << 24 << QByteArray("\xff\xff\xff\xff", 4) << true << "a section is empty or lies outside the file";
    QTest::newRow("an empty section") << 40 << QByteArray(4, '\0') << true
                                      << "a section is empty or lies outside the file";
    QTest::newRow("a section inside the header")
        << 36 << QByteArray("\x08\0\0\0", 4) << true << "a section is empty or lies outside the file";
    QTest::newRow("a syllable of digits") << 64 << QByteArray("77") << true << "a syllable is not one of letters";
    QTest::newRow("syllables out of order") << 64 << QByteArray("zz") << true << "syllables are not in order";
}

void TestPinyinEngine::aFileThatIsNoBlob_isRefused()
{
    QFETCH(int, at);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, resealed);
    QFETCH(QString, reason);
    QByteArray blob = m_small;
    blob.replace(at, bytes.size(), bytes);
    if (resealed) {
        Blob altered(blob);
        pinyin::seal(altered.bytes());
        std::memcpy(blob.data(), altered.bytes().data(), altered.bytes().size());
    }
    QCOMPARE(reasonFor(blob), QStringLiteral("pinyin blob: ") + reason);

    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("x.blob")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(blob) == blob.size());
    file.close();
    QVERIFY(openPinyinEngine(file.fileName()).failedWith(Fault::DataMalformed));
    QVERIFY(openPinyinEngine(folder.filePath(QStringLiteral("none"))).failedWith(Fault::DataMalformed));
    QVERIFY(openPinyinEngine(folder.path()).failedWith(Fault::DataMalformed));
}

void TestPinyinEngine::aDamagedBlob_isRefusedOrHarmless()
{
    std::mt19937 random(7);
    int accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        Blob blob(m_small);
        const auto bytes = blob.bytes();
        for (unsigned hits = random() % 3 + 1; hits > 0; --hits)
            bytes[24 + random() % (bytes.size() - 24)] =
                static_cast<std::byte>(random() % 5 == 0 ? random() : random() % 8);
        pinyin::seal(bytes);
        const auto engine = PinyinEngine::over(bytes);
        if (!engine)
            continue;
        ++accepted;
        for (const char *letters : {"falvyuanzhu", "flyz", "wangxiulan", "nver", "xian"}) {
            for (const auto &candidate : (*engine)->candidates(QLatin1String(letters), 20))
                QVERIFY(candidate.keysUsed > 0 && candidate.keysUsed <= 11);
            QVERIFY(!(*engine)->divided(QLatin1String(letters)).isEmpty());
        }
    }
    QVERIFY(accepted > 100 && accepted < 19000); // both sides were seen
}

void TestPinyinEngine::aCutBlob_isRefused()
{
    for (int length = 0; length < m_small.size(); ++length) {
        QVERIFY(reasonFor(m_small.left(length)) != QStringLiteral("accepted"));
        Blob cut(m_small.left(length));
        pinyin::seal(cut.bytes());
        if (length + 32 < m_small.size()) // less than a section's padding may be missing unnoticed
            QVERIFY(!PinyinEngine::over(cut.bytes()));
    }
}

QTEST_GUILESS_MAIN(TestPinyinEngine)
#include "tst_pinyin_engine.moc"
