// SPDX-License-Identifier: Apache-2.0
#include "code_photographs.h"

#include "dice.h"

#include <scanner/code_writer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yz::bench {
namespace {

constexpr int kWide = 1280;
constexpr int kHigh = 720;
constexpr int kDrawnModule = 12;

/** The code turned and pulled aslant, laid somewhere on the desk. */
void lay(cv::Mat &desk, const CodeCase &kind, const QByteArray &content, drawn::Dice &dice)
{
    auto code = CodeMatrix::of(content)->picture(kDrawnModule);
    if (kind.isInverted)
        code.invertPixels();
    code = code.convertToFormat(QImage::Format_Grayscale8);
    const cv::Mat drawn(code.height(), code.width(), CV_8U, code.bits(), static_cast<std::size_t>(code.bytesPerLine()));
    const auto side = static_cast<float>(code.width() * kind.module / kDrawnModule);
    const auto angle = dice.between(-kind.turn, kind.turn) * M_PI / 180;
    const cv::Point2f centre(
        static_cast<float>(dice.between(0.7 * side, kWide - 0.7 * side)),
        static_cast<float>(dice.between(std::min(0.7 * side, 350.0), std::max(kHigh - 0.7 * side, 370.0))));
    std::array<cv::Point2f, 4> to;
    const std::array<cv::Point2f, 4> corners{cv::Point2f(-0.5F, -0.5F), cv::Point2f(0.5F, -0.5F),
                                             cv::Point2f(0.5F, 0.5F), cv::Point2f(-0.5F, 0.5F)};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto x = corners.at(i).x + dice.between(-kind.aslant, kind.aslant);
        const auto y = corners.at(i).y + dice.between(-kind.aslant, kind.aslant);
        to.at(i) = centre + side * cv::Point2f(static_cast<float>(x * std::cos(angle) - y * std::sin(angle)),
                                               static_cast<float>(x * std::sin(angle) + y * std::cos(angle)));
    }
    const auto end = static_cast<float>(code.width());
    const std::array<cv::Point2f, 4> from{cv::Point2f(0, 0), cv::Point2f(end, 0), cv::Point2f(end, end),
                                          cv::Point2f(0, end)};
    cv::Mat soft; // as a lens would: no finer than the points it falls on
    cv::GaussianBlur(drawn, soft, cv::Size(0, 0), 0.4 * kDrawnModule / kind.module);
    cv::warpPerspective(soft, desk, cv::getPerspectiveTransform(from.data(), to.data()), desk.size(), cv::INTER_LINEAR,
                        cv::BORDER_TRANSPARENT);
}

} // namespace

std::vector<CodeCase> codeCases()
{
    const auto words = [](const char *text) { return QString::fromLatin1(text); };
    return {
        {.name = words("as printed, 4 points a module")},
        {.name = words("turned any way"), .turn = 180},
        {.name = words("held aslant by 12 %"), .turn = 20, .aslant = 0.12},
        {.name = words("held aslant by 20 %"), .turn = 20, .aslant = 0.2},
        {.name = words("blurred by 1.5 points"), .turn = 20, .blur = 1.5},
        {.name = words("2 points a module"), .module = 2, .turn = 20},
        {.name = words("1.5 points a module"), .module = 1.5, .turn = 20},
        {.name = words("dark and noisy"), .turn = 20, .light = 0.35, .noise = 12},
        {.name = words("a telephone at night"), .module = 5, .turn = 20, .isInverted = true},
        {.name = words("no code, read nevertheless"), .isThere = false},
    };
}

QImage codePhotograph(const CodeCase &kind, const QByteArray &content, std::uint32_t seed)
{
    drawn::Dice dice(seed);
    cv::Mat desk(kHigh, kWide, CV_8U, cv::Scalar(dice.between(70, 170)));
    for (int i = 0; i < 40; ++i)
        cv::line(desk, cv::Point(0, dice.among(kHigh)), cv::Point(kWide, dice.among(kHigh)),
                 cv::Scalar(dice.between(50, 190)), 1 + dice.among(6), cv::LINE_AA);
    if (kind.isThere)
        lay(desk, kind, content, dice);
    cv::Mat light;
    desk.convertTo(light, CV_32F, kind.light);
    cv::GaussianBlur(light, light, cv::Size(0, 0), kind.blur);
    for (int y = 0; y < light.rows; ++y) {
        for (int x = 0; x < light.cols; ++x)
            light.at<float>(y, x) += static_cast<float>(dice.bell() * kind.noise);
    }
    QImage picture(kWide, kHigh, QImage::Format_Grayscale8);
    cv::Mat view(kHigh, kWide, CV_8U, picture.bits(), static_cast<std::size_t>(picture.bytesPerLine()));
    light.convertTo(view, CV_8U);
    return picture;
}

} // namespace yz::bench
