// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <QStringList>
#include <QWidget>

namespace yz::ui {

/** Where the citizen is in the form: the page's name, a bar of pieces, "第 3 题，共 9 题". Owner: QObject parent. */
class StepBar : public QWidget, public Laid
{
    Q_OBJECT
public:
    explicit StepBar(const Theme &theme, QWidget *parent = nullptr);

    void setSteps(const QStringList &names, int step, int question, int questions);

    bool textFits() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString where() const;
    QString count() const;

    const Theme &m_theme;
    QStringList m_names;
    int m_step = 0;
    int m_question = 0;
    int m_questions = 0;
};

} // namespace yz::ui
