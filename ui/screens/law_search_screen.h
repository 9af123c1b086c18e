// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

class QVBoxLayout;

namespace yz::ui {

class ButtonRow;
class Pane;
class TextBlock;
class TextField;

/**
 * The law library: a field, and under it what is found while it is typed. 完成 puts the keyboard away, so that the
 * whole glass is for reading. Owner: Shell. Thread: GUI. Personal data: what is typed, gone with the page.
 */
class LawSearchScreen : public Screen
{
    Q_OBJECT
public:
    LawSearchScreen(const Theme &theme, const LawSearchView &view, QWidget *parent = nullptr);

    void refresh(const ScreenView &view) override;
    Typing typing() const override { return m_typing ? Typing::Pinyin : Typing::None; }
    QWidget *typingTarget() const override;
    void typed() override;
    std::optional<QStringList> draft() const override;

private:
    void fill();
    void say(const QString &sentence);
    void addExamples();
    void addHits();
    void setTyping(bool typing);

    LawSearchView m_view;
    bool m_typing;
    TextField *m_field;
    TextBlock *m_told;
    Pane *m_pane;
    QWidget *m_found = nullptr;
    ButtonRow *m_foot;
};

} // namespace yz::ui
