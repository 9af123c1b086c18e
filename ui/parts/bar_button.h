// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parts/pressable.h"

namespace yz::ui {

/** A button of the two bars: picture beside the word, or above it. Owner: QObject parent. Thread: GUI. */
class BarButton : public Pressable
{
    Q_OBJECT
public:
    enum class Shape { Beside, Above };

    BarButton(const Theme &theme, Shape shape, const QString &id, Icon icon, const QString &label,
              QWidget *parent = nullptr);

    /** Drawn as switched on: large text, low zone. */
    void setActive(bool active);
    bool textFits() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int iconSide() const;

    Shape m_shape;
    Icon m_icon;
    bool m_active = false;
};

} // namespace yz::ui
