// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/icons.h"
#include "theme/text.h"

#include <QWidget>

namespace yz::ui {

/** A sentence with its sign: told, warned, in trouble, or done. Never by colour alone. Owner: QObject parent. */
class InfoBanner : public QWidget, public Laid
{
    Q_OBJECT
public:
    enum class Tone { Told, Warned, Trouble, Done };

    InfoBanner(const Theme &theme, Tone tone, const QString &id, const QString &sentence, const QString &next = {},
               QWidget *parent = nullptr);

    void say(Tone tone, const QString &sentence, const QString &next = {});
    /** Another sign than the tone's own. */
    void setIcon(Icon icon);

    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int iconSide() const;
    int textLeft() const;
    LaidText first(int width) const;
    LaidText second(int width) const;

    const Theme &m_theme;
    Tone m_tone;
    Icon m_icon = Icon::Info;
    QString m_sentence;
    QString m_next;
};

} // namespace yz::ui
