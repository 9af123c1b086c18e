// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "world_link.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace yz::world {

/** How the network is cut: a line to a socket ("down", "up"), or a command of the caller's. */
struct NetworkSwitch
{
    QString socketPath;
    QString cutCommand;
    QString restoreCommand;

    bool usable() const { return !socketPath.isEmpty() || (!cutCommand.isEmpty() && !restoreCommand.isEmpty()); }
    bool turn(bool on) const;
};

/**
 * The hands of a person before the terminal: card, slip, plugs, paper, network.
 * Owner: the panel's main(). Thread: GUI. Carries invented persons only.
 */
class DevicePanel : public QWidget
{
    Q_OBJECT

public:
    DevicePanel(const QString &socketPath, NetworkSwitch network, QWidget *parent = nullptr);

private:
    QPushButton *addButton(const QString &name);
    void show(const QJsonObject &state);
    void showSlip(const QJsonObject &printer);
    void send(const QString &command);
    void toggleNetwork();

    WorldLink m_link;
    NetworkSwitch m_network;
    bool m_networkUp = true;
    bool m_card = false;
    bool m_reader = false;
    bool m_printer = false;
    bool m_paperOut = false;
    QString m_shownSlip;
    QComboBox *m_kind;
    QPushButton *m_cardButton;
    QPushButton *m_takeButton;
    QPushButton *m_readerButton;
    QPushButton *m_printerButton;
    QPushButton *m_paperButton;
    QPushButton *m_networkButton;
    QLabel *m_slip;
    QLabel *m_line;
};

} // namespace yz::world
