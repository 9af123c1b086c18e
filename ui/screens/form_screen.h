// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screens/screen.h"

#include <vector>

namespace yz::ui {

class ActionButton;
class ChoiceCard;
class InfoBanner;
class StepBar;
class TextBlock;
class TextField;

/**
 * One question a page: choices to tap, or a field to write in with phrases beside it.
 * Owner: Shell; built anew per question. Thread: GUI. Personal data: the answer.
 */
class FormScreen : public Screen
{
    Q_OBJECT
public:
    FormScreen(const Theme &theme, const FormView &view, QWidget *parent = nullptr);

    void refresh(const ScreenView &view) override;
    Typing typing() const override;
    QWidget *typingTarget() const override;
    void typed() override { give(); }
    std::optional<QStringList> draft() const override;
    const QString &field() const { return m_view.field; }

    static bool isTyped(FormView::Kind kind);

private:
    void buildChoices(const Frame &frame);
    void buildField(const Frame &frame);
    void buildFoot(const Frame &frame);
    void choose(ChoiceCard *card);
    void uncheckAgainst(const ChoiceCard *chosen);
    void give();
    void showProblem();
    void showLength();

    FormView m_view;
    StepBar *m_steps;
    InfoBanner *m_problem;
    TextField *m_field = nullptr;
    TextBlock *m_length = nullptr;
    std::vector<ChoiceCard *> m_cards;
};

} // namespace yz::ui
