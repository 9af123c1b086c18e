// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "camera/camera.h"
#include "camera/scene.h"

#include <QTimer>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace yz {

class FrameFan;

/** What the puppet can be told. */
namespace puppet {
struct Show
{
    Scene scene = Scene::Empty;
    std::string file; ///< instead of the scene, unless empty
    Milliseconds every{0};
};
struct BecomeCamera
{
    CameraState state = CameraState::Live;
    Fault fault = Fault::DeviceAbsent;
};
} // namespace puppet
using CameraOrder = std::variant<puppet::Show, puppet::BecomeCamera>;

/**
 * One line of the puppet's language; BadInput, naming the word that is none:
 *
 *     camera show clock|page|face|empty [every=MILLISECONDS]    once, or again and again while somebody looks
 *     camera picture FILE [every=MILLISECONDS]
 *     camera stall                                              no picture comes any more
 *     camera gone [FAULT]                                       unplugged, or as in the enum: DeviceBusy …
 *     camera ready
 */
Result<CameraOrder> parseCameraLine(std::string_view line);

/**
 * A puppet for journeys and the training mode: keeps the contract of Camera, with pictures when it is told to.
 * Thread: the owner's only.
 */
class FakeCamera final : public Camera
{
    Q_OBJECT
public:
    explicit FakeCamera(const Clock &clock, QObject *parent = nullptr);
    ~FakeCamera() override;

    std::unique_ptr<FrameSubscription> subscribe(FrameWish wish) override;
    CameraStatus status() const override { return m_status; }

    /** Now, and as the first picture of everybody who comes later; again every so often unless that is zero. */
    void show(const QImage &picture, Milliseconds every = Milliseconds(0));
    void become(CameraState state, Fault fault = Fault::DeviceAbsent);
    /** BadInput: the picture cannot be read. */
    Result<void> obey(const CameraOrder &order);

private:
    class Subscription;

    void offer();
    void lookAgain();

    const Clock &m_clock;
    CameraStatus m_status;
    CameraState m_told = CameraState::Live; ///< how it stands when somebody looks
    Fault m_fault = Fault::DeviceAbsent;
    QImage m_picture;
    std::uint64_t m_number = 0;
    QTimer m_again;
    std::shared_ptr<FrameFan> m_fan; // shared: with the subscriptions
};

} // namespace yz
