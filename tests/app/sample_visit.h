// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "built_in_forms.h"

#include <visit/step.h>

#include <QTest>

#include <fakes/manual_clock.h>

namespace yz::sample {

inline FormPack complaintForm()
{
    FormPack form;
    form.id = QStringLiteral("form.complaint");
    form.version = QStringLiteral("2026.11.1");
    form.service = QStringLiteral("complaint");
    form.title = QStringLiteral("投诉建议");
    form.anonymousAllowed = true;
    Question what;
    what.field = QStringLiteral("what");
    what.kind = QuestionKind::LongText;
    what.title = QStringLiteral("您要反映什么？");
    what.maxLength = 300;
    form.pages = {{QStringLiteral("内容"), {what}}};
    form.timeline = {{QStringLiteral("登记"), QStringLiteral("马上"), {}}};
    return form;
}

/** One of everything, and for every thing one more that leads to it. */
inline Catalogue sampleCatalogue()
{
    const auto s = [](const char *text) { return QString::fromUtf8(text); };
    Catalogue words;
    words.forms = builtInForms();
    for (const auto *guidanceOnly : {"mediation", "notary", "appraisal", "complaint"})
        words.forms.erase(s(guidanceOnly));
    words.forms.emplace(s("complaint"), complaintForm());
    words.version.region = s("230100");
    words.version.sequence = 3;
    words.version.created = ManualClock().wall() - std::chrono::hours(24);
    words.items = {
        {s("legal-aid"),
         s("aid"),
         s("法律援助"),
         s("请不起律师，国家帮您"),
         {},
         s("经济困难的公民"),
         {s("身份证"), s("困难证明")},
         {s("申请"), s("审查")},
         s("一楼 3 号窗口"),
         s("7 日内决定"),
         s("不收费"),
         {s("《法律援助法》第三十一条")},
         s("legal-aid"),
         s("legal-aid-centre"),
         {s("12345")}},
        {s("adoption"),
         s("notary"),
         s("收养登记"),
         s("去民政局办"),
         {},
         {},
         {s("户口簿")},
         {},
         {},
         {},
         {},
         {},
         {},
         {},
         {}},
        {s("mediation"), s("aid"), s("人民调解"), s("有纠纷，请人说和"), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}},
    };
    words.institutions = {
        {s("org.aid"),
         s("legal-aid-centre"),
         s("某县法律援助中心"),
         s("230100"),
         s("某路 1 号"),
         s("0451-00000001"),
         s("周一至周五"),
         {},
         {}},
        {s("org.notary"),
         s("notary-office"),
         s("某县公证处"),
         s("230100"),
         s("某路 2 号"),
         s("0451-00000002"),
         {},
         {},
         {}},
    };
    words.people = {
        {s("p.li"), s("李某某"), s("lawyer"), s("org.aid"), s("1230120200000001"), {s("劳动")}, s("周二上午")}};
    words.referrals = {{s("12345"), s("12345"), s("政务服务热线"), s("政府部门的事"), s("对政府服务有意见时"), false},
                       {s("110"), s("110"), s("报警"), s("正在发生的危险"), s("有人受伤害时"), true}};
    words.lessons = {{s("l.wages"),
                      s("labour"),
                      s("工资被拖欠怎么办"),
                      s("先要凭证"),
                      {s("第一步。"), s("第二步。")},
                      {{s("中华人民共和国劳动法"), 50, 0}}}};
    words.tree.root = s("start");
    words.tree.nodes = {
        {s("start"),
         {s("您遇到了什么事？"),
          {},
          {{s("欠工资"), {}, s("node:wages")},
           {s("说不清"), {}, s("human")},
           {s("看看别的"), {}, s("list:lessons")},
           {s("断了的路"), {}, s("item:gone")}}}},
        {s("wages"),
         {s("有合同吗？"), {}, {{s("有"), {}, s("service:legal-aid")}, {s("没有"), {}, s("lesson:l.wages")}}}}};
    return words;
}

inline const Catalogues &catalogues()
{
    static const auto all = [] {
        Catalogues both{sampleCatalogue(), sampleCatalogue()};
        both.english.items.front().title = QStringLiteral("Legal aid");
        both.english.forms.at(QStringLiteral("legal-aid")).title = QStringLiteral("Legal aid");
        return both;
    }();
    return all;
}

inline const std::map<QString, FormPack> &packs()
{
    return catalogues().chinese.forms;
}

inline Uuid orderId(std::uint8_t last = 1)
{
    Uuid id;
    id.bytes[15] = static_cast<std::byte>(last);
    return id;
}

inline Surroundings around(const Clock &clock)
{
    return {catalogues(), QStringLiteral("某县公共法律服务中心"), "YZ-0001", clock.now(), clock.wall(), true,
            orderId()};
}

inline Identity person()
{
    Identity who;
    who.name = QStringLiteral("王秀英");
    who.number = QStringLiteral("11010519491231002X");
    who.sexCode = QStringLiteral("2");
    who.birth = QStringLiteral("19491231");
    who.address = QStringLiteral("黑龙江省哈尔滨市道里区某街1号");
    who.numberIsConsistent = true;
    return who;
}

inline FormAnswers answers()
{
    return {{QStringLiteral("matter"), {QStringLiteral("wages")}},
            {QStringLiteral("aid-form"), {QStringLiteral("represent")}},
            {QStringLiteral("stage"), {QStringLiteral("none")}},
            {QStringLiteral("urgent"), {QStringLiteral("no")}},
            {QStringLiteral("exempt"), {QStringLiteral("relief")}},
            {QStringLiteral("facts"), {QStringLiteral("干了三个月没给工资")}},
            {QStringLiteral("opponent"), {}},
            {QStringLiteral("phone"), {QStringLiteral("13812345678")}},
            {QStringLiteral("call-time"), {QStringLiteral("any")}}};
}

inline Application application()
{
    return {QStringLiteral("legal-aid"), person(), answers(), orderId(9)};
}

/** Its order, that pages are kept for, has the id 4. */
inline Application advice()
{
    Application asking{QStringLiteral("advice"),
                       person(),
                       {{QStringLiteral("domain"), {QStringLiteral("other")}},
                        {QStringLiteral("question"), {QStringLiteral("steps")}},
                        {QStringLiteral("text"), {QStringLiteral("老板欠我三个月工资")}},
                        {QStringLiteral("channel"), {QStringLiteral("message")}}},
                       orderId(9)};
    asking.order = orderId(4);
    return asking;
}

inline WorkOrder order(const Clock &clock)
{
    const OrderStamp stamp{orderId(), "YZ-0001", clock.wall(), true};
    auto made = draft(packs().at(QStringLiteral("legal-aid")), person(), answers(), stamp);
    if (!made)
        qFatal("%s", made.error().detail.c_str());
    return *made;
}

inline Ticket ticket()
{
    return {orderId(), QStringLiteral("YZ0001-261123-0001-7"), 1, QByteArray(32, 'd')};
}

inline Done done()
{
    return {QStringLiteral("legal-aid"), ticket(), {}};
}

inline CallPlan plan()
{
    return {orderId(), QStringLiteral("labour"), person(), QStringLiteral("13812345678"), {}};
}

inline Done doneWithCall()
{
    Done done{QStringLiteral("advice"), ticket(), {}};
    done.call = plan();
    return done;
}

/** Its callback has the id 2. */
inline FollowUp followUp(const Clock &clock)
{
    const OrderStamp stamp{orderId(2), "YZ-0001", clock.wall(), true};
    return {
        callbackFor(orderId(), CallbackReason::Unsolved, person(), QStringLiteral("13812345678"), {}, stamp), {}, {}};
}

inline Done doneWithFollowUp(const Clock &clock)
{
    Done done{QStringLiteral("rating"), ticket(), {}};
    done.slipStands = ResultView::Slip::None;
    done.followUp = followUp(clock);
    return done;
}

inline CallOver callOver(const Clock &clock)
{
    return {plan(), callflow::End::Broken, true, followUp(clock)};
}

inline ProgressAnswer answered()
{
    ProgressAnswer progress;
    progress.order = orderId();
    progress.number = QStringLiteral("YZ0001-261123-0001-7");
    progress.service = QStringLiteral("advice");
    progress.state = "answered";
    progress.answer = QStringLiteral("可以先申请劳动仲裁。");
    return progress;
}

inline LawArticle article()
{
    LawArticle one;
    one.key = 7;
    one.law = QStringLiteral("中华人民共和国劳动法");
    one.number = QStringLiteral("第五十条");
    one.text = QStringLiteral("工资应当以货币形式按月支付给劳动者本人。不得克扣或者无故拖欠劳动者的工资。");
    one.validFrom = QDate(1995, 1, 1);
    one.before = 6;
    one.after = 8;
    return one;
}

inline LawFindings findings()
{
    LawFindings found;
    found.how = LawFindings::How::Words;
    found.hits = {{7, article().law, article().number, article().text.left(20), {{0, 2}}, true}};
    return found;
}

/** Asked for as number 3. */
inline LawStop lawsAsked()
{
    LawStop laws;
    laws.query = QStringLiteral("拖欠工资");
    laws.asked = 3;
    laws.stands = LawSearchView::Stands::Asking;
    return laws;
}

inline LawStop lawsFound()
{
    auto laws = lawsAsked();
    laws.stands = LawSearchView::Stands::Found;
    laws.findings = findings();
    return laws;
}

inline ArticleStop articleShown()
{
    ArticleStop shown;
    shown.article = article();
    return shown;
}

inline PageStop page(PageStop::Kind kind, const char *id)
{
    return {kind, QString::fromLatin1(id)};
}

inline Browsing browsing(Stop stop)
{
    Browsing stage;
    stage.trail.push_back(std::move(stop));
    return stage;
}

inline AtProgress atProgress(Result<ProgressAnswer> progress)
{
    return {QStringLiteral("YZ0001-261123-0001-7"), person(), std::move(progress)};
}

inline callflow::Standing standing(callflow::Phase phase, callflow::End end = callflow::End::HungUp)
{
    callflow::Standing standing;
    standing.phase = phase;
    standing.end = end;
    if (phase == callflow::Phase::InCall || phase == callflow::Phase::Ended)
        standing.agent = QStringLiteral("李律师");
    return standing;
}

} // namespace yz::sample
