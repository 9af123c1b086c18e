// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QPoint>
#include <QPointer>
#include <QPointingDevice>
#include <QSocketNotifier>

#include <map>
#include <memory>

class QWidget;

namespace yz {

/**
 * A citizen inside the unmodified kiosk: Qt loads it as a generic plugin, the same way as a touch panel's driver, and
 * it touches the window like one. Listens on a Unix socket; one command a line, one line back:
 *
 *   tap NAME          a finger on the visible, enabled widget with that object name; refused when something covers it
 *   press NAME MS     the same, held down
 *   miss NAME OTHER   the finger lands on NAME and is lifted on OTHER
 *   turn NAME         a finger on the arrow of the pane in which NAME lies out of sight; refused when it needs none
 *   turnto TEXT       the same, towards what says TEXT
 *   see TEXT          "ok yes" when a visible widget shows or says TEXT
 *   words NAME        what that widget shows or says
 *   where NAME        the middle of its widget in the window, "X Y", where another finger would touch it
 *   names             object names of all visible widgets
 *   grab FILE         the window as PNG
 *   find MASKED       how often the bytes stand in this process's memory; MASKED is hexadecimal, each byte XOR 5A,
 *                     so that asking does not put there what is looked for
 *   cpu               CPU milliseconds of the process until its first frame stood
 *   quit
 *
 * Owner: the application. Thread: GUI.
 */
class Robot : public QObject
{
    Q_OBJECT
public:
    explicit Robot(const QByteArray &socketPath);
    ~Robot() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Client
    {
        std::unique_ptr<QSocketNotifier> notifier;
        QByteArray pending;
    };

    void accept();
    void readFrom(int fd);
    /** Empty when the answer comes later. */
    QByteArray obey(int fd, const QByteArray &line);
    void reply(int fd, const QByteArray &answer);
    QByteArray tap(int fd, const QByteArray &name, int holdMs);
    void touch(int fd, QWidget *widget, int holdMs);
    qint64 pauseBefore(const QByteArray &name, QPoint at) const;
    QByteArray turn(int fd, const QWidget *widget);
    static QByteArray where(const QByteArray &name);
    QByteArray miss(const QByteArray &name, const QByteArray &other);

    QElapsedTimer m_lastTap;
    std::map<QByteArray, QElapsedTimer> m_tapped;
    QPoint m_lastPlace;
    double m_firstFrameCpu = 0;
    int m_listener = -1;
    std::unique_ptr<QSocketNotifier> m_arrivals;
    std::map<int, Client> m_clients;
    std::unique_ptr<QPointingDevice> m_finger;
};

} // namespace yz
