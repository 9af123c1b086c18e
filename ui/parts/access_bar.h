// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <core/language.h>

#include <QWidget>

#include <vector>

namespace yz::ui {

class BarButton;

/** 大字 · 语音 · 对比度 · 低位操作 · English · 快速离开 · 叫人帮忙: always at the foot of the screen. Owner: Shell.
 * Thread: GUI. */
class AccessBar : public QWidget
{
    Q_OBJECT
public:
    AccessBar(const Theme &theme, Language language, QWidget *parent = nullptr);

    void setLow(bool low);
    /** Whether there is a voice, and whether pages are read aloud as they come. */
    void setSpeech(bool can, bool on);
    QSize sizeHint() const override;

Q_SIGNALS:
    void nextSize();
    void nextContrast();
    void lowZone();
    void useLanguage(yz::Language language);
    void useSpeech(bool on);
    void quickExit();
    void help();

protected:
    void arrange();
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<BarButton *> m_buttons;
    BarButton *m_low = nullptr;
    BarButton *m_speech = nullptr;
    bool m_speaks = false;
};

} // namespace yz::ui
