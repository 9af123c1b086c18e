// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <QTimer>
#include <QWidget>

namespace yz::ui {

/**
 * A calm moving picture; moves only while it is seen. `moment` runs from 0 to 1 and begins again.
 * Owner: QObject parent. Thread: GUI.
 */
class MovingArt : public QWidget
{
    Q_OBJECT
public:
    MovingArt(const Theme &theme, const QString &id, const QString &name, int periodMs, QWidget *parent = nullptr);

    /** Stands still at one moment: for a picture that must be the same twice. */
    void holdAt(double moment);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    const Theme &theme() const { return m_theme; }
    double moment() const { return m_moment; }
    void setMoving(bool moving);

private:
    const Theme &m_theme;
    QTimer m_timer;
    int m_periodMs;
    double m_moment = 0;
    bool m_held = false;
    bool m_moving = true;
};

/** Where to lay the card: the reader's field and a card that comes down upon it. */
class CardArt : public MovingArt
{
    Q_OBJECT
public:
    enum class Mood { Waiting, Reading, Trouble };
    explicit CardArt(const Theme &theme, QWidget *parent = nullptr);
    void setMood(Mood mood);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintReader(QPainter &painter, const QRectF &reader) const;
    void paintCard(QPainter &painter, const QRectF &card) const;
    void paintWaves(QPainter &painter, const QRectF &reader) const;

    Mood m_mood = Mood::Waiting;
};

/** Three dots that take turns: something is going on. */
class DotsArt : public MovingArt
{
    Q_OBJECT
public:
    explicit DotsArt(const Theme &theme, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace yz::ui
