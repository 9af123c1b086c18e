// SPDX-License-Identifier: Apache-2.0
#include "stop_signals.h"

#include <QCoreApplication>

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace yz {

StopSignals::StopSignals()
{
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);
    m_fd = signalfd(-1, &stops, SFD_CLOEXEC | SFD_NONBLOCK);
}

StopSignals::~StopSignals()
{
    m_notifier.reset();
    close(m_fd);
}

void StopSignals::watch()
{
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, QCoreApplication::instance(), [fd = m_fd] {
        signalfd_siginfo which{};
        [[maybe_unused]] const auto taken = read(fd, &which, sizeof which);
        // Not quit(): that asks the window first, and the kiosk's window says no to everybody.
        QCoreApplication::exit(0);
    });
}

} // namespace yz
