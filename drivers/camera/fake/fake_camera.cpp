// SPDX-License-Identifier: Apache-2.0
#include "camera/fake_camera.h"

#include "hub/frame_fan.h"

#include <QPointer>

#include <utility>

namespace yz {

/** Tells the puppet when it goes, since there is no thread that would find out. */
class FakeCamera::Subscription final : public FrameSubscription
{
public:
    Subscription(FakeCamera *camera, std::unique_ptr<FrameSubscription> held)
        : m_camera(camera), m_held(std::move(held))
    {
    }
    ~Subscription() override
    {
        m_held.reset();
        if (m_camera)
            m_camera->lookAgain();
    }
    FrameRef take() override { return m_held->take(); }
    FrameRef wait(Milliseconds patience) override { return m_held->wait(patience); }
    std::uint64_t lost() const override { return m_held->lost(); }

private:
    QPointer<FakeCamera> m_camera;
    std::unique_ptr<FrameSubscription> m_held;
};

FakeCamera::FakeCamera(const Clock &clock, QObject *parent)
    : Camera(parent),
      m_clock(clock),
      m_picture(drawScene(Scene::Empty, QSize(640, 480))),
      m_fan(std::make_shared<FrameFan>()) // shared: see the header
{
    m_again.callOnTimeout(this, [this] { offer(); });
}

FakeCamera::~FakeCamera()
{
    m_fan->end();
}

std::unique_ptr<FrameSubscription> FakeCamera::subscribe(FrameWish wish)
{
    auto held = std::make_unique<Subscription>(this, m_fan->subscribe(std::move(wish)));
    lookAgain();
    offer();
    return held;
}

void FakeCamera::show(const QImage &picture, Milliseconds every)
{
    m_picture = picture;
    if (every.count() > 0)
        m_again.start(every);
    else
        m_again.stop();
    lookAgain();
    offer();
}

void FakeCamera::become(CameraState state, Fault fault)
{
    m_told = state;
    m_fault = fault;
    if (state != CameraState::Live)
        m_fan->clear();
    lookAgain();
    offer();
}

Result<void> FakeCamera::obey(const CameraOrder &order)
{
    if (const auto *becoming = std::get_if<puppet::BecomeCamera>(&order)) {
        become(becoming->state, becoming->fault);
        return {};
    }
    const auto &showing = std::get<puppet::Show>(order);
    const auto picture =
        showing.file.empty() ? drawScene(showing.scene, QSize(640, 480)) : QImage(QString::fromStdString(showing.file));
    if (picture.isNull())
        return Error{Fault::BadInput, "the puppet cannot read the picture '" + showing.file + "'"};
    show(picture, showing.every);
    return {};
}

void FakeCamera::offer()
{
    if (m_status.state == CameraState::Live)
        m_fan->offer(frameOf(m_picture, m_clock.now(), ++m_number), m_clock.now());
}

/** Off while nobody looks; else as it was told. */
void FakeCamera::lookAgain()
{
    CameraStatus status;
    status.state = m_fan->isWanted() ? m_told : CameraState::Off;
    if (status.state == CameraState::Live)
        status.size = m_picture.size();
    if (status.state == CameraState::Stalled)
        status.error = {Fault::TimedOut, "as the puppet was told"};
    if (status.state == CameraState::Gone)
        status.error = {m_fault, "as the puppet was told"};
    const auto before = std::exchange(m_status, status);
    if (before.state != status.state || before.size != status.size || before.error.fault != status.error.fault)
        Q_EMIT statusChanged(status);
}

} // namespace yz
