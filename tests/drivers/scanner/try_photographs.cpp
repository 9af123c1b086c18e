// SPDX-License-Identifier: Apache-2.0
// For whoever tunes the eye: `try_photographs FIRST COUNT [WIDTH] [FOLDER]` says what it makes of so many photographs,
// and lays those it was wrong about, with the outline it found, into the folder.
#include "photograph.h"
#include "photograph_judge.h"

#include <QDir>
#include <QGuiApplication>
#include <QPainter>

#include <scanner/page_eye.h>

#include <cstdio>

using namespace yz;

namespace {

void keep(const drawn::Photograph &shot, const drawn::Verdict &verdict, const QString &file)
{
    QImage picture = shot.picture;
    QPainter painter(&picture);
    const auto draw = [&](const std::optional<PageOutline> &outline, QColor colour) {
        if (!outline)
            return;
        QPolygonF polygon;
        for (const auto &corner : *outline)
            polygon << QPointF(corner.x() * picture.width(), corner.y() * picture.height());
        painter.setPen(QPen(colour, 3));
        painter.drawPolygon(polygon);
    };
    draw(shot.truth, Qt::green);
    draw(verdict.sight.outline, Qt::red);
    painter.end();
    picture.save(file);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    const auto words = QGuiApplication::arguments();
    const auto first = words.value(1).toUInt();
    const auto count = words.value(2).toUInt();
    const int width = words.value(3, QStringLiteral("1296")).toInt();
    const auto folder = words.value(4);
    PageEye eye;
    drawn::Tally tally;
    for (std::uint32_t seed = first; seed < first + count; ++seed) {
        const auto shot = drawn::photographOf(seed, QSize(width, width * 3 / 4));
        const auto verdict = drawn::judge(eye, shot);
        tally.add(shot, verdict);
        if (verdict.isRight && words.size() < 6)
            continue;
        std::fprintf(stderr, "%u %s\n", seed, qPrintable(verdict.words));
        std::printf("    %s\n", qPrintable(shot.what));
        if (!folder.isEmpty() && QDir().mkpath(folder))
            keep(shot, verdict, folder + QStringLiteral("/%1.jpg").arg(seed));
    }
    std::printf("%s\n", qPrintable(tally.words()));
    return 0;
}
