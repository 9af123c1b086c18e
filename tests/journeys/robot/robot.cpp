// SPDX-License-Identifier: Apache-2.0
#include "robot.h"

#include "memory_search.h"

#include <QApplication>
#include <QPixmap>
#include <QTest>
#include <QTimer>
#include <QWidget>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <ctime>

namespace yz {
namespace {

constexpr int kFingerMs = 40;            ///< a quick one
constexpr qint64 kNotADoubleClick = 480; ///< from the lifting of the finger: a little more than Qt counts
constexpr int kSamePlace = 80;           ///< pixels
constexpr qsizetype kMaxLine = 4096;

QWidget *window()
{
    for (auto *widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible() && widget->windowHandle() != nullptr)
            return widget;
    }
    return nullptr;
}

QList<QWidget *> visibleWidgets()
{
    QList<QWidget *> seen;
    if (auto *top = window()) {
        for (auto *widget : top->findChildren<QWidget *>()) {
            if (widget->isVisible() && !widget->visibleRegion().isEmpty())
                seen += widget;
        }
    }
    return seen;
}

QWidget *named(const QByteArray &name)
{
    for (auto *widget : visibleWidgets()) {
        if (widget->objectName() == QString::fromUtf8(name))
            return widget;
    }
    return nullptr;
}

QString wordsOf(const QWidget *widget)
{
    return widget->accessibleName() + QLatin1Char('\n') + widget->accessibleDescription() + QLatin1Char('\n') +
           widget->property("text").toString() + QLatin1Char('\n') + widget->property("plainText").toString();
}

/** The pane that `widget` is a part of; nothing when it is in none. */
QWidget *paneOf(const QWidget *widget)
{
    for (auto *around = widget->parentWidget(); around != nullptr; around = around->parentWidget()) {
        if (around->objectName() == QLatin1String("pane"))
            return around;
    }
    return nullptr;
}

/** The first on the page, also out of sight, that `fits`. */
template <class Fits>
QWidget *present(Fits fits)
{
    auto *top = window();
    for (auto *widget : top != nullptr ? top->findChildren<QWidget *>() : QList<QWidget *>()) {
        if (widget->isVisible() && fits(widget))
            return widget;
    }
    return nullptr;
}

/** Where a finger would land on `widget`, in window coordinates. */
QPoint aimAt(const QWidget *widget)
{
    return widget->mapTo(widget->window(), widget->visibleRegion().boundingRect().center());
}

QByteArray refusalToTouch(const QByteArray &name, const QWidget *widget)
{
    if (widget == nullptr)
        return "error nothing visible is called " + name;
    if (!widget->isEnabled())
        return "error " + name + " is disabled";
    const auto *hit = widget->window()->childAt(aimAt(widget));
    if (hit != widget && !widget->isAncestorOf(hit))
        return "error " + name + " is covered by " + (hit != nullptr ? hit->objectName().toUtf8() : QByteArray("?"));
    return {};
}

} // namespace

Robot::Robot(const QByteArray &socketPath)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<std::size_t>(socketPath.size()) >= sizeof address.sun_path)
        qFatal("the robot's socket path is too long");
    std::copy(socketPath.begin(), socketPath.end(), address.sun_path);
    unlink(socketPath.constData());
    m_listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
        listen(m_listener, 4) != 0)
        qFatal("the robot cannot listen");
    QCoreApplication::instance()->installEventFilter(this);
    m_arrivals = std::make_unique<QSocketNotifier>(m_listener, QSocketNotifier::Read);
    connect(m_arrivals.get(), &QSocketNotifier::activated, this, [this] { accept(); });
}

bool Robot::eventFilter(QObject *, QEvent *event)
{
    if (event->type() != QEvent::Paint)
        return false;
    qApp->removeEventFilter(this);
    // Posted, so that it comes right after the painting that begins now, before timers that have waited for it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            timespec spent{};
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
            m_firstFrameCpu = static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
        },
        Qt::QueuedConnection);
    return false;
}

Robot::~Robot()
{
    for (const auto &[fd, client] : m_clients)
        close(fd);
    close(m_listener);
}

void Robot::accept()
{
    const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0)
        return;
    auto notifier = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read);
    connect(notifier.get(), &QSocketNotifier::activated, this, [this, fd] { readFrom(fd); });
    m_clients[fd].notifier = std::move(notifier);
}

void Robot::readFrom(int fd)
{
    char buffer[1024];
    const auto size = read(fd, buffer, sizeof buffer);
    auto &pending = m_clients[fd].pending;
    if (size <= 0 || pending.size() > kMaxLine) {
        m_clients[fd].notifier->setEnabled(false);
        m_clients[fd].notifier.release()->deleteLater(); // we are inside its signal
        m_clients.erase(fd);
        close(fd);
        return;
    }
    pending.append(buffer, size);
    for (auto end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
        const auto line = pending.left(end);
        pending.remove(0, end + 1);
        if (const auto answer = obey(fd, line); !answer.isEmpty())
            reply(fd, answer);
    }
}

void Robot::reply(int fd, const QByteArray &answer)
{
    if (!m_clients.contains(fd))
        return;
    const auto line = answer + '\n';
    [[maybe_unused]] const auto written = write(fd, line.constData(), static_cast<std::size_t>(line.size()));
}

QByteArray Robot::obey(int fd, const QByteArray &line)
{
    const auto space = line.indexOf(' ');
    const auto verb = space < 0 ? line : line.left(space);
    const auto rest = space < 0 ? QByteArray() : line.mid(space + 1);
    if (verb == "tap")
        return tap(fd, rest, kFingerMs);
    if (verb == "press")
        return tap(fd, rest.left(rest.indexOf(' ')), rest.mid(rest.indexOf(' ') + 1).toInt());
    if (verb == "turn")
        return turn(fd, present([&](auto *one) { return one->objectName() == QString::fromUtf8(rest); }));
    if (verb == "turnto")
        return turn(fd, present([&](auto *one) {
                        return one->visibleRegion().isEmpty() && wordsOf(one).contains(QString::fromUtf8(rest));
                    }));
    if (verb == "where")
        return where(rest);
    if (verb == "miss")
        return miss(rest.left(rest.indexOf(' ')), rest.mid(rest.indexOf(' ') + 1));
    if (verb == "see") {
        const auto text = QString::fromUtf8(rest);
        for (const auto *widget : visibleWidgets()) {
            if (wordsOf(widget).contains(text))
                return "ok yes";
        }
        return "ok no";
    }
    if (verb == "words") {
        const auto *widget = named(rest);
        return widget != nullptr ? "ok " + wordsOf(widget).simplified().toUtf8()
                                 : "error nothing visible is called " + rest;
    }
    if (verb == "names") {
        QByteArrayList names;
        for (const auto *widget : visibleWidgets()) {
            if (!widget->objectName().isEmpty())
                names += widget->objectName().toUtf8();
        }
        return "ok " + names.join(' ');
    }
    if (verb == "grab") {
        auto *top = window();
        const bool saved = top != nullptr && top->grab().save(QString::fromUtf8(rest), "PNG");
        return saved ? "ok" : "error the picture could not be saved";
    }
    if (verb == "cpu")
        return "ok " + QByteArray::number(m_firstFrameCpu, 'f', 3);
    if (verb == "find")
        return "ok " + QByteArray::number(timesInMemory(QByteArray::fromHex(rest)));
    if (verb == "quit") {
        QTimer::singleShot(0, qApp, [] { QCoreApplication::exit(0); });
        return "ok";
    }
    return "error unknown command";
}

QByteArray Robot::tap(int fd, const QByteArray &name, int holdMs)
{
    auto *widget = named(name);
    const auto refusal = refusalToTouch(name, widget);
    if (!refusal.isEmpty())
        return refusal;
    if (const auto pause = pauseBefore(name, aimAt(widget)); pause > 0) {
        QTimer::singleShot(static_cast<int>(pause), this, [this, fd, name, holdMs] {
            if (const auto answer = tap(fd, name, holdMs); !answer.isEmpty())
                reply(fd, answer);
        });
        return {};
    }
    m_tapped[name].start();
    touch(fd, widget, holdMs);
    return {};
}

/** A second tap in the same place, or on the same button, within the double-click time is a nervous finger's, which the
 *  kiosk is to ignore. Keys are meant to be hit again. */
qint64 Robot::pauseBefore(const QByteArray &name, QPoint at) const
{
    const bool isSamePlace = (at - m_lastPlace).manhattanLength() < kSamePlace;
    qint64 pause = isSamePlace && m_lastTap.isValid() ? kNotADoubleClick - m_lastTap.elapsed() : 0;
    const auto before = name.startsWith("key.") ? m_tapped.end() : m_tapped.find(name);
    if (before != m_tapped.end())
        pause = std::max(pause, kNotADoubleClick + kFingerMs - before->second.elapsed());
    return pause;
}

QByteArray Robot::turn(int fd, const QWidget *widget)
{
    auto *pane = widget != nullptr ? paneOf(widget) : nullptr;
    if (pane == nullptr || !widget->visibleRegion().isEmpty())
        return "error there is no way to turn to it";
    const bool isBelow = widget->mapTo(pane, QPoint(0, 0)).y() > 0;
    auto *arrow = pane->findChild<QWidget *>(QLatin1String(isBelow ? "pane.down" : "pane.up"));
    if (const auto refusal = refusalToTouch(isBelow ? "pane.down" : "pane.up", arrow); !refusal.isEmpty())
        return refusal;
    touch(fd, arrow, kFingerMs);
    return {};
}

void Robot::touch(int fd, QWidget *widget, int holdMs)
{
    if (!m_finger)
        m_finger.reset(QTest::createTouchDevice());
    auto *handle = widget->window()->windowHandle();
    const QPoint at = aimAt(widget);
    m_lastPlace = at;
    QTest::touchEvent(handle, m_finger.get(), false).press(0, at).commit(false);
    QTimer::singleShot(holdMs, this, [this, fd, at, target = QPointer<QWindow>(handle)] {
        if (target)
            QTest::touchEvent(target, m_finger.get(), false).release(0, at).commit(false);
        m_lastTap.start();
        reply(fd, "ok"); // one finger: the next tap comes after this one
    });
}

/** For a finger that is not the robot's own. */
QByteArray Robot::where(const QByteArray &name)
{
    const auto *widget = named(name);
    const auto refusal = refusalToTouch(name, widget);
    if (!refusal.isEmpty())
        return refusal;
    const QPoint at = aimAt(widget);
    return "ok " + QByteArray::number(at.x()) + ' ' + QByteArray::number(at.y());
}

QByteArray Robot::miss(const QByteArray &name, const QByteArray &other)
{
    auto *from = named(name);
    auto *to = named(other);
    if (from == nullptr || to == nullptr)
        return "error both must be visible";
    if (!m_finger)
        m_finger.reset(QTest::createTouchDevice());
    auto *handle = from->window()->windowHandle();
    QTest::touchEvent(handle, m_finger.get(), false).press(0, aimAt(from)).commit(false);
    QTest::touchEvent(handle, m_finger.get(), false).move(0, aimAt(to)).commit(false);
    QTest::touchEvent(handle, m_finger.get(), false).release(0, aimAt(to)).commit(false);
    return "ok";
}

} // namespace yz
