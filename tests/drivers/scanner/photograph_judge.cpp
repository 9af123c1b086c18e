// SPDX-License-Identifier: Apache-2.0
#include "photograph_judge.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yz::drawn {
namespace {

constexpr int kPieces = 10;       ///< the page is compared in so many pieces each way
constexpr double kWritten = 18;   ///< spread of brightness: less is empty paper
constexpr double kFineness = 900; ///< points of the longer side at which the two are compared

QString worded(const std::optional<PageFault> &fault)
{
    if (!fault)
        return QStringLiteral("takeable");
    const auto text = name(*fault);
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

/** Corner by corner, whichever of them either calls the first. */
double worstCorner(const Photograph &shot, const PageOutline &found)
{
    const auto inPoints = [&](const PageOutline &outline, std::size_t i) {
        return QPointF(outline.at(i).x() * shot.picture.width(), outline.at(i).y() * shot.picture.height());
    };
    double best = 1e9;
    for (std::size_t turn = 0; turn < 4; ++turn) {
        double worst = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const auto off = inPoints(found, (i + turn) % 4) - inPoints(*shot.truth, i);
            worst = std::max(worst, std::hypot(off.x(), off.y()));
        }
        best = std::min(best, worst);
    }
    double longest = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto along = inPoints(*shot.truth, (i + 1) % 4) - inPoints(*shot.truth, i);
        longest = std::max(longest, std::hypot(along.x(), along.y()));
    }
    return best / longest;
}

cv::Mat greyOf(const QImage &picture, cv::Size size)
{
    const auto grey = picture.convertToFormat(QImage::Format_Grayscale8);
    const cv::Mat view(grey.height(), grey.width(), CV_8U, const_cast<uchar *>(grey.constBits()),
                       static_cast<std::size_t>(grey.bytesPerLine()));
    cv::Mat small;
    cv::resize(view, small, size, 0, 0, cv::INTER_AREA);
    return small;
}

/** The middle of how alike the written pieces are; each may lie a little off. */
double likenessOf(const QImage &page, const QImage &document)
{
    const auto scale = kFineness / std::max(document.width(), document.height());
    const cv::Size size(cvRound(document.width() * scale), cvRound(document.height() * scale));
    const auto wanted = greyOf(document, size);
    const auto got = greyOf(page, size);
    std::vector<double> found;
    const int off = size.width / 80;
    for (int j = 0; j < kPieces; ++j) {
        for (int i = 0; i < kPieces; ++i) {
            const cv::Rect piece(off + i * (size.width - 2 * off) / kPieces,
                                 off + j * (size.height - 2 * off) / kPieces, (size.width - 2 * off) / kPieces,
                                 (size.height - 2 * off) / kPieces);
            cv::Scalar mean;
            cv::Scalar spread;
            cv::meanStdDev(wanted(piece), mean, spread);
            if (spread[0] < kWritten)
                continue;
            const cv::Rect around(piece.x - off, piece.y - off, piece.width + 2 * off, piece.height + 2 * off);
            cv::Mat matches;
            cv::matchTemplate(got(around), wanted(piece), matches, cv::TM_CCOEFF_NORMED);
            double best = 0;
            cv::minMaxLoc(matches, nullptr, &best);
            found.push_back(best);
        }
    }
    if (found.empty())
        return 0;
    std::sort(found.begin(), found.end());
    return found[found.size() / 2];
}

} // namespace

Verdict judge(PageEye &eye, const Photograph &shot)
{
    Verdict verdict;
    const auto sight = lookAt(eye, shot.picture);
    if (!sight) {
        verdict.words = QString::fromStdString(sight.error().detail);
        return verdict;
    }
    verdict.sight = *sight;
    verdict.words = QStringLiteral("%1, was %2").arg(worded(sight->fault), worded(shot.fault));
    if (shot.fault) {
        verdict.isRight = sight->fault == shot.fault;
        return verdict;
    }
    if (!sight->isTakeable())
        return verdict;
    verdict.cornerError = worstCorner(shot, *sight->outline);
    if (const auto page = takeFrom(eye, shot.picture, *sight->outline)) {
        // Which way up it lay is not the eye's to know.
        for (int turn = 0; turn < 4; turn += 1) {
            const auto upright = turned(*page, turn);
            const bool isSameShape =
                (upright.picture.width() > upright.picture.height()) == (shot.page.width() > shot.page.height());
            if (isSameShape)
                verdict.likeness = std::max(verdict.likeness, likenessOf(upright.picture, shot.page));
            if (verdict.likeness > kLeastLikeness)
                break;
        }
    }
    verdict.isRight = verdict.cornerError <= kMostCornerError && verdict.likeness >= kLeastLikeness;
    verdict.words += QStringLiteral(", corners %1, likeness %2")
                         .arg(verdict.cornerError, 0, 'f', 4)
                         .arg(verdict.likeness, 0, 'f', 2);
    return verdict;
}

void Tally::add(const Photograph &shot, const Verdict &verdict)
{
    (shot.fault ? m_refusable : m_takeable) += 1;
    if (verdict.isRight)
        (shot.fault ? m_refused : m_taken) += 1;
    if (shot.fault || !verdict.sight.isTakeable())
        return;
    m_errors.push_back(verdict.cornerError);
    m_likenesses.push_back(verdict.likeness);
}

namespace {
double middle(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}
} // namespace

double Tally::middleCornerError() const
{
    return middle(m_errors);
}

double Tally::middleLikeness() const
{
    return middle(m_likenesses);
}

QString Tally::words() const
{
    return QStringLiteral("taken %1 of %2, refused rightly %3 of %4; middle corner error %5, middle likeness %6")
        .arg(m_taken)
        .arg(m_takeable)
        .arg(m_refused)
        .arg(m_refusable)
        .arg(middleCornerError(), 0, 'f', 4)
        .arg(middleLikeness(), 0, 'f', 2);
}

} // namespace yz::drawn
