// SPDX-License-Identifier: Apache-2.0
#include "theme/icons.h"

#include <QPainter>
#include <QPainterPath>

namespace yz::ui {
namespace {

/** Draws on a field of 24 × 24 units. Shapes are tinted and outlined, lines only outlined. */
class Pencil
{
public:
    Pencil(QPainter &painter, const QColor &stroke, const QColor &fill)
        : m_painter(painter), m_stroke(stroke), m_fill(fill)
    {
        m_painter.setPen(QPen(stroke, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }

    void shape(const QPainterPath &path)
    {
        m_painter.setBrush(m_fill.isValid() ? QBrush(m_fill) : QBrush(Qt::NoBrush));
        m_painter.drawPath(path);
    }
    void line(std::initializer_list<QPointF> points)
    {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolyline(points.begin(), static_cast<int>(points.size()));
    }
    void path(const QPainterPath &path)
    {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(path);
    }
    void circle(double x, double y, double r)
    {
        QPainterPath p;
        p.addEllipse(QPointF(x, y), r, r);
        shape(p);
    }
    void box(double x, double y, double w, double h, double r)
    {
        QPainterPath p;
        p.addRoundedRect(QRectF(x, y, w, h), r, r);
        shape(p);
    }
    void dot(double x, double y, double r = 1.1)
    {
        m_painter.save();
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_stroke);
        m_painter.drawEllipse(QPointF(x, y), r, r);
        m_painter.restore();
    }
    void weight(double width)
    {
        QPen pen = m_painter.pen();
        pen.setWidthF(width);
        m_painter.setPen(pen);
    }

private:
    QPainter &m_painter;
    QColor m_stroke;
    QColor m_fill;
};

void umbrella(Pencil &pencil)
{
    QPainterPath dome(QPointF(2.5, 12.5));
    dome.arcTo(QRectF(2.5, 3.5, 19, 18), 180, -180);
    dome.quadTo(18.4, 10.4, 15.2, 12.5);
    dome.quadTo(12, 10.2, 8.8, 12.5);
    dome.quadTo(5.6, 10.4, 2.5, 12.5);
    dome.closeSubpath();
    pencil.shape(dome);
    pencil.line({{12, 2}, {12, 3.5}});
    QPainterPath handle(QPointF(12, 11.5));
    handle.lineTo(12, 19.2);
    handle.arcTo(QRectF(7.4, 16.9, 4.6, 4.6), 0, -180);
    pencil.path(handle);
}

void person(Pencil &pencil, double x, double head, double shoulders, double width)
{
    pencil.circle(x, head, 2.9);
    QPainterPath body(QPointF(x - width, shoulders + 5.6));
    body.lineTo(x - width, shoulders + 4);
    body.arcTo(QRectF(x - width, shoulders, 2 * width, 8), 180, -180);
    body.lineTo(x + width, shoulders + 5.6);
    body.closeSubpath();
    pencil.shape(body);
}

void sealedPaper(Pencil &pencil)
{
    QPainterPath paper(QPointF(4.5, 2.5));
    paper.lineTo(14, 2.5);
    paper.lineTo(18.5, 7);
    paper.lineTo(18.5, 21.5);
    paper.lineTo(4.5, 21.5);
    paper.closeSubpath();
    pencil.shape(paper);
    pencil.line({{14, 2.5}, {14, 7}, {18.5, 7}});
    pencil.line({{7.5, 8}, {10.8, 8}});
    pencil.line({{7.5, 11.5}, {12, 11.5}});
    pencil.circle(16.3, 16, 3.4);
    pencil.line({{14.4, 19}, {14, 22.5}, {16.3, 21.3}, {18.6, 22.5}, {18.2, 19}});
}

void magnifier(Pencil &pencil)
{
    pencil.circle(10.3, 10.3, 7.3);
    pencil.weight(2.6);
    pencil.line({{16, 16}, {21.2, 21.2}});
    pencil.weight(1.7);
    pencil.line({{7, 12.6}, {9, 9.8}, {11.2, 11.4}, {13.6, 7.8}});
}

void speech(Pencil &pencil)
{
    QPainterPath bubble;
    bubble.addRoundedRect(QRectF(2.5, 3.5, 19, 13.5), 3, 3);
    QPainterPath tail(QPointF(6.2, 16));
    tail.lineTo(6.2, 21.5);
    tail.lineTo(12, 16);
    tail.closeSubpath();
    pencil.shape(bubble.united(tail));
    pencil.dot(7.6, 10.2, 1.25);
    pencil.dot(12, 10.2, 1.25);
    pencil.dot(16.4, 10.2, 1.25);
}

void book(Pencil &pencil)
{
    QPainterPath left(QPointF(12, 6.2));
    left.quadTo(8, 3.4, 2.5, 4.3);
    left.lineTo(2.5, 18.6);
    left.quadTo(8, 17.6, 12, 20.6);
    left.closeSubpath();
    QPainterPath right(QPointF(12, 6.2));
    right.quadTo(16, 3.4, 21.5, 4.3);
    right.lineTo(21.5, 18.6);
    right.quadTo(16, 17.6, 12, 20.6);
    right.closeSubpath();
    pencil.shape(left);
    pencil.shape(right);
    pencil.line({{5.4, 8.6}, {9, 9.4}});
    pencil.line({{5.4, 12.2}, {9, 13}});
    pencil.line({{18.6, 8.6}, {15, 9.4}});
    pencil.line({{18.6, 12.2}, {15, 13}});
}

void signpost(Pencil &pencil)
{
    pencil.line({{12, 2}, {12, 22}});
    QPainterPath upper(QPointF(5, 4));
    upper.lineTo(17.4, 4);
    upper.lineTo(20.8, 6.9);
    upper.lineTo(17.4, 9.8);
    upper.lineTo(5, 9.8);
    upper.closeSubpath();
    QPainterPath lower(QPointF(19, 12));
    lower.lineTo(6.6, 12);
    lower.lineTo(3.2, 14.9);
    lower.lineTo(6.6, 17.8);
    lower.lineTo(19, 17.8);
    lower.closeSubpath();
    pencil.shape(upper);
    pencil.shape(lower);
    pencil.line({{9, 22}, {15, 22}});
}

void clock(Pencil &pencil)
{
    pencil.circle(12, 12, 9.3);
    pencil.line({{12, 6.6}, {12, 12}, {16, 14.4}});
}

void home(Pencil &pencil)
{
    QPainterPath house(QPointF(4.8, 10.2));
    house.lineTo(4.8, 20.5);
    house.lineTo(19.2, 20.5);
    house.lineTo(19.2, 10.2);
    pencil.shape(house);
    pencil.line({{2.5, 12}, {12, 3.5}, {21.5, 12}});
    pencil.line({{10, 20.5}, {10, 14.5}, {14, 14.5}, {14, 20.5}});
}

void helpPerson(Pencil &pencil)
{
    person(pencil, 9, 7.2, 12.2, 6.2);
    pencil.line({{18.6, 4}, {18.6, 9}});
    pencil.dot(18.6, 12.2, 1.15);
}

void textSize(Pencil &pencil)
{
    pencil.line({{2.2, 19.5}, {7.8, 4.5}, {13.4, 19.5}});
    pencil.line({{4.2, 14.4}, {11.4, 14.4}});
    pencil.line({{18.6, 9}, {18.6, 16.4}});
    pencil.line({{14.9, 12.7}, {22.3, 12.7}});
}

void halfMoon(QPainter &painter, Pencil &pencil, const QColor &stroke)
{
    QPainterPath ring;
    ring.addEllipse(QPointF(12, 12), 9.2, 9.2);
    pencil.path(ring);
    QPainterPath half(QPointF(12, 2.8));
    half.arcTo(QRectF(2.8, 2.8, 18.4, 18.4), 90, 180);
    half.closeSubpath();
    painter.fillPath(half, stroke);
}

void lowZone(Pencil &pencil)
{
    QPainterPath frame;
    frame.addRoundedRect(QRectF(4, 2.5, 16, 19), 2, 2);
    pencil.path(frame);
    pencil.line({{12, 6}, {12, 15.6}});
    pencil.line({{8.4, 12.2}, {12, 15.8}, {15.6, 12.2}});
    pencil.line({{8, 18.6}, {16, 18.6}});
}

void leave(Pencil &pencil)
{
    pencil.line({{10.5, 3}, {3.5, 3}, {3.5, 21}, {10.5, 21}});
    pencil.line({{8.5, 12}, {21, 12}});
    pencil.line({{16.4, 7.4}, {21, 12}, {16.4, 16.6}});
}

void sound(Pencil &pencil)
{
    QPainterPath cone(QPointF(3, 9));
    cone.lineTo(7.4, 9);
    cone.lineTo(12.6, 4.4);
    cone.lineTo(12.6, 19.6);
    cone.lineTo(7.4, 15);
    cone.lineTo(3, 15);
    cone.closeSubpath();
    pencil.shape(cone);
    QPainterPath waves;
    waves.moveTo(15.8, 8.6);
    waves.quadTo(18, 12, 15.8, 15.4);
    waves.moveTo(18.6, 5.8);
    waves.quadTo(22.6, 12, 18.6, 18.2);
    pencil.path(waves);
}

void globe(Pencil &pencil)
{
    pencil.circle(12, 12, 9.2);
    QPainterPath lines;
    lines.addEllipse(QPointF(12, 12), 4, 9.2);
    lines.moveTo(2.8, 12);
    lines.lineTo(21.2, 12);
    pencil.path(lines);
}

void phone(Pencil &pencil)
{
    QPainterPath p(QPointF(6.4, 2.6));
    p.lineTo(9.4, 3.2);
    p.lineTo(10.6, 8);
    p.lineTo(8, 10.2);
    p.quadTo(10, 14.2, 13.8, 16);
    p.lineTo(16, 13.4);
    p.lineTo(20.8, 14.6);
    p.lineTo(21.4, 17.6);
    p.quadTo(21.2, 21.4, 17.4, 21.4);
    p.quadTo(4.2, 20.2, 2.6, 6.6);
    p.quadTo(2.6, 3, 6.4, 2.6);
    p.closeSubpath();
    pencil.shape(p);
}

void warning(Pencil &pencil)
{
    QPainterPath triangle(QPointF(12, 2.8));
    triangle.lineTo(22, 20.6);
    triangle.lineTo(2, 20.6);
    triangle.closeSubpath();
    pencil.shape(triangle);
    pencil.weight(2.1);
    pencil.line({{12, 9.2}, {12, 14.2}});
    pencil.dot(12, 17.4, 1.2);
}

void info(Pencil &pencil)
{
    pencil.circle(12, 12, 9.5);
    pencil.weight(2.1);
    pencil.line({{12, 11.2}, {12, 16.8}});
    pencil.dot(12, 7.4, 1.25);
}

void printer(Pencil &pencil)
{
    pencil.line({{7, 8}, {7, 2.5}, {17, 2.5}, {17, 8}});
    pencil.box(2.5, 8, 19, 8.6, 1.6);
    QPainterPath slip;
    slip.addRect(QRectF(7, 13, 10, 8.5));
    pencil.shape(slip);
    pencil.line({{9.4, 16}, {14.6, 16}});
    pencil.line({{9.4, 18.8}, {14.6, 18.8}});
    pencil.dot(18, 11, 0.9);
}

void card(Pencil &pencil)
{
    pencil.box(2, 4.5, 20, 15, 2);
    pencil.line({{5.2, 9}, {11.4, 9}});
    pencil.line({{5.2, 12}, {10, 12}});
    pencil.line({{5.2, 16}, {18.8, 16}});
    pencil.circle(16.6, 9.6, 1.9);
}

void paper(Pencil &pencil)
{
    QPainterPath slip(QPointF(5, 2.5));
    slip.lineTo(19, 2.5);
    slip.lineTo(19, 20.6);
    slip.lineTo(16.7, 19);
    slip.lineTo(14.3, 20.6);
    slip.lineTo(12, 19);
    slip.lineTo(9.7, 20.6);
    slip.lineTo(7.3, 19);
    slip.lineTo(5, 20.6);
    slip.closeSubpath();
    pencil.shape(slip);
    pencil.line({{8.4, 7}, {15.6, 7}});
    pencil.line({{8.4, 10.4}, {15.6, 10.4}});
    pencil.line({{8.4, 13.8}, {12.6, 13.8}});
}

void writingPencil(Pencil &pencil)
{
    QPainterPath p(QPointF(3.4, 20.6));
    p.lineTo(4.6, 15.4);
    p.lineTo(16.2, 3.8);
    p.lineTo(20.2, 7.8);
    p.lineTo(8.6, 19.4);
    p.closeSubpath();
    pencil.shape(p);
    pencil.line({{13.4, 6.6}, {17.4, 10.6}});
}

void roof(Pencil &pencil)
{
    pencil.weight(2.2);
    QPainterPath eaves(QPointF(1.8, 11));
    eaves.quadTo(7.6, 9.6, 12, 3.6);
    eaves.quadTo(16.4, 9.6, 22.2, 11);
    pencil.path(eaves);
    pencil.line({{6, 11.4}, {6, 20.4}});
    pencil.line({{18, 11.4}, {18, 20.4}});
    pencil.line({{12, 11}, {12, 20.4}});
    pencil.line({{3.4, 20.6}, {20.6, 20.6}});
}

} // namespace

Icon iconFor(TileIcon icon)
{
    switch (icon) {
    case TileIcon::Aid:
        return Icon::Umbrella;
    case TileIcon::Mediate:
        return Icon::TwoPeople;
    case TileIcon::Notary:
        return Icon::SealedPaper;
    case TileIcon::Appraise:
        return Icon::Magnifier;
    case TileIcon::Advise:
        return Icon::Speech;
    case TileIcon::Law:
        return Icon::Book;
    case TileIcon::Guide:
        return Icon::Signpost;
    case TileIcon::Progress:
        return Icon::Clock;
    }
    return Icon::Info;
}

void paintIcon(QPainter &painter, Icon icon, const QRectF &box, const QColor &stroke, const QColor &fill)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / 24, box.height() / 24);
    Pencil pencil(painter, stroke, fill);
    switch (icon) {
    case Icon::Umbrella:
        umbrella(pencil);
        break;
    case Icon::TwoPeople:
        person(pencil, 7.2, 7, 12, 5);
        person(pencil, 16.8, 7, 12, 5);
        break;
    case Icon::SealedPaper:
        sealedPaper(pencil);
        break;
    case Icon::Magnifier:
        magnifier(pencil);
        break;
    case Icon::Speech:
        speech(pencil);
        break;
    case Icon::Book:
        book(pencil);
        break;
    case Icon::Signpost:
        signpost(pencil);
        break;
    case Icon::Clock:
        clock(pencil);
        break;
    case Icon::Back:
        pencil.weight(2.4);
        pencil.line({{15, 4}, {7, 12}, {15, 20}});
        break;
    case Icon::Home:
        home(pencil);
        break;
    case Icon::HelpPerson:
        helpPerson(pencil);
        break;
    case Icon::TextSize:
        textSize(pencil);
        break;
    case Icon::HalfMoon:
        halfMoon(painter, pencil, stroke);
        break;
    case Icon::LowZone:
        lowZone(pencil);
        break;
    case Icon::Leave:
        leave(pencil);
        break;
    case Icon::Sound:
        sound(pencil);
        break;
    case Icon::Globe:
        globe(pencil);
        break;
    case Icon::Phone:
        phone(pencil);
        break;
    case Icon::Tick:
        pencil.weight(2.8);
        pencil.line({{4.5, 12.8}, {9.8, 18}, {19.5, 6.6}});
        break;
    case Icon::Warning:
        warning(pencil);
        break;
    case Icon::Info:
        info(pencil);
        break;
    case Icon::Printer:
        printer(pencil);
        break;
    case Icon::Card:
        card(pencil);
        break;
    case Icon::Paper:
        paper(pencil);
        break;
    case Icon::Up:
        pencil.weight(2.4);
        pencil.line({{4, 15.6}, {12, 7.8}, {20, 15.6}});
        break;
    case Icon::Down:
        pencil.weight(2.4);
        pencil.line({{4, 8.4}, {12, 16.2}, {20, 8.4}});
        break;
    case Icon::Forward:
        pencil.weight(2.4);
        pencil.line({{9, 4}, {17, 12}, {9, 20}});
        break;
    case Icon::Pencil:
        writingPencil(pencil);
        break;
    case Icon::Roof:
        roof(pencil);
        break;
    }
    painter.restore();
}

} // namespace yz::ui
