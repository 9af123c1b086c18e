// SPDX-License-Identifier: Apache-2.0
// Real FAT file systems behind an emulated stick's node, the real program, real mtools: nothing is mounted, nobody is
// root.
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <stick/child_stick.h>
#include <world/world_control.h>

using namespace yz;
using namespace Qt::StringLiterals;

namespace {

/** Outside of the emulated bus: these are a technician's tools, at his desk. Nothing: it failed. */
std::optional<QByteArray> ran(const QString &tool, const QStringList &words)
{
    QProcess process;
    QProcessEnvironment outside = QProcessEnvironment::systemEnvironment();
    for (const QString &name : outside.keys())
        if (name == u"LD_PRELOAD"_s || name.startsWith(u"UMOCKDEV"_s))
            outside.remove(name);
    process.setProcessEnvironment(outside);
    process.start(tool, words);
    if (process.waitForFinished(60'000) && process.exitCode() == 0)
        return process.readAllStandardOutput();
    qWarning().noquote() << tool << words << process.errorString() << process.readAllStandardError();
    return {};
}

bool run(const QString &tool, const QStringList &words)
{
    return ran(tool, words).has_value();
}

/** A stick as a technician brings it. */
struct Image
{
    explicit Image(int mebibytes = 16, const QString &kind = u"16"_s)
    {
        path = folder.filePath(u"stick.img"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || !file.resize(qint64(mebibytes) * 1024 * 1024))
            qFatal("no image");
        file.close();
        if (!run(u"/sbin/mkfs.vfat"_s, {u"-F"_s, kind, u"-n"_s, u"TECH"_s, path}))
            qFatal("no file system");
    }
    bool folderFor(const QString &name)
    {
        QString so = u"::"_s;
        for (const QString &part : name.section(u'/', 0, -2).split(u'/')) {
            so += u'/' + part;
            (void)ran(u"mmd"_s, {u"-D"_s, u"s"_s, u"-i"_s, path, so});
        }
        return true;
    }
    bool put(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(u"content"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return false;
        file.close();
        return folderFor(name) && run(u"mcopy"_s, {u"-o"_s, u"-i"_s, path, file.fileName(), u"::/"_s + name});
    }
    QByteArray get(const QString &name) const
    {
        return ran(u"mtype"_s, {u"-i"_s, path, u"::/"_s + name}).value_or(QByteArray());
    }

    QTemporaryDir folder;
    QString path;
};

} // namespace

class StickTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aStick_isNoticedReadAndGone();
    void aReceipt_isWrittenAndReadBack();
    void anEmptyStick_holdsNothing();
    void fat32_isReadToo();
    void aServiceWithoutALocale_readsHanziAllTheSame();
    void twoSticks_areRefused();
    void whatAModemCarriesAlong_isNoStick();
    void aStickThatIsAKeyboardToo_isRefused();
    void anotherFileSystem_isUnreadable();
    void aSymbolicLink_isFollowedByNobody();
    void namesAsDesksGiveThem_areRead();
    void tooManyTooDeepTooOddlyNamed_areRefused_data();
    void tooManyTooDeepTooOddlyNamed_areRefused();
    void aFileOf65MiB_isRefused();
    void aStickPulledOutInTheMiddle_isAbsentAndNeverHalfAFile();
    void aDamagedFileSystem_endsAndSaysSo_data();
    void aDamagedFileSystem_endsAndSaysSo();
    void aFullStick_saysSo();
    void aSecondRequest_isBusy();
    void aProgramThatIsNotThere_isAnError();
    void whatTerminalsWrote_isNotReadAgain();

private:
    void insert(const Image &image, const QString &more = {});
    Result<StickFiles> read();
    Result<void> write(const QString &name, const QByteArray &bytes);

    world::WorldControl m_world;
    std::unique_ptr<Stick> m_stick;
    QStringList m_inserted;
};

void StickTest::init()
{
    QVERIFY(m_world.connected());
    m_stick = makeChildStick({QStringLiteral(YIZHAN_BUILD_DIR "/yizhan-stick"), {}});
    m_stick->setWatching(true);
    QTRY_COMPARE(m_stick->standing(), StickStanding::None);
}

void StickTest::cleanup()
{
    m_stick.reset();
    for (const QString &name : std::exchange(m_inserted, {}))
        m_world.say("stick remove " + name.toStdString());
}

void StickTest::insert(const Image &image, const QString &more)
{
    const QString line = u"stick insert %1 %2"_s.arg(image.path, more);
    QVERIFY2(m_world.say(line.toStdString()), m_world.reply().c_str());
    m_inserted += more.contains(u"sdc"_s) ? u"sdc"_s : u"sdb"_s;
}

Result<StickFiles> StickTest::read()
{
    std::vector<std::pair<StickRequestId, Result<StickFiles>>> came;
    const auto connection =
        connect(m_stick.get(), &Stick::readFinished, this,
                [&](StickRequestId id, const Result<StickFiles> &files) { came.emplace_back(id, files); });
    const auto id = m_stick->read();
    const bool answered = QTest::qWaitFor([&] { return !came.empty(); }, 60'000);
    disconnect(connection);
    if (!answered || came.size() != 1 || came[0].first != id)
        qFatal("not exactly one answer");
    return came[0].second;
}

Result<void> StickTest::write(const QString &name, const QByteArray &bytes)
{
    std::optional<Result<void>> came;
    const auto connection = connect(m_stick.get(), &Stick::writeFinished, this,
                                    [&](StickRequestId, const Result<void> &written) { came = written; });
    m_stick->write(name, bytes);
    const bool answered = QTest::qWaitFor([&] { return came.has_value(); }, 60'000);
    disconnect(connection);
    return answered ? *came : Result<void>(Error{Fault::TimedOut, "test"});
}

void StickTest::aStick_isNoticedReadAndGone()
{
    Image image;
    QVERIFY(image.put(u"yizhan/bundles/a.yzb"_s, QByteArray(70'000, '\xff')));
    QVERIFY(image.put(u"yizhan/说明.txt"_s, "x"));
    QVERIFY(image.put(u"holiday/photo.jpg"_s, "not ours"));
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    const auto files = read();
    QVERIFY2(files, files ? "" : files.error().detail.c_str());
    QCOMPARE(files->size(), 2U);
    QCOMPARE(files->at(0).name, u"bundles/a.yzb"_s);
    QCOMPARE(files->at(0).bytes, QByteArray(70'000, '\xff'));
    QVERIFY(m_world.say("stick remove"));
    m_inserted.clear();
    QTRY_COMPARE(m_stick->standing(), StickStanding::None);
    QCOMPARE(read().fault(), Fault::DeviceAbsent);
}

void StickTest::aReceipt_isWrittenAndReadBack()
{
    const Image image;
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    QByteArray receipt(100'000, '\0');
    for (qsizetype i = 0; i < receipt.size(); ++i)
        receipt[i] = static_cast<char>(i * 7);
    const auto first = write(u"receipt.json"_s, receipt);
    QVERIFY2(first, first ? "" : first.error().detail.c_str());
    QVERIFY(write(u"receipt.json"_s, "the second one")); // replaced
    QVERIFY(write(u"诊断.json"_s, "{}"));
    QVERIFY(m_world.say("stick remove"));
    m_inserted.clear();
    QCOMPARE(image.get(u"yizhan/out/receipt.json"_s), QByteArray("the second one"));
    QCOMPARE(image.get(u"yizhan/out/诊断.json"_s), QByteArray("{}"));
}

void StickTest::anEmptyStick_holdsNothing()
{
    const Image image;
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    const auto files = read();
    QVERIFY2(files, files ? "" : files.error().detail.c_str());
    QVERIFY(files->empty());
}

void StickTest::fat32_isReadToo()
{
    Image image(40, u"32"_s);
    QVERIFY(image.put(u"yizhan/a"_s, "32"));
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    const auto files = read();
    QVERIFY(files && files->size() == 1);
}

void StickTest::aServiceWithoutALocale_readsHanziAllTheSame()
{
    Image image;
    QVERIFY(image.put(u"yizhan/开通终端.yzb"_s, "a bundle"));
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    const QByteArray before = qgetenv("LC_ALL");
    qputenv("LC_ALL", "C");
    const auto files = read();
    qputenv("LC_ALL", before);
    QVERIFY2(files, files ? "" : files.error().detail.c_str());
    QCOMPARE(files->size(), 1U);
    QCOMPARE(files->front().name, u"开通终端.yzb"_s);
}

void StickTest::twoSticks_areRefused()
{
    const Image one;
    const Image other;
    insert(one);
    insert(other, u"sdc"_s);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Several);
    QCOMPARE(read().fault(), Fault::Unsupported);
    QCOMPARE(write(u"a"_s, "a").fault(), Fault::Unsupported);
}

void StickTest::whatAModemCarriesAlong_isNoStick()
{
    const Image image;
    const Image drivers;
    insert(drivers, u"sdc iso9660"_s);
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    QVERIFY(read());
}

void StickTest::aStickThatIsAKeyboardToo_isRefused()
{
    const Image image;
    insert(image, u"keyboard"_s);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Composite);
    QCOMPARE(read().fault(), Fault::Unsupported);
}

void StickTest::anotherFileSystem_isUnreadable()
{
    const Image image;
    insert(image, u"ntfs"_s);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Unreadable);
    QCOMPARE(read().fault(), Fault::Unsupported);
}

void StickTest::aSymbolicLink_isFollowedByNobody()
{
    // FAT has none; a stick that has one is another file system, whether it says so or calls itself FAT.
    Image image;
    const QString content = image.folder.filePath(u"links"_s);
    QVERIFY(QDir().mkpath(content + u"/yizhan"_s));
    QVERIFY(QFile::link(u"/etc/passwd"_s, content + u"/yizhan/open.yzb"_s));
    QVERIFY(run(u"/sbin/mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext2"_s, u"-d"_s, content, image.path}));
    insert(image, u"ext2"_s);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Unreadable);
    QCOMPARE(read().fault(), Fault::Unsupported);
    m_world.say("stick remove");
    QTRY_COMPARE(m_stick->standing(), StickStanding::None);
    insert(image, u"vfat"_s);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    QVERIFY(!read());
}

void StickTest::namesAsDesksGiveThem_areRead()
{
    Image image;
    for (const auto &name : {u"open (1).yzb"_s, u"开通（松江）.yzb"_s, u".DS_Store"_s, u"._open (1).yzb"_s})
        QVERIFY(image.put(u"yizhan/"_s + name, "x"));
    QVERIFY(image.put(u"yizhan/.Trashes/a;b"_s, "x"));
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    const auto files = read();
    QVERIFY2(files, files ? "" : files.error().detail.c_str());
    QCOMPARE(files->size(), 2U); // what is hidden is nobody's concern
    QCOMPARE(files->at(0).name, u"open (1).yzb"_s);
    QCOMPARE(files->at(1).name, u"开通（松江）.yzb"_s);
}

void StickTest::tooManyTooDeepTooOddlyNamed_areRefused_data()
{
    QTest::addColumn<QStringList>("names");
    QStringList many;
    for (int i = 0; i < 257; ++i)
        many += u"yizhan/f%1"_s.arg(i);
    QTest::newRow("257 files") << many;
    QTest::newRow("five folders deep") << QStringList{u"yizhan/1/2/3/4/5"_s};
    QTest::newRow("a sign that is none of a name") << QStringList{u"yizhan/a;b"_s};
    QTest::newRow("a quotation mark in a folder") << QStringList{u"yizhan/a'b/c"_s};
}

void StickTest::tooManyTooDeepTooOddlyNamed_areRefused()
{
    QFETCH(QStringList, names);
    Image image;
    for (const QString &name : names)
        QVERIFY(image.put(name, "x"));
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    QCOMPARE(read().fault(), Fault::BadInput);
}

void StickTest::aFileOf65MiB_isRefused()
{
    Image image(80, u"32"_s);
    QVERIFY(image.put(u"yizhan/big"_s, QByteArray(65 * 1024 * 1024, 'x')));
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    QCOMPARE(read().fault(), Fault::BadInput);
}

void StickTest::aStickPulledOutInTheMiddle_isAbsentAndNeverHalfAFile()
{
    Image image(40, u"32"_s);
    for (int i = 0; i < 20; ++i)
        QVERIFY(image.put(u"yizhan/f%1"_s.arg(i), QByteArray(1024 * 1024, static_cast<char>('a' + i))));
    for (const int after : {1, 20, 60}) {
        insert(image);
        QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
        QVERIFY(m_world.say("after " + std::to_string(after) + " stick remove"));
        const auto files = read();
        m_inserted.clear();
        if (files) // quicker than the hand: then it is whole
            QCOMPARE(files->size(), 20U);
        else
            QVERIFY2(files.fault() == Fault::DeviceAbsent || files.fault() == Fault::DeviceGarbled,
                     files.error().detail.c_str());
        QTRY_COMPARE(m_stick->standing(), StickStanding::None);
    }
}

void StickTest::aDamagedFileSystem_endsAndSaysSo_data()
{
    QTest::addColumn<qint64>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no boot sector") << qint64{0} << QByteArray(512, '\0');
    QTest::newRow("absurd geometry") << qint64{11} << QByteArray(25, '\xff');
    QTest::newRow("a cluster that follows itself") << qint64{0} << QByteArray(); // see below
}

void StickTest::aDamagedFileSystem_endsAndSaysSo()
{
    QFETCH(qint64, at);
    QFETCH(QByteArray, bytes);
    Image image;
    QVERIFY(image.put(u"yizhan/a"_s, QByteArray(200'000, 'x')));
    QFile file(image.path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (bytes.isEmpty()) { // every entry of both tables points to the third cluster
        const QByteArray boot = file.read(512);
        const auto word = [&](int i) { return static_cast<uchar>(boot[i]) | static_cast<uchar>(boot[i + 1]) << 8; };
        at = qint64(word(14)) * 512 + 4;
        for (int i = 0; i < word(22) * 512 - 4; i += 2)
            bytes += QByteArray("\x03\x00", 2);
    }
    QVERIFY(file.seek(at) && file.write(bytes) == bytes.size());
    file.close();
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    const auto files = read();
    QVERIFY(!files);
    QVERIFY2(files.fault() == Fault::DeviceGarbled || files.fault() == Fault::BadInput ||
                 files.fault() == Fault::TimedOut,
             files.error().detail.c_str());
}

void StickTest::aFullStick_saysSo()
{
    const Image image(2, u"12"_s);
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    const auto written = write(u"big"_s, QByteArray(3 * 1024 * 1024, 'x'));
    QVERIFY(!written);
    QCOMPARE(written.fault(), Fault::StoreFull);
}

void StickTest::aSecondRequest_isBusy()
{
    Image image;
    QVERIFY(image.put(u"yizhan/a"_s, "1"));
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    std::vector<std::pair<StickRequestId, Result<StickFiles>>> came;
    const auto connection =
        connect(m_stick.get(), &Stick::readFinished, this,
                [&](StickRequestId id, const Result<StickFiles> &files) { came.emplace_back(id, files); });
    const auto first = m_stick->read();
    const auto second = m_stick->read();
    QTRY_COMPARE(came.size(), 2U);
    disconnect(connection);
    QCOMPARE(came[0].first, second);
    QCOMPARE(came[0].second.fault(), Fault::DeviceBusy);
    QCOMPARE(came[1].first, first);
    QVERIFY(came[1].second);
}

void StickTest::aProgramThatIsNotThere_isAnError()
{
    m_stick = makeChildStick({u"/nowhere/yizhan-stick"_s, {}});
    QCOMPARE(read().fault(), Fault::DeviceAbsent);
    m_stick = makeChildStick({{}, u"/nowhere/stick.sock"_s});
    QCOMPARE(read().fault(), Fault::DeviceAbsent);
}

void StickTest::whatTerminalsWrote_isNotReadAgain()
{
    Image image;
    QVERIFY(image.put(u"yizhan/out/receipt.json"_s, "old"));
    insert(image);
    QTRY_COMPARE(m_stick->standing(), StickStanding::Present);
    const auto files = read();
    QVERIFY(files && files->empty());
}

QTEST_GUILESS_MAIN(StickTest)
#include "tst_stick.moc"
