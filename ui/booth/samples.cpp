// SPDX-License-Identifier: Apache-2.0
#include "booth/samples.h"

#include "booth/caller.h"
#include "booth/samples_library.h"
#include "booth/samples_staff.h"

namespace yz {
namespace {

HomeView home()
{
    return {
        QStringLiteral("松江县公共法律服务中心"),
        QStringLiteral("11月23日 星期一 09:30"),
        {{QStringLiteral("legal-aid"), QStringLiteral("法律援助申请"), QStringLiteral("请不起律师，国家帮您"),
          TileIcon::Aid, true},
         {QStringLiteral("mediation"), QStringLiteral("人民调解申请"), QStringLiteral("有矛盾，坐下来谈"),
          TileIcon::Mediate, true},
         {QStringLiteral("notary"), QStringLiteral("公证预约"), QStringLiteral("约好时间再去"), TileIcon::Notary, true},
         {QStringLiteral("appraisal"), QStringLiteral("司法鉴定"), QStringLiteral("委托和查询"), TileIcon::Appraise,
          true},
         {QStringLiteral("advice"), QStringLiteral("法律咨询"), QStringLiteral("问律师，留言答复"), TileIcon::Advise,
          true},
         {QStringLiteral("laws"), QStringLiteral("法律法规查询"), QStringLiteral("查条文，看解释"), TileIcon::Law,
          true},
         {QStringLiteral("guide"), QStringLiteral("办事指南"), QStringLiteral("找机构，看材料"), TileIcon::Guide, true},
         {QStringLiteral("progress"), QStringLiteral("进度查询"), QStringLiteral("办到哪一步了"), TileIcon::Progress,
          true}},
        {{QStringLiteral("choose"), QStringLiteral("帮我选"), true},
         {QStringLiteral("lessons"), QStringLiteral("法治宣传")},
         {QStringLiteral("find"), QStringLiteral("找机构和人")},
         {QStringLiteral("complaint"), QStringLiteral("投诉建议")},
         {QStringLiteral("rating"), QStringLiteral("评价")},
         {QStringLiteral("referrals"), QStringLiteral("其他热线")}}};
}

GuideView guide(bool printerWarning)
{
    return {QStringLiteral("法律援助申请"),
            QStringLiteral("请不起律师，国家可以帮您。申请和办理都不收钱。"),
            {QStringLiteral("请带好本人身份证，放在读卡处就能读出。"),
             QStringLiteral("要回答十来个问题，大约 10 分钟；中途可以停下，找人帮忙。"),
             QStringLiteral("提交后会打印一张回执单，请收好。"),
             QStringLiteral("法律援助机构收到申请后 7 日内作出决定；决定援助的，3 日内安排律师。")},
            {QStringLiteral("《法律援助法》第三十一条、第四十三条")},
            printerWarning,
            {{QStringLiteral("details"), QStringLiteral("要带什么、怎么办")}},
            {true}};
}

IdentityView identity(bool offer)
{
    return {{{QStringLiteral("姓名"), QStringLiteral("赵**")},
             {QStringLiteral("性别"), QStringLiteral("女")},
             {QStringLiteral("居民身份证"), QStringLiteral("110105********002X")},
             {QStringLiteral("住址"), QStringLiteral("松江县清河镇***")}},
            offer};
}

FormView question(const QString &field, FormView::Kind kind, const QString &title, int step, int number)
{
    FormView view;
    view.service = QStringLiteral("法律援助申请");
    view.steps = {QStringLiteral("什么事"), QStringLiteral("家里情况"), QStringLiteral("事情经过"),
                  QStringLiteral("联系您")};
    view.step = step;
    view.question = number;
    view.questions = 12;
    view.field = field;
    view.kind = kind;
    view.title = title;
    return view;
}

FormView matter()
{
    FormView view =
        question(QStringLiteral("matter"), FormView::Kind::Choice, QStringLiteral("您要办的是哪一类事？"), 0, 0);
    view.help = QStringLiteral("拿不准就选最接近的，工作人员会再和您核对。");
    view.source = QStringLiteral("《法律援助法》第三十一条、第三十二条");
    view.options = {
        {QStringLiteral("wages"), QStringLiteral("拖欠工资、确认劳动关系"), QStringLiteral("干了活没拿到钱、没签合同")},
        {QStringLiteral("injury"), QStringLiteral("工伤、交通、医疗等受伤赔偿"), QStringLiteral("人受了伤，要求赔偿")},
        {QStringLiteral("support"), QStringLiteral("赡养费、抚养费、扶养费"),
         QStringLiteral("子女、父母、夫妻之间的生活费")},
        {QStringLiteral("violence"), QStringLiteral("受到虐待、遗弃或家庭暴力"),
         QStringLiteral("不看家庭收入，也可以申请")},
        {QStringLiteral("insurance"), QStringLiteral("社会保险、社会救助"), QStringLiteral("养老、医保、低保等")},
        {QStringLiteral("criminal"), QStringLiteral("刑事案件"), QStringLiteral("被告人、被害人或他们的家属")},
        {QStringLiteral("other"), QStringLiteral("其他事情"), QStringLiteral("国家赔偿、抚恤金、环境损害等")}};
    view.value = {QStringLiteral("wages")};
    return view;
}

FormView callTime()
{
    FormView view =
        question(QStringLiteral("call-time"), FormView::Kind::Choice, QStringLiteral("什么时候打给您方便？"), 3, 11);
    view.options = {{QStringLiteral("any"), QStringLiteral("都可以"), {}},
                    {QStringLiteral("morning"), QStringLiteral("上午"), {}},
                    {QStringLiteral("afternoon"), QStringLiteral("下午"), {}},
                    {QStringLiteral("evening"), QStringLiteral("晚上"), {}}};
    view.problem = QStringLiteral("请选一个答案，再点“下一题”。");
    return view;
}

FormView exempt()
{
    FormView view =
        question(QStringLiteral("exempt"), FormView::Kind::Choices, QStringLiteral("您属于下面哪些情况？"), 1, 4);
    view.help = QStringLiteral("属于前三项的，不用再核查家庭收入。");
    view.source = QStringLiteral("《法律援助法》第四十二条");
    view.options = {{QStringLiteral("no-income-group"), QStringLiteral("无固定生活来源的老人、未成年人、残疾人等"), {}},
                    {QStringLiteral("relief"), QStringLiteral("正在领低保、救助，或是优抚对象"), {}},
                    {QStringLiteral("migrant-worker"), QStringLiteral("进城务工，讨要工资或工伤赔偿"), {}},
                    {QStringLiteral("none"), QStringLiteral("以上都不是"), {}, true}};
    view.value = {QStringLiteral("relief"), QStringLiteral("migrant-worker")};
    return view;
}

FormView statement()
{
    FormView view = question(QStringLiteral("hardship-pledge"), FormView::Kind::Statement,
                             QStringLiteral("家庭经济困难的承诺"), 1, 7);
    view.help = QStringLiteral("我说明的家庭经济状况是真实的。如果不真实，我愿意承担法律责任，并接受核查。");
    view.source = QStringLiteral("《法律援助法》第四十一条");
    view.options = {{QStringLiteral("agreed"), QStringLiteral("我承诺，以上属实"), {}}};
    return view;
}

FormView facts(bool empty)
{
    FormView view =
        question(QStringLiteral("facts"), FormView::Kind::LongText, QStringLiteral("请简单说说事情的经过。"), 2, 8);
    view.help = QStringLiteral("什么时候、在哪里、和谁、发生了什么。写不全没关系。");
    view.maxLength = 500;
    view.phrases = {QStringLiteral("拖欠工资"),    QStringLiteral("没有签合同"), QStringLiteral("老板不给钱"),
                    QStringLiteral("受伤住院"),    QStringLiteral("不给抚养费"), QStringLiteral("被打了"),
                    QStringLiteral("申请工伤认定")};
    if (!empty)
        view.value = {
            QStringLiteral("今年三月到九月，我在清河镇的工地干活，老板说好一天二百六，到现在还有两万一千元没有给。")};
    return view;
}

FormView opponent()
{
    FormView view = question(QStringLiteral("opponent"), FormView::Kind::Text, QStringLiteral("对方是谁？"), 2, 9);
    view.help = QStringLiteral("人名或单位名称。不知道可以不填。");
    view.maxLength = 60;
    view.required = false;
    view.value = {QStringLiteral("清河镇兴旺建筑队")};
    return view;
}

FormView phone(bool problem)
{
    FormView view =
        question(QStringLiteral("phone"), FormView::Kind::Phone, QStringLiteral("打哪个电话能找到您？"), 3, 10);
    view.help = QStringLiteral("律师和工作人员会打这个电话。没有手机可以填家人的。");
    view.maxLength = 12;
    view.value = {problem ? QStringLiteral("1390000") : QStringLiteral("13900001234")};
    if (problem)
        view.problem = QStringLiteral("手机号码是 11 位，现在少了 4 位。");
    return view;
}

FormView income()
{
    FormView view = question(QStringLiteral("monthly-income"), FormView::Kind::Digits,
                             QStringLiteral("全家一个月的收入，大约多少元？"), 1, 6);
    view.help = QStringLiteral("工资、退休金、种地和打工的收入加在一起。");
    view.source = QStringLiteral("《法律援助法》第四十一条");
    view.maxLength = 7;
    return view;
}

CheckView check()
{
    CheckView view{QStringLiteral("法律援助申请"),
                   {},
                   QStringLiteral("法律援助机构收到申请后，7 日内告诉您是否给予援助。"),
                   QStringLiteral("我填写的内容属实，并同意法律援助机构核查。")};
    for (const IdentityView::Row &row : identity(false).rows)
        view.rows.push_back({{}, row.label, row.value});
    view.rows.push_back(
        {QStringLiteral("matter"), QStringLiteral("您要办的是哪一类事？"), QStringLiteral("拖欠工资、确认劳动关系")});
    view.rows.push_back({QStringLiteral("aid-form"), QStringLiteral("您希望得到什么样的帮助？"),
                         QStringLiteral("律师替我打官司或仲裁")});
    view.rows.push_back(
        {QStringLiteral("urgent"), QStringLiteral("7 天之内，有没有快到的期限？"), QStringLiteral("没有")});
    view.rows.push_back({QStringLiteral("exempt"), QStringLiteral("您属于下面哪些情况？"),
                         QStringLiteral("进城务工，讨要工资或工伤赔偿")});
    view.rows.push_back(
        {QStringLiteral("facts"), QStringLiteral("请简单说说事情的经过。"),
         QStringLiteral("今年三月到九月，我在清河镇的工地干活，老板说好一天二百六，到现在还有两万一千元没有给。")});
    view.rows.push_back({QStringLiteral("opponent"), QStringLiteral("对方是谁？"), QStringLiteral("（未填）")});
    view.rows.push_back(
        {QStringLiteral("phone"), QStringLiteral("打哪个电话能找到您？"), QStringLiteral("139****1234")});
    view.rows.push_back({QStringLiteral("call-time"), QStringLiteral("什么时候打给您方便？"), QStringLiteral("上午")});
    return view;
}

ResultView result(ResultView::Slip slip, Fault fault = Fault::PaperOut)
{
    ResultView view;
    view.service = QStringLiteral("法律援助申请");
    view.number = QStringLiteral("2301-0007-000123");
    view.timeline = {{QStringLiteral("提交申请"), QStringLiteral("已在本终端保存"), true},
                     {QStringLiteral("审查决定"), QStringLiteral("收到后 7 日内"), false},
                     {QStringLiteral("安排律师"), QStringLiteral("决定后 3 日内"), false}};
    view.slip = slip;
    view.slipFault = fault;
    view.slipCode = QByteArrayLiteral("YZ1:0192f7aa-8c1e-7c3a-9a55-2f6d0c4b8e11:q83vEjRWeJCrze8SNFZ4kA");
    return view;
}

ResultView adviceResult(bool callNow)
{
    ResultView view = result(ResultView::Slip::Confirmed);
    view.service = QStringLiteral("法律咨询");
    view.title = QStringLiteral("您的咨询已登记");
    view.promise = QStringLiteral("律师会在今天 14:30 前答复您。");
    view.timeline = {{QStringLiteral("提交咨询"), QStringLiteral("已在本终端保存"), true},
                     {QStringLiteral("律师答复"), QStringLiteral("今天 14:30 前，在任何一台机器上凭单号查看"), false},
                     {QStringLiteral("评价"), QStringLiteral("不满意或没解决，会有人打电话给您"), false}};
    view.callNow = callNow;
    return view;
}

CallbackView callback(CallbackView::State state)
{
    return {state, state == CallbackView::State::Promised ? QStringLiteral("2301-0007-000124") : QString(), true};
}

ResultView ratingResult()
{
    ResultView view;
    view.service = QStringLiteral("评价");
    view.title = QStringLiteral("您的评价已登记");
    view.slip = ResultView::Slip::None;
    view.callback = callback(CallbackView::State::Promised);
    return view;
}

ProgressView progress(bool answered)
{
    ProgressView view;
    view.number = QStringLiteral("2301-0007-000123");
    view.service = QStringLiteral("法律咨询");
    view.state = answered ? QStringLiteral("已答复") : QStringLiteral("律师正在写答复");
    view.responsible = QStringLiteral("李律师（松江县公共法律服务中心）");
    view.happened = {{QStringLiteral("已收到"), QStringLiteral("今天 09:30"), true},
                     {QStringLiteral("律师接手"), QStringLiteral("今天 09:41"), true}};
    if (!answered) {
        view.due = QStringLiteral("今天 14:30 前答复");
        return view;
    }
    view.answer = QStringLiteral("拖欠工资可以先向劳动监察部门投诉，也可以申请劳动仲裁，不收费。申请仲裁的时效是一年，"
                                 "从知道权利被侵害的那一天算起。请带上身份证、工资记录、和老板的聊天记录。");
    view.answeredBy = QStringLiteral("李律师");
    view.happened.push_back({QStringLiteral("律师答复"), QStringLiteral("今天 11:05"), true});
    view.canRate = true;
    return view;
}

ProgressView noProgress(Fault fault)
{
    ProgressView view;
    view.number = QStringLiteral("2301-0007-000123");
    view.unknown = fault;
    return view;
}

FormView ticketNumber()
{
    FormView view;
    view.service = QStringLiteral("查进度");
    view.steps = {QStringLiteral("单号")};
    view.questions = 1;
    view.field = QStringLiteral("number");
    view.kind = FormView::Kind::Ticket;
    view.title = QStringLiteral("请输入回执单上的单号。");
    view.help = QStringLiteral("照着单子输字母和数字，横线不用输。");
    view.maxLength = 40;
    view.problem = QStringLiteral("单号不对，请对照回执单再看一看。");
    view.leadsToCard = true;
    return view;
}

CheckView checkWithPages()
{
    CheckView view = check();
    view.canAddPages = true;
    view.rows.push_back({{}, QStringLiteral("材料"), QStringLiteral("已拍 2 页")});
    return view;
}

ScanView scan(ScanView::Phase phase, const QString &hint)
{
    ScanView view;
    view.phase = phase;
    view.pages = 1;
    view.hint = hint;
    view.outline =
        ScanView::Outline{QPointF(0.32, 0.13), QPointF(0.63, 0.06), QPointF(0.68, 0.87), QPointF(0.37, 0.94)};
    if (phase == ScanView::Phase::Looking)
        view.picture = drawnPage({900, 1270});
    return view;
}

CallView call(CallView::Media media, bool unstable)
{
    CallView view;
    view.media = media;
    view.agent = QStringLiteral("李律师");
    view.organisation = QStringLiteral("松江县公共法律服务中心");
    view.unstable = unstable;
    view.lines = {{false, QStringLiteral("您好，听得清吗？")}, {true, QStringLiteral("听懂了")}};
    return view;
}

CallOverView callOver(CallOverView::End end, CallbackView::State state)
{
    return {end, callback(state)};
}

ScreenView shown(PageView page, bool canGoBack = true)
{
    ScreenView view;
    view.page = std::move(page);
    view.canGoBack = canGoBack;
    return view;
}

ScreenView covered(PageView page, Cover cover, int seconds = 0, bool elder = false)
{
    ScreenView view = shown(std::move(page));
    view.cover = cover;
    view.idleSecondsLeft = seconds;
    view.elder = elder;
    return view;
}

void addForms(std::vector<SampleScreen> &all)
{
    const auto add = [&](const char *name, const char16_t *about, FormView view) {
        all.push_back({QLatin1String(name), QString::fromUtf16(about), shown(std::move(view))});
    };
    add("form-choice", u"选一个", matter());
    add("form-choices", u"选几个", exempt());
    add("form-choice-problem", u"没有选", callTime());
    add("form-statement", u"承诺", statement());
    add("form-long-text", u"写一段话", facts(false));
    add("form-long-text-empty", u"还没有写", facts(true));
    add("form-text", u"写一行", opponent());
    add("form-digits", u"数字", income());
    add("form-phone", u"电话", phone(false));
    add("form-phone-problem", u"电话不对", phone(true));
}

void addResults(std::vector<SampleScreen> &all)
{
    using Slip = ResultView::Slip;
    const auto add = [&](const char *name, const char16_t *about, ResultView view) {
        all.push_back({QLatin1String(name), QString::fromUtf16(about), shown(std::move(view), false)});
    };
    add("result-printing", u"正在打印", result(Slip::Printing));
    add("result-confirmed", u"回执已打印", result(Slip::Confirmed));
    add("result-failed", u"没有打印成功", result(Slip::Failed));
    add("result-unknown", u"不确定是否打印", result(Slip::Unknown, Fault::OutcomeUnknown));
    SampleScreen offline{QStringLiteral("result-offline"), QStringLiteral("网络不通，打印也不通"),
                         shown(result(Slip::Failed, Fault::DeviceAbsent), false)};
    offline.view.offline = true;
    offline.view.printerDown = true;
    all.push_back(offline);
}

void addAdvice(std::vector<SampleScreen> &all)
{
    const auto add = [&](const char *name, const char16_t *about, PageView view, bool canGoBack = true) {
        all.push_back({QLatin1String(name), QString::fromUtf16(about), shown(std::move(view), canGoBack)});
    };
    using Over = CallOverView::End;
    using State = CallbackView::State;
    add("card-anonymous", u"等身份证，可以匿名", CardView{CardView::Phase::Waiting, Fault::CardMoved, true});
    add("result-advice", u"咨询已登记，说明几点前答复", adviceResult(false), false);
    add("result-advice-call", u"咨询已登记，现在可以视频", adviceResult(true), false);
    add("result-rating", u"评价已登记，登记了回电", ratingResult(), false);
    add("ticket-number", u"输入单号", ticketNumber());
    CardView bySlip{CardView::Phase::Waiting, Fault::CardMoved, true};
    bySlip.bySlip = true;
    add("card-slip", u"等身份证，出示了回执", bySlip);
    add("progress", u"办到哪一步", progress(false));
    add("progress-answered", u"看答复", progress(true));
    add("progress-unknown", u"网络不通，查不到", noProgress(Fault::HubUnreachable));
    add("progress-not-found", u"没有这个单号", noProgress(Fault::NotFound));
    using Scan = ScanView::Phase;
    add("scan-aim", u"拍材料", scan(Scan::Aiming, {}));
    add("scan-hint", u"拍材料，没有放好", scan(Scan::Aiming, QStringLiteral("有反光，请把纸抚平或转一转。")));
    add("scan-look", u"看看拍得清不清楚", scan(Scan::Looking, {}));
    add("check-pages", u"核对，可以拍材料", checkWithPages());
    add("call-consent", u"打开摄像头之前", CallConsentView{});
    add("call-wait", u"排队等律师", CallWaitView{2, 6, false, {}}, false);
    add("call-connecting", u"正在接通", CallWaitView{0, 0, true, QStringLiteral("李律师")}, false);
    add("call-video", u"视频通话", call(CallView::Media::Video, false), false);
    add("call-unstable", u"网络不稳定", call(CallView::Media::Video, true), false);
    add("call-audio", u"只用声音", call(CallView::Media::Audio, false), false);
    add("call-over", u"通话结束", callOver(Over::Finished, State::None), false);
    add("call-broken", u"通话断了，登记了回电", callOver(Over::Broken, State::Promised), false);
    add("call-nobody", u"没有接通，回电没有登记成功", callOver(Over::Nobody, State::Failed), false);
}

} // namespace

std::vector<SampleScreen> sampleScreens()
{
    std::vector<SampleScreen> all;
    const auto add = [&](const char *name, const char16_t *about, ScreenView view) {
        all.push_back({QLatin1String(name), QString::fromUtf16(about), std::move(view)});
    };
    add("home", u"首页", shown(home(), false));
    ScreenView down = shown(home(), false);
    down.printerDown = true;
    down.offline = true;
    add("home-degraded", u"首页，打印和网络都不通", down);
    down.printerDown = false;
    down.attendant = QStringLiteral("值守人员：有申请被平台退回，请看维护模式。");
    add("home-attendant", u"首页，网络不通，有要值守人员看的", down);
    add("not-yet", u"还没有开通的服务", shown(NotYetView{QStringLiteral("人民调解申请")}));
    add("guide", u"办理前的说明", shown(guide(false)));
    add("guide-no-printer", u"办理前的说明，打印不了", shown(guide(true)));
    add("card-waiting", u"等身份证", shown(CardView{}));
    add("card-reading", u"正在读身份证", shown(CardView{CardView::Phase::Reading}));
    add("card-trouble", u"没有读成", shown(CardView{CardView::Phase::Trouble, Fault::CardMoved}));
    add("identity", u"核对身份", shown(identity(false)));
    add("identity-elder-offer", u"核对身份，问要不要大字版", shown(identity(true)));
    addForms(all);
    add("check", u"核对填写的内容", shown(check()));
    add("working", u"正在办", shown(WorkingView{QStringLiteral("正在保存您的申请，请稍等…")}, false));
    addResults(all);
    addAdvice(all);
    addLibrary(all);
    add("trouble", u"没有办成", shown(TroubleView{Fault::StoreFull, true}));
    add("out-of-service", u"本机暂时不能使用", shown(OutOfServiceView{QStringLiteral("KeyMissing")}, false));
    add("goodbye", u"再见", shown(GoodbyeView{}, false));
    add("cover-help", u"求助", covered(matter(), Cover::Help));
    add("cover-idle", u"还要继续吗", covered(matter(), Cover::Idle, 24));
    add("cover-idle-elder", u"还要继续吗，大字版不显示倒计时", covered(matter(), Cover::Idle, 24, true));
    add("cover-leave", u"要离开吗", covered(facts(false), Cover::Leave));
    add("cover-hidden", u"快速离开之后", covered(home(), Cover::Hidden));
    addStaff(all);
    return all;
}

} // namespace yz
