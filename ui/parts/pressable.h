// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/icons.h"
#include "theme/surface.h"
#include "theme/text.h"

#include <QAbstractButton>

#include <optional>

namespace yz::ui {

/**
 * Whatever is pressed by a finger: starts and ends in its target, answers the press at once, acts on release.
 * A second press within 400 ms does nothing (a trembling finger), nor does the second half of a double tap whose first
 * half hit the page that lay here before.
 * Owner: QObject parent. Thread: GUI.
 */
class Pressable : public QAbstractButton, public Laid
{
    Q_OBJECT
public:
    Pressable(const Theme &theme, const QString &id, const QString &label, QWidget *parent = nullptr);

    /** Keys and choices may be pressed again at once. */
    void setRepeatable(bool repeatable) { m_repeatable = repeatable; }
    /** How large its target must be at least, for the layout test. */
    QSize minimumTarget() const;
    void setSecondary(bool secondary) { m_secondary = secondary; }

Q_SIGNALS:
    void chosen();

protected:
    const Theme &theme() const { return m_theme; }
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void pass();

    const Theme &m_theme;
    bool m_repeatable = false;
    bool m_secondary = true;
    bool m_pressedBefore = false;
    /** Of any of them: the finger is one, the pages under it change. GUI thread. */
    static quint64 s_lastReleaseAt;
    static QPointF s_lastPlace;
    quint64 m_releasedAt = 0;
    std::optional<quint64> m_chosenAt;
};

} // namespace yz::ui
