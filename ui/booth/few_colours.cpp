// SPDX-License-Identifier: Apache-2.0
#include "booth/few_colours.h"

#include <QHash>
#include <QList>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace yz {
namespace {

/** Colours that no eye tells apart count as one: the low bits go. */
QRgb coarse(QRgb colour)
{
    constexpr QRgb mask = 0xFFFCFCFC;
    return colour & mask;
}

int distance(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

/** The commonest colours, each as it is most often met, then by value, so that the order never wavers. */
QList<QRgb> commonest(const QHash<QRgb, QHash<QRgb, int>> &counts, int most)
{
    QList<std::pair<int, QRgb>> ranked;
    for (const auto &shades : counts) {
        int sum = 0;
        std::pair<int, QRgb> best{0, 0};
        for (auto it = shades.begin(); it != shades.end(); ++it) {
            sum += it.value();
            best = std::max(best, std::pair(it.value(), it.key()));
        }
        ranked.append({sum, best.second});
    }
    std::sort(ranked.begin(), ranked.end(), std::greater<>());
    QList<QRgb> colours;
    for (const auto &[count, colour] : ranked.mid(0, most))
        colours.append(colour);
    return colours;
}

} // namespace

QImage inFewColours(const QImage &picture, int most)
{
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    QHash<QRgb, QHash<QRgb, int>> counts;
    for (int y = 0; y < source.height(); ++y)
        for (int x = 0; x < source.width(); ++x)
            ++counts[coarse(source.pixel(x, y))][source.pixel(x, y)];
    const QList<QRgb> colours = commonest(counts, most);
    QHash<QRgb, uchar> nearest;
    QImage few(source.size(), QImage::Format_Indexed8);
    few.setColorTable(colours);
    for (int y = 0; y < source.height(); ++y)
        for (int x = 0; x < source.width(); ++x) {
            const QRgb colour = source.pixel(x, y);
            auto at = nearest.find(colour);
            if (at == nearest.end()) {
                const auto closest = std::min_element(colours.begin(), colours.end(), [&](QRgb a, QRgb b) {
                    return distance(a, colour) < distance(b, colour);
                });
                at = nearest.insert(colour, static_cast<uchar>(closest - colours.begin()));
            }
            few.scanLine(y)[x] = at.value();
        }
    return few;
}

} // namespace yz
