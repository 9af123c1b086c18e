// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/icons.h"
#include "theme/surface.h"

#include <QWidget>

namespace yz::ui {

/** A plain sheet that other parts lie on; has a name so that a screen reader can say where one is. */
class Panel : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Plain, Card, Soft, Hero };

    Panel(const Theme &theme, Kind kind, const QString &id, const QString &name, QWidget *parent = nullptr);

    /** Room that a card's shadow takes inside the panel. */
    int margin() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
    Kind m_kind;
};

/** A picture that means what the words beside it say. */
class Picture : public QWidget
{
    Q_OBJECT
public:
    enum class Look { Bare, Disc };
    Picture(const Theme &theme, Icon icon, Millimetres side, const QColor &stroke, const QString &name, Look look,
            QWidget *parent = nullptr);
    void setLook(Icon icon, const QColor &stroke, const QColor &disc);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Icon m_icon;
    int m_side;
    QColor m_stroke;
    QColor m_disc;
    Look m_look;
};

} // namespace yz::ui
