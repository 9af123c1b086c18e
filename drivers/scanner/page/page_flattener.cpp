// SPDX-License-Identifier: Apache-2.0
#include "page/page_flattener.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yz::page {
namespace {

constexpr double kA4 = 297.0 / 210.0;
constexpr double kNearlyA4 = 0.08;
constexpr int kReduced = 8;      ///< light is smooth: it is looked at in a picture so many times smaller
constexpr double kPaper = 248;   ///< what paper becomes
constexpr double kDarkest = 0.4; ///< of the page's brightest: what is darker is no paper, but a picture on it
constexpr double kInk = 12;      ///< what is darker becomes black

double lengthOf(cv::Point2f from, cv::Point2f to)
{
    return std::hypot(to.x - from.x, to.y - from.y);
}

/**
 * Height over width of a rectangle seen aslant by a camera whose focal length nobody knows (Zhang and He, Whiteboard
 * scanning, 2006); by the sides alone when it is seen almost straight on.
 */
double aspectOf(const Corners &corners, cv::Size picture)
{
    const auto bySides = (lengthOf(corners[0], corners[3]) + lengthOf(corners[1], corners[2])) /
                         (lengthOf(corners[0], corners[1]) + lengthOf(corners[3], corners[2]));
    const cv::Point2d centre(picture.width / 2.0, picture.height / 2.0);
    const auto homogeneous = [&](cv::Point2f corner) { return cv::Vec3d(corner.x - centre.x, corner.y - centre.y, 1); };
    const auto m1 = homogeneous(corners[0]);
    const auto m2 = homogeneous(corners[1]);
    const auto m3 = homogeneous(corners[3]);
    const auto m4 = homogeneous(corners[2]);
    const auto k2 = m1.cross(m4).dot(m3) / m2.cross(m4).dot(m3);
    const auto k3 = m1.cross(m4).dot(m2) / m3.cross(m4).dot(m2);
    const cv::Vec3d n2 = k2 * m2 - m1;
    const cv::Vec3d n3 = k3 * m3 - m1;
    if (std::abs(n2[2]) < 0.03 || std::abs(n3[2]) < 0.03)
        return bySides;
    const auto focal = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]);
    const auto longer = static_cast<double>(std::max(picture.width, picture.height));
    if (!(focal > 0.25 * longer * longer && focal < 16 * longer * longer))
        return bySides;
    const auto width = (n2[0] * n2[0] + n2[1] * n2[1]) / focal + n2[2] * n2[2];
    const auto height = (n3[0] * n3[0] + n3[1] * n3[1]) / focal + n3[2] * n3[2];
    return std::sqrt(height / width);
}

} // namespace

cv::Size flatSize(const Corners &corners, cv::Size picture, double longest)
{
    const auto longSide =
        std::min(longest, std::max({lengthOf(corners[0], corners[1]), lengthOf(corners[1], corners[2]),
                                    lengthOf(corners[2], corners[3]), lengthOf(corners[3], corners[0])}));
    auto aspect = std::clamp(aspectOf(corners, picture), 0.1, 10.0);
    if (std::abs(aspect / kA4 - 1) < kNearlyA4)
        aspect = kA4;
    else if (std::abs(aspect * kA4 - 1) < kNearlyA4)
        aspect = 1 / kA4;
    const auto width = aspect > 1 ? longSide / aspect : longSide;
    const auto height = aspect > 1 ? longSide : longSide * aspect;
    return {std::max(1, cvRound(width)), std::max(1, cvRound(height))};
}

cv::Mat straightened(const cv::Mat &picture, const Corners &corners, cv::Size size, int margin)
{
    const auto left = static_cast<float>(margin);
    const auto right = left + static_cast<float>(size.width - 1);
    const auto bottom = left + static_cast<float>(size.height - 1);
    const Corners flat{cv::Point2f(left, left), cv::Point2f(right, left), cv::Point2f(right, bottom),
                       cv::Point2f(left, bottom)};
    const auto way = cv::getPerspectiveTransform(flat.data(), corners.data());
    cv::Mat straight;
    cv::warpPerspective(picture, straight, way, cv::Size(size.width + 2 * margin, size.height + 2 * margin),
                        cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    return straight;
}

void flatten(cv::Mat &page)
{
    cv::Mat light;
    cv::resize(page, light, cv::Size(std::max(1, page.cols / kReduced), std::max(1, page.rows / kReduced)), 0, 0,
               cv::INTER_AREA);
    const int window = std::max(5, std::max(light.cols, light.rows) / 16 | 1);
    cv::morphologyEx(light, light, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, cv::Size(window, window)));
    cv::GaussianBlur(light, light, cv::Size(window, window), 0);
    double brightest = 0;
    cv::minMaxLoc(light.reshape(1), nullptr, &brightest);
    cv::max(light, cv::Scalar::all(std::max(1.0, kDarkest * brightest)), light);
    cv::resize(light, light, page.size(), 0, 0, cv::INTER_LINEAR);
    cv::divide(page, light, page, kPaper);
    page.convertTo(page, CV_8U, 255.0 / (kPaper - kInk), -kInk * 255.0 / (kPaper - kInk));
    light.setTo(0);
}

} // namespace yz::page
