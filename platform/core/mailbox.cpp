// SPDX-License-Identifier: Apache-2.0
#include "core/mailbox.h"

#include <QCoreApplication>
#include <QEvent>

namespace yz {

void Mailbox::put(std::unique_ptr<AnyLetter> letter)
{
    auto *arrival = new QEvent(QEvent::User);
    {
        const std::lock_guard lock(m_mutex);
        m_letters.push_back(std::move(letter));
    }
    QCoreApplication::postEvent(this, arrival); // Qt owns it
}

bool Mailbox::event(QEvent *event)
{
    std::unique_lock lock(m_mutex); // before anything is looked at: the event too was made in the other thread
    if (event->type() != QEvent::User || m_letters.empty()) {
        lock.unlock();
        return QObject::event(event);
    }
    const auto letter = std::move(m_letters.front());
    m_letters.pop_front();
    lock.unlock();
    letter->open(); // may end whoever owns us: nothing of ours is touched any more
    return true;
}

} // namespace yz
