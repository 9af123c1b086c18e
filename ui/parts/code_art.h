// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <QByteArray>
#include <QImage>
#include <QWidget>

namespace yz::ui {

/** The slip's code on the glass, for a phone to take a picture of: dark on white in every contrast. Owner: parent. */
class CodeArt : public QWidget
{
    Q_OBJECT
public:
    CodeArt(const Theme &theme, const QByteArray &content, QWidget *parent = nullptr);

    /** False when the content is too long for a code: then it must not be promised. */
    bool isReadable() const { return !m_modules.isNull(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QImage m_modules;
};

} // namespace yz::ui
