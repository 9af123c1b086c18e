// SPDX-License-Identifier: Apache-2.0
#include "page/edge_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yz::page {
namespace {

constexpr int kAcross = 640;
constexpr int kFill = 9;          ///< writing is thinner than this in the small picture
constexpr double kFewest = 0.005; ///< the share of points that may be brighter than the brightest
constexpr double kLowEdge = 10;
constexpr double kHighEdge = 30;
constexpr int kVotes = 20;
constexpr double kShortest = 0.035; ///< of the small picture's longer side
constexpr double kGap = 10;
constexpr float kSameAngle = 0.045F;
constexpr float kSameDistance = 4.5F;
constexpr std::size_t kMostLines = 28;

double brightestOf(const cv::Mat &pale)
{
    std::array<int, 256> counts{};
    for (int y = 0; y < pale.rows; ++y) {
        const auto *row = pale.ptr<unsigned char>(y);
        for (int x = 0; x < pale.cols; ++x)
            ++counts.at(row[x]);
    }
    auto left = static_cast<int>(kFewest * static_cast<double>(pale.total()));
    for (int level = 255; level > 0; --level) {
        left -= counts.at(static_cast<std::size_t>(level));
        if (left < 0)
            return level;
    }
    return 0;
}

EdgeLine lineThrough(cv::Point2f from, cv::Point2f to)
{
    const auto along = to - from;
    const auto length = static_cast<float>(std::hypot(along.x, along.y));
    EdgeLine line{{-along.y / length, along.x / length}, 0, length};
    line.distance = line.normal.dot(from);
    return line;
}

/** Adds a piece to the line it lies on, if one is there; the line turns a little towards it. */
bool joinedTo(EdgeLine &line, EdgeLine piece, cv::Point2f middle)
{
    if (line.normal.dot(piece.normal) < 0) {
        piece.normal = -piece.normal;
        piece.distance = -piece.distance;
    }
    const auto turn = line.normal.x * piece.normal.y - line.normal.y * piece.normal.x;
    if (std::abs(turn) > kSameAngle || std::abs(line.of(middle)) > kSameDistance)
        return false;
    const auto whole = line.length + piece.length;
    auto normal = (line.normal * line.length + piece.normal * piece.length) / whole;
    normal /= static_cast<float>(std::hypot(normal.x, normal.y));
    line.distance = (line.distance * line.length + piece.distance * piece.length) / whole;
    line.normal = normal;
    line.length = whole;
    return true;
}

} // namespace

SmallPicture smallPictureOf(const cv::Mat &whole)
{
    SmallPicture small;
    small.scale = std::min(1.0, static_cast<double>(kAcross) / std::max(whole.cols, whole.rows));
    cv::Mat colours;
    cv::resize(whole, colours,
               cv::Size(std::max(1, cvRound(whole.cols * small.scale)), std::max(1, cvRound(whole.rows * small.scale))),
               0, 0, cv::INTER_AREA);
    std::array<cv::Mat, 3> channels;
    cv::split(colours, channels.data());
    cv::min(channels[0], channels[1], small.pale);
    cv::min(small.pale, channels[2], small.pale);
    cv::max(channels[0], channels[1], channels[0]);
    cv::max(channels[0], channels[2], channels[0]);
    cv::divide(channels[0] - small.pale, channels[0], small.vivid, 255);
    cv::medianBlur(small.pale, small.pale, 3);
    small.brightest = brightestOf(small.pale);
    small.pale.convertTo(small.pale, CV_8U, 245.0 / std::max(small.brightest, 16.0));
    cv::morphologyEx(small.pale, small.filled, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, cv::Size(kFill, kFill)));
    cv::GaussianBlur(small.filled, small.filled, cv::Size(5, 5), 0);
    return small;
}

std::vector<EdgeLine> edgeLinesIn(const SmallPicture &picture)
{
    cv::Mat edges;
    cv::Canny(picture.filled, edges, kLowEdge, kHighEdge, 3, true);
    const auto longer = std::max(edges.cols, edges.rows);
    std::vector<cv::Vec4i> pieces;
    cv::HoughLinesP(edges, pieces, 1, CV_PI / 360, kVotes, kShortest * longer, kGap);
    std::sort(pieces.begin(), pieces.end(), [](const cv::Vec4i &a, const cv::Vec4i &b) {
        return std::hypot(a[2] - a[0], a[3] - a[1]) > std::hypot(b[2] - b[0], b[3] - b[1]);
    });
    std::vector<EdgeLine> lines;
    for (const auto &piece : pieces) {
        const cv::Point2f from(static_cast<float>(piece[0]), static_cast<float>(piece[1]));
        const cv::Point2f to(static_cast<float>(piece[2]), static_cast<float>(piece[3]));
        const auto line = lineThrough(from, to);
        const auto isKnown = std::any_of(lines.begin(), lines.end(),
                                         [&](EdgeLine &known) { return joinedTo(known, line, (from + to) / 2); });
        if (!isKnown)
            lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end(), [](const EdgeLine &a, const EdgeLine &b) { return a.length > b.length; });
    lines.resize(std::min(lines.size(), kMostLines));
    const auto right = static_cast<float>(edges.cols - 1);
    const auto bottom = static_cast<float>(edges.rows - 1);
    for (const auto &border : {EdgeLine{{1, 0}, 0, 0, true}, EdgeLine{{1, 0}, right, 0, true},
                               EdgeLine{{0, 1}, 0, 0, true}, EdgeLine{{0, 1}, bottom, 0, true}})
        lines.push_back(border);
    return lines;
}

} // namespace yz::page
