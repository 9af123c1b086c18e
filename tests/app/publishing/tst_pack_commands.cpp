// SPDX-License-Identifier: Apache-2.0
// A province makes, signs and checks packs: the program's own commands on the sample county.
#include "pack_commands.h"
#include "pack_folder.h"
#include "pack_source.h"

#include <cache/catalogue_store.h>
#include <core/clock.h>
#include <core/event_log.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace yz;
using namespace yz::publishing;

namespace {

const QString kSample = QStringLiteral(YIZHAN_SOURCE_DIR "/packs/sample");

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

class Quiet final : public EventLog
{
public:
    void write(EventId, std::initializer_list<EventField>) override {}
};

/** The sample county, to be edited. */
bool copySample(const QString &to)
{
    QDirIterator files(kSample, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto from = files.next();
        const auto target = to + from.mid(kSample.size());
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(from, target))
            return false;
    }
    return true;
}

bool replaceIn(const QString &path, const QByteArray &from, const QByteArray &to)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    auto content = file.readAll();
    if (!content.contains(from))
        return false;
    content.replace(from, to);
    file.resize(0);
    file.seek(0);
    return file.write(content) == content.size();
}

} // namespace

class PackCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(copySample(source()));
        const auto key = run({u("keygen"), path("key"), u("--kid"), u("county-1")});
        QCOMPARE(key.status, 0);
        m_publisher = QString::fromLatin1(key.said.trimmed());
    }

    void theSampleCounty_isMadeSignedAndVerified()
    {
        QCOMPARE(run({u("lint"), source()}).status, 0);
        const auto built = build();
        QVERIFY2(built.status == 0, built.complained.constData());
        QVERIFY(built.said.contains("230199 1: "));
        QVERIFY(!QFile::exists(path("pack/head.json"))); // nobody follows what is not signed
        QCOMPARE(sign().status, 0);
        const auto verified = verify();
        QVERIFY2(verified.status == 0, verified.complained.constData());
        QVERIFY(verified.said.contains("230199 1 holds: signed by county-1"));
    }

    void anEdit_isADelta_andEveryEarlierStateHasOne()
    {
        for (int state = 1; state <= 3; ++state) {
            if (state > 1)
                QVERIFY(replaceIn(path("source/referral/lines.json"),
                                  state == 2 ? "\"number\": \"12345\"" : "\"number\": \"12346\"",
                                  state == 2 ? "\"number\": \"12346\"" : "\"number\": \"12347\""));
            QCOMPARE(build().status, 0);
            QCOMPARE(sign().status, 0);
        }
        const auto verified = verify();
        QVERIFY2(verified.said.contains("2 of 2 deltas followed"), verified.said + verified.complained);
        const auto diff = run({u("diff"), path("pack/snapshots/2.ndjson.zst"), path("pack/snapshots/3.ndjson.zst")});
        QCOMPARE(diff.said, QByteArray("~ referral 12345\n"));
        QVERIFY(run({u("inspect"), path("pack/head.json")}).said.contains("state 3"));
        QVERIFY(run({u("inspect"), path("pack/deltas/1-3.ndjson.zst")}).said.startsWith("delta from 1 to 3\n"));
    }

    void aTerminal_followsTheFolderItself()
    {
        QCOMPARE(build().status, 0);
        QCOMPARE(sign().status, 0);
        Quiet log;
        SystemClock clock;
        const PublisherKey publisher{"county-1", QByteArray::fromHex(m_publisher.section(u':', 1).toLatin1())};
        const auto store = CatalogueStore::open({path("terminal"), u("230199"), {publisher}, 1},
                                                SecretBytes::random(32), clock, log, judgeRows);
        QVERIFY(store);
        const auto followed = followFolder(**store, path("pack"));
        QVERIFY2(followed && *followed, followed ? "nothing new" : followed.error().detail.c_str());
        QCOMPARE((*store)->version()->sequence, 1);
    }

    void whoeverSignsSecond_isBelievedToo()
    {
        QCOMPARE(build().status, 0);
        QCOMPARE(sign().status, 0);
        const auto other = run({u("keygen"), path("other"), u("--kid"), u("province")});
        QCOMPARE(run({u("sign"), path("pack"), u("--key"), path("other"), u("--kid"), u("province")}).status, 0);
        QVERIFY(run({u("verify"), path("pack"), u("--publisher"), QString::fromLatin1(other.said.trimmed())})
                    .said.contains("signed by province"));
        QCOMPARE(verify().status, 0);
    }

    void whatATerminalWouldRefuse_isNotBuilt_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("not JSON") << u("item/guide.json") << QByteArray("[") << QByteArray("[,")
                                  << QByteArray("item/guide: is not JSON");
        QTest::newRow("a service that nobody offers")
            << u("item/guide.json") << QByteArray("\"service\": \"legal-aid\"") << QByteArray("\"service\": \"nobody\"")
            << QByteArray("nobody");
        QTest::newRow("a law without its articles")
            << u("laws/社会法/反家庭暴力法(2015-12-27).md") << QByteArray("<!-- INFO END -->") << QByteArray("")
            << QByteArray("INFO END");
    }
    void whatATerminalWouldRefuse_isNotBuilt()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, said);
        QVERIFY(replaceIn(source() + u'/' + file, from, to));
        const auto built = build();
        QCOMPARE(built.status, 1);
        QVERIFY2(built.complained.contains(said), built.complained.constData());
        QVERIFY(!QFile::exists(path("pack")));
    }

    void whatWasTamperedWith_isNotVerified_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("the snapshot") << u("snapshots/2.ndjson.zst") << QByteArray("is not the one that was signed");
        QTest::newRow("a delta") << u("deltas/1-2.ndjson.zst") << QByteArray("is not the one that was signed");
        QTest::newRow("the head") << u("head.json") << QByteArray("pack head");
    }
    void whatWasTamperedWith_isNotVerified()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, said);
        for (int state = 1; state <= 2; ++state) {
            QCOMPARE(build().status, 0);
            QCOMPARE(sign().status, 0);
        }
        QFile victim(path("pack/") + file);
        QVERIFY(victim.open(QIODevice::ReadWrite));
        auto content = victim.readAll();
        content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
        victim.seek(0);
        victim.write(content);
        victim.close();
        const auto verified = verify();
        QCOMPARE(verified.status, 1);
        QVERIFY2(verified.complained.contains(said), verified.complained.constData());
    }

    void aKeyThatOthersMayRead_isNotUsed()
    {
        QCOMPARE(build().status, 0);
        QFile::setPermissions(path("key"), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QVERIFY(sign().complained.contains("others may read this key"));
        QCOMPARE(run({u("keygen"), path("key"), u("--kid"), u("x")}).status, 1); // and none is written over
    }

    void whatIsNotUnderstood_isSaid()
    {
        QCOMPARE(run({}).status, 2);
        QCOMPARE(run({u("--help")}).status, 0);
        QCOMPARE(run({u("conjure")}).status, 2);
        QCOMPARE(run({u("build"), source()}).status, 2);
        QCOMPARE(run({u("build"), source(), u("--region"), u("county"), u("--into"), path("pack")}).status, 2);
        QVERIFY(run({u("lint"), source(), u("--what")}).complained.contains("what"));
        QVERIFY(run({u("lint"), path("nowhere")}).complained.contains("cannot be read"));
    }

private:
    static CommandOutcome run(const QStringList &words) { return packCommand(words); }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString path(const char *name) const { return path(u(name)); }
    QString source() const { return path("source"); }
    CommandOutcome build() const
    {
        return run({u("build"), source(), u("--region"), u("230199"), u("--into"), path("pack"), u("--level"), u("3")});
    }
    CommandOutcome sign() const
    {
        return run({u("sign"), path("pack"), u("--key"), path("key"), u("--kid"), u("county-1")});
    }
    CommandOutcome verify() const { return run({u("verify"), path("pack"), u("--publisher"), m_publisher}); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_publisher;
};

QTEST_GUILESS_MAIN(PackCommandsTest)
#include "tst_pack_commands.moc"
