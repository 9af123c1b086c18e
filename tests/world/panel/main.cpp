// SPDX-License-Identifier: Apache-2.0
#include "device_panel.h"

#include <QApplication>
#include <QCommandLineParser>

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("yizhan-panel"));
    QApplication::setApplicationVersion(QStringLiteral(YIZHAN_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("The hands before an emulated terminal: card, slip, plugs, paper, network."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption control(QStringLiteral("control"), QStringLiteral("Control socket of yizhan-world."),
                                     QStringLiteral("socket"), qEnvironmentVariable("YIZHAN_WORLD"));
    const QCommandLineOption network(QStringLiteral("network-control"),
                                     QStringLiteral("Socket that takes the lines \"down\" and \"up\"."),
                                     QStringLiteral("socket"));
    const QCommandLineOption cut(QStringLiteral("network-cut"), QStringLiteral("Command that cuts the network."),
                                 QStringLiteral("command"));
    const QCommandLineOption restore(QStringLiteral("network-restore"),
                                     QStringLiteral("Command that brings the network back."),
                                     QStringLiteral("command"));
    parser.addOptions({control, network, cut, restore});
    parser.process(application);
    if (parser.value(control).isEmpty()) {
        qCritical("yizhan-panel: --control SOCKET is wanted");
        return 2;
    }
    yz::world::DevicePanel panel(parser.value(control),
                                 {parser.value(network), parser.value(cut), parser.value(restore)});
    panel.QWidget::show();
    return QApplication::exec();
}
