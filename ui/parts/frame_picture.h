// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <QImage>
#include <QPointF>
#include <QWidget>

#include <array>
#include <optional>

namespace yz::ui {

/**
 * A moving picture from outside: the last frame, or words where there is none. Painted by hand, so that what is seen
 * can be grabbed and nothing of it lives elsewhere. Owner: QObject parent. Thread: GUI. Personal data: one frame, until
 * the next one or clear().
 */
class FramePicture : public QWidget, public Laid
{
    Q_OBJECT
public:
    FramePicture(const Theme &theme, const QString &id, const QString &name, const QString &placeholder, QSize leastMm,
                 QWidget *parent = nullptr);
    ~FramePicture() override { clear(); }

    void showFrame(const QImage &frame);
    void clear();
    void setPlaceholder(const QString &words);
    /** Drawn over the frame; corners as fractions of it. */
    void setOutline(const std::optional<std::array<QPointF, 4>> &outline, bool isGood);
    bool hasFrame() const { return !m_frame.isNull(); }

    bool textFits() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    LaidText words() const;
    void drawOutline(QPainter &painter, const QRect &box) const;

    const Theme &m_theme;
    QString m_placeholder;
    QSize m_least;
    QImage m_frame;
    std::optional<std::array<QPointF, 4>> m_outline;
    bool m_isGood = false;
};

} // namespace yz::ui
