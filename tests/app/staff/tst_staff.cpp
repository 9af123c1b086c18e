// SPDX-License-Identifier: Apache-2.0
// The maintenance mode decides: what each page does, and who is let in and out.
#include <QTest>

#include <staff/step.h>

#include <algorithm>
#include <optional>

using namespace yz;
using namespace yz::staff;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

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
    void aVoice_isGreenOnlyOnceSomebodyHeardIt();
};

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

QTEST_GUILESS_MAIN(StaffTest)
#include "tst_staff.moc"
