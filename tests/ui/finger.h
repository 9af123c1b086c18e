// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointingDevice>
#include <QTest>
#include <QWidget>
#include <QWindow>

namespace yz::test {

/** A finger on the glass of one window: real touch points at the window, never a widget's click(). */
class Finger
{
public:
    explicit Finger(QWidget &window) : m_window(window) {}

    static QPoint middleOf(const QWidget &part) { return part.mapTo(part.window(), part.rect().center()); }
    void tap(const QWidget *part)
    {
        press(middleOf(*part));
        release(middleOf(*part));
    }
    void press(const QPoint &at) { QTest::touchEvent(handle(), device()).press(0, at, handle()); }
    void move(const QPoint &to) { QTest::touchEvent(handle(), device()).move(0, to, handle()); }
    void release(const QPoint &at) { QTest::touchEvent(handle(), device()).release(0, at, handle()); }
    /** While the first finger lies still. */
    void secondTap(const QPoint &first, const QPoint &second)
    {
        QTest::touchEvent(handle(), device()).stationary(0).press(1, second, handle());
        QTest::touchEvent(handle(), device()).stationary(0).release(1, second, handle());
        Q_UNUSED(first)
    }

private:
    QWindow *handle() const { return m_window.windowHandle(); }
    static QPointingDevice *device()
    {
        static QPointingDevice *const screen = QTest::createTouchDevice(); // Qt keeps it for the life of the program
        return screen;
    }

    QWidget &m_window;
};

} // namespace yz::test
