// SPDX-License-Identifier: Apache-2.0
// The invented documents of the drawn photographs: applications, forms with tables, letters, with stamps and photos.
#include "dice.h"
#include "photograph.h"

#include <QPainter>
#include <QPainterPath>

#include <array>

namespace yz::drawn {
namespace {

const std::array kTitles{u"法律援助申请表", u"劳动合同书",   u"授权委托书",     u"民事起诉状",
                         u"证明",           u"房屋租赁合同", u"经济状况证明表", u"调解协议书"};
const std::array kSentences{u"申请人因劳动报酬纠纷，特向本中心申请法律援助。",
                            u"甲方应当于每月十五日前支付上月工资。",
                            u"本人承诺以上所填内容真实、准确、完整。",
                            u"被申请人至今未按约定支付赔偿款项，共计人民币三千六百元整。",
                            u"双方经协商一致，自愿达成如下协议，共同遵守执行。",
                            u"因道路施工造成房屋墙体开裂，要求修复并赔偿损失。",
                            u"以上情况属实，请予以审核批准。",
                            u"租赁期限自二〇二六年三月一日起至二〇二七年二月末日止。",
                            u"本协议一式三份，双方各执一份，留存一份。",
                            u"请求判令被告归还借款本金及利息，诉讼费用由被告承担。",
                            u"家庭成员共四人，主要收入来源为务农，年收入约二万元。",
                            u"证人曾于当日下午在现场目睹事情经过。"};
const std::array kFields{u"姓名", u"性别", u"民族", u"出生日期", u"住址", u"联系电话", u"案由", u"备注"};

/** All measures in millimetres; the painter is scaled. */
class Writer
{
public:
    Writer(QPainter &painter, Dice &dice, QSizeF paper) : m_painter(painter), m_dice(dice), m_paper(paper) {}

    void write()
    {
        const auto family =
            m_dice.chance(0.5) ? QStringLiteral("Noto Sans CJK SC") : QStringLiteral("Noto Serif CJK SC");
        m_text = QFont(family);
        m_height = m_dice.between(4.2, 5.8);
        m_margin = m_dice.between(0.08, 0.13) * m_paper.width();
        m_y = m_margin;
        line(QString::fromUtf16(kTitles.at(pick(kTitles.size()))), m_height * 1.7, true);
        m_y += m_height;
        if (m_dice.chance(0.45))
            table();
        paragraphs();
        if (m_dice.chance(0.6))
            stamp();
    }

private:
    std::size_t pick(std::size_t count) { return static_cast<std::size_t>(m_dice.among(static_cast<int>(count))); }

    void setHeight(double height)
    {
        m_text.setPixelSize(100); // fonts below a few points are not drawn well: the painter shrinks it
        m_painter.setFont(m_text);
        m_shrink = height / 100;
    }
    void draw(QPointF at, const QString &words)
    {
        m_painter.save();
        m_painter.translate(at);
        m_painter.scale(m_shrink, m_shrink);
        m_painter.drawText(QPointF(0, 0), words);
        m_painter.restore();
    }
    void line(const QString &words, double height, bool centred)
    {
        setHeight(height);
        const auto across = static_cast<double>(words.size()) * height;
        const auto left = centred ? (m_paper.width() - across) / 2 : m_margin;
        draw({left, m_y + height}, words);
        m_y += height * 1.6;
    }
    void table()
    {
        const int rows = 3 + m_dice.among(4);
        const auto width = m_paper.width() - 2 * m_margin;
        const auto high = m_height * 2;
        m_painter.setPen(QPen(QColor(30, 30, 30), m_dice.between(0.25, 0.7)));
        for (int row = 0; row <= rows; ++row)
            m_painter.drawLine(QLineF(m_margin, m_y + row * high, m_margin + width, m_y + row * high));
        for (const auto at : {0.0, 0.22, 0.5, 0.72, 1.0})
            m_painter.drawLine(QLineF(m_margin + at * width, m_y, m_margin + at * width, m_y + rows * high));
        setHeight(m_height);
        for (int row = 0; row < rows; ++row) {
            for (const auto at : {0.01, 0.51})
                draw({m_margin + at * width, m_y + (row + 0.7) * high},
                     QString::fromUtf16(kFields.at(pick(kFields.size()))).left(3));
        }
        m_y += rows * high + m_height;
    }
    void paragraphs()
    {
        const auto across = static_cast<qsizetype>((m_paper.width() - 2 * m_margin) / m_height);
        const auto end = m_dice.between(0.6, 0.92) * m_paper.height();
        QString words = QStringLiteral("　　");
        while (m_y < end) {
            while (words.size() < across)
                words += QString::fromUtf16(kSentences.at(pick(kSentences.size())));
            line(words.left(across), m_height, false);
            words = words.mid(across);
        }
    }
    void stamp()
    {
        const auto side = m_dice.between(28, 40);
        const QPointF centre(m_paper.width() * m_dice.between(0.55, 0.75),
                             m_paper.height() * m_dice.between(0.7, 0.85));
        m_painter.setPen(QPen(QColor(200, 30, 40, 200), 1.2));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(centre, side / 2, side / 2);
        setHeight(5);
        draw(centre + QPointF(-10, 2), QStringLiteral("虚构之印"));
    }

    QPainter &m_painter;
    Dice &m_dice;
    QSizeF m_paper;
    QFont m_text;
    double m_shrink = 1;
    double m_height = 5;
    double m_margin = 20;
    double m_y = 0;
};

} // namespace

QImage documentOf(std::uint32_t seed, int longSide)
{
    Dice dice(seed + 17);
    static constexpr std::array<std::array<double, 2>, 5> kSizes{
        {{210, 297}, {210, 297}, {210, 297}, {176, 250}, {297, 210}}};
    const auto [width, height] = kSizes.at(static_cast<std::size_t>(dice.among(5)));
    const auto scale = longSide / std::max(width, height);
    static constexpr std::array<std::array<int, 3>, 4> kPapers{
        {{248, 248, 246}, {244, 243, 238}, {246, 240, 222}, {232, 238, 246}}};
    const auto [red, green, blue] = kPapers.at(static_cast<std::size_t>(dice.among(4)));
    QImage page(qRound(width * scale), qRound(height * scale), QImage::Format_RGB32);
    page.fill(QColor(red, green, blue));
    QPainter painter(&page);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    painter.setPen(QColor(25, 25, 30));
    Writer(painter, dice, QSizeF(width, height)).write();
    return page;
}

} // namespace yz::drawn
