// SPDX-License-Identifier: Apache-2.0
// QT_QPA_GENERIC_PLUGINS=yizhanrobot:/path/of/socket
#include "robot.h"

#include <QGenericPlugin>

class RobotPlugin : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "robot.json")
public:
    QObject *create(const QString &key, const QString &spec) override
    {
        return key == QLatin1String("yizhanrobot") ? new yz::Robot(spec.toLocal8Bit()) : nullptr;
    }
};

#include "plugin.moc"
