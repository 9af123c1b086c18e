// SPDX-License-Identifier: Apache-2.0
#include "face_finder.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <vector>

namespace yz {
namespace {

constexpr int kAcross = 320;
constexpr double kStep = 1.2;
constexpr int kNeighbours = 3;    ///< found at so many places and sizes beside each other: a face is, a curtain is not
const cv::Size kSmallest(45, 45); // what the cascade was taught

} // namespace

struct FaceFinder::Eye
{
    cv::CascadeClassifier cascade;
    cv::Mat reduced;
    cv::Mat grey;
    std::vector<cv::Rect> faces;

    bool look()
    {
        cascade.detectMultiScale(grey, faces, kStep, kNeighbours, 0, kSmallest);
        return !faces.empty();
    }
};

FaceFinder::FaceFinder() : m_eye(std::make_unique<Eye>()) {}

FaceFinder::~FaceFinder() = default;

Result<void> FaceFinder::load(const std::string &cascade)
{
    cv::setNumThreads(1); // the other cores have their own work
    try {
        if (m_eye->cascade.load(cascade))
            return {};
    } catch (const cv::Exception &) {
        // said below
    }
    return Error{Fault::Unsupported, "no cascade of faces in '" + cascade + "'"};
}

bool FaceFinder::sees(const Frame &frame)
{
    if (frame.size().isEmpty() || m_eye->cascade.empty())
        return false;
    try {
        const auto size = frame.size();
        // Not written to: OpenCV has no picture of constant bytes.
        auto *bytes = const_cast<std::byte *>(frame.bytes().data());
        const cv::Mat whole(size.height(), size.width(), CV_8UC3, bytes, static_cast<std::size_t>(frame.stride()));
        const int down = std::max(1, size.height() * kAcross / size.width());
        cv::resize(whole, m_eye->reduced, cv::Size(kAcross, down), 0, 0, cv::INTER_LINEAR);
        cv::cvtColor(m_eye->reduced, m_eye->grey, cv::COLOR_BGR2GRAY);
        const bool sees = m_eye->look();
        m_eye->reduced.setTo(0);
        m_eye->grey.setTo(0);
        m_eye->faces.clear();
        return sees;
    } catch (const cv::Exception &) {
        return false; // a picture it cannot look at shows nobody
    }
}

void FaceFinder::forget()
{
    if (m_eye->grey.empty() || m_eye->cascade.empty())
        return;
    try {
        m_eye->look();
    } catch (const cv::Exception &) {
        // nothing was seen, and nothing is kept
    }
}

} // namespace yz
