// SPDX-License-Identifier: Apache-2.0
#include "scanner/page_eye.h"

#include "page/outline_refiner.h"
#include "page/page_flattener.h"
#include "page/page_judge.h"

#include <camera/frame.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yz {
namespace {

using namespace page;

constexpr qint64 kMostPoints = 40'000'000;
constexpr int kSmallestPicture = 64;
constexpr double kJudgedAt = 1400;  ///< points of the flat page's longer side: enough to tell blur
constexpr double kMargin = 0.02;    ///< around it: the paper's own edge
constexpr double kA4Long = 297;     ///< millimetres
constexpr double kDarkPicture = 14; ///< nothing in the picture brighter than this: too dark to find a page in
constexpr double kReach = 4;        ///< points of the small picture, when sides are laid to their edges
constexpr double kInside = 0.004;   ///< a corner nearer to the picture's edge than this share of it is cut off

cv::Mat matOf(const RawPicture &picture)
{
    // Not written to: OpenCV has no picture of constant bytes.
    auto *bytes = const_cast<std::byte *>(picture.bytes.data());
    return {picture.height, picture.width, CV_8UC3, bytes, static_cast<std::size_t>(picture.stride)};
}

cv::Mat paleOf(const cv::Mat &colours)
{
    std::array<cv::Mat, 3> channels;
    cv::split(colours, channels.data());
    cv::min(channels[0], channels[1], channels[0]);
    cv::min(channels[0], channels[2], channels[0]);
    return channels[0];
}

PageOutline fractions(const Corners &corners, cv::Size size)
{
    PageOutline outline;
    std::transform(corners.begin(), corners.end(), outline.begin(), [&](cv::Point2f corner) {
        return QPointF(static_cast<qreal>(corner.x) / size.width, static_cast<qreal>(corner.y) / size.height);
    });
    return outline;
}

bool touchesEdge(const PageOutline &outline)
{
    return std::any_of(outline.begin(), outline.end(), [](QPointF corner) {
        return corner.x() < kInside || corner.y() < kInside || corner.x() > 1 - kInside || corner.y() > 1 - kInside;
    });
}

double longSideOf(const Corners &corners)
{
    double longest = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto along = corners.at((i + 1) % 4) - corners.at(i);
        longest = std::max(longest, static_cast<double>(std::hypot(along.x, along.y)));
    }
    return longest;
}

/** The still in the order of bytes the eye looks at. */
QImage asRows(const QImage &still)
{
    const bool isBounded = !still.isNull() && static_cast<qint64>(still.width()) * still.height() <= kMostPoints;
    return isBounded ? still.convertToFormat(QImage::Format_BGR888) : QImage();
}

RawPicture rawOf(const QImage &rows)
{
    return {std::as_bytes(std::span(rows.constBits(), static_cast<std::size_t>(rows.sizeInBytes()))), rows.width(),
            rows.height(), static_cast<int>(rows.bytesPerLine())};
}

} // namespace

struct PageEye::Retina
{
    PageLimits limits;

    PageSight look(const cv::Mat &picture) const
    {
        const auto small = smallPictureOf(picture);
        const auto found = outlineIn(small);
        PageSight sight;
        if (!found) {
            sight.fault = small.brightest < kDarkPicture ? PageFault::TooDark : PageFault::NoPage;
            return sight;
        }
        Corners corners = found->corners;
        for (auto &corner : corners)
            corner = (corner + cv::Point2f(0.5F, 0.5F)) / static_cast<float>(small.scale) - cv::Point2f(0.5F, 0.5F);
        if (!found->isCut) {
            cv::Mat grey;
            cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
            corners = refined(grey, corners, kReach / small.scale);
        }
        sight.outline = fractions(corners, picture.size());
        sight.longSide = longSideOf(corners);
        sight.fault = faultOf(picture, corners, found->isCut || touchesEdge(*sight.outline));
        return sight;
    }

    std::optional<PageFault> faultOf(const cv::Mat &picture, const Corners &corners, bool isCut) const
    {
        const auto size = flatSize(corners, picture.size(), kJudgedAt);
        const auto longer = std::max(size.width, size.height);
        const int margin = std::max(4, cvRound(kMargin * longer));
        const auto flat = straightened(picture, corners, size, margin);
        cv::Mat grey;
        cv::cvtColor(flat, grey, cv::COLOR_BGR2GRAY);
        const auto found = measured(grey, paleOf(flat), margin);
        if (found.white < limits.darkestWhite)
            return PageFault::TooDark;
        if (isCut)
            return PageFault::CutOff;
        if (areaOf(corners) < limits.smallestShare * static_cast<double>(picture.total()))
            return PageFault::TooSmall;
        if (found.glareShare > limits.glareShare)
            return PageFault::Glare;
        if (found.blur * kA4Long / longer > limits.blurMillimetres)
            return PageFault::Blurred;
        return {};
    }
};

Result<RawPicture> checked(const RawPicture &picture)
{
    const auto rows = static_cast<qint64>(picture.height);
    const auto row = static_cast<qint64>(picture.width) * 3;
    if (picture.width < kSmallestPicture || picture.height < kSmallestPicture)
        return {Fault::BadInput, "a picture too small to look at"};
    if (static_cast<qint64>(picture.width) * rows > kMostPoints)
        return {Fault::BadInput, "a picture beyond all measure"};
    if (picture.stride < row || picture.bytes.data() == nullptr ||
        static_cast<qint64>(picture.bytes.size()) < (rows - 1) * picture.stride + row)
        return {Fault::BadInput, "a picture of fewer bytes than it claims"};
    return picture;
}

RawPicture rawOf(const Frame &frame)
{
    return {frame.bytes(), frame.size().width(), frame.size().height(), frame.stride()};
}

PageEye::PageEye(PageLimits limits) : m_retina(std::make_unique<Retina>(Retina{limits}))
{
    cv::setNumThreads(1); // the other cores have their own work
}

PageEye::~PageEye() = default;

Result<PageSight> PageEye::look(const RawPicture &picture)
{
    const auto good = checked(picture);
    if (!good)
        return good.error();
    try {
        return m_retina->look(matOf(*good));
    } catch (const cv::Exception &) {
        return {Fault::BadInput, "a picture that cannot be looked at"};
    }
}

Result<ScannedPage> PageEye::take(const RawPicture &picture, const PageOutline &outline)
{
    const auto good = checked(picture);
    if (!good)
        return good.error();
    Corners corners;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto corner = outline.at(i);
        if (!(std::abs(corner.x()) < 2 && std::abs(corner.y()) < 2)) // also what is no number
            return {Fault::BadInput, "an outline far outside the picture"};
        corners.at(i) = {static_cast<float>(corner.x() * picture.width),
                         static_cast<float>(corner.y() * picture.height)};
    }
    if (areaOf(corners) < 0.001 * picture.width * picture.height)
        return {Fault::BadInput, "an outline around nothing"};
    try {
        const auto whole = matOf(*good);
        const auto size = flatSize(corners, whole.size(), m_retina->limits.longestOutput);
        auto flat = straightened(whole, corners, size, 0);
        flatten(flat);
        const QImage rows(flat.data, flat.cols, flat.rows, static_cast<qsizetype>(flat.step), QImage::Format_BGR888);
        ScannedPage page{rows.convertToFormat(QImage::Format_RGB32)};
        flat.setTo(0);
        if (page.picture.isNull())
            return {Fault::BadInput, "no memory for the page"};
        return page;
    } catch (const cv::Exception &) {
        return {Fault::BadInput, "a picture that cannot be straightened"};
    }
}

Result<PageSight> lookAt(PageEye &eye, const QImage &still)
{
    const auto rows = asRows(still);
    return eye.look(rawOf(rows));
}

Result<ScannedPage> takeFrom(PageEye &eye, const QImage &still, const PageOutline &outline)
{
    const auto rows = asRows(still);
    return eye.take(rawOf(rows), outline);
}

} // namespace yz
