// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../figure.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

#include <unistd.h>

#include <cstdio>
#include <ctime>

namespace yz::bench {

/** Sees the first painting. */
class PaintWatch : public QObject
{
public:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_painted = m_painted || event->type() == QEvent::Paint;
        return false;
    }
    bool painted() const { return m_painted; }

private:
    bool m_painted = false;
};

/** Shows the window and tells, on standard output, the CPU time that the process took until its first frame stood. */
[[noreturn]] inline void tellFirstFrame(QWidget &window)
{
    PaintWatch watch;
    qApp->installEventFilter(&watch); // a window that a child covers whole is not painted itself
    window.show();
    while (!watch.painted())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    std::printf("%.3f\n", cpuMilliseconds());
    std::fflush(stdout);
    _exit(0); // what taking down costs is not asked
}

} // namespace yz::bench
