// SPDX-License-Identifier: Apache-2.0
#include "page/outline_finder.h"

#include <algorithm>
#include <cmath>

namespace yz::page {
namespace {

constexpr float kBeside = 4;        ///< points to either side of an edge, where brightness is compared
constexpr double kBrighter = 0.07;  ///< the paper over the desk, as a share of the paper's brightness
constexpr int kProbes = 28;         ///< along a side
constexpr double kLeastSide = 0.38; ///< of a side's probes must see an edge
constexpr double kLeastAll = 0.66;
constexpr double kCutAllowance = 0.06;  ///< less is asked of a page with a side that cannot be seen
constexpr double kBorderSupport = 0.55; ///< a side on the picture's edge cannot be seen: it is believed so much
constexpr int kMostVivid = 87;          ///< a share of 0.34: folders and wood have more colour than paper
constexpr double kDarker = 0.42;        ///< shadowed paper, as a share of the rest
constexpr double kAlike = 0.82;         ///< so many of the points within must be alike
constexpr int kCutPaper = 95;           ///< of 255: a side on the picture's edge proves little, so it must be bright
constexpr double kLeastArea = 0.009;    ///< of the picture
constexpr double kBeyond = 0.45;        ///< how far outside a corner may lie, in pictures
constexpr double kLeastVisible = 0.15;  ///< of a side must be in the picture to be judged
constexpr double kAreaPower = 0.18;     ///< of two that fit equally the larger one is the page
constexpr double kColourCounts = 0.4;   ///< of two that fit equally the one with less colour, too; cream paper has some
constexpr float kParallel = 0.5F;       ///< sine of the angle between opposite sides, at most
constexpr float kCrossing = 0.6F;       ///< … between neighbours, at least

struct Pair
{
    std::size_t one;
    std::size_t other;
};

float sine(const EdgeLine &one, const EdgeLine &other)
{
    return std::abs(one.normal.x * other.normal.y - one.normal.y * other.normal.x);
}

int levelAt(const cv::Mat &picture, cv::Point2f point)
{
    return picture.at<unsigned char>(static_cast<int>(point.y), static_cast<int>(point.x));
}

/** What can be seen of a side. */
struct SideSight
{
    double support = 0;
    double visible = 0; ///< share of it that lies in the picture
};

SideSight sideSight(const cv::Mat &picture, cv::Point2f from, cv::Point2f to, cv::Point2f inwards)
{
    const auto width = static_cast<float>(picture.cols);
    const auto height = static_cast<float>(picture.rows);
    const auto isIn = [&](cv::Point2f p) { return p.x >= 0 && p.y >= 0 && p.x < width && p.y < height; };
    int seen = 0;
    int good = 0;
    for (int i = 0; i < kProbes; ++i) {
        const auto at = from + (to - from) * ((static_cast<float>(i) + 0.5F) / kProbes);
        const auto inner = at + inwards * kBeside;
        const auto outer = at - inwards * kBeside;
        if (!isIn(inner) || !isIn(outer))
            continue;
        ++seen;
        const auto bright = levelAt(picture, inner);
        if (bright - levelAt(picture, outer) > std::max(4.0, kBrighter * bright))
            ++good;
    }
    return {seen > 0 ? static_cast<double>(good) / seen : 0, static_cast<double>(seen) / kProbes};
}

/** Of a side on the picture's edge: whether paper lies there, as bright as within. */
double borderSupport(const cv::Mat &picture, cv::Point2f from, cv::Point2f to, cv::Point2f inwards, int paper)
{
    int good = 0;
    for (int i = 0; i < kProbes; ++i) {
        auto at = from + (to - from) * ((static_cast<float>(i) + 0.5F) / kProbes) + inwards * kBeside;
        at.x = std::clamp(at.x, 0.F, static_cast<float>(picture.cols - 1));
        at.y = std::clamp(at.y, 0.F, static_cast<float>(picture.rows - 1));
        if (levelAt(picture, at) > paper * 3 / 4)
            ++good;
    }
    return good >= kProbes * 3 / 5 ? kBorderSupport : 0;
}

/** The levels of points spread over the four corners' inside, in order; empty when all lie outside the picture. */
std::vector<int> levelsWithin(const cv::Mat &picture, const Corners &corners)
{
    std::vector<int> levels;
    for (int i = 1; i < 6; ++i) {
        for (int j = 1; j < 6; ++j) {
            const auto across = static_cast<float>(i) / 6;
            const auto down = static_cast<float>(j) / 6;
            const auto upper = corners[0] + (corners[1] - corners[0]) * across;
            const auto lower = corners[3] + (corners[2] - corners[3]) * across;
            const auto at = upper + (lower - upper) * down;
            if (at.x >= 0 && at.y >= 0 && at.x < static_cast<float>(picture.cols) &&
                at.y < static_cast<float>(picture.rows))
                levels.push_back(levelAt(picture, at));
        }
    }
    std::sort(levels.begin(), levels.end());
    return levels;
}

int middleLevel(const cv::Mat &picture, const Corners &corners)
{
    const auto levels = levelsWithin(picture, corners);
    return levels.empty() ? 0 : levels[levels.size() / 2];
}

/** Whether one thing lies there: shadows and a finger make some of it darker, a desk between two things most. */
bool isOneThing(const cv::Mat &picture, const Corners &corners, bool isCut)
{
    const auto levels = levelsWithin(picture, corners);
    if (levels.empty())
        return false;
    const auto middle = levels[levels.size() / 2];
    const auto alike = std::count_if(levels.begin(), levels.end(), [middle](int level) {
        return level >= kDarker * middle && level * kDarker <= middle;
    });
    return static_cast<double>(alike) >= kAlike * static_cast<double>(levels.size()) && (!isCut || middle >= kCutPaper);
}

bool isConvex(const Corners &corners)
{
    for (std::size_t i = 0; i < 4; ++i) {
        const auto a = corners.at((i + 1) % 4) - corners.at(i);
        const auto b = corners.at((i + 2) % 4) - corners.at((i + 1) % 4);
        if (a.x * b.y - a.y * b.x <= 0) // clockwise on a picture whose y goes down
            return false;
    }
    return true;
}

bool isNear(const cv::Mat &picture, const Corners &corners)
{
    return std::all_of(corners.begin(), corners.end(), [&](cv::Point2f corner) {
        return corner.x > -kBeyond * picture.cols && corner.x < (1 + kBeyond) * picture.cols &&
               corner.y > -kBeyond * picture.rows && corner.y < (1 + kBeyond) * picture.rows;
    });
}

bool isOutside(const cv::Mat &picture, cv::Point2f corner)
{
    constexpr float kSlack = 2;
    return corner.x < -kSlack || corner.y < -kSlack || corner.x > static_cast<float>(picture.cols - 1) + kSlack ||
           corner.y > static_cast<float>(picture.rows - 1) + kSlack;
}

/** Judges the four lines as a page; the corners come in the order of the sides' ends. */
class Judge
{
public:
    explicit Judge(const SmallPicture &picture) : m_picture(picture.filled), m_vivid(picture.vivid) {}

    /** `sides[i]` goes from corner i to the next. */
    void consider(Corners corners, std::array<const EdgeLine *, 4> sides)
    {
        if (!isConvex(corners)) {
            std::reverse(corners.begin(), corners.end());
            sides = {sides[2], sides[1], sides[0], sides[3]};
            if (!isConvex(corners))
                return;
        }
        if (!isNear(m_picture, corners))
            return;
        const auto share = areaOf(corners) / static_cast<double>(m_picture.total());
        if (share < kLeastArea)
            return;
        FoundOutline found{corners, false, 0};
        if (!support(found, sides))
            return;
        if (!isOneThing(m_picture, corners, found.isCut))
            return;
        const auto colour = middleLevel(m_vivid, corners);
        if (colour > kMostVivid)
            return;
        const auto value =
            found.support * std::pow(std::min(share, 1.0), kAreaPower) * (1 - kColourCounts * colour / 255);
        if (value > m_best) {
            m_best = value;
            found.corners = inOrder(corners);
            m_found = found;
        }
    }

    std::optional<FoundOutline> found() const { return m_found; }

private:
    bool support(FoundOutline &found, const std::array<const EdgeLine *, 4> &sides) const
    {
        const int paper = middleLevel(m_picture, found.corners);
        double sum = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto from = found.corners.at(i);
            const auto to = found.corners.at((i + 1) % 4);
            const auto along = to - from;
            const auto length = static_cast<float>(std::hypot(along.x, along.y));
            if (length < 8)
                return false;
            const cv::Point2f inwards(-along.y / length, along.x / length);
            found.isCut = found.isCut || sides.at(i)->isBorder || isOutside(m_picture, from);
            const auto sight = sides.at(i)->isBorder ? SideSight{borderSupport(m_picture, from, to, inwards, paper), 1}
                                                     : sideSight(m_picture, from, to, inwards);
            if (sight.visible < kLeastVisible || sight.support < kLeastSide)
                return false;
            sum += sight.support;
        }
        found.support = sum / 4;
        return found.support >= (found.isCut ? kLeastAll - kCutAllowance : kLeastAll);
    }

    const cv::Mat &m_picture;
    const cv::Mat &m_vivid;
    std::optional<FoundOutline> m_found;
    double m_best = 0;
};

std::vector<Pair> oppositePairs(const std::vector<EdgeLine> &lines)
{
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t j = i + 1; j < lines.size(); ++j) {
            if (sine(lines[i], lines[j]) < kParallel)
                pairs.push_back({i, j});
        }
    }
    return pairs;
}

} // namespace

std::optional<cv::Point2f> meeting(const EdgeLine &one, const EdgeLine &other)
{
    const auto cross = one.normal.x * other.normal.y - one.normal.y * other.normal.x;
    if (std::abs(cross) < 1e-4F)
        return {};
    return cv::Point2f((one.distance * other.normal.y - other.distance * one.normal.y) / cross,
                       (one.normal.x * other.distance - other.normal.x * one.distance) / cross);
}

double areaOf(const Corners &corners)
{
    double twice = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto &a = corners.at(i);
        const auto &b = corners.at((i + 1) % 4);
        twice += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
    }
    return std::abs(twice) / 2;
}

Corners inOrder(Corners corners)
{
    const auto topLeft = std::min_element(corners.begin(), corners.end(),
                                          [](cv::Point2f a, cv::Point2f b) { return a.x + a.y < b.x + b.y; });
    std::rotate(corners.begin(), topLeft, corners.end());
    return corners;
}

std::optional<FoundOutline> outlineIn(const SmallPicture &picture)
{
    const auto lines = edgeLinesIn(picture);
    const auto pairs = oppositePairs(lines);
    Judge judge(picture);
    for (std::size_t p = 0; p < pairs.size(); ++p) {
        for (std::size_t q = p + 1; q < pairs.size(); ++q) {
            const auto &a = lines[pairs[p].one];
            const auto &b = lines[pairs[q].one];
            const auto &c = lines[pairs[p].other];
            const auto &d = lines[pairs[q].other];
            if (a.isBorder && b.isBorder && c.isBorder && d.isBorder)
                continue;
            if (sine(a, b) < kCrossing || sine(b, c) < kCrossing || sine(c, d) < kCrossing || sine(d, a) < kCrossing)
                continue;
            const auto ab = meeting(a, b);
            const auto bc = meeting(b, c);
            const auto cd = meeting(c, d);
            const auto da = meeting(d, a);
            if (ab && bc && cd && da)
                judge.consider({*da, *ab, *bc, *cd}, {&a, &b, &c, &d});
        }
    }
    return judge.found();
}

} // namespace yz::page
