// SPDX-License-Identifier: Apache-2.0
#include "photograph.h"

#include "dice.h"

#include <QBuffer>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <QTransform>

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yz::drawn {
namespace {

using Quad = std::array<QPointF, 4>;

double longSideOf(const Quad &quad)
{
    double longest = 0;
    for (std::size_t i = 0; i < 4; ++i)
        longest = std::max(
            longest, std::hypot(quad.at((i + 1) % 4).x() - quad.at(i).x(), quad.at((i + 1) % 4).y() - quad.at(i).y()));
    return longest;
}

QPolygonF polygonOf(const Quad &quad)
{
    return {QList<QPointF>(quad.begin(), quad.end())};
}

/** A sheet on a table under a camera that looks down, somewhat aslant. */
class Photographer
{
public:
    Photographer(std::uint32_t seed, QSize size) : m_dice(seed), m_size(size), m_unit(size.width() / 1296.0)
    {
        m_shot.fault = faultFor(seed);
        m_shot.page = documentOf(seed, qRound(1180 * m_unit));
    }

    Photograph take()
    {
        m_shot.picture = QImage(m_size, QImage::Format_RGB32);
        place();
        {
            QPainter painter(&m_shot.picture);
            painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
            drawDesk(painter);
            drawBeneath(painter);
            if (m_shot.fault != PageFault::NoPage)
                drawPage(painter);
            drawThings(painter);
        }
        expose();
        return std::move(m_shot);
    }

private:
    bool is(PageFault fault) const { return m_shot.fault == fault; }
    void note(const QString &words) { m_shot.what += words + u' '; }

    /** Four corners of the sheet through a pinhole; the sheet's middle lands at the picture's, then it is shifted. */
    Quad projected(double spin, double tilt, double towards, double share) const
    {
        const auto across = static_cast<double>(m_shot.page.width());
        const auto down = static_cast<double>(m_shot.page.height());
        const auto longer = std::max(across, down);
        Quad quad;
        const std::array<QPointF, 4> flat{QPointF(-across, -down), QPointF(across, -down), QPointF(across, down),
                                          QPointF(-across, down)};
        for (std::size_t i = 0; i < 4; ++i) {
            const auto x = flat.at(i).x() / longer;
            const auto y = flat.at(i).y() / longer;
            const auto u = x * std::cos(spin) - y * std::sin(spin);
            const auto v = x * std::sin(spin) + y * std::cos(spin);
            const auto lean = u * std::cos(towards) + v * std::sin(towards); // leans over about an axis in the desk
            const auto depth = 4.2 + lean * std::sin(tilt);
            const auto flatter = lean * (std::cos(tilt) - 1);
            quad.at(i) = QPointF((u + flatter * std::cos(towards)) / depth, (v + flatter * std::sin(towards)) / depth);
        }
        double left = 1e9;
        double right = -1e9;
        double top = 1e9;
        double bottom = -1e9;
        for (const auto &corner : quad) {
            left = std::min(left, corner.x());
            right = std::max(right, corner.x());
            top = std::min(top, corner.y());
            bottom = std::max(bottom, corner.y());
        }
        const auto scale = share * std::min(m_size.width() / (right - left), m_size.height() / (bottom - top));
        for (auto &corner : quad)
            corner = QPointF((corner.x() - (left + right) / 2) * scale + m_size.width() / 2.0,
                             (corner.y() - (top + bottom) / 2) * scale + m_size.height() / 2.0);
        return quad;
    }

    void place()
    {
        const auto spin = m_dice.chance(0.3) ? m_dice.between(-0.06, 0.06) : m_dice.between(-0.5, 0.5);
        const auto tilt = m_dice.between(0, 0.62);
        auto share = m_dice.between(0.74, 0.94);
        if (is(PageFault::TooSmall))
            share = m_dice.between(0.2, 0.32);
        if (is(PageFault::CutOff))
            share = m_dice.between(0.8, 1.05);
        m_quad = projected(spin, tilt, m_dice.between(0, 6.28), share);
        note(
            QStringLiteral("spin %1 tilt %2 share %3").arg(spin, 0, 'f', 2).arg(tilt, 0, 'f', 2).arg(share, 0, 'f', 2));
        shift();
        m_pointsPerMillimetre = longSideOf(m_quad) / 297;
        if (is(PageFault::NoPage))
            return;
        PageOutline truth;
        std::transform(m_quad.begin(), m_quad.end(), truth.begin(), [this](QPointF corner) {
            return QPointF(corner.x() / m_size.width(), corner.y() / m_size.height());
        });
        m_shot.truth = truth;
    }

    /** Anywhere inside; or, for a page cut off, so far out that a good part is not in the picture. */
    void shift()
    {
        const auto box = polygonOf(m_quad).boundingRect();
        const auto slack = 0.02 * m_size.width();
        QPointF by(m_dice.between(slack - box.left(), m_size.width() - slack - box.right()),
                   m_dice.between(slack - box.top(), m_size.height() - slack - box.bottom()));
        if (is(PageFault::CutOff)) {
            const auto beyond = m_dice.between(0.1, 0.3);
            const int side = m_dice.among(4);
            const std::array<QPointF, 4> ways{QPointF(-box.left() - beyond * box.width(), 0),
                                              QPointF(m_size.width() - box.right() + beyond * box.width(), 0),
                                              QPointF(0, -box.top() - beyond * box.height()),
                                              QPointF(0, m_size.height() - box.bottom() + beyond * box.height())};
            by = ways.at(static_cast<std::size_t>(side));
            note(QStringLiteral("out at %1 by %2").arg(side).arg(beyond, 0, 'f', 2));
        }
        for (auto &corner : m_quad)
            corner += by;
    }

    void drawDesk(QPainter &painter)
    {
        static constexpr std::array<std::array<int, 3>, 8> kDesks{{{52, 36, 26},
                                                                   {96, 66, 42},
                                                                   {150, 112, 74},
                                                                   {88, 92, 96},
                                                                   {40, 44, 48},
                                                                   {44, 88, 70},
                                                                   {48, 66, 110},
                                                                   {186, 178, 164}}};
        const int which = m_dice.among(8);
        const auto [red, green, blue] = kDesks.at(static_cast<std::size_t>(which));
        note(QStringLiteral("desk %1").arg(which));
        m_shot.picture.fill(QColor(red, green, blue));
        if (which > 2)
            return;
        for (int i = 0; i < 90; ++i) { // grain
            const int shade = m_dice.among(26) - 13;
            painter.setPen(QPen(QColor(std::clamp(red + shade, 0, 255), std::clamp(green + shade, 0, 255),
                                       std::clamp(blue + shade, 0, 255)),
                                m_dice.between(1, 7) * m_unit));
            const auto y = m_dice.between(0, m_size.height());
            painter.drawLine(QPointF(0, y), QPointF(m_size.width(), y + m_dice.between(-40, 40) * m_unit));
        }
    }

    QPointF somewhere() { return {m_dice.between(0, m_size.width()), m_dice.between(0, m_size.height())}; }

    /** Other papers under the page: folders, envelopes, coloured sheets. */
    void drawBeneath(QPainter &painter)
    {
        static constexpr std::array<std::array<int, 3>, 5> kColours{
            {{196, 160, 108}, {70, 110, 170}, {190, 90, 80}, {206, 180, 84}, {84, 140, 96}}};
        const int count = m_dice.chance(0.5) ? 1 + m_dice.among(2) : 0;
        for (int i = 0; i < count; ++i) {
            const auto [red, green, blue] = kColours.at(static_cast<std::size_t>(m_dice.among(5)));
            const auto at = somewhere();
            painter.save();
            painter.translate(at);
            painter.rotate(m_dice.between(-60, 60));
            const QSizeF size(m_dice.between(240, 560) * m_unit, m_dice.between(180, 420) * m_unit);
            painter.fillRect(QRectF(QPointF(5, 5) * m_unit, size), QColor(0, 0, 0, 70));
            painter.fillRect(QRectF(QPointF(0, 0), size), QColor(red, green, blue));
            painter.restore();
            note(QStringLiteral("folder"));
        }
    }

    void drawPage(QPainter &painter)
    {
        const auto lift = m_dice.between(0.5, 5) * m_unit;
        painter.setPen(Qt::NoPen);
        for (int i = 4; i > 0; --i) { // its soft shadow
            painter.setBrush(QColor(0, 0, 0, 22));
            painter.drawPolygon(polygonOf(m_quad).translated(QPointF(lift, lift) * (i / 2.0)));
        }
        const QRectF whole(QPointF(0, 0), QSizeF(m_shot.page.size()));
        QTransform way;
        if (!QTransform::quadToQuad(
                QPolygonF({whole.topLeft(), whole.topRight(), whole.bottomRight(), whole.bottomLeft()}),
                polygonOf(m_quad), way))
            return;
        painter.save();
        painter.setTransform(way);
        painter.drawImage(QPointF(0, 0), m_shot.page);
        painter.restore();
    }

    /** A thing lies beside the page, at least its own size away; nothing when there is no room. */
    std::optional<QPointF> besidePage(double radius)
    {
        for (int tries = 0; tries < 24; ++tries) {
            const auto at = somewhere();
            QPainterPath thing;
            thing.addEllipse(at, radius, radius);
            QPainterPath page;
            page.addPolygon(polygonOf(m_quad));
            page.closeSubpath();
            if (is(PageFault::NoPage) || !page.intersects(thing))
                return at;
        }
        return {};
    }

    void drawThings(QPainter &painter)
    {
        painter.setPen(Qt::NoPen);
        if (m_dice.chance(0.4))
            drawPhone(painter);
        if (m_dice.chance(0.35))
            drawCup(painter);
        if (m_dice.chance(0.5))
            drawPen(painter);
        if (m_dice.chance(0.3) && !is(PageFault::NoPage))
            drawFinger(painter);
    }
    void drawPhone(QPainter &painter)
    {
        const auto at = besidePage(150 * m_unit);
        if (!at)
            return;
        painter.save();
        painter.translate(*at);
        painter.rotate(m_dice.between(0, 180));
        painter.setBrush(QColor(18, 18, 22));
        painter.drawRoundedRect(QRectF(-60 * m_unit, -125 * m_unit, 120 * m_unit, 250 * m_unit), 14, 14);
        painter.setBrush(QColor(40, 52, 70));
        painter.drawRect(QRectF(-54 * m_unit, -110 * m_unit, 108 * m_unit, 220 * m_unit));
        painter.restore();
        note(QStringLiteral("phone"));
    }
    void drawCup(QPainter &painter)
    {
        const auto radius = m_dice.between(60, 100) * m_unit;
        const auto at = besidePage(radius);
        if (!at)
            return;
        painter.setBrush(QColor(214, 218, 224));
        painter.drawEllipse(*at, radius, radius);
        painter.setBrush(QColor(92, 58, 30));
        painter.drawEllipse(*at, radius * 0.84, radius * 0.84);
        note(QStringLiteral("cup"));
    }
    /** Across a side of the page, well away from its corners; or anywhere. */
    void drawPen(QPainter &painter)
    {
        const auto side = static_cast<std::size_t>(m_dice.among(4));
        const auto along = m_dice.between(0.3, 0.7);
        const auto middle = is(PageFault::NoPage)
                                ? somewhere()
                                : m_quad.at(side) + (m_quad.at((side + 1) % 4) - m_quad.at(side)) * along;
        painter.save();
        painter.translate(middle);
        painter.rotate(m_dice.between(0, 360));
        static constexpr std::array<std::array<int, 3>, 3> kPens{{{20, 30, 80}, {30, 30, 30}, {170, 40, 40}}};
        const auto [red, green, blue] = kPens.at(static_cast<std::size_t>(m_dice.among(3)));
        painter.setBrush(QColor(red, green, blue));
        painter.drawRoundedRect(QRectF(-130 * m_unit, -7 * m_unit, 260 * m_unit, 14 * m_unit), 6, 6);
        painter.restore();
        note(QStringLiteral("pen"));
    }
    void drawFinger(QPainter &painter)
    {
        const auto side = static_cast<std::size_t>(m_dice.among(4));
        const auto edge = m_quad.at((side + 1) % 4) - m_quad.at(side);
        const auto at = m_quad.at(side) + edge * m_dice.between(0.3, 0.7);
        painter.save();
        painter.translate(at);
        painter.rotate(std::atan2(edge.y(), edge.x()) * 180 / M_PI);
        painter.setBrush(QColor(206, 156, 124));
        painter.drawRoundedRect(QRectF(-22 * m_unit, -160 * m_unit, 44 * m_unit, 200 * m_unit), 22 * m_unit,
                                22 * m_unit);
        painter.restore();
        note(QStringLiteral("finger"));
    }

    // From here on: light, lens and sensor.

    void expose()
    {
        cv::Mat view(m_size.height(), m_size.width(), CV_8UC4, m_shot.picture.bits(),
                     static_cast<std::size_t>(m_shot.picture.bytesPerLine()));
        cv::Mat colours;
        cv::cvtColor(view, colours, cv::COLOR_BGRA2BGR);
        cv::Mat light;
        colours.convertTo(light, CV_32FC3);
        illuminate(light);
        blur(light);
        sense(light);
        light.convertTo(colours, CV_8UC3);
        cv::cvtColor(colours, view, cv::COLOR_BGR2BGRA);
        compress();
    }

    void illuminate(cv::Mat &light)
    {
        auto gain = m_dice.between(0.5, 0.96);
        if (is(PageFault::TooDark))
            gain = m_dice.between(0.05, 0.19);
        const auto warmth = m_dice.between(-0.1, 0.1);
        cv::multiply(light, cv::Scalar(gain * (1 - warmth), gain, gain * std::min(1.05, 1 + warmth)), light);
        const auto falls = m_dice.chance(0.6) ? m_dice.between(0, 0.4) : 0;
        const auto shadow = m_dice.chance(0.35) ? m_dice.between(0.2, 0.42) : 0;
        const auto glare = is(PageFault::Glare);
        note(QStringLiteral("gain %1 falls %2 shadow %3")
                 .arg(gain, 0, 'f', 2)
                 .arg(falls, 0, 'f', 2)
                 .arg(shadow, 0, 'f', 2));
        const auto way = m_dice.between(0, 6.28);
        const auto soft = m_dice.between(12, 70) * m_unit;
        const QPointF through = somewhere();
        const auto shadowWay = m_dice.between(0, 6.28);
        const Spot spot = glareSpot();
        const QPointF middle(m_size.width() / 2.0, m_size.height() / 2.0);
        const auto half = std::hypot(middle.x(), middle.y());
        for (int y = 0; y < light.rows; ++y) {
            auto *row = light.ptr<cv::Vec3f>(y);
            for (int x = 0; x < light.cols; ++x) {
                const auto u = (x - middle.x()) / half;
                const auto v = (y - middle.y()) / half;
                auto factor = 1 - falls * 0.5 * (1 + u * std::cos(way) + v * std::sin(way)) - 0.12 * (u * u + v * v);
                if (shadow > 0) {
                    const auto beyond =
                        (x - through.x()) * std::cos(shadowWay) + (y - through.y()) * std::sin(shadowWay);
                    factor *= 1 - shadow * std::clamp(0.5 + beyond / (2 * soft), 0.0, 1.0);
                }
                row[x] *= static_cast<float>(factor);
                if (glare)
                    row[x] += cv::Vec3f::all(static_cast<float>(spot.at(x, y)));
            }
        }
    }

    /** A lamp's mirror image: flat in its middle, soft at its rim. */
    struct Spot
    {
        QPointF centre;
        double wide = 1;
        double high = 1;
        double turn = 0;

        double at(int x, int y) const
        {
            const auto dx = x - centre.x();
            const auto dy = y - centre.y();
            const auto u = (dx * std::cos(turn) + dy * std::sin(turn)) / wide;
            const auto v = (-dx * std::sin(turn) + dy * std::cos(turn)) / high;
            return 420 * std::exp(-std::pow(u * u + v * v, 2));
        }
    };
    Spot glareSpot()
    {
        const auto across = m_dice.between(0.25, 0.75);
        const auto down = m_dice.between(0.25, 0.75);
        const auto upper = m_quad[0] + (m_quad[1] - m_quad[0]) * across;
        const auto lower = m_quad[3] + (m_quad[2] - m_quad[3]) * across;
        const auto side = longSideOf(m_quad);
        return {upper + (lower - upper) * down, side * m_dice.between(0.07, 0.22), side * m_dice.between(0.05, 0.12),
                m_dice.between(0, 3.14)};
    }

    void blur(cv::Mat &light)
    {
        auto spread = 0.4 + m_dice.between(0, 0.16) * m_pointsPerMillimetre;
        if (!is(PageFault::Blurred)) {
            cv::GaussianBlur(light, light, cv::Size(0, 0), spread);
            note(QStringLiteral("spread %1").arg(spread, 0, 'f', 2));
            return;
        }
        if (m_dice.chance(0.6)) {
            spread = m_dice.between(0.5, 1.3) * m_pointsPerMillimetre;
            cv::GaussianBlur(light, light, cv::Size(0, 0), spread);
            note(QStringLiteral("out of focus %1").arg(spread, 0, 'f', 2));
            return;
        }
        const auto length = m_dice.between(1.8, 4.5) * m_pointsPerMillimetre;
        const auto angle = m_dice.between(0, 3.14);
        const int side = 2 * static_cast<int>(length) + 3;
        cv::Mat way = cv::Mat::zeros(side, side, CV_32F);
        for (double t = -0.5; t <= 0.5; t += 0.005)
            way.at<float>(static_cast<int>(side / 2.0 + t * length * std::sin(angle)),
                          static_cast<int>(side / 2.0 + t * length * std::cos(angle))) += 1;
        way /= cv::sum(way)[0];
        cv::GaussianBlur(light, light, cv::Size(0, 0), 0.5);
        cv::filter2D(light, light, -1, way);
        note(QStringLiteral("moved %1 at %2").arg(length, 0, 'f', 2).arg(angle, 0, 'f', 2));
    }

    /** Noise of the sensor; more of it in the dark. */
    void sense(cv::Mat &light)
    {
        const auto spread = is(PageFault::TooDark) ? m_dice.between(2, 7) : m_dice.between(0.8, 4.5);
        std::array<float, 8192> noise{};
        for (auto &one : noise)
            one = static_cast<float>(m_dice.bell() * spread);
        std::uint64_t at = m_dice.next();
        for (int y = 0; y < light.rows; ++y) {
            auto *row = light.ptr<float>(y);
            for (int x = 0; x < light.cols * 3; ++x) {
                at = at * 6364136223846793005U + 1442695040888963407U;
                row[x] += noise.at(at >> 51U);
            }
        }
    }

    /** As a camera of the motion-JPEG kind sends it. */
    void compress()
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        const int quality = 78 + m_dice.among(16);
        if (m_shot.picture.save(&buffer, "JPG", quality))
            m_shot.picture = QImage::fromData(bytes, "JPG").convertToFormat(QImage::Format_RGB32);
    }

    Dice m_dice;
    QSize m_size;
    double m_unit; ///< a point of a picture 1296 across
    Photograph m_shot;
    Quad m_quad;
    double m_pointsPerMillimetre = 1;
};

} // namespace

std::optional<PageFault> faultFor(std::uint32_t seed)
{
    const auto turn = seed % 12;
    return turn < 6 ? std::nullopt : std::optional(allPageFaults()[turn - 6]);
}

Photograph photographOf(std::uint32_t seed, QSize size)
{
    return Photographer(seed, size).take();
}

} // namespace yz::drawn
