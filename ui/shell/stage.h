// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"
#include "theme/theme.h"

#include <ui/intents.h>
#include <ui/views.h>

#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

namespace yz {
class InputEngine;
class Keyboard;
} // namespace yz

namespace yz::ui {

class AccessBar;
class CoverSheet;
class StatusStrip;
class TopBar;

/**
 * Everything on the glass in one text size and contrast: bars, page, keyboard, cover. Another size is another Stage.
 * Owner: Shell. Thread: GUI. Personal data: that of the page.
 */
class Stage : public QWidget
{
    Q_OBJECT
public:
    Stage(const ScreenProfile &profile, const InputEngine &input, bool low, Language language,
          QWidget *parent = nullptr);
    ~Stage() override;

    void show(const ScreenView &view);
    Screen *page() const { return m_page; }
    using QWidget::show;
    /** What is typed or chosen on a form page now. */
    std::optional<EditAnswer> draft() const;

Q_SIGNALS:
    void wants(yz::Intent intent);
    void nextSize();
    void nextContrast();
    void lowZone();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showPage(const ScreenView &view);
    void buildPage(const ScreenView &view);
    void showCover(const ScreenView &view);
    void attachKeyboard();
    void giveFocus();
    void arrange();
    /** A part that goes may be the one whose signal we are in: it is destroyed a moment later. */
    void retire(QWidget *part);
    bool isSamePage(const PageView &page) const;
    QRect zone() const;

    Theme m_theme;
    const InputEngine &m_input;
    bool m_low;
    TopBar *m_top;
    StatusStrip *m_status;
    AccessBar *m_access;
    Screen *m_page = nullptr;
    Keyboard *m_keyboard = nullptr;
    CoverSheet *m_cover = nullptr;
    PageView m_shown;
    ScreenView m_awaited; ///< a Working page is shown only after a moment
    QTimer m_patience;
    std::vector<std::unique_ptr<QWidget>> m_retired;
};

} // namespace yz::ui
