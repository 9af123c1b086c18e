// SPDX-License-Identifier: Apache-2.0
#include "booth/samples_library.h"

#include <array>

namespace yz {
namespace {

ListView guideList()
{
    ListView view{QStringLiteral("guide"),
                  QStringLiteral("办事指南"),
                  QStringLiteral("点一下，看要带什么、去哪里、多久办好。"),
                  {{QStringLiteral("all"), QStringLiteral("全部"), true},
                   {QStringLiteral("aid"), QStringLiteral("法律援助"), false},
                   {QStringLiteral("mediation"), QStringLiteral("调解"), false},
                   {QStringLiteral("notary"), QStringLiteral("公证"), false},
                   {QStringLiteral("other"), QStringLiteral("其他"), false}},
                  {},
                  {}};
    const std::vector<std::array<QString, 4>> rows = {
        {QStringLiteral("aid-apply"), QStringLiteral("申请法律援助"), QStringLiteral("单位：云溪县法律援助中心"),
         QStringLiteral("时限：7 日内作出决定")},
        {QStringLiteral("mediate"), QStringLiteral("申请人民调解"), QStringLiteral("单位：镇（街道）人民调解委员会"),
         QStringLiteral("时限：一般一个月内")},
        {QStringLiteral("will"), QStringLiteral("办理遗嘱公证"), QStringLiteral("单位：云溪县公证处"),
         QStringLiteral("时限：受理后 15 个工作日内")},
        {QStringLiteral("injury"), QStringLiteral("伤残等级鉴定"), QStringLiteral("单位：有资格的司法鉴定机构"),
         QStringLiteral("时限：以委托书约定的为准")},
        {QStringLiteral("arbitration"), QStringLiteral("申请劳动仲裁"),
         QStringLiteral("单位：县劳动人事争议仲裁委员会"), QStringLiteral("时限：知道权利受侵害起一年内申请")},
        {QStringLiteral("review"), QStringLiteral("申请行政复议"), QStringLiteral("单位：县人民政府行政复议机构"),
         QStringLiteral("时限：知道之日起 60 日内申请")},
    };
    for (const auto &[id, title, unit, limit] : rows)
        view.rows.push_back({id,
                             title,
                             {unit, QStringLiteral("材料：身份证等 3 件"), limit},
                             id == QLatin1String("aid-apply") ? QStringLiteral("可在这里办") : QString()});
    return view;
}

ListView emptyList()
{
    ListView view = guideList();
    view.topic = QStringLiteral("organisations");
    view.title = QStringLiteral("找机构和人");
    view.rows.clear();
    view.nothing = QStringLiteral("这一类现在没有登记的机构。可以看看“全部”，或者请工作人员帮您找。");
    return view;
}

DetailView::Block block(const QString &heading, const QStringList &lines, bool numbered = false)
{
    return {heading, lines, numbered};
}

PageAction action(const QString &id, const QString &label, bool primary = false)
{
    return {id, label, primary};
}

DetailView guidePage(SheetStands sheet)
{
    DetailView view;
    view.id = QStringLiteral("item/aid-apply");
    view.title = QStringLiteral("申请法律援助");
    view.lead = QStringLiteral("请不起律师，又遇到了难事，国家免费帮您。");
    view.blocks = {
        block(QStringLiteral("谁可以办"),
              QStringList(
                  QStringLiteral("经济困难，要打官司、仲裁或写文书的人。受家暴的人、讨工资的农民工等，不看收入。"))),
        block(QStringLiteral("要带什么"),
              {QStringLiteral("身份证。"), QStringLiteral("和事情有关的材料：合同、欠条、诊断书等。"),
               QStringLiteral("经济困难情况说明，可以当场写。")},
              true),
        block(QStringLiteral("去哪里"), QStringList(QStringLiteral("云溪县法律援助中心，人民路 18 号一楼 3 号窗口。"))),
        block(QStringLiteral("多久办好"),
              QStringList(QStringLiteral("收到申请起 7 日内决定；决定援助的，3 日内安排律师。不收钱。"))),
    };
    view.sources = {QStringLiteral("《法律援助法》第三十一条、第四十三条"), QStringLiteral("省司法厅的通知")};
    view.opens = {true, false};
    view.notice = QStringLiteral("数据截至 2026-11-20。");
    view.actions = {action(QStringLiteral("print"), QStringLiteral("打印清单")),
                    action(QStringLiteral("places"), QStringLiteral("看机构")),
                    action(QStringLiteral("begin"), QStringLiteral("开始办理"), true)};
    view.sheet = sheet;
    return view;
}

DetailView lineOfOthers()
{
    DetailView view;
    view.id = QStringLiteral("referral/110");
    view.title = QStringLiteral("正在受到伤害，请马上报警");
    view.lead = QStringLiteral("有人打您、威胁您，或者您觉得有危险，先离开，再拨打电话。");
    view.number = QStringLiteral("110");
    view.blocks = {block(QStringLiteral("什么时候打"),
                         {QStringLiteral("正在发生的暴力、威胁、抢劫、诈骗。"), QStringLiteral("说清楚您在哪里。")})};
    view.actions = {action(QStringLiteral("print"), QStringLiteral("打印这张单子")),
                    action(QStringLiteral("help"), QStringLiteral("叫人帮忙"), true)};
    return view;
}

ChooseView helpMeChoose()
{
    return {QStringLiteral("start"),
            QStringLiteral("您遇到了什么事？"),
            QStringLiteral("选最像的一项。选错了也没关系，可以返回。"),
            {{QStringLiteral("0"), QStringLiteral("有人欠我钱"), QStringLiteral("工资、借款、货款")},
             {QStringLiteral("1"), QStringLiteral("家里的事"), QStringLiteral("离婚、老人赡养、孩子抚养、分家")},
             {QStringLiteral("2"), QStringLiteral("受了伤，要赔偿"), QStringLiteral("车祸、工伤、被人打伤")},
             {QStringLiteral("3"), QStringLiteral("和邻居、村里有矛盾"), {}},
             {QStringLiteral("4"), QStringLiteral("正在受到威胁或伤害"), QStringLiteral("现在就需要人来")}}};
}

LawSearchView lawSearch(LawSearchView::Stands stands)
{
    LawSearchView view;
    view.stands = stands;
    view.examples = {QStringLiteral("拖欠工资"), QStringLiteral("民法典第1077条"), QStringLiteral("离婚冷静期"),
                     QStringLiteral("押金不退")};
    view.notice = QStringLiteral("法律数据截至 2026-11-20。");
    if (stands == LawSearchView::Stands::Empty)
        return view;
    view.query = QStringLiteral("离婚冷静期");
    if (stands != LawSearchView::Stands::Found)
        return view;
    view.understoodAs = {QStringLiteral("离婚登记"), QStringLiteral("三十日")};
    view.hits = {{QStringLiteral("1"),
                  QStringLiteral("中华人民共和国民法典"),
                  QStringLiteral("第一千零七十七条"),
                  QStringLiteral("自婚姻登记机关收到离婚登记申请之日起三十日内，任何一方不愿意离婚的，可以向婚姻登记机"
                                 "关撤回离婚登记申请。"),
                  {{9, 4}, {20, 3}},
                  {}},
                 {QStringLiteral("2"),
                  QStringLiteral("中华人民共和国民法典"),
                  QStringLiteral("第一千零七十六条"),
                  QStringLiteral("夫妻双方自愿离婚的，应当签订书面离婚协议，并亲自到婚姻登记机关申请离婚登记。"),
                  {{6, 2}},
                  {}},
                 {QStringLiteral("3"),
                  QStringLiteral("中华人民共和国婚姻法"),
                  QStringLiteral("第三十一条"),
                  QStringLiteral("男女双方自愿离婚的，准予离婚。"),
                  {{6, 2}},
                  QStringLiteral("已失效")}};
    return view;
}

ArticleView article(bool old)
{
    ArticleView view;
    view.id = QStringLiteral("1");
    view.law = QStringLiteral("中华人民共和国民法典");
    view.number = QStringLiteral("第一千零七十七条");
    view.section = QStringLiteral("第五编 婚姻家庭 · 第四章 离婚");
    view.text = QStringLiteral(
        "自婚姻登记机关收到离婚登记申请之日起三十日内，任何一方不愿意离婚的，可以向婚姻登记机关撤回离婚登记申请。\n"
        "前款规定期限届满后三十日内，双方应当亲自到婚姻登记机关申请发给离婚证；未申请的，视为撤回离婚登记申请。");
    view.validity =
        old ? QStringLiteral("这一版已经失效，请看现行的规定。") : QStringLiteral("自 2021-01-01 起施行，现行有效。");
    view.outOfForce = old;
    view.hasBefore = true;
    view.hasAfter = !old;
    view.notice = QStringLiteral("注意：数据截至 2026-11-10，超过 7 天没有更新。");
    view.isOld = true;
    view.actions = {action(QStringLiteral("print"), QStringLiteral("打印")),
                    action(QStringLiteral("advice"), QStringLiteral("问律师"), true)};
    return view;
}

} // namespace

void addLibrary(std::vector<SampleScreen> &all)
{
    const auto add = [&](const char *name, const char16_t *about, PageView page) {
        ScreenView view;
        view.page = std::move(page);
        view.canGoBack = true;
        all.push_back({QLatin1String(name), QString::fromUtf16(about), view});
    };
    using Stands = LawSearchView::Stands;
    add("list", u"办事指南", guideList());
    add("list-empty", u"这一类里没有", emptyList());
    add("detail", u"一件事怎么办", guidePage(SheetStands::None));
    add("detail-printed", u"清单打印好了", guidePage(SheetStands::Printed));
    add("detail-line", u"别的热线", lineOfOthers());
    add("choose", u"帮我选", helpMeChoose());
    add("laws", u"查法律", lawSearch(Stands::Empty));
    add("laws-asking", u"正在查", lawSearch(Stands::Asking));
    add("laws-found", u"查到了", lawSearch(Stands::Found));
    add("laws-nothing", u"没有查到", lawSearch(Stands::Nothing));
    add("article", u"一条法律", article(false));
    add("article-old", u"已经失效的一条", article(true));
}

} // namespace yz
