// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/icons.h"
#include "theme/text.h"
#include "ui/views.h"

#include <QWidget>

#include <vector>

namespace yz::ui {

/** A line under the top bar that says what does not work just now; takes no room when all is well. Owner: Shell. */
class StatusStrip : public QWidget, public Laid
{
    Q_OBJECT
public:
    explicit StatusStrip(const Theme &theme, QWidget *parent = nullptr);

    void setState(const ScreenView &view);
    bool isNeeded() const { return !m_notes.empty(); }

    bool textFits() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Note
    {
        Icon icon;
        QString words;
    };
    LaidText lay(const Note &note, int width) const;
    int textLeft() const;

    const Theme &m_theme;
    std::vector<Note> m_notes;
};

} // namespace yz::ui
