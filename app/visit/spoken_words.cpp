// SPDX-License-Identifier: Apache-2.0
#include "visit/step.h"
#include "visit_words.h"

#include <QRegularExpression>

namespace yz {
namespace {

/** Somebody who listens hears a sentence, then a pause. */
class Reader
{
public:
    Reader &say(QString words)
    {
        words = words.trimmed();
        if (words.isEmpty())
            return *this;
        static const QString ends = QStringLiteral("。！？；：，、.!?;:");
        m_text += ends.contains(words.back()) ? words : words + QStringLiteral("。");
        return *this;
    }
    Reader &say(const QStringList &all)
    {
        for (const auto &one : all)
            say(one);
        return *this;
    }
    QString text() const { return m_text; }

private:
    QString m_text;
};

/** Digit by digit: 12348 is no amount. */
QString digitByDigit(const QString &number)
{
    QString spaced;
    for (const auto &sign : number)
        spaced += (spaced.isEmpty() ? QString() : QStringLiteral(" ")) + sign;
    return spaced;
}

/** A number that leads to somebody is shown, not said. */
QString withoutNumbers(QString words)
{
    static const QRegularExpression number(QStringLiteral("[0-9*Xx-]{6,}"));
    return words.replace(number, Said::tr("（请看屏幕）"));
}

/** One page, as it is read. */
class PageReader
{
public:
    QString operator()(const HomeView &view) const
    {
        Reader reader;
        reader.say(Said::tr("您好，请选择要办的事。"));
        for (const auto &tile : view.tiles)
            reader.say(tile.title);
        for (const auto &way : view.more)
            reader.say(way.label);
        return reader.text();
    }
    QString operator()(const NotYetView &view) const { return Reader().say(view.title).text(); }
    QString operator()(const GuideView &view) const
    {
        return Reader().say(view.title).say(view.lead).say(view.points).text();
    }
    QString operator()(const CardView &view) const
    {
        Reader reader;
        if (view.phase == CardView::Phase::Reading)
            return reader.say(Said::tr("正在读卡，请不要拿开。")).text();
        if (view.phase == CardView::Phase::Trouble)
            reader.say(Said::tr("没有读出来。"));
        reader.say(Said::tr("请把身份证放在读卡的地方。"));
        if (view.mayStayAnonymous)
            reader.say(Said::tr("也可以不放，匿名办理。"));
        return reader.text();
    }
    /** Who somebody is stands on the screen; a hall need not hear it. */
    QString operator()(const IdentityView &) const { return Said::tr("请看屏幕，这是您本人吗？是的话，请按“是我”。"); }
    QString operator()(const FormView &view) const
    {
        Reader reader;
        reader.say(view.problem).say(view.title).say(view.help);
        for (const auto &option : view.options)
            reader.say(option.label);
        return reader.text();
    }
    QString operator()(const CheckView &view) const
    {
        Reader reader;
        reader.say(Said::tr("请核对您填的内容。"));
        for (const auto &row : view.rows) {
            if (!row.field.isEmpty()) // the others say who it is
                reader.say(row.label).say(withoutNumbers(row.value));
        }
        return reader.say(view.promise).say(view.pledge).text();
    }
    QString operator()(const ScanView &view) const
    {
        if (view.phase == ScanView::Phase::Looking)
            return Said::tr("请看看拍得清不清楚。清楚就按确认，不清楚就重拍。");
        return Reader().say(Said::tr("请把材料平放在摄像头下面，然后按拍照。")).say(view.trouble).text();
    }
    QString operator()(const WorkingView &view) const { return Reader().say(view.sentence).text(); }
    QString operator()(const ResultView &view) const
    {
        Reader reader;
        reader.say(view.title.isEmpty() ? Said::tr("您的申请已提交。") : view.title).say(view.promise);
        if (view.slip == ResultView::Slip::Printing)
            reader.say(Said::tr("正在打印回执，请取好。"));
        else if (view.slip == ResultView::Slip::Failed)
            reader.say(Said::tr("回执没有打出来。单号在屏幕上，请抄下来或者拍下来。"));
        for (const auto &step : view.timeline)
            reader.say(step.title + QStringLiteral("，") + step.when);
        return reader.text();
    }
    QString operator()(const ProgressView &view) const
    {
        if (view.unknown)
            return Said::tr("现在查不到。可以过一会儿再试，或者拨打 1 2 3 4 8。");
        return Reader().say(view.service).say(view.state).say(view.due).say(withoutNumbers(view.answer)).text();
    }
    QString operator()(const CallConsentView &) const
    {
        return Said::tr("马上和律师视频。摄像头和麦克风只在通话时打开。同意请按开始，也可以选择只用声音。");
    }
    QString operator()(const CallWaitView &view) const
    {
        if (view.connecting)
            return Said::tr("律师来了，正在接通。");
        return view.place > 1 ? Said::tr("前面还有 %1 位，请稍等。").arg(view.place - 1)
                              : Said::tr("马上轮到您，请稍等。");
    }
    QString operator()(const CallView &) const { return {}; } // a lawyer is speaking
    QString operator()(const CallOverView &view) const
    {
        Reader reader;
        reader.say(Said::tr("通话结束了。"));
        if (view.callback.state == CallbackView::State::Promised)
            reader.say(Said::tr("会有人给您打电话。"));
        return reader.text();
    }
    QString operator()(const ListView &view) const
    {
        constexpr std::size_t kAtOnce = 6; // nobody keeps more in mind
        Reader reader;
        reader.say(view.title).say(view.lead);
        if (view.rows.empty())
            reader.say(view.nothing);
        for (std::size_t i = 0; i < std::min(view.rows.size(), kAtOnce); ++i)
            reader.say(view.rows[i].title);
        return reader.text();
    }
    QString operator()(const DetailView &view) const
    {
        Reader reader;
        reader.say(view.title).say(view.lead);
        if (!view.number.isEmpty())
            reader.say(Said::tr("电话：%1").arg(digitByDigit(view.number)));
        for (const auto &block : view.blocks)
            reader.say(block.heading).say(block.lines);
        return (view.isOld ? reader.say(view.notice) : reader).text();
    }
    QString operator()(const ChooseView &view) const
    {
        Reader reader;
        reader.say(view.question).say(view.help);
        for (const auto &option : view.options)
            reader.say(option.label);
        return reader.text();
    }
    QString operator()(const LawSearchView &view) const
    {
        using Stands = LawSearchView::Stands;
        if (view.stands == Stands::Found)
            return Said::tr("找到 %1 条，请点开看。").arg(view.hits.size());
        if (view.stands == Stands::Nothing)
            return Said::tr("没有找到。可以换个说法，或者找人问问。");
        if (view.stands == Stands::Trouble)
            return Said::tr("现在查不了法律，请找人问问。");
        return Said::tr("查法律。请输入想问的事，比如：拖欠工资。");
    }
    QString operator()(const ArticleView &view) const
    {
        return Reader().say(view.isOld ? view.notice : QString()).say(view.law).say(view.number).say(view.text).text();
    }
    QString operator()(const TroubleView &) const
    {
        return Said::tr("现在办不了。可以再试一次，或者找工作人员帮忙，也可以拨打 1 2 3 4 8。");
    }
    QString operator()(const OutOfServiceView &) const { return {}; } // nobody is asked to stay
    QString operator()(const BoardView &) const { return {}; }        // staff read
    QString operator()(const GoodbyeView &view) const
    {
        Reader reader;
        reader.say(Said::tr("办好了，再见。"));
        if (view.remindCard)
            reader.say(Said::tr("请带好身份证。"));
        if (view.remindPaper)
            reader.say(Said::tr("请取走打印的纸。"));
        return reader.text();
    }
};

} // namespace

QString spokenWords(const ScreenView &view)
{
    switch (view.cover) {
    case Cover::Help:
        return Said::tr("需要帮助，请拨打 1 2 3 4 8，或者叫工作人员。");
    case Cover::Idle:
        return Said::tr("还要继续吗？碰一下屏幕就能接着办。");
    case Cover::Leave:
        return Said::tr("要离开吗？填的内容还没有提交。");
    case Cover::Hidden:
        return {};
    case Cover::None:
        break;
    }
    return std::visit(PageReader(), view.page);
}

} // namespace yz
