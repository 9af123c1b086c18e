// SPDX-License-Identifier: Apache-2.0
#include "booth/samples_staff.h"

namespace yz {
namespace {

using namespace Qt::StringLiterals;

BoardView::Row entry(const char *id, const char16_t *title, const char16_t *fact)
{
    return {QString::fromLatin1(id), QString::fromUtf16(title), {}, {QString::fromUtf16(fact)}, Light::None};
}

BoardView::Row lamp(const char16_t *title, const char16_t *word, Light light, const QStringList &facts = {})
{
    return {{}, QString::fromUtf16(title), QString::fromUtf16(word), facts, light};
}

BoardView overview(bool inTrouble)
{
    BoardView view;
    view.topic = u"staff.overview"_s;
    view.title = u"本机总览"_s;
    view.light = inTrouble ? Light::Bad : Light::Warn;
    view.verdict = inTrouble ? u"有设备不能用，见红色各项"_s : u"可以服务，有要留意的地方"_s;
    view.groups = {
        {u"要做什么"_s,
         {entry("selftest", u"全面自检", u"逐项真试一遍，约一分钟，会打一张测试条"),
          entry("queue", u"待传工单", u"看最早的等了多久，打印电话报送单"),
          entry("paper", u"换打印纸", u"照步骤换，最后打一张测试条")}},
        {u"群众现在能办什么"_s,
         {lamp(u"申请援助、调解、公证、鉴定，投诉", u"可以办，联网后自动送出", Light::Good),
          lamp(u"视频见律师", inTrouble ? u"连不上，改约回电" : u"可以办", inTrouble ? Light::Bad : Light::Good)}},
        {u"设备和连接"_s,
         {lamp(u"身份证阅读器", u"已连接", Light::Good, {u"最近一次成功：今天 14:02"_s}),
          inTrouble ? lamp(u"回执打印机", u"没有纸了", Light::Bad,
                           {u"群众受影响：没有纸质回执，只在屏幕上显示二维码"_s, u"最近一次成功：今天 11:40"_s})
                    : lamp(u"回执打印机", u"可以打印", Light::Good),
          inTrouble ? lamp(u"中枢平台", u"连不上，正在自动重试", Light::Bad,
                           {u"群众受影响：工单先存在本机；查不了进度，打不了视频"_s})
                    : lamp(u"中枢平台", u"连得上", Light::Good),
          lamp(u"时钟", u"没有对时", Light::Warn, {u"群众受影响：回执上的时间可能不准"_s}),
          lamp(u"高拍仪", u"装了，一天多没有试过", Light::Unknown, {u"最近一次试：11月20日 09:10"_s}),
          lamp(u"语音", u"听得到", Light::Good, {u"最近一次成功：今天 08:55"_s})}}};
    view.actions = {{u"leave"_s, u"退出维护"_s, true}};
    return view;
}

BoardView selfTest()
{
    BoardView view;
    view.topic = u"staff.selftest"_s;
    view.title = u"全面自检"_s;
    view.light = Light::Unknown;
    view.verdict = u"正在自检"_s;
    view.groups = {
        {u"各项结果"_s,
         {lamp(u"身份证阅读器", u"有应答", Light::Good),
          lamp(u"回执打印机", u"测试条没有打出来", Light::Bad, {u"群众受影响：没有纸质回执，只在屏幕上显示二维码"_s}),
          lamp(u"高拍仪", u"正在试……", Light::Unknown), lamp(u"存储", u"等着试", Light::Unknown)}}};
    return view;
}

/** Over; and only somebody with ears can say whether the voice is well. */
BoardView selfTestOver()
{
    BoardView view = selfTest();
    view.light = Light::Warn;
    view.verdict = u"可以服务，有要留意的地方"_s;
    view.groups = {{u"各项结果"_s,
                    {lamp(u"A4 打印机", u"自己报告可以打印；只看了状态，没有打纸", Light::Good),
                     lamp(u"视频通话", u"试不了，请拨一次试试", Light::Unknown),
                     lamp(u"语音", u"念了一句，听到就是好的", Light::Unknown)}}};
    view.actions = {{u"again"_s, u"再测一次"_s, false},
                    {u"unheard"_s, u"语音听不到"_s, false},
                    {u"heard"_s, u"语音听得到"_s, true}};
    return view;
}

BoardView queue()
{
    BoardView view;
    view.topic = u"staff.queue"_s;
    view.title = u"待传工单"_s;
    view.lead =
        u"工单从群众点下提交时起算，300 分钟内要有答复。连不上时请打电话报送。这里只列出最早的 100 件，报送单上也是。"
        u"也可以在“U盘”一页导出，交给平台管理员；附件不在其中。"_s;
    view.light = Light::Bad;
    view.verdict = u"250 件还没有送到，1 件被平台退回"_s;
    view.groups = {
        {u"从最早的起"_s,
         {lamp(u"YZ0001-261123-0007-3", u"已等 262 分钟（时限的 87%）", Light::Bad, {u"提交于 今天 09:10"_s}),
          lamp(u"YZ0001-261123-0008-1", u"已等 12 分钟（时限的 4%）", Light::Good, {u"提交于 今天 13:20"_s})}}};
    view.actions = {{u"again"_s, u"再查一次"_s, false}, {u"phone-sheet"_s, u"打印电话报送单"_s, true}};
    return view;
}

BoardView log()
{
    BoardView view;
    view.topic = u"staff.log"_s;
    view.title = u"运行日志"_s;
    view.lead = u"只有事件和编号，没有群众的任何信息。最新的在最上面。"_s;
    view.chips = {{u"all"_s, u"全部"_s, true}, {u"alarms"_s, u"只看告警"_s, false}};
    view.groups = {{{},
                    {lamp(u"courier.paused", u"告警", Light::Bad, {u"今天 13:40"_s, u"\"error\":\"HubDenied\""_s}),
                     lamp(u"order.committed", u"", Light::None, {u"今天 13:20"_s, u"\"seq\":8"_s})}}};
    return view;
}

BoardView plan()
{
    BoardView view;
    view.topic = u"staff.stick"_s;
    view.title = u"U盘"_s;
    view.lead = u"核对无误。请看清要改什么，再决定。"_s;
    view.groups = {
        {u"更新本机配置"_s,
         {lamp(u"签发", u"某市司法局运维中心", Light::Good), lamp(u"有效期", u"到 2026年12月31日", Light::Good)}},
        {u"会改变什么"_s,
         {lamp(u"平台地址：hub.old.example 改为 hub.new.example", u"", Light::None),
          lamp(u"值守人员名单：3 人改为 4 人", u"", Light::None)}}};
    view.actions = {{u"discard"_s, u"不改了"_s, false}, {u"apply"_s, u"确认，换上新的"_s, true}};
    return view;
}

BoardView stick(bool refused)
{
    BoardView view;
    view.topic = u"staff.stick"_s;
    view.title = u"U盘"_s;
    view.light = refused ? Light::Bad : Light::Good;
    view.verdict = refused ? u"没有成功，本机没有任何改变"_s : u"U盘已插好"_s;
    if (refused)
        view.groups = {
            {u"原因（给运维人员）"_s,
             {lamp(u"DataForged", u"", Light::Bad, {u"bundle: signed by a key that is not trusted here"_s})}}};
    view.actions = {{u"diagnostics"_s, u"导出诊断包"_s, false},
                    {u"orders"_s, u"导出待传工单"_s, false},
                    {u"request"_s, u"写开通申请"_s, false},
                    {u"read"_s, u"读取并核对"_s, true}};
    return view;
}

BoardView restarting()
{
    BoardView view;
    view.topic = u"staff.stick"_s;
    view.title = u"U盘"_s;
    view.lead = u"重新启动以前什么也不能做，群众请稍等。过了一分钟还没有重新启动的，请断电再开。"_s;
    view.light = Light::Good;
    view.verdict = u"已经换上新的，本机即将重新启动；起得来才算数，起不来会自动换回原来的。"_s;
    return view;
}

BoardView carried()
{
    BoardView view;
    view.topic = u"staff.stick"_s;
    view.title = u"U盘"_s;
    view.light = Light::Good;
    view.verdict =
        u"3 件待传工单已加密写入U盘并读回核对。可以拔出U盘，当天交给平台管理员导入。工单仍留在本机，平台确认收到后才算送到。附件不在文件里，等网络接通后由本机补传。"_s;
    view.actions = {{u"diagnostics"_s, u"导出诊断包"_s, false}, {u"orders"_s, u"导出待传工单"_s, false}};
    return view;
}

BoardView locked()
{
    BoardView view;
    view.topic = u"staff.locked"_s;
    view.title = u"入口已锁住"_s;
    view.lead = u"断电、重启、改时间都不会缩短。群众办事不受影响，请按“首页”。"_s;
    view.light = Light::Bad;
    view.verdict = u"密码错得太多，还要等 7 分 30 秒"_s;
    return view;
}

FormView pin(const QString &problem)
{
    FormView form;
    form.service = u"维护模式"_s;
    form.field = u"staff.pin"_s;
    form.kind = FormView::Kind::Secret;
    form.title = u"请输入密码"_s;
    form.help = u"连错五次会锁住，越错锁得越久。"_s;
    form.problem = problem;
    form.maxLength = 12;
    return form;
}

} // namespace

void addStaff(std::vector<SampleScreen> &all)
{
    const auto add = [&](const char *name, const char16_t *about, PageView page, const char16_t *who) {
        ScreenView view;
        view.page = std::move(page);
        view.canGoBack = true;
        view.staff = QString::fromUtf16(who);
        all.push_back({QLatin1String(name), QString::fromUtf16(about), std::move(view)});
    };
    constexpr auto nobody = u"维护模式";
    constexpr auto attendant = u"维护模式 · 王敏（值守人员）";
    constexpr auto technician = u"维护模式 · 周工（运维人员）";
    add("staff-pin", u"工作人员入口，密码", pin({}), nobody);
    add("staff-pin-wrong", u"工号或密码不对", pin(u"工号或密码不对，请再试一次。"_s), nobody);
    add("staff-locked", u"入口锁住了", locked(), nobody);
    add("staff-overview", u"本机总览", overview(false), attendant);
    add("staff-overview-trouble", u"本机总览，有故障", overview(true), attendant);
    add("staff-selftest", u"正在自检", selfTest(), attendant);
    add("staff-selftest-over", u"自检完了，问语音听到没有", selfTestOver(), attendant);
    add("staff-queue", u"待传工单", queue(), attendant);
    add("staff-log", u"运行日志", log(), attendant);
    add("staff-stick", u"插了U盘", stick(false), technician);
    add("staff-stick-refused", u"数据包被拒绝", stick(true), technician);
    add("staff-stick-orders", u"待传工单已写入U盘", carried(), attendant);
    add("staff-stick-restarting", u"换上了新的，即将重新启动", restarting(), technician);
    add("staff-plan", u"数据包会改变什么", plan(), technician);
    ScreenView help;
    help.page = std::get<HomeView>(all.front().view.page);
    help.cover = Cover::Help;
    help.staffDoor = true;
    all.push_back({u"cover-help-home"_s, u"首页上的求助，有工作人员入口"_s, help});
}

} // namespace yz
