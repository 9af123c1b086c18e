// SPDX-License-Identifier: Apache-2.0
#include "page/outline_refiner.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yz::page {
namespace {

constexpr int kPlaces = 64;       ///< along a side
constexpr float kKeptOff = 0.04F; ///< from the corners, where the other side's edge is near
constexpr float kLeastStep = 6;   ///< of brightness, from one side of an edge to the other
constexpr std::size_t kFewest = 12;
constexpr int kRounds = 3;

float levelAt(const cv::Mat &grey, cv::Point2f at)
{
    const auto x = static_cast<int>(std::floor(at.x));
    const auto y = static_cast<int>(std::floor(at.y));
    const auto right = at.x - static_cast<float>(x);
    const auto down = at.y - static_cast<float>(y);
    const auto *upper = grey.ptr<unsigned char>(y) + x;
    const auto *lower = grey.ptr<unsigned char>(y + 1) + x;
    const auto top = static_cast<float>(upper[0]) * (1 - right) + static_cast<float>(upper[1]) * right;
    const auto bottom = static_cast<float>(lower[0]) * (1 - right) + static_cast<float>(lower[1]) * right;
    return top * (1 - down) + bottom * down;
}

/** How far outwards from `at` the brightness falls most steeply; nothing when it does not fall. */
std::optional<float> steepest(const cv::Mat &grey, cv::Point2f at, cv::Point2f outwards, int reach)
{
    const auto first = at - outwards * static_cast<float>(reach + 2);
    const auto last = at + outwards * static_cast<float>(reach + 2);
    const cv::Rect2f room(0, 0, static_cast<float>(grey.cols - 2), static_cast<float>(grey.rows - 2));
    if (!room.contains(first) || !room.contains(last))
        return {};
    std::vector<float> levels;
    for (int i = -reach - 2; i <= reach + 2; ++i)
        levels.push_back(levelAt(grey, at + outwards * static_cast<float>(i)));
    const auto fall = [&](std::size_t i) { return levels[i - 2] + levels[i - 1] - levels[i + 1] - levels[i + 2]; };
    std::size_t best = 2;
    for (std::size_t i = 2; i + 2 < levels.size(); ++i) {
        if (fall(i) > fall(best))
            best = i;
    }
    if (fall(best) < 2 * kLeastStep)
        return {};
    float between = 0;
    if (best > 2 && best + 3 < levels.size()) { // the top of a parabola through three
        const auto before = fall(best - 1);
        const auto after = fall(best + 1);
        const auto bend = before - 2 * fall(best) + after;
        if (bend < 0)
            between = std::clamp(0.5F * (before - after) / bend, -0.5F, 0.5F);
    }
    return static_cast<float>(best) - static_cast<float>(reach + 2) + between;
}

/** The line most of the points lie on: fitted, and again without those far from it. */
std::optional<EdgeLine> lineOf(std::vector<cv::Point2f> points)
{
    std::optional<EdgeLine> line;
    for (int round = 0; round < kRounds; ++round) {
        if (points.size() < kFewest)
            return line;
        cv::Vec4f fit;
        cv::fitLine(points, fit, cv::DIST_HUBER, 0, 0.01, 0.01);
        line = EdgeLine{{-fit[1], fit[0]}, 0, 0};
        line->distance = line->normal.dot(cv::Point2f(fit[2], fit[3]));
        std::vector<float> offs;
        for (const auto &point : points)
            offs.push_back(std::abs(line->of(point)));
        std::nth_element(offs.begin(), offs.begin() + static_cast<std::ptrdiff_t>(offs.size() / 2), offs.end());
        const auto most = std::max(1.F, 2.5F * offs[offs.size() / 2]);
        std::erase_if(points, [&](cv::Point2f point) { return std::abs(line->of(point)) > most; });
    }
    return line;
}

} // namespace

Corners refined(const cv::Mat &grey, const Corners &corners, double reach)
{
    const int steps = std::max(2, cvRound(reach));
    std::array<EdgeLine, 4> sides;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto from = corners.at(i);
        const auto along = corners.at((i + 1) % 4) - from;
        const auto length = static_cast<float>(std::hypot(along.x, along.y));
        const cv::Point2f outwards(along.y / length, -along.x / length);
        sides.at(i) = EdgeLine{outwards, outwards.dot(from), length};
        std::vector<cv::Point2f> points;
        for (int place = 0; place < kPlaces; ++place) {
            const auto t = kKeptOff + (1 - 2 * kKeptOff) * (static_cast<float>(place) + 0.5F) / kPlaces;
            const auto at = from + along * t;
            if (const auto off = steepest(grey, at, outwards, steps))
                points.push_back(at + outwards * *off);
        }
        if (const auto line = lineOf(std::move(points)))
            sides.at(i) = *line;
    }
    Corners better = corners;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto corner = meeting(sides.at((i + 3) % 4), sides.at(i));
        if (corner && std::hypot(corner->x - corners.at(i).x, corner->y - corners.at(i).y) < 4 * reach)
            better.at(i) = *corner;
    }
    return better;
}

} // namespace yz::page
