// SPDX-License-Identifier: Apache-2.0
// The signed pack: what is followed, and each thing that is not.
#include "support/edits.h"

using namespace yz;
using namespace yz::test;

class CatalogueStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(sodium_init() >= 0); }

    void whatCameWithTheProgram_servesUntilSomethingSignedComes()
    {
        CatalogueFixture terminal;
        YZ_REQUIRE(terminal.open());
        YZ_REQUIRE(terminal.store->installBuiltIn({item(1, u("带来的"))}));
        QCOMPARE(terminal.store->rows()->size(), std::size_t(1));
        const auto first = publish(terminal.publisher, terminal.clock, 7, county(4));
        const auto next = terminal.store->judge(first.headJson);
        YZ_REQUIRE(next);
        QVERIFY(!next->isCurrent && !next->isDelta);
        YZ_REQUIRE(terminal.store->apply(first.headJson, first.snapshot, false));
        QCOMPARE(*terminal.store->rows(), wordsOf(first.rows));
        QCOMPARE(terminal.store->version()->sequence, 7);
        QVERIFY(terminal.store->judge(first.headJson)->isCurrent);
        YZ_REQUIRE(terminal.store->installBuiltIn({item(1, u("带来的"))})); // never over what was signed
        QCOMPARE(terminal.store->version()->sequence, 7);
        YZ_REQUIRE(terminal.open()); // and it is still there
        QCOMPARE(*terminal.store->rows(), wordsOf(first.rows));
    }

    void aDeltaLeadsExactlyWhereTheSnapshotLeads_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 24; ++seed)
            QTest::addRow("edits %u", seed) << seed;
    }
    void aDeltaLeadsExactlyWhereTheSnapshotLeads()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        CatalogueFixture byDelta;
        CatalogueFixture bySnapshot;
        bySnapshot.publisher.key = byDelta.publisher.key;
        YZ_REQUIRE(byDelta.open());
        YZ_REQUIRE(bySnapshot.open());
        auto state = publish(byDelta.publisher, byDelta.clock, 1, county(20));
        YZ_REQUIRE(byDelta.store->apply(state.headJson, state.snapshot, false));
        for (int version = 2; version <= 7; ++version) {
            state = publish(byDelta.publisher, byDelta.clock, version, edited(state.rows, random), &state);
            const auto next = byDelta.store->judge(state.headJson);
            YZ_REQUIRE(next);
            QVERIFY(next->isDelta);
            YZ_REQUIRE(byDelta.store->apply(state.headJson, state.delta, true));
            YZ_REQUIRE(bySnapshot.store->apply(state.headJson, state.snapshot, false));
            QCOMPARE(*byDelta.store->rows(), *bySnapshot.store->rows());
            QCOMPARE(*byDelta.store->rows(), wordsOf(state.rows));
            QCOMPARE(byDelta.store->version()->root, bySnapshot.store->version()->root);
        }
    }

    void eachThingThatIsNotToBeFollowed_isRefusedByItsName_data()
    {
        using Change = std::function<QByteArray(CatalogueFixture &, const Published &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<QString>("said");
        const auto republished = [](const std::function<void(PackHead &)> &change) -> Change {
            return [change](CatalogueFixture &terminal, const Published &good) {
                return publish(terminal.publisher, terminal.clock, 8, good.rows, nullptr, change).headJson;
            };
        };
        QTest::newRow("altered after it was signed") << Change([](CatalogueFixture &, const Published &good) {
            auto head = QJsonDocument::fromJson(good.headJson).object();
            auto payload = QByteArray::fromBase64(head[u("payload")].toString().toLatin1());
            payload.replace("230199", "230198");
            head[u("payload")] = QString::fromLatin1(payload.toBase64());
            return QJsonDocument(head).toJson(QJsonDocument::Compact);
        }) << Fault::DataForged << u("the signature does not hold");
        QTest::newRow("signed by somebody nobody knows")
            << Change([](CatalogueFixture &terminal, const Published &good) {
                   return publish(Publisher("stranger"), terminal.clock, 8, good.rows).headJson;
               })
            << Fault::DataForged << u("no signature is of a key this terminal trusts");
        QTest::newRow("signed by a stranger under a known name")
            << Change([](CatalogueFixture &terminal, const Published &good) {
                   return publish(Publisher("county-1"), terminal.clock, 8, good.rows).headJson;
               })
            << Fault::DataForged << u("the signature does not hold");
        QTest::newRow("of another region") << republished([](PackHead &head) { head.region = u("230102"); })
                                           << Fault::DataForged << u("is for region 230102, not for 230199");
        QTest::newRow("rolled back") << republished([](PackHead &head) { head.sequence = 6; }) << Fault::DataForged
                                     << u("goes back from 7 to 6");
        QTest::newRow("rolled back by the other key") << Change([](CatalogueFixture &terminal, const Published &good) {
            return publish(terminal.other, terminal.clock, 3, good.rows).headJson;
        }) << Fault::DataForged << u("goes back from 7 to 3");
        QTest::newRow("expired") << republished([](PackHead &head) { head.expires = head.created - Milliseconds(1); })
                                 << Fault::DataMalformed << u("has expired");
        QTest::newRow("for a newer program") << republished([](PackHead &head) { head.minApp = 99; })
                                             << Fault::Unsupported << u("wants a newer program, 99");
        QTest::newRow("not JSON") << Change([](CatalogueFixture &, const Published &) {
            return QByteArray("<html>please log in</html>");
        }) << Fault::DataMalformed << u("is no JSON object");
        QTest::newRow("far too long") << Change([](CatalogueFixture &, const Published &) {
            return QByteArray(70'000, ' ');
        }) << Fault::DataMalformed << u("is over 64 KiB");
        QTest::newRow("signed nonsense") << Change([](CatalogueFixture &terminal, const Published &) {
            return pack::signedHead("{\"format\":1,\"region\":\"x\"}", terminal.publisher.kid,
                                    terminal.publisher.secret);
        }) << Fault::DataMalformed << u("\"region\" is missing or out of bounds");
    }
    void eachThingThatIsNotToBeFollowed_isRefusedByItsName()
    {
        using Change = std::function<QByteArray(CatalogueFixture &, const Published &)>;
        QFETCH(Change, change);
        QFETCH(Fault, fault);
        QFETCH(QString, said);
        CatalogueFixture terminal;
        YZ_REQUIRE(terminal.open());
        const auto good = publish(terminal.publisher, terminal.clock, 7, county(3));
        YZ_REQUIRE(terminal.store->apply(good.headJson, good.snapshot, false));
        const auto head = change(terminal, good);
        const auto judged = terminal.store->judge(head);
        QVERIFY(!judged);
        QCOMPARE(judged.fault(), fault);
        QVERIFY2(QString::fromStdString(judged.error().detail).contains(said), judged.error().detail.c_str());
        QVERIFY(!terminal.store->apply(head, good.snapshot, false));
        QCOMPARE(terminal.log.count(EventId::PackRefused), 2);
        QCOMPARE(*terminal.store->rows(), wordsOf(good.rows)); // the old one goes on serving
        QCOMPARE(terminal.store->version()->sequence, 7);
    }

    void anExpiredPackOnATerminalThatDoesNotKnowTheTime_isFollowed()
    {
        CatalogueFixture terminal;
        terminal.clock.setWallTrusted(false);
        YZ_REQUIRE(terminal.open());
        const auto old = publish(terminal.publisher, terminal.clock, 2, county(2), nullptr,
                                 [](PackHead &head) { head.expires = head.created - Milliseconds(1); });
        YZ_REQUIRE(terminal.store->apply(old.headJson, old.snapshot, false));
    }

    void aFileThatIsNotTheSignedOne_changesNothing_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"a bit flipped", "cut short", "another file", "empty"})
            QTest::newRow(how) << u(how);
    }
    void aFileThatIsNotTheSignedOne_changesNothing()
    {
        QFETCH(QString, how);
        CatalogueFixture terminal;
        YZ_REQUIRE(terminal.open());
        const auto good = publish(terminal.publisher, terminal.clock, 1, county(3));
        YZ_REQUIRE(terminal.store->apply(good.headJson, good.snapshot, false));
        std::mt19937 random(5);
        const auto next = publish(terminal.publisher, terminal.clock, 2, edited(good.rows, random), &good);
        QByteArray file = next.delta;
        if (how == u("a bit flipped"))
            file[file.size() / 2] = static_cast<char>(file[file.size() / 2] ^ 1);
        else if (how == u("cut short"))
            file.chop(1);
        else if (how == u("another file"))
            file = next.snapshot;
        else
            file.clear();
        const auto applied = terminal.store->apply(next.headJson, file, true);
        QCOMPARE(applied.fault(), Fault::DataForged);
        QCOMPARE(*terminal.store->rows(), wordsOf(good.rows));
    }

    void aSignedPackWhoseRowsDoNotHold_changesNothing_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("said");
        const QByteArray header = "{\"from\":1,\"to\":2}\n";
        QTest::newRow("a row that is not there is changed")
            << QByteArray(header + "{\"op\":\"patch\",\"t\":\"item\",\"id\":\"nobody\",\"v\":{}}\n")
            << u("line 2 changes a row that is not there");
        QTest::newRow("an unknown type") << QByteArray(header +
                                                       "{\"op\":\"put\",\"t\":\"spell\",\"id\":\"x\",\"v\":{}}\n")
                                         << u("line 2 is of no known type");
        QTest::newRow("an id that leaves its folder")
            << QByteArray(header + "{\"op\":\"put\",\"t\":\"item\",\"id\":\"a b\",\"v\":{}}\n")
            << u("line 2 has no proper id");
        QTest::newRow("an unknown operation")
            << QByteArray(header + "{\"op\":\"drop\",\"t\":\"item\",\"id\":\"x\",\"v\":{}}\n")
            << u("line 2 has no known operation");
        QTest::newRow("a value that is none")
            << QByteArray(header + "{\"op\":\"put\",\"t\":\"item\",\"id\":\"x\",\"v\":3}\n")
            << u("line 2 has no value");
        QTest::newRow("between other states") << QByteArray("{\"from\":5,\"to\":6}\n") << u("between other states");
        QTest::newRow("no header") << QByteArray("hello\n") << u("line 1 says no from and to");
        QTest::newRow("no last end") << QByteArray(header + "{}") << u("line 2 has no end");
        QTest::newRow("another root") << QByteArray(header + "{\"op\":\"put\",\"t\":\"item\",\"id\":\"x\",\"v\":{}}\n")
                                      << u("do not give the root");
        QTest::newRow("a line of a mebibyte")
            << QByteArray(header + QByteArray(1024 * 1024 + 1, 'x') + "\n") << u("line 2 is over 1 MiB");
    }
    void aSignedPackWhoseRowsDoNotHold_changesNothing()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, said);
        CatalogueFixture terminal;
        YZ_REQUIRE(terminal.open());
        const auto good = publish(terminal.publisher, terminal.clock, 1, county(3));
        YZ_REQUIRE(terminal.store->apply(good.headJson, good.snapshot, false));
        const auto file = pack::packed(lines, 3);
        const auto next = publish(terminal.publisher, terminal.clock, 2, good.rows, nullptr,
                                  [&](PackHead &head) { head.deltas.push_back({1, noteOf(file, lines)}); });
        const auto applied = terminal.store->apply(next.headJson, file, true);
        QVERIFY(!applied);
        QVERIFY2(QString::fromStdString(applied.error().detail).contains(said), applied.error().detail.c_str());
        QCOMPARE(*terminal.store->rows(), wordsOf(good.rows));
        QCOMPARE(terminal.store->version()->sequence, 1);
    }

    void aBombIsNotUnpacked()
    {
        const auto ignored = [](const pack::Change &) { return Result<void>(); };
        const QByteArray bomb = pack::packed(QByteArray(64 * 1024 * 1024, '\n'), 3);
        QVERIFY(bomb.size() < 64 * 1024);
        const auto said = [&](const QByteArray &file, std::int64_t plain) {
            const auto read = pack::readPacked(file, plain, ignored);
            return read ? std::string() : read.error().detail;
        };
        QCOMPARE(said(bomb, 1000), std::string("pack: the file unpacks to more than was signed"));
        QCOMPARE(said("no zstd at all", 14),
                 std::string("pack: the file is no whole zstd frame with a window of 128 MiB at most"));
    }

    void whatTheProgramDoesNotUnderstand_isRefusedBeforeAnythingIsSwitched()
    {
        CatalogueFixture terminal;
        terminal.judge = [](const std::vector<PackRow> &rows) {
            const bool bad =
                std::any_of(rows.begin(), rows.end(), [](const auto &row) { return row.value.contains("坏"); });
            return bad ? Result<void>(Error{Fault::DataMalformed, "a form nobody can read"}) : Result<void>();
        };
        YZ_REQUIRE(terminal.open());
        const auto good = publish(terminal.publisher, terminal.clock, 1, county(3));
        YZ_REQUIRE(terminal.store->apply(good.headJson, good.snapshot, false));
        auto rows = good.rows;
        rows.push_back(item(500, u("坏的")));
        const auto bad = publish(terminal.publisher, terminal.clock, 2, rows, &good);
        const auto applied = terminal.store->apply(bad.headJson, bad.delta, true);
        QCOMPARE(applied.error().detail, std::string("a form nobody can read"));
        QCOMPARE(*terminal.store->rows(), wordsOf(good.rows));
    }

    void aStickAndTheHub_goThroughTheSameDoor()
    {
        CatalogueFixture terminal;
        YZ_REQUIRE(terminal.open());
        const QTemporaryDir stick;
        QCOMPARE(followFolder(*terminal.store, stick.path()).fault(), Fault::NotFound);
        QDir(stick.path()).mkpath(u("snapshots"));
        QDir(stick.path()).mkpath(u("deltas"));
        const auto first = publish(terminal.publisher, terminal.clock, 1, county(3));
        QVERIFY(overwrite(stick.filePath(u("head.json")), first.headJson));
        QVERIFY(overwrite(stick.filePath(snapshotPath(1)), first.snapshot));
        QCOMPARE(*followFolder(*terminal.store, stick.path()), true);
        QCOMPARE(*followFolder(*terminal.store, stick.path()), false);
        std::mt19937 random(9);
        const auto second = publish(terminal.publisher, terminal.clock, 2, edited(first.rows, random), &first);
        QVERIFY(overwrite(stick.filePath(u("head.json")), second.headJson));
        QVERIFY(overwrite(stick.filePath(deltaPath(1, 2)), second.delta)); // the snapshot is not even there
        QCOMPARE(*followFolder(*terminal.store, stick.path()), true);
        QCOMPARE(*terminal.store->rows(), wordsOf(second.rows));
    }

    void aTerminalThatMoved_followsItsNewCounty()
    {
        CatalogueFixture terminal;
        YZ_REQUIRE(terminal.open());
        const auto old = publish(terminal.publisher, terminal.clock, 40, county(3));
        YZ_REQUIRE(terminal.store->apply(old.headJson, old.snapshot, false));
        terminal.region = u("230102");
        YZ_REQUIRE(terminal.open());
        YZ_REQUIRE(terminal.store->installBuiltIn({item(1, u("带来的"))})); // not the other county's offices
        QCOMPARE(terminal.store->rows()->size(), std::size_t(1));
        const auto lower = publish(terminal.publisher, terminal.clock, 2, county(5), nullptr,
                                   [](PackHead &head) { head.region = u("230102"); });
        YZ_REQUIRE(terminal.store->apply(lower.headJson, lower.snapshot, false));
        QCOMPARE(*terminal.store->rows(), wordsOf(lower.rows));
        QCOMPARE(terminal.store->version()->region, u("230102"));
        QVERIFY(!terminal.store->apply(old.headJson, old.snapshot, false));
    }

    void aDamagedFile_isPutAside_andFilledAgain()
    {
        CatalogueFixture terminal;
        YZ_REQUIRE(terminal.open());
        const auto first = publish(terminal.publisher, terminal.clock, 1, county(3));
        YZ_REQUIRE(terminal.store->apply(first.headJson, first.snapshot, false));
        terminal.store.reset();
        const QString path = terminal.folder.filePath(u("catalogue.db"));
        auto content = contentOf(path);
        QVERIFY(!content.startsWith("SQLite format 3"));
        QVERIFY(!content.contains("item-001"));
        content[40] = static_cast<char>(content[40] ^ 0x40);
        QVERIFY(overwrite(path, content));
        YZ_REQUIRE(terminal.open());
        QCOMPARE(terminal.log.count(EventId::StoreSetAside), 1);
        QCOMPARE(terminal.store->version()->sequence, 0);
        YZ_REQUIRE(terminal.store->apply(first.headJson, first.snapshot, false));
        QCOMPARE(*terminal.store->rows(), wordsOf(first.rows));
    }
};

QTEST_GUILESS_MAIN(CatalogueStoreTest)
#include "tst_catalogue_store.moc"
