// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/pressable.h"

namespace yz::ui {

/** The button of a page. One Primary a page at most: the way forward. Owner: QObject parent. Thread: GUI. */
class ActionButton : public Pressable
{
    Q_OBJECT
public:
    enum class Kind { Primary, Secondary, Quiet, Danger };

    ActionButton(const Theme &theme, Kind kind, const QString &id, const QString &label, QWidget *parent = nullptr);
    ActionButton(const Theme &theme, Kind kind, const QString &id, Icon icon, const QString &label,
                 QWidget *parent = nullptr);

    /** What such a button needs, without building one. */
    static int widthFor(const Theme &theme, Kind kind, const QString &label);

    bool textFits() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Look
    {
        Sheet sheet;
        QColor ink;
    };
    Look look() const;
    TextSetting setting() const;
    int iconWidth() const;

    Kind m_kind;
    std::optional<Icon> m_icon;
};

} // namespace yz::ui
