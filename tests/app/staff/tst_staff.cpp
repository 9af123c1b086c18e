// SPDX-License-Identifier: Apache-2.0
// The maintenance mode decides: who may enter, how long a wrong PIN keeps everybody out, what each page does.
#include <core/passphrase.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <fakes/manual_clock.h>
#include <staff/diagnostics.h>
#include <staff/pin_lock.h>
#include <staff/step.h>
#include <staff/trials.h>

#include <algorithm>
#include <optional>

using namespace yz;
using namespace yz::staff;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/** Of the PIN 271828; made once, for it costs a tenth of a second. */
const QString &someHash()
{
    static const QString hash = QString::fromStdString(*passphraseHash("271828"));
    return hash;
}

QJsonObject member(const QString &number = u"1001"_s)
{
    return {{u"number"_s, number}, {u"name"_s, u"王敏"_s}, {u"role"_s, u"attendant"_s}, {u"pin"_s, someHash()}};
}

QByteArray rosterOf(const QJsonArray &staff, int schema = 1)
{
    return QJsonDocument(QJsonObject{{u"schema"_s, schema}, {u"staff"_s, staff}}).toJson();
}

/** The pure mode, walked by hand. */
struct Walk
{
    Surroundings around{u"松江县公共法律服务中心"_s, "YZ-0001", Instant(1000s), WallTime(1'795'397'400'000ms), 0ms};
    State state;
    std::vector<Effect> effects;

    Walk()
    {
        state.hasStick = true;
        happen(Knock{});
    }
    void happen(const Event &event)
    {
        auto stepped = step(around, std::move(state), event);
        state = std::move(stepped.state);
        effects = std::move(stepped.effects);
    }
    void enter(Role role)
    {
        happen(Intent(GiveAnswer{u"staff.number"_s, {u"1001"_s}}));
        happen(Intent(GiveAnswer{u"staff.pin"_s, {u"271828"_s}}));
        happen(PinChecked{PinChecked::Answer::Right, {0, u"王敏"_s, role}});
    }
    template <class P>
    const P *page() const
    {
        const auto *inside = std::get_if<Inside>(&state.stage);
        return inside == nullptr ? nullptr : std::get_if<P>(&inside->page);
    }
    template <class E>
    bool did() const
    {
        return std::any_of(effects.begin(), effects.end(),
                           [](const Effect &e) { return std::holds_alternative<E>(e); });
    }
    BoardView board() const { return std::get<BoardView>(viewOf(around, state).page); }
    void act(const char *id) { happen(Intent(DoAction{QString::fromLatin1(id)})); }
    void open(const char *id) { happen(Intent(ChooseRow{QString::fromLatin1(id)})); }
};

} // namespace

class StaffTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aListOfStaff_isRefusedByName_data();
    void aListOfStaff_isRefusedByName();
    void aWellFormedList_findsItsMembers();
    void aPinThatAnybodyWouldTry_isNotFit();

    void waiting_doublesFromTheFifthWrongPin();
    void pullingThePlug_winsNothing();
    void settingTheClock_winsNothing();
    void anotherRunOfTheMachine_waitsAnew();
    void aLockFileThatWasMeddledWith_countsAsFiveFailures();
    void theRightPin_forgetsTheFailures();

    void aWrongPin_saysNotWhichOfTheTwoWasWrong();
    void behindALock_noPinIsLookedAt();
    void theLockEnds_byItself();
    void anAttendant_cannotProvision();
    void ordersAreGivenToAStick_onlyWhereTheHubsKeyIsKnown();
    void whoeverWalksAway_isPutOut();
    void whoOnlyLooksAtTheDoor_isNoNews();
    void whatChangesTheTerminal_isNotInterrupted();
    void whatChangesTheTerminal_letsNobodyOut_data();
    void whatChangesTheTerminal_letsNobodyOut();
    void aRollBackThatFailed_givesThePageBack();
    void aNewTerminalThatIsAboutToRestart_takesNothingMore();
    void ordersOnAStick_areSaidToLackTheirDocuments();
    void theSelfTest_triesOneAfterTheOtherAndSaysWhatIsLost();
    void aPlanIsShown_beforeAnythingIsChanged();
    void aStickPulledOut_takesItsPlanAlong();
    void theQueue_toldOverTheTelephone_holdsNumbersOnly();
    void aQueueLongerThanItsList_saysHowLongItIs();
    void whatWasRefused_isNotCountedAsWaiting();
    void practice_leadsOutOfTheDoor();

    void nothingKnown_isNeverGreen();
    void whatWasSeenOfADevice_countsForADay_data();
    void whatWasSeenOfADevice_countsForADay();
    void aSelfTestThatFailed_isSeenInTheOverviewUntilItWorks();
    void aVoice_isGreenOnlyOnceSomebodyHeardIt();
    void whatWasSeen_comesBackFromTheDisk();
    void aDamagedMemoryOfTests_claimsNothing_data();
    void aDamagedMemoryOfTests_claimsNothing();
    void theAttendant_isToldAtHomeOnlyWhatIsWorthIt();
    void aStandingOfTrouble_saysWhatCitizensLose();
    void anOrderThatWaits_turnsYellowAtHalfAndRedAtFourFifths();
    void diagnostics_carryEventsAndNothingElse();
};

void StaffTest::aListOfStaff_isRefusedByName_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto changed = [](const QString &key, const QJsonValue &value) {
        QJsonObject one = member();
        one[key] = value;
        return rosterOf({one});
    };
    QTest::newRow("no JSON") << QByteArray("{") << u"no JSON object"_s;
    QTest::newRow("too large") << QByteArray(70'000, ' ') << u"64 KiB"_s;
    QTest::newRow("another schema") << rosterOf({member()}, 2) << u"`schema`"_s;
    QTest::newRow("nobody") << rosterOf({}) << u"1 to 200"_s;
    QTest::newRow("letters in the number") << changed(u"number"_s, u"10a1"_s) << u"`number`"_s;
    QTest::newRow("a number too short") << changed(u"number"_s, u"10"_s) << u"`number`"_s;
    QTest::newRow("no name") << changed(u"name"_s, u"  "_s) << u"`name`"_s;
    QTest::newRow("an unknown role") << changed(u"role"_s, u"root"_s) << u"`role`"_s;
    QTest::newRow("a PIN in plain") << changed(u"pin"_s, u"271828"_s) << u"`pin`"_s;
    QTest::newRow("a hash that costs gigabytes")
        << changed(u"pin"_s, u"$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b4dWRWJTmaaJObG"_s)
        << u"`pin`"_s;
    QTest::newRow("one number twice") << rosterOf({member(), member()}) << u"somebody else's"_s;
    QJsonArray crowd;
    for (int i = 0; i < 201; ++i)
        crowd.append(QJsonObject{});
    QTest::newRow("a crowd") << rosterOf(crowd) << u"1 to 200"_s;
}

void StaffTest::aListOfStaff_isRefusedByName()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const auto roster = parseRoster(json);
    QVERIFY(!roster);
    QCOMPARE(roster.fault(), Fault::DataMalformed);
    QVERIFY2(QString::fromStdString(roster.error().detail).contains(says), roster.error().detail.c_str());
    QVERIFY2(roster.error().detail.find("271828") == std::string::npos, "a refusal must not repeat a PIN");
}

void StaffTest::aWellFormedList_findsItsMembers()
{
    const auto roster = parseRoster(rosterOf({member(u"1001"_s), member(u"1002"_s)}));
    QVERIFY(roster);
    QVERIFY(roster->find(u"1002"_s) != nullptr);
    QVERIFY(roster->find(u"1003"_s) == nullptr);
    QVERIFY(passphraseMatches(roster->find(u"1001"_s)->pin, "271828"));
    QVERIFY(!passphraseMatches(roster->find(u"1001"_s)->pin, "271829"));
}

void StaffTest::aPinThatAnybodyWouldTry_isNotFit()
{
    for (const char *pin : {"111111", "123456", "654321", "12345", "1234567890123", "27182a", ""})
        QVERIFY2(!isPinFit(QString::fromLatin1(pin)), pin);
    QVERIFY(isPinFit(u"271828"_s));
}

void StaffTest::waiting_doublesFromTheFifthWrongPin()
{
    QCOMPARE(waitAfter(0), 0ms);
    QCOMPARE(waitAfter(4), 0ms);
    QCOMPARE(waitAfter(5), Milliseconds(30s));
    QCOMPARE(waitAfter(6), Milliseconds(60s));
    QCOMPARE(waitAfter(7), Milliseconds(120s));
    QCOMPARE(waitAfter(12), Milliseconds(1h));
    QCOMPARE(waitAfter(1'000'000), Milliseconds(1h));
}

void StaffTest::pullingThePlug_winsNothing()
{
    const QTemporaryDir folder;
    ManualClock clock;
    const QString file = folder.filePath(u"lock"_s);
    {
        PinLock lock(file, "boot-1", clock);
        for (int i = 0; i < 6; ++i)
            QVERIFY(lock.countTry());
        QCOMPARE(lock.remaining(), Milliseconds(60s));
        clock.advance(20s);
    }
    const PinLock again(file, "boot-1", clock); // the program, not the machine: the time waited counts
    QCOMPARE(again.failures(), 6);
    QCOMPARE(again.remaining(), Milliseconds(40s));
}

void StaffTest::settingTheClock_winsNothing()
{
    const QTemporaryDir folder;
    ManualClock clock;
    PinLock lock(folder.filePath(u"lock"_s), "boot-1", clock);
    for (int i = 0; i < 5; ++i)
        QVERIFY(lock.countTry());
    clock.setWall(clock.wall() + std::chrono::days(365));
    QCOMPARE(lock.remaining(), Milliseconds(30s));
    const PinLock again(folder.filePath(u"lock"_s), "boot-1", clock);
    QCOMPARE(again.remaining(), Milliseconds(30s));
}

void StaffTest::anotherRunOfTheMachine_waitsAnew()
{
    const QTemporaryDir folder;
    ManualClock clock;
    const QString file = folder.filePath(u"lock"_s);
    {
        PinLock lock(file, "boot-1", clock);
        for (int i = 0; i < 5; ++i)
            QVERIFY(lock.countTry());
    }
    clock.advance(10h); // an uptime that says nothing about the other run's
    const PinLock again(file, "boot-2", clock);
    QCOMPARE(again.failures(), 5);
    QCOMPARE(again.remaining(), Milliseconds(30s));
    ManualClock young; // less uptime than was noted: a moment of the future is no head start
    const PinLock sameName(file, "boot-1", young);
    QCOMPARE(sameName.remaining(), Milliseconds(30s));
}

void StaffTest::aLockFileThatWasMeddledWith_countsAsFiveFailures()
{
    const QTemporaryDir folder;
    ManualClock clock;
    for (const char *content :
         {"", "{}", "rubbish", R"({"failures":-3,"since":0})", R"({"failures":"0","since":0})",
          R"({"boot":"boot-1","failures":5,"since":1e300})", R"({"boot":"boot-1","failures":5,"since":9e15})",
          R"({"boot":"boot-1","failures":5,"since":-9e15})", R"({"boot":"boot-1","failures":5,"since":-60000})"}) {
        QFile file(folder.filePath(u"lock"_s));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        const PinLock lock(file.fileName(), "boot-1", clock);
        QCOMPARE(lock.remaining(), Milliseconds(30s));
    }
}

void StaffTest::theRightPin_forgetsTheFailures()
{
    const QTemporaryDir folder;
    ManualClock clock;
    PinLock lock(folder.filePath(u"lock"_s), "boot-1", clock);
    for (int i = 0; i < 7; ++i)
        QVERIFY(lock.countTry());
    QVERIFY(lock.forget());
    QCOMPARE(lock.remaining(), 0ms);
    QCOMPARE(PinLock(folder.filePath(u"lock"_s), "boot-1", clock).failures(), 0);
}

void StaffTest::aWrongPin_saysNotWhichOfTheTwoWasWrong()
{
    Walk walk;
    walk.happen(Intent(GiveAnswer{u"staff.number"_s, {u"9999"_s}}));
    walk.happen(Intent(GiveAnswer{u"staff.pin"_s, {u"271828"_s}}));
    QVERIFY(walk.did<TryPin>());
    walk.happen(PinChecked{PinChecked::Answer::Wrong, {}});
    const auto form = std::get<FormView>(viewOf(walk.around, walk.state).page);
    QCOMPARE(form.problem, u"工号或密码不对，请再试一次。"_s);
    QVERIFY(form.value.isEmpty());
}

void StaffTest::behindALock_noPinIsLookedAt()
{
    Walk walk;
    walk.happen(Intent(GiveAnswer{u"staff.number"_s, {u"1001"_s}}));
    walk.around.lockedFor = 30s; // meanwhile
    walk.happen(Intent(GiveAnswer{u"staff.pin"_s, {u"271828"_s}}));
    QVERIFY(!walk.did<TryPin>());
    QVERIFY(walk.board().verdict.contains(u"30 秒"_s));
}

void StaffTest::theLockEnds_byItself()
{
    Walk walk;
    walk.state = {};
    walk.around.lockedFor = 10s;
    walk.happen(Knock{});
    QVERIFY(std::holds_alternative<Locked>(walk.state.stage));
    walk.around.lockedFor = 0ms;
    walk.happen(Tick{});
    QVERIFY(std::holds_alternative<AskingNumber>(walk.state.stage));
}

void StaffTest::anAttendant_cannotProvision()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.open("settings");
    QVERIFY(walk.page<Overview>() != nullptr);
    walk.open("stick");
    walk.happen(StickStood{StickStands::Present});
    for (const PageAction &action : walk.board().actions)
        QVERIFY(action.id != u"read"_s && action.id != u"request"_s);
    walk.act("read");
    QVERIFY(walk.effects.empty());
    walk.act("request");
    QVERIFY(walk.effects.empty());
    walk.act("diagnostics");
    QVERIFY(walk.did<WriteParcel>());
}

void StaffTest::ordersAreGivenToAStick_onlyWhereTheHubsKeyIsKnown()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.open("stick");
    walk.happen(StickStood{StickStands::Present});
    walk.act("orders");
    QVERIFY(walk.effects.empty());

    walk.state.carriesOrders = true;
    walk.act("orders");
    QVERIFY(walk.did<WriteParcel>());
    walk.happen(Written{Parcel::Orders, Wrote{7, 2}});
    QVERIFY(walk.board().verdict.contains(u"7 件"_s) && walk.board().verdict.contains(u"2 件装不下"_s));
    QVERIFY(walk.board().verdict.contains(u"平台确认收到后才算送到"_s)); // a stick in a pocket is no delivery

    walk.act("orders");
    walk.happen(Written{Parcel::Orders, Error{Fault::NotFound, "export: no order waits"}});
    QVERIFY(walk.board().verdict.contains(u"没有待传的工单"_s));
    QVERIFY(walk.board().light != Light::Bad);

    walk.act("orders");
    walk.happen(Written{Parcel::Orders, Error{Fault::StoreFull, "stick: full"}});
    QVERIFY(walk.board().verdict.contains(u"没有成功"_s));
}

void StaffTest::whoeverWalksAway_isPutOut()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.around.now += kStaffPatience;
    walk.happen(Tick{});
    QCOMPARE(walk.state.cover, Cover::Idle);
    walk.happen(Touched{});
    walk.happen(Tick{});
    QCOMPARE(walk.state.cover, Cover::None);
    walk.around.now += kStaffPatience + kStaffWarning;
    walk.happen(Tick{});
    QVERIFY(walk.did<Leave>());
    QVERIFY(std::holds_alternative<Outside>(walk.state.stage));
}

void StaffTest::whoOnlyLooksAtTheDoor_isNoNews()
{
    const auto leaving = [](bool inside) {
        Walk walk;
        if (inside)
            walk.enter(Role::Attendant);
        else
            walk.happen(Knock{});
        const auto effects = step(walk.around, walk.state, Intent(GoBack{})).effects;
        const auto leave = std::find_if(effects.begin(), effects.end(),
                                        [](const Effect &one) { return std::holds_alternative<Leave>(one); });
        return leave != effects.end() ? std::optional(std::get<Leave>(*leave).wasInside) : std::nullopt;
    };
    QCOMPARE(leaving(false), std::optional(false)); // any citizen may open it and go back
    QCOMPARE(leaving(true), std::optional(true));
}

void StaffTest::whatChangesTheTerminal_isNotInterrupted()
{
    Walk walk;
    walk.enter(Role::Technician);
    walk.open("stick");
    walk.happen(StickStood{StickStands::Present});
    walk.act("read");
    walk.happen(PlanCame{PlanWords{u"更新"_s, u"某市"_s, u"到明天"_s, {u"一"_s}}});
    walk.act("apply");
    QVERIFY(walk.did<ApplyPlan>());
    walk.happen(Intent(GoBack{}));
    walk.happen(Intent(GoHome{}));
    walk.around.now += kStaffPatience + kStaffWarning + 1h;
    walk.happen(Tick{});
    QVERIFY(walk.page<AtStick>() != nullptr);
    walk.happen(Applied{Error{Fault::DataForged, "bundle: changed under way"}});
    QVERIFY(walk.board().verdict.contains(u"没有任何改变"_s));
    walk.act("leave"); // nothing is under way any more
    QVERIFY(walk.did<Leave>());
}

namespace {

void applying(Walk &walk)
{
    walk.open("stick");
    walk.happen(StickStood{StickStands::Present});
    walk.act("read");
    walk.happen(PlanCame{PlanWords{u"更新"_s, u"某市"_s, u"到明天"_s, {u"一"_s}}});
    walk.act("apply");
}

void goingBack(Walk &walk)
{
    walk.open("settings");
    Settings settings;
    settings.canRollBack = true;
    walk.happen(SettingsCame{settings});
    walk.act("roll-back");
    walk.act("really");
}

/** The program ends some seconds after both. */
void done(Walk &walk)
{
    walk.happen(Applied{Result<void>()});
}

} // namespace

void StaffTest::whatChangesTheTerminal_letsNobodyOut_data()
{
    QTest::addColumn<int>("doing");
    QTest::addColumn<QString>("says");
    QTest::newRow("a bundle is being applied") << 0 << u"正在换上新的"_s;
    QTest::newRow("a bundle was applied") << 1 << u"本机即将重新启动"_s;
    QTest::newRow("the release before is being restored") << 2 << u"正在退回上一版"_s;
    QTest::newRow("the release before was restored") << 3 << u"本机即将重新启动"_s;
}

void StaffTest::whatChangesTheTerminal_letsNobodyOut()
{
    QFETCH(int, doing);
    QFETCH(QString, says);
    Walk walk;
    walk.enter(Role::Technician);
    doing < 2 ? applying(walk) : goingBack(walk);
    if (doing % 2 == 1)
        done(walk);
    const std::size_t page = std::get<Inside>(walk.state.stage).page.index();
    const std::vector<Event> waysOut{Intent(GoBack{}),
                                     Intent(GoHome{}),
                                     Intent(QuickExit{}),
                                     Intent(Finish{}),
                                     Intent(LeaveNow{}),
                                     Intent(DoAction{u"leave"_s}),
                                     Intent(DoAction{u"read"_s}),
                                     Intent(DoAction{u"diagnostics"_s}),
                                     Intent(DoAction{u"roll-back"_s}),
                                     Intent(DoAction{u"really"_s}),
                                     StickStood{StickStands::None},
                                     PracticeStood{true}};
    for (const Event &way : waysOut) {
        walk.happen(way);
        QVERIFY(walk.effects.empty());
    }
    walk.around.now += kStaffPatience + kStaffWarning + 1h;
    walk.happen(Tick{});
    QVERIFY(walk.effects.empty());
    QCOMPARE(std::get<Inside>(walk.state.stage).page.index(), page);
    QVERIFY2(walk.board().verdict.contains(says), qPrintable(walk.board().verdict));
    QVERIFY(walk.board().actions.empty());
    QVERIFY(!viewOf(walk.around, walk.state).canGoBack);
}

void StaffTest::aRollBackThatFailed_givesThePageBack()
{
    Walk walk;
    walk.enter(Role::Technician);
    goingBack(walk);
    QVERIFY(walk.did<RollBack>());
    walk.happen(Applied{Error{Fault::NotFound, "releases: there is none before"}});
    QVERIFY(walk.board().verdict.contains(u"there is none before"_s));
    walk.happen(Intent(GoHome{}));
    QVERIFY(walk.page<Overview>() != nullptr);
}

void StaffTest::aNewTerminalThatIsAboutToRestart_takesNothingMore()
{
    Walk walk;
    walk.state = {};
    walk.state.isNew = walk.state.hasStick = true;
    walk.state.stage = Inside{{0, u"新终端"_s, Role::Technician}, AtStick{}};
    walk.happen(StickStood{StickStands::Present});
    walk.act("read");
    walk.happen(PlanCame{PlanWords{u"开通"_s, u"某市"_s, u"到明天"_s, {u"一"_s}}});
    walk.act("apply");
    QVERIFY(walk.did<ApplyPlan>());
    done(walk);
    walk.happen(Intent(GoBack{}));
    walk.happen(Intent(GoHome{}));
    walk.act("read");
    QVERIFY(walk.effects.empty());
    QVERIFY(walk.board().verdict.contains(u"本机即将重新启动"_s));
}

void StaffTest::ordersOnAStick_areSaidToLackTheirDocuments()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.state.carriesOrders = true;
    walk.open("stick");
    walk.happen(StickStood{StickStands::Present});
    QVERIFY(walk.board().lead.contains(u"没有附件"_s));
    walk.act("orders");
    walk.happen(Written{Parcel::Orders, Wrote{7, 0}});
    QVERIFY(walk.board().verdict.contains(u"附件不在文件里"_s));
}

void StaffTest::theSelfTest_triesOneAfterTheOtherAndSaysWhatIsLost()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.open("selftest");
    int tried = 0;
    while (walk.did<RunCheck>()) {
        const auto check = std::get<RunCheck>(walk.effects.back()).check;
        walk.happen(Checked{Check::Voice, {Light::Bad, u"不该算数"_s}}); // nobody asked for it
        QVERIFY(walk.effects.empty());
        walk.happen(Checked{check, {check == Check::Slips ? Light::Bad : Light::Good, u"试过"_s}});
        ++tried;
    }
    QCOMPARE(tried, 4); // reader, slips, store, clock: all that this terminal has
    QVERIFY(walk.did<NoteSelfTest>());
    QCOMPARE(walk.board().light, Light::Bad);
    const auto results = walk.board().groups.front();
    for (const BoardView::Row &row : results.rows)
        QCOMPARE(row.facts,
                 row.light == Light::Bad ? QStringList(u"群众受影响："_s + lossOf(Part::Slips)) : QStringList());
    walk.act("again");
    QVERIFY(walk.did<RunCheck>());
}

void StaffTest::aPlanIsShown_beforeAnythingIsChanged()
{
    Walk walk;
    walk.enter(Role::Technician);
    walk.open("stick");
    walk.act("apply");
    QVERIFY(walk.effects.empty());
    walk.happen(StickStood{StickStands::Present});
    walk.act("read");
    QVERIFY(walk.did<ExamineStick>());
    walk.happen(PlanCame{PlanWords{u"更新本机配置"_s, u"某市司法局"_s, u"到 12月31日"_s, {u"地址改为 b"_s}}});
    QVERIFY(walk.effects.empty());
    const auto board = walk.board();
    QCOMPARE(board.groups.size(), 2U);
    QCOMPARE(board.groups[1].rows.front().title, u"地址改为 b"_s);
    walk.act("discard");
    QVERIFY(walk.effects.empty());
    walk.act("apply");
    QVERIFY(!walk.did<ApplyPlan>());
}

void StaffTest::aStickPulledOut_takesItsPlanAlong()
{
    Walk walk;
    walk.enter(Role::Technician);
    walk.open("stick");
    walk.happen(StickStood{StickStands::Present});
    walk.act("read");
    walk.happen(PlanCame{PlanWords{u"更新"_s, {}, {}, {u"一"_s}}});
    walk.happen(StickStood{StickStands::None});
    walk.act("apply");
    QVERIFY(!walk.did<ApplyPlan>());
    QVERIFY(walk.board().verdict.contains(u"请插入U盘"_s));
}

void StaffTest::theQueue_toldOverTheTelephone_holdsNumbersOnly()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.open("queue");
    QVERIFY(walk.did<AskQueue>());
    WaitingOrder order;
    order.number = u"YZ0001-261123-0007-3"_s;
    order.since = walk.around.wall - 262min;
    order.isSinceTrusted = true;
    walk.happen(QueueCame{Backlog{{order}, {1, 0, 0}}});
    QCOMPARE(walk.board().light, Light::Bad);
    walk.act("phone-sheet");
    QVERIFY(walk.did<PrintSheet>());
    const auto &sheet = std::get<PrintSheet>(walk.effects.back());
    bool named = false;
    for (const auto &block : sheet.sheet.blocks)
        if (const auto *line = std::get_if<PrintDocument::Line>(&block))
            named = named || line->text == order.number;
    QVERIFY(named);
    walk.happen(SheetEnded{sheet.number, {PrintOutcome::Unknown, {}}});
    QVERIFY(walk.board().lead.contains(u"不知道"_s));
}

namespace {

std::vector<WaitingOrder> ordersSince(WallTime since, std::size_t howMany, OrderState state = OrderState::Ready)
{
    WaitingOrder order;
    order.number = u"YZ0001-261123-0007-3"_s;
    order.since = since;
    order.state = state;
    return std::vector(howMany, order);
}

} // namespace

void StaffTest::aQueueLongerThanItsList_saysHowLongItIs()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.open("queue");
    walk.happen(QueueCame{Backlog{ordersSince(walk.around.wall, 100), {250, 7, 0}}});
    QVERIFY(walk.board().verdict.contains(u"250 件还没有送到"_s));
    QVERIFY(walk.board().lead.contains(u"只列出最早的 100 件"_s));
    walk.act("phone-sheet");
    const auto &last = std::get<PrintSheet>(walk.effects.back()).sheet.blocks.back();
    QVERIFY(std::get<PrintDocument::Line>(last).text.contains(u"还有 150 件没有列"_s));

    walk.happen(QueueCame{Backlog{ordersSince(walk.around.wall, 100), {100, 7, 0}}});
    QVERIFY(!walk.board().lead.contains(u"只列出"_s));
}

void StaffTest::whatWasRefused_isNotCountedAsWaiting()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.open("queue");
    walk.happen(QueueCame{Backlog{ordersSince(walk.around.wall - 400min, 2, OrderState::Rejected), {0, 7, 2}}});
    QVERIFY(!walk.board().verdict.contains(u"没有送到"_s));
    QVERIFY(walk.board().verdict.contains(u"2 件被平台退回"_s));
    QCOMPARE(walk.board().light, Light::Bad);
    QCOMPARE(walk.board().groups.front().heading, u"平台退回"_s);
}

void StaffTest::practice_leadsOutOfTheDoor()
{
    Walk walk;
    walk.enter(Role::Attendant);
    walk.open("practice");
    walk.act("begin");
    QVERIFY(walk.did<SetPractice>() && !walk.did<Leave>());
    QVERIFY(!walk.state.isPractising);
    walk.happen(
        PracticeStood{Error{Fault::StoreFull, "no room"}}); // then citizens are served, and nobody thinks otherwise
    QVERIFY(!walk.state.isPractising);
    QVERIFY(walk.board().verdict.contains(u"没有开始演练"_s));
    walk.act("begin");
    walk.happen(PracticeStood{true});
    QVERIFY(walk.did<Leave>());
    walk.happen(Knock{});
    QVERIFY(!viewOf(walk.around, walk.state).practice.isEmpty());
}

void StaffTest::nothingKnown_isNeverGreen()
{
    Standing nothing;
    nothing.hasHub = nothing.hasCamera = nothing.hasCalls = nothing.hasVoice = nothing.hasPagePrinter = true;
    for (const Ability &ability : abilitiesOf(nothing, WallTime{}))
        QVERIFY2(ability.light != Light::Good, qPrintable(ability.name));
    for (const Lamp &lamp : lampsOf(nothing, WallTime{}))
        QVERIFY2(lamp.light != Light::Good, qPrintable(lamp.name));
    QVERIFY(worstOf(lampsOf(nothing, WallTime{})) != Light::Good);
}

namespace {

const WallTime kNow(1'795'397'400'000ms);

/** All that can be known without a test is well. */
Standing wellEquipped()
{
    Standing standing;
    standing.hasHub = standing.hasCamera = standing.hasCalls = standing.hasVoice = true;
    standing.reader = DeviceState::Ready;
    standing.printer.reachable = true;
    standing.printer.paper = PaperState::Enough;
    standing.hub = HubState::Reachable;
    standing.outbox = OutboxCount{};
    standing.catalogue = 7;
    standing.isClockTrusted = true;
    return standing;
}

Lamp lampOf(Part part, const Standing &standing, WallTime now = kNow)
{
    const auto lamps = lampsOf(standing, now);
    return *std::find_if(lamps.begin(), lamps.end(), [&](const Lamp &lamp) { return lamp.part == part; });
}

Light abilityOf(const QString &name, const Standing &standing, WallTime now = kNow)
{
    const auto abilities = abilitiesOf(standing, now);
    const auto found =
        std::find_if(abilities.begin(), abilities.end(), [&](const Ability &one) { return one.name == name; });
    return found == abilities.end() ? Light::None : found->light;
}

} // namespace

void StaffTest::whatWasSeenOfADevice_countsForADay_data()
{
    QTest::addColumn<Check>("check");
    QTest::addColumn<QString>("ability");
    QTest::newRow("camera") << Check::Camera << u"拍材料"_s;
    QTest::newRow("calls") << Check::Calls << u"视频见律师"_s;
    QTest::newRow("voice") << Check::Voice << QString();
}

void StaffTest::whatWasSeenOfADevice_countsForADay()
{
    QFETCH(Check, check);
    QFETCH(QString, ability);
    const Part part = partOf(check);
    Standing standing = wellEquipped();
    QCOMPARE(lampOf(part, standing).light, Light::Unknown);
    QVERIFY(lampOf(part, standing).word.contains(u"还没有试过"_s));
    for (const Light seen : {Light::Good, Light::Bad}) {
        standing.trials = {{check, {seen, kNow}}};
        QCOMPARE(lampOf(part, standing).light, seen);
        QVERIFY(lampOf(part, standing).last.contains(u"最近一次"_s));
        QCOMPARE(lampOf(part, standing).losses.isEmpty(), seen == Light::Good);
        QCOMPARE(lampOf(part, standing, kNow + kTrialHolds - 1min).light, seen);
        QCOMPARE(lampOf(part, standing, kNow + kTrialHolds).light, Light::Unknown);
        QCOMPARE(lampOf(part, standing, kNow - 1h).light, Light::Unknown); // seen by a clock that was wrong
        if (!ability.isEmpty()) {
            QCOMPARE(abilityOf(ability, standing), seen);
            QCOMPARE(abilityOf(ability, standing, kNow + kTrialHolds), Light::Unknown);
        }
    }
    standing.trials = {
        {Check::Camera, {Light::Good, kNow}}, {Check::Calls, {Light::Good, kNow}}, {Check::Voice, {Light::Good, kNow}}};
    QCOMPARE(worstOf(lampsOf(standing, kNow)), Light::Good);
    standing.trials[check].light = Light::Bad;
    QCOMPARE(worstOf(lampsOf(standing, kNow)), Light::Bad);
}

void StaffTest::aSelfTestThatFailed_isSeenInTheOverviewUntilItWorks()
{
    Standing standing = wellEquipped();
    standing.lastCard = standing.lastSlip = kNow - 1h;
    QCOMPARE(lampOf(Part::Reader, standing).light, Light::Good);
    standing.trials = {
        {Check::Reader, {Light::Bad, kNow}}, {Check::Slips, {Light::Bad, kNow}}, {Check::Store, {Light::Bad, kNow}}};
    QCOMPARE(lampOf(Part::Reader, standing).light, Light::Warn); // it says itself that it is there
    QCOMPARE(lampOf(Part::Slips, standing).light, Light::Warn);
    QCOMPARE(lampOf(Part::Outbox, standing).light, Light::Bad);
    QCOMPARE(abilityOf(u"纸质回执"_s, standing), Light::Warn);
    standing.lastCard = standing.lastSlip = kNow + 1s; // it did for a citizen
    QCOMPARE(lampOf(Part::Reader, standing, kNow + 2s).light, Light::Good);
    QCOMPARE(lampOf(Part::Slips, standing, kNow + 2s).light, Light::Good);
}

void StaffTest::aVoice_isGreenOnlyOnceSomebodyHeardIt()
{
    Walk walk;
    walk.state.standing.hasVoice = true;
    walk.enter(Role::Attendant);
    walk.open("selftest");
    while (walk.did<RunCheck>()) {
        const auto check = std::get<RunCheck>(walk.effects.back()).check;
        walk.act("heard"); // not before it spoke
        QVERIFY(walk.effects.empty());
        walk.happen(Checked{check, {check == Check::Voice ? Light::Unknown : Light::Good, u"试过"_s}});
    }
    QCOMPARE(walk.board().light, Light::Warn);
    QCOMPARE(walk.board().actions.size(), 3U);
    walk.act("heard");
    QVERIFY(walk.did<NoteTrial>());
    QCOMPARE(std::get<NoteTrial>(walk.effects.back()).light, Light::Good);
    QCOMPARE(walk.board().light, Light::Good);
    walk.act("unheard"); // said is said; whoever doubts it tests again
    QVERIFY(walk.effects.empty());
}

void StaffTest::whatWasSeen_comesBackFromTheDisk()
{
    Trials trials;
    for (const Check check : {Check::Reader, Check::Slips, Check::Pages, Check::Camera, Check::Calls, Check::Hub,
                              Check::Store, Check::Clock, Check::Voice})
        trials[check] = {check == Check::Slips ? Light::Bad : check == Check::Clock ? Light::Warn : Light::Good, kNow};
    const QByteArray json = writtenTrials(trials);
    QCOMPARE(readTrials(json), trials);
    QVERIFY(json.size() < 4096);
}

void StaffTest::aDamagedMemoryOfTests_claimsNothing_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("rubbish") << QByteArray("\xff\xfe{");
    QTest::newRow("half") << writtenTrials({{Check::Camera, {Light::Good, kNow}}}).chopped(9);
    QTest::newRow("an array") << QByteArray("[1]");
    QTest::newRow("another schema") << QByteArray(R"({"schema":2,"tried":{"camera":{"light":"good","at_ms":1}}})");
    QTest::newRow("a light of its own") << QByteArray(R"({"schema":1,"tried":{"camera":{"light":"blue","at_ms":1}}})");
    QTest::newRow("no time") << QByteArray(R"({"schema":1,"tried":{"camera":{"light":"good"}}})");
    QTest::newRow("a time before time") << QByteArray(R"({"schema":1,"tried":{"camera":{"light":"good","at_ms":-5}}})");
    QTest::newRow("a time that is none") << QByteArray(
        R"({"schema":1,"tried":{"camera":{"light":"good","at_ms":1e300}}})");
    QTest::newRow("a device of the future")
        << QByteArray(R"({"schema":1,"tried":{"teleport":{"light":"good","at_ms":1}}})");
    QTest::newRow("too large") << QByteArray(R"({"schema":1,"tried":{"camera":{"light":"good","at_ms":1}}})") +
                                      QByteArray(5000, ' ');
}

void StaffTest::aDamagedMemoryOfTests_claimsNothing()
{
    QFETCH(QByteArray, json);
    QVERIFY(readTrials(json).empty());
}

void StaffTest::theAttendant_isToldAtHomeOnlyWhatIsWorthIt()
{
    Standing standing = wellEquipped();
    QCOMPARE(noticeOf(standing, kNow), Notice::None);
    standing.hub = HubState::Unreachable; // the citizens' own line says so
    standing.printer.reachable = false;
    QCOMPARE(noticeOf(standing, kNow), Notice::None);
    standing.trials = {{Check::Camera, {Light::Bad, kNow}}};
    QCOMPARE(noticeOf(standing, kNow), Notice::Device);
    standing.outbox->rejected = 1;
    QCOMPARE(noticeOf(standing, kNow), Notice::OrdersRefused);
    standing.outbox->pending = 1;
    standing.oldestWaiting = kNow - 149min;
    QCOMPARE(noticeOf(standing, kNow), Notice::OrdersRefused);
    standing.oldestWaiting = kNow - 150min;
    QCOMPARE(noticeOf(standing, kNow), Notice::OrdersLate);
}

void StaffTest::aStandingOfTrouble_saysWhatCitizensLose()
{
    Standing standing;
    standing.hasHub = standing.hasPagePrinter = true;
    standing.hub = HubState::Unreachable;
    standing.reader = DeviceState::Absent;
    standing.storeTrouble = Fault::StoreFull;
    standing.outbox = OutboxCount{3, 0, 1};
    for (const Lamp &lamp : lampsOf(standing, WallTime{}))
        if (lamp.light == Light::Bad)
            QVERIFY2(!lamp.losses.isEmpty(), qPrintable(lamp.name));
    const auto abilities = abilitiesOf(standing, WallTime{});
    QCOMPARE(abilities.front().light, Light::Bad); // nothing can be stored: nothing is taken
}

void StaffTest::anOrderThatWaits_turnsYellowAtHalfAndRedAtFourFifths()
{
    const WallTime now(1'795'397'400'000ms);
    QCOMPARE(delayOf(now - 149min, now).light, Light::Good);
    QCOMPARE(delayOf(now - 150min, now).light, Light::Warn);
    QCOMPARE(delayOf(now - 239min, now).light, Light::Warn);
    QCOMPARE(delayOf(now - 240min, now).light, Light::Bad);
    QCOMPARE(delayOf(now + 10min, now).minutes, 0); // a clock that was set back
}

void StaffTest::diagnostics_carryEventsAndNothingElse()
{
    DiagnosticsFacts facts;
    facts.terminal = "YZ-0001";
    facts.version = u"1.2.3"_s;
    facts.events = {R"({"ms":1795397400000,"event":"order.committed","severity":"info","seq":7})",
                    "赵小兰 11010519491231002X", R"({"name":"赵小兰"})"};
    const QByteArray bundle = diagnosticsOf(facts);
    QVERIFY(bundle.contains("order.committed"));
    QVERIFY(!bundle.contains("赵小兰"));
    QVERIFY(!bundle.contains("11010519491231002X"));
    QCOMPARE(QJsonDocument::fromJson(bundle).object().value("foreign_lines"_L1).toInt(), 2);
}

QTEST_GUILESS_MAIN(StaffTest)
#include "tst_staff.moc"
