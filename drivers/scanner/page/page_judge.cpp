// SPDX-License-Identifier: Apache-2.0
#include "page/page_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace yz::page {
namespace {

constexpr double kWindowShare = 0.008; ///< of the longer side: wider than a stroke and its blur
constexpr double kLeastContrast = 0.1; ///< of the paper's brightness: less is noise
constexpr int kDirections = 4;
constexpr std::size_t kFewestEdges = 60;
constexpr double kSharper = 0.35;   ///< of all edges of a direction may be sharper than its measure
constexpr double kOwnSpread = 0.95; ///< what sampling and our own derivative add, in points
constexpr double kStep = 2.507;     ///< contrast over steepness of a step blurred by one point
constexpr int kClipped = 250;
constexpr double kOverexposed = 242; ///< paper as bright as this: nothing on it can be told from glare

double levelBelowWhich(const cv::Mat &grey, double share)
{
    std::array<int, 256> counts{};
    for (int y = 0; y < grey.rows; ++y) {
        const auto *row = grey.ptr<unsigned char>(y);
        for (int x = 0; x < grey.cols; ++x)
            ++counts.at(row[x]);
    }
    auto left = static_cast<int>(share * static_cast<double>(grey.total()));
    for (int level = 0; level < 256; ++level) {
        left -= counts.at(static_cast<std::size_t>(level));
        if (left <= 0)
            return level;
    }
    return 255;
}

/** Of each edge its spread, sorted by the direction it faces: a hand that moves blurs only those across its way. */
std::array<std::vector<float>, kDirections> spreads(const cv::Mat &grey, double white)
{
    const int window = std::max(5, static_cast<int>(kWindowShare * std::max(grey.rows, grey.cols)) | 1);
    cv::Mat smooth;
    cv::GaussianBlur(grey, smooth, cv::Size(3, 3), 0.6);
    const auto box = cv::getStructuringElement(cv::MORPH_RECT, cv::Size(window, window));
    cv::Mat contrast;
    cv::morphologyEx(smooth, contrast, cv::MORPH_GRADIENT, box);
    cv::Mat across;
    cv::Mat down;
    cv::Sobel(smooth, across, CV_32F, 1, 0, 3, 1.0 / 8);
    cv::Sobel(smooth, down, CV_32F, 0, 1, 3, 1.0 / 8);
    cv::Mat steepness;
    cv::magnitude(across, down, steepness);
    cv::Mat crest;
    cv::dilate(steepness, crest, cv::Mat());
    const auto least = std::max(kLeastContrast * white, 0.5 * levelBelowWhich(contrast, 0.985));
    std::array<std::vector<float>, kDirections> found;
    for (int y = 0; y < grey.rows; ++y) {
        const auto *c = contrast.ptr<unsigned char>(y);
        const auto *s = steepness.ptr<float>(y);
        const auto *t = crest.ptr<float>(y);
        for (int x = 0; x < grey.cols; ++x) {
            if (c[x] < least || s[x] < t[x] || s[x] < 1)
                continue;
            const auto angle = std::atan2(down.at<float>(y, x), across.at<float>(y, x)) / CV_PI + 1; // 0…2
            const auto direction = static_cast<std::size_t>(angle * kDirections + 0.5) % kDirections;
            found.at(direction).push_back(static_cast<float>(c[x] / (kStep * s[x])));
        }
    }
    return found;
}

double blurOf(const cv::Mat &grey, double white)
{
    double worst = 0;
    for (auto &all : spreads(grey, white)) {
        if (all.size() < kFewestEdges)
            continue;
        const auto at = all.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(all.size()) * kSharper);
        std::nth_element(all.begin(), at, all.end());
        worst = std::max(worst, static_cast<double>(*at));
    }
    return std::sqrt(std::max(0.0, worst * worst - kOwnSpread * kOwnSpread));
}

double glareOf(const cv::Mat &pale, double white)
{
    if (white > kOverexposed)
        return 0;
    cv::Mat clipped;
    cv::threshold(pale, clipped, kClipped - 1, 255, cv::THRESH_BINARY);
    cv::morphologyEx(clipped, clipped, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(5, 5)));
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int pieces = cv::connectedComponentsWithStats(clipped, labels, stats, centres);
    int largest = 0;
    for (int i = 1; i < pieces; ++i)
        largest = std::max(largest, stats.at<int>(i, cv::CC_STAT_AREA));
    return static_cast<double>(largest) / static_cast<double>(pale.total());
}

} // namespace

PageMeasures measured(const cv::Mat &grey, const cv::Mat &pale, int margin)
{
    const cv::Rect inside(margin, margin, grey.cols - 2 * margin, grey.rows - 2 * margin);
    PageMeasures found;
    found.white = levelBelowWhich(grey(inside), 0.7);
    found.glareShare = glareOf(pale(inside), found.white);
    found.blur = blurOf(grey(inside), found.white);
    if (found.blur <= 0) // nothing is written there: the paper's own edge
        found.blur = blurOf(grey, found.white);
    return found;
}

} // namespace yz::page
